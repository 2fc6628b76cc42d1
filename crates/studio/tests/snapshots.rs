//! The sample responses that the window's tests read: what the edge really answers for the sample creator.
//!
//! The rule it protects: no screen is tested on an answer the core does not give. The files in `ui/fixtures` are compared;
//! `UPDATE_SNAPSHOTS=1` writes them anew.

mod common;
mod snapshots_support;

use common::{NOW, open};
use serde::Serialize;
use serde_json::Value;
use snapshots_support::{Files, Heard};
use std::path::PathBuf;
use std::sync::Arc;
use studio::clock::Clock;
use studio::demo::{self, World};
use studio::home::{Home, WindowChoices};
use studio::shapes::*;
use studio::work::Work;
use studio::{Desk, DeskOptions, Silence};

type Answer<T> = Result<T, Box<dyn std::error::Error>>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_windows_fixtures_are_what_the_core_answers() -> Answer<()> {
    let folder = tempfile::tempdir()?;
    let home = Home::at(folder.path());
    home.keep_choices(&WindowChoices {
        locale: Some("en".to_owned()),
        ..WindowChoices::default()
    })?;
    let mut files = Files::new(folder.path());

    let first_launch = desk(home.clone());
    files.put("app_state_first_run", &first_launch.app_state().await?);
    files.put("progress", &first_launch.progress().await?);

    let heard = Arc::new(Heard::default());
    let work = Arc::new(Work::new(heard.clone()));
    let profile = open(&home.sandbox_profile(), true, NOW);
    let report = demo::fill(&profile, &work, World::default()).await?;
    drop(profile);
    let twice = snapshots_support::told_twice::doubles(folder.path())?;
    files.put("doubles_open", &twice.open);
    files.put("doubles", &twice);
    files.put("progress_running", &heard.half_way());
    files.put("sync", &report.later);

    let desk = desk(home);
    files.put("app_state", &desk.open_sandbox().await?);
    money(&desk, &mut files).await?;
    chances(&desk, &mut files).await?;
    by_hand(&desk, &mut files).await?;
    house(&desk, &mut files).await?;
    files.settle()
}

fn desk(home: Home) -> Desk {
    Desk::new(DeskOptions {
        home,
        clock: Clock::fixed(common::at(NOW)),
        events: Arc::new(Silence),
        browser: Arc::new(studio::signing_in::ByHand),
        sample: false,
    })
}

/// Today, Earnings and Payouts.
async fn money(desk: &Desk, files: &mut Files) -> Answer<()> {
    files.put("today", &desk.today(652, 160).await?);
    let page = desk.changes(ChangesQuery::default(), None, 40).await?;
    files.put("changes", &ChangesPage { next: None, ..page });
    let table = desk.drift(None, None).await?;
    assert!(
        !table.rows.is_empty(),
        "the sample creator's platforms corrected something between the two looks"
    );
    files.put("drift", &table);
    let then = "2026-10-15".to_owned();
    let known = desk
        .known_totals(then.clone(), EntryFilter::default())
        .await?;
    files.put("known_totals", &known);
    let mut known = desk.known_payouts(then).await?;
    known.payouts.truncate(12);
    files.put("known_payouts", &known);
    let everything = EntryFilter::default();
    files.put("expected_final", &desk.expected_final(everything).await?);
    let query = EarningsChartQuery {
        by: ChartBy::Stream,
        period: PeriodLength::Month,
        from: None,
        to: None,
        unit: None,
        compare: false,
        width: 476,
        height: 240,
    };
    files.put("earnings_chart", &desk.earnings_chart(query).await?);
    // A page that is also the whole answer: the window would ask for the next one for ever.
    let lately = EntryFilter {
        from: Some("2026-10-14".to_owned()),
        ..EntryFilter::default()
    };
    let page = desk.entries(lately, None, 500).await?;
    assert_eq!(page.next, None, "the fixture must be a whole answer");
    files.put("entries", &page);
    let bowls = EntryFilter {
        text: Some("bowl".to_owned()),
        ..EntryFilter::default()
    };
    files.put("entry_totals", &desk.entry_totals(bowls).await?);
    let everything = desk.entries(EntryFilter::default(), None, 1_000).await?;
    let revised = everything
        .entries
        .iter()
        .filter(|row| row.payout.is_some())
        .max_by_key(|row| (row.versions, row.id))
        .ok_or("the sample creator has an entry that was paid")?;
    assert!(
        revised.versions > 1,
        "the entry shown must have a history to show"
    );
    let entry = desk.entry(revised.id).await?;
    let place = &entry.source;
    files.put(
        "source",
        &desk
            .source(place.document, place.start, place.len, None, None)
            .await?,
    );
    files.put("entry", &entry);
    files.put("double_twins", &desk.double_twins(entry.entry.id).await?);
    files.put("entry_ledger", &desk.entry_ledger(revised.id).await?);
    let payouts = desk.payouts(None).await?;
    let opened = payouts
        .groups
        .iter()
        .filter(|group| group.kind == "paid")
        .flat_map(|group| &group.payouts)
        .filter(|payout| payout.unexplained.is_some())
        .max_by_key(|payout| payout.entries)
        .and_then(|payout| payout.id)
        .ok_or("the sample creator has an itemised payout that landed")?;
    files.put("payout", &desk.payout(opened).await?);
    let rows = desk
        .payout_rows(opened, "earned".to_owned(), None, None, 50)
        .await?;
    files.put("payout_rows", &rows);
    files.put("payout_calendar", &desk.payout_calendar().await?);
    files.put("match_queue", &desk.match_queue().await?);
    files.put("payout_periods", &desk.payout_periods().await?);
    files.put("payouts", &payouts);
    files.put("rates", &desk.rates().await?);
    let foreign = "2026-10-12".to_owned();
    let dollars = desk
        .rate_of_day("USD".to_owned(), None, Some(foreign))
        .await?;
    assert_eq!(
        dollars.basis.as_deref(),
        Some("ecb"),
        "the sample creator's dollars have a reference rate"
    );
    files.put("rate_of_day", &dollars);
    let all = desk.converted(EntryFilter::default()).await?;
    assert!(
        all.unconverted.iter().all(|u| u.reason == "never"),
        "only what nobody publishes a rate for stays out: {:?}",
        all.unconverted
    );
    files.put("converted", &all);
    files.put("effective_rates", &desk.effective_rates().await?);
    let costs = desk.exchange_costs().await?;
    files.put("exchange_costs", &costs);
    files.put("search", &desk.search("tiktok".to_owned()).await?);
    Ok(())
}

/// Programmes and Inbox.
async fn chances(desk: &Desk, files: &mut Files) -> Answer<()> {
    files.put("board", &desk.board(BoardQuery::default()).await?);
    files.put("rule_packs", &desk.rule_packs().await?);
    files.put("own_rules", &desk.own_rules().await?);
    let nearest = "tiktok.creator_rewards".to_owned();
    files.put(
        "programme",
        &desk.programme(nearest, BoardQuery::default()).await?,
    );
    let earning = "tiktok.live_gifts".to_owned();
    files.put(
        "programme_status",
        &desk
            .programme_status(earning.clone(), BoardQuery::default())
            .await?,
    );
    files.put(
        "programme_economics",
        &desk
            .programme_economics(earning.clone(), BoardQuery::default())
            .await?,
    );
    files.put(
        "figure_history",
        &desk
            .figure_history(earning, "followers".to_owned(), None)
            .await?,
    );
    files.put(
        "compare_regions",
        &desk
            .compare_regions("FR".to_owned(), "US".to_owned(), BoardQuery::default())
            .await?,
    );
    files.put("programme_notices", &desk.programme_notices().await?);
    let offers = desk.offers(OfferFilter::default()).await?;
    let mut richest = None;
    for row in offers.groups.iter().flat_map(|group| &group.offers) {
        let offer = desk.offer(row.id).await?;
        let worth = (offer.messages.len().min(1), offer.terms.len());
        if richest.as_ref().is_none_or(|(best, _)| worth > *best) {
            richest = Some((worth, offer));
        }
    }
    let (_, offer) = richest.ok_or("the sample creator has offers")?;
    files.put("offer", &offer);
    let beside = offers
        .groups
        .iter()
        .flat_map(|group| &group.offers)
        .find(|row| row.id != offer.offer.id)
        .ok_or("the sample creator has two offers")?;
    deals(desk, files, offer.offer.id, beside.id).await?;
    files.put("offers", &offers);
    work_desk(desk, files, offer.offer.id).await?;
    answers(desk, files, offer.offer.id).await?;
    let words = MailSearch {
        text: "linen".to_owned(),
        ..MailSearch::default()
    };
    let found = desk.search_mail(words).await?;
    let first = found.messages.first();
    let message = first.ok_or("a message speaks of linen")?.message;
    files.put("mail_thread", &desk.mail_thread(message).await?);
    files.put("search_mail", &found);
    Ok(())
}

/// Answers: the composer as a template fills it, and an outbox in which nothing waits.
async fn answers(desk: &Desk, files: &mut Files, offer: i64) -> Answer<()> {
    let counter = desk
        .reply(offer, Some(ReplyKindName::Counter), None)
        .await?;
    assert!(
        !counter.open.is_empty(),
        "no offer states what the creator asks for"
    );
    files.put("reply", &counter);
    files.put("replies", &desk.replies(offer).await?);
    files.put("outbox", &desk.outbox().await?);
    files.put("reply_templates", &desk.reply_templates().await?);
    files.put("senders", &desk.senders().await?);
    Ok(())
}

/// The desk of offers: board, history, brand, next things, a saved search.
async fn work_desk(desk: &Desk, files: &mut Files, offer: i64) -> Answer<()> {
    let all = OfferFilter::default;
    files.put("offer_board", &desk.offer_board(all(), 30).await?);
    files.put("offer_stages", &desk.offer_stages(offer).await?);
    files.put("brand_of", &desk.brand_of(offer).await?);
    files.put("next_offers", &desk.next_offers().await?);
    files.put("offers_that_fit", &desk.offers_that_fit(all()).await?);
    let saved = desk
        .save_offer_search("Soon".to_owned(), "due:week".to_owned())
        .await?;
    files.put("offer_searches", &saved);
    desk.remove_offer_search("Soon".to_owned()).await?;
    Ok(())
}

/// Work on offers: pieces, rights, worth. What is said is taken back again.
async fn deals(desk: &Desk, files: &mut Files, offer: i64, beside: i64) -> Answer<()> {
    files.put("deal", &desk.deal(offer).await?);
    files.put("deals_timeline", &desk.deals_timeline().await?);
    files.put("invoices", &desk.invoices(Some(offer)).await?);
    let money = desk.invoice_payments_proposed(None).await?;
    files.put("invoice_payments_proposed", &money);
    files.put("seller", &desk.seller().await?);
    files.put("worth", &desk.worth(offer).await?);
    files.put("compare_worth", &desk.compare_worth(offer, beside).await?);
    files.put("worth_choices", &desk.worth_choices().await?);
    files.put("past_fees", &desk.past_fees(None, Some(offer)).await?);
    let said = desk
        .add_deliverable(offer, DeliverableDraft::default())
        .await?;
    files.put("add_deliverable", &said);
    desk.take_back_word(said.word).await?;
    Ok(())
}

/// Entries typed by hand, taken back again.
async fn by_hand(desk: &Desk, files: &mut Files) -> Answer<()> {
    let typed = HandEntry {
        line: Some("03/09 subscription 40 EUR monthly Ada".to_owned()),
        ..HandEntry::default()
    };
    files.put("read_hand", &desk.read_hand(typed.clone()).await?);
    let done = desk.add_hand(typed).await?;
    files.put("add_hand", &done);
    files.put("recurring", &desk.recurring().await?);
    let run = done.run.ok_or("a line that is kept has a run")?;
    desk.undo_import(run).await?;
    Ok(())
}

/// Accounts and Settings. Last, because the import writes.
async fn house(desk: &Desk, files: &mut Files) -> Answer<()> {
    files.put("settings", &desk.settings().await?);
    files.put("verify", &desk.verify().await?);
    files.put("backup", &desk.backup(None).await?);
    let damaged = files.copy_of(
        &PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../connectors/fixtures/stripe_csv/damaged.csv"),
        "itemised-balance-2026-03.csv",
    )?;
    let paths = vec![damaged.display().to_string()];
    let look = desk.import(paths.clone(), None, None, true, None).await?;
    files.put("import", &look);
    let written = desk.import(paths, None, None, false, None).await?;
    files.put("review", &desk.review().await?);
    files.put("accounts", &desk.accounts().await?);
    files.put("health", &desk.health().await?);
    let run = written.run.ok_or("an import that is kept has a run")?;
    files.put("undo", &desk.undo_import(run).await?);
    Ok(())
}

/// What every fixture must be before it is written: JSON of a shape.
fn value_of(shape: &impl Serialize) -> Value {
    serde_json::to_value(shape).expect("shapes are JSON")
}
