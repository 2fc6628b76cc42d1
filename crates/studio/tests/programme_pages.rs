//! Standing, figures, countries, notices and money of programmes at their boundary.

mod common;

use common::{at, open};
use domain::{
    AccountId, CivilDay, Instant, Locator, MetricDraft, Platform, PostDraft, RunKind, RunState,
};
use domain::{DocumentDraft, document};
use std::sync::Arc;
use std::time::Duration;
use store::{AccountDraft, Origin};
use studio::programmes::{self, compare, economics, figures, notices, status};
use studio::shapes::*;
use studio::{OpenProfile, StudioError, importing};

const NOW: &str = "2026-11-22T09:00:00Z";
const REWARDS: &str = "tiktok.creator_rewards";
const LIVE: &str = "tiktok.live";

fn asked() -> BoardQuery {
    BoardQuery::default()
}

fn draft(standing: &str, from: &str, note: &str) -> StatusDraft {
    StatusDraft {
        standing: standing.to_owned(),
        from: Some(from.to_owned()),
        note: note.to_owned(),
    }
}

/// A TikTok account fed by hand.
fn account(profile: &OpenProfile, region: &str) -> AccountId {
    let draft = AccountDraft {
        platform: Platform::Tiktok,
        handle: "atelier.example".to_owned(),
        region: region.parse().ok(),
        base_url: None,
        external_id: None,
        manual: true,
        added_at: at(NOW),
    };
    profile
        .store()
        .write(move |tx| Ok::<_, StudioError>(tx.insert_account(&draft)?))
        .unwrap()
}

fn state(profile: &OpenProfile, id: &str) -> String {
    programmes::programme(profile, id, &asked())
        .unwrap()
        .card
        .state
}

#[test]
fn a_standing_is_a_history_that_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    status::add(&profile, REWARDS, &draft("applied", "2026-11-01", "")).unwrap();
    let refused = status::add(
        &profile,
        REWARDS,
        &draft("refused", "2026-11-04", "  case 4711 "),
    )
    .unwrap();
    assert_eq!(refused.now.as_deref(), Some("refused"));
    let told: Vec<(&str, &str, &str)> = refused
        .history
        .iter()
        .map(|l| (l.standing.as_str(), l.from.as_str(), l.note.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("refused", "2026-11-04", "case 4711"),
            ("applied", "2026-11-01", "")
        ],
        "newest first, each with its day, although no account is connected"
    );
    let wait = refused.countdowns.first().unwrap();
    assert_eq!(
        (wait.kind.as_str(), wait.until.as_str(), wait.days_left),
        ("reapply", "2026-12-04", 12),
        "30 days after the refusal, as the rule states"
    );
    assert!(
        refused.page.is_some_and(|p| p.url.starts_with("https://")),
        "the platform's own page, from the sources"
    );
    let line = refused.history.first().and_then(|l| l.id).unwrap();
    let back = status::retire(&profile, line).unwrap();
    assert_eq!(back.now.as_deref(), Some("applied"));
    assert_eq!(
        back.history
            .iter()
            .filter(|l| l.retired_at.is_some())
            .count(),
        1,
        "it stays in the history"
    );
    let again = status::restore(&profile, line).unwrap();
    assert_eq!(again.now.as_deref(), Some("refused"), "and can be put back");
    for (bad, why) in [
        (draft("in", "2026-11-01", ""), "no such word"),
        (draft("applied", "2026-11-23", ""), "not yet"),
        (draft("applied", "soon", ""), "no day"),
    ] {
        let refusal = status::add(&profile, REWARDS, &bad);
        assert!(
            matches!(refusal, Err(StudioError::BadRequest { .. })),
            "{why}: {refusal:?}"
        );
    }
    assert!(
        matches!(
            status::add(
                &profile,
                "tiktok.nothing",
                &draft("applied", "2026-11-01", "")
            ),
            Err(StudioError::NotFound { .. })
        ),
        "no rule names it"
    );
}

#[test]
fn being_in_follows_the_last_word_of_the_day_asked() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    for (standing, from) in [
        ("admitted", "2026-03-01"),
        ("suspended", "2026-06-01"),
        ("admitted", "2026-07-01"),
    ] {
        status::add(&profile, REWARDS, &draft(standing, from, "")).unwrap();
    }
    let on = |day: &str| {
        let query = BoardQuery {
            on: Some(day.to_owned()),
            ..asked()
        };
        programmes::programme(&profile, REWARDS, &query)
            .unwrap()
            .card
            .state
            == "in"
    };
    for (day, inside) in [
        ("2026-02-28", false),
        ("2026-03-01", true),
        ("2026-06-15", false),
        ("2026-07-01", true),
    ] {
        assert_eq!(on(day), inside, "on {day}");
    }
}

#[test]
fn a_typed_figure_is_listed_with_its_source_and_can_be_undone() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    assert!(
        matches!(
            figures::note(&profile, LIVE, "followers", "2000", None),
            Err(StudioError::NotFound { .. })
        ),
        "there is no account to keep it with"
    );
    account(&profile, "FR");
    let noted = figures::note(&profile, LIVE, "followers", "2000", Some("2026-11-20")).unwrap();
    let reading = noted.readings.first().unwrap();
    assert_eq!(
        (
            reading.value.as_str(),
            reading.day.as_str(),
            reading.source.as_str()
        ),
        ("2000", "2026-11-20", "hand")
    );
    importing::undo(&profile, noted.run.unwrap()).unwrap();
    let left = figures::readings(&profile, LIVE, "followers", None).unwrap();
    assert_eq!(left.readings, [], "its run takes it back");
    assert!(
        matches!(
            figures::readings(&profile, LIVE, "charm", None),
            Err(StudioError::BadRequest { .. })
        ),
        "no rule asks for that"
    );
}

#[test]
fn two_countries_are_judged_on_the_same_figures() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    account(&profile, "FR");
    status::add(&profile, REWARDS, &draft("admitted", "2026-03-01", "")).unwrap();
    let moved = compare::view(&profile, "FR", "US", &asked()).unwrap();
    let counted = moved.opens + moved.closes + moved.changes + moved.unknown + moved.same;
    assert_eq!(
        counted,
        i64::try_from(moved.rows.len()).unwrap(),
        "each once"
    );
    for row in &moved.rows {
        let here = |region: &str| {
            let query = BoardQuery {
                region: Some(region.to_owned()),
                ..asked()
            };
            let detail = programmes::programme(&profile, &row.programme, &query).unwrap();
            (detail.card.state, detail.rule)
        };
        let ((before, rule_before), (after, rule_after)) = (here("FR"), here("US"));
        assert_eq!(
            (&row.rule_before, &row.rule_after),
            (&rule_before, &rule_after)
        );
        if row.kind == "unknown" {
            assert!(
                before == "unknown" || after == "unknown",
                "{}",
                row.programme
            );
        }
        if row.kind == "opens" {
            assert_ne!(
                after, "unknown",
                "{}: what cannot be told opens nothing",
                row.programme
            );
        }
    }
    let same = compare::view(&profile, "FR", "FR", &asked()).unwrap();
    assert_eq!(same.same, counted, "a move to where one is changes nothing");
    let nowhere = compare::view(&profile, "FR", "Atlantis", &asked());
    assert!(matches!(nowhere, Err(StudioError::BadRequest { .. })));
}

#[test]
fn a_change_is_noticed_once_and_only_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    let account = account(&profile, "FR");
    assert_eq!(notices::look(&profile).unwrap().notices, [], "off at first");
    let on = notices::switch(&profile, None, Some(true)).unwrap();
    assert!(
        on.on && on.notices.is_empty(),
        "the first look only remembers"
    );
    let before = state(&profile, LIVE);
    for (metric, value) in [
        ("followers", "5000"),
        ("age_years", "31"),
        ("good_standing", "yes"),
    ] {
        programmes::metrics::set_metric(&profile, account.0, metric, value, None).unwrap();
    }
    let after = state(&profile, LIVE);
    assert_ne!(before, after, "the figures change where it stands");
    let looked = notices::look(&profile).unwrap();
    let notice = looked.notices.iter().find(|n| n.programme == LIVE).unwrap();
    assert_eq!((&notice.before, &notice.after), (&before, &after));
    assert_eq!(
        notices::look(&profile).unwrap().notices,
        looked.notices,
        "once"
    );
    let quiet = notices::put_aside(&profile, &[notice.id], true).unwrap();
    assert!(quiet.notices.iter().all(|n| n.id != notice.id), "put aside");
    let back = notices::put_aside(&profile, &[notice.id], false).unwrap();
    assert!(back.notices.iter().any(|n| n.id == notice.id), "and back");
    let without = notices::switch(&profile, Some(LIVE), Some(false)).unwrap();
    assert!(
        without.notices.iter().all(|n| n.programme != LIVE),
        "its own switch wins"
    );
    let off = notices::switch(&profile, None, Some(false)).unwrap();
    assert_eq!(off.notices, [], "nothing while everything is off");
}

#[test]
fn money_without_a_stream_or_an_entry_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    let money = economics::view(&profile, "tiktok.live_gifts", &asked()).unwrap();
    assert_eq!(money.streams, [], "nothing came");
    assert_eq!(
        money.depends,
        [StreamName::LiveGift],
        "and this is what would"
    );
    assert_eq!(
        (money.from.as_str(), money.to.as_str()),
        ("2025-12-01", "2026-11-22")
    );
    let none = economics::view(&profile, LIVE, &asked()).unwrap();
    assert_eq!(none.depends, [], "going LIVE by itself pays nothing");
}

/// Three years of daily figures and ten thousand videos.
fn busy(profile: &OpenProfile) {
    let account = account(profile, "FR");
    let now = at(NOW);
    let today: CivilDay = "2026-11-22".parse().unwrap();
    profile
        .store()
        .write(move |tx| {
            let run = tx.start_run(RunKind::Import, "", now)?;
            let draft = DocumentDraft {
                kind: document::DocumentKind::File,
                platform: Platform::Tiktok,
                name: "posts.json".to_owned(),
                media_type: "application/json".to_owned(),
                bytes: Arc::from(*b"x"),
                received_at: now,
            };
            let document = tx.insert_document(&draft, Some(account), run)?;
            let origin = Origin {
                account,
                feed: "posts",
                document,
                run,
                now,
            };
            let locator = Locator {
                start: 0,
                len: 1,
                place: document::Place::Whole,
            };
            for back in 0..3 * 365 {
                for (name, value) in [
                    ("followers", 40_000 - i64::from(back) * 20),
                    ("lifetime_views", 9_000_000 - i64::from(back) * 5_000),
                    ("live_minutes", 60),
                ] {
                    let draft = MetricDraft {
                        name: name.to_owned(),
                        day: today.plus_days(-back),
                        value,
                        locator: Some(locator.clone()),
                    };
                    tx.upsert_metric(&origin, &draft)?;
                }
            }
            for n in 0..10_000_i64 {
                let draft = PostDraft {
                    external_id: Some(n.to_string()),
                    published: Instant::from_millis(now.millis() - n * 9_400_000).unwrap(),
                    title: "A pot".to_owned(),
                    seconds: Some(75),
                    views: Some(900),
                    likes: None,
                    comments: None,
                    shares: None,
                    public: Some(true),
                    locator: locator.clone(),
                };
                tx.upsert_post(&origin, &draft)?;
            }
            Ok::<(), StudioError>(tx.finish_run(run, RunState::Done, now, None)?)
        })
        .unwrap();
}

/// Run by hand with `--release --nocapture`; a debug build tells nothing about 100 ms.
#[test]
#[ignore = "a measure"]
fn a_page_of_three_years_and_ten_thousand_videos() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    busy(&profile);
    let time = |name: &str, work: &dyn Fn()| {
        work();
        let times: Vec<Duration> = (0..9)
            .map(|_| {
                let start = std::time::Instant::now();
                work();
                start.elapsed()
            })
            .collect();
        let mut sorted = times;
        sorted.sort_unstable();
        println!("{name}: median {:?}, worst {:?}", sorted[4], sorted[8]);
    };
    time("board", &|| {
        drop(programmes::board(&profile, &asked()).unwrap())
    });
    time("programme", &|| {
        drop(programmes::programme(&profile, REWARDS, &asked()).unwrap())
    });
    time("status", &|| {
        drop(status::view(&profile, REWARDS, &asked()).unwrap())
    });
    time("economics", &|| {
        drop(economics::view(&profile, REWARDS, &asked()).unwrap())
    });
    time("compare", &|| {
        drop(compare::view(&profile, "FR", "US", &asked()).unwrap())
    });
}

#[test]
fn a_page_shows_every_payout_term_of_the_rule() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    let pays_on = |id: &str, on: Option<&str>| {
        let query = BoardQuery {
            region: Some("US".to_owned()),
            on: on.map(str::to_owned),
            ..asked()
        };
        programmes::programme(&profile, id, &query).unwrap().payout
    };
    let pays = |id: &str| pays_on(id, None);
    let partner = pays("youtube.ypp");
    let shares: Vec<Option<i64>> = partner
        .components
        .iter()
        .map(|part| part.share_permille)
        .collect();
    assert_eq!(
        shares,
        [Some(550), Some(450), Some(700)],
        "ads, Shorts, funding"
    );
    let yen = partner.minimums.iter().find(|m| m.unit == "JPY").unwrap();
    assert_eq!(yen.amount, "8000", "yen have no decimals");
    let gold = pays("reddit.contributor");
    assert_eq!(gold.minimum.as_deref(), Some("10 gold"));
    let figures: Vec<Option<&str>> = gold.tiers.iter().map(|t| t.figure.as_deref()).collect();
    assert_eq!(figures, [Some("0.9"), Some("1")], "dollars, no shares");
    let asked = gold.tiers.last().unwrap().when.first().unwrap();
    assert_eq!(asked.metric.as_deref(), Some("karma"));
    assert_eq!(asked.threshold.as_deref(), Some("5000"));
    let cap = pays_on("twitch.plus", Some("2023-11-01")).cap.unwrap();
    assert_eq!(
        (cap.amount.amount.as_str(), cap.after_permille),
        ("100000.00", 500)
    );
    let gate = pays("twitch.open_tools").gate;
    assert_eq!(
        gate.first().unwrap().kind,
        "any_of",
        "one of two programmes"
    );
}

#[test]
fn the_history_names_what_a_version_asks_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    let detail = programmes::programme(&profile, "tiktok.tips", &asked()).unwrap();
    let version = |id: &str| detail.history.iter().find(|v| v.rule == id).unwrap();
    let launch = version("tiktok.tips@2021-12-01");
    assert_eq!(launch.compared_with.as_deref(), Some("tiktok.tips@2021-10"));
    let [change, ..] = launch.changes.as_slice() else {
        panic!("the launch asked for Creator Next")
    };
    assert_eq!(
        (change.list.as_str(), change.place.as_str()),
        ("requirements", "demand")
    );
    assert_eq!(change.before, None, "the test did not ask it");
    let after = change.after.as_ref().unwrap();
    assert_eq!(after.metric.as_deref(), Some("programme_membership"));
    assert_eq!(after.threshold.as_deref(), Some("tiktok.creator_next"));
    let help = version("tiktok.tips@help-page");
    assert_eq!(
        help.compared_with.as_deref(),
        Some("tiktok.tips@2021-12-01"),
        "undated, but named by the one before it"
    );
    let gone = help.changes.first().unwrap();
    assert_eq!(gone.before, change.after, "Creator Next is asked no more");
    assert_eq!(gone.after, None);
    let first = version("tiktok.tips@2021-10");
    assert_eq!(
        (first.compared_with.as_deref(), first.changes.len()),
        (None, 0)
    );
}
