//! The desk of offers at its boundary: steps that are taken back whole, sleep, searches, the board, next things, brands.
//!
//! The rule it protects: what the creator said holds until they take it back, and nothing is added that is not of one unit.

mod common;

use common::{NOW, open};
use std::sync::Arc;
use studio::shapes::*;
use studio::{OpenProfile, StudioError, deals, importing, inbox};

fn term(field: TermFieldName, value: &str) -> HandTerm {
    HandTerm {
        field,
        value: value.to_owned(),
    }
}

fn typed(brand: &str, terms: &[HandTerm]) -> HandOffer {
    HandOffer {
        brand: brand.to_owned(),
        terms: terms.to_vec(),
        ..HandOffer::default()
    }
}

/// Three offers: with a fee in euro, with one in pounds, without any.
fn world() -> (tempfile::TempDir, Arc<OpenProfile>, [i64; 3]) {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    let fee = |value| term(TermFieldName::Fee, value);
    let drafts = [
        typed(
            "Fjordlys",
            &[fee("800 EUR"), term(TermFieldName::AnswerBy, "2026-10-24")],
        ),
        typed("Kinoa Tea", &[fee("450.50 GBP")]),
        typed("Brume", &[term(TermFieldName::Gifted, "yes")]),
    ];
    let ids = drafts.map(|draft| deals::add_offer(&profile, &draft).unwrap().offer);
    (folder, profile, ids)
}

fn line(words: &str) -> OfferFilter {
    OfferFilter {
        text: Some(words.to_owned()),
        ..OfferFilter::default()
    }
}

fn brands_of(list: &OfferList) -> Vec<&str> {
    let offers = list.groups.iter().flat_map(|g| &g.offers);
    offers.map(|o| o.brand.as_str()).collect()
}

fn stage_of(profile: &OpenProfile, id: i64) -> StageName {
    inbox::offer(profile, id).unwrap().offer.stage
}

#[test]
fn an_offer_by_hand_is_an_offer_like_any_and_its_run_takes_it_away() {
    let (_folder, profile, [first, ..]) = world();
    let offer = inbox::offer(&profile, first).unwrap();
    assert!(!offer.offer.proposed, "who typed it need not be asked");
    assert_eq!(offer.offer.fee.map(|f| f.amount).as_deref(), Some("800.00"));
    assert_eq!(offer.offer.due.as_deref(), Some("2026-10-24"));
    let fourth = deals::add_offer(&profile, &typed("Lumen", &[])).unwrap();
    importing::undo(&profile, fourth.run).unwrap();
    let left = inbox::offers(&profile, &OfferFilter::default()).unwrap();
    assert_eq!(left.count, 3, "exactly the one that was typed is gone");
    for (draft, why) in [
        (typed("  ", &[]), "no brand"),
        (typed("A", &[term(TermFieldName::Fee, "much")]), "no amount"),
        (
            typed("A", &[term(TermFieldName::Brand, "B")]),
            "the brand is told twice",
        ),
    ] {
        let refused = deals::add_offer(&profile, &draft);
        assert!(
            matches!(refused, Err(StudioError::BadRequest { .. })),
            "{why}"
        );
    }
}

#[test]
fn what_is_done_to_many_is_taken_back_as_one() {
    let (_folder, profile, ids) = world();
    let moved = deals::move_offers(&profile, &ids, Some(StageName::Declined)).unwrap();
    assert_eq!(moved.offers, 3);
    let step = moved.step.expect("all three moved");
    deals::move_offers(&profile, &ids[..1], Some(StageName::Talking)).unwrap();
    let undone = deals::undo_step(&profile, step).unwrap();
    assert_eq!((undone.restored, undone.kept), (2, 1), "a later word stays");
    let stages = ids.map(|id| stage_of(&profile, id));
    assert_eq!(stages, [StageName::Talking, StageName::New, StageName::New]);
    let again = deals::undo_step(&profile, step).unwrap();
    assert_eq!((again.restored, again.kept), (0, 0), "once is enough");
    let nothing = deals::move_offers(&profile, &ids[..1], Some(StageName::Talking)).unwrap();
    assert_eq!(nothing.step, None, "what is so already is no step");
    let bad = deals::move_offers(&profile, &[ids[1], 999], Some(StageName::Paid));
    assert!(bad.is_err(), "one that is not there");
    assert_eq!(
        stage_of(&profile, ids[1]),
        StageName::New,
        "and none is moved"
    );

    let history = deals::stages(&profile, ids[0]).unwrap();
    let told: Vec<_> = history
        .iter()
        .map(|m| (m.to, m.author, m.undone.is_some()))
        .collect();
    assert_eq!(
        told,
        [
            (StageName::New, MoveAuthorName::Source, false),
            (StageName::Declined, MoveAuthorName::Creator, true),
            (StageName::Talking, MoveAuthorName::Creator, false),
        ]
    );
}

#[test]
fn tags_and_sleep_narrow_the_list_and_sleep_ends_by_itself() {
    let (folder, profile, [first, second, _]) = world();
    let tag = |text: &str| vec![text.to_owned()];
    deals::tag_offers(&profile, &[first, second], &tag(" Winter  26 "), &[]).unwrap();
    let found = inbox::offers(&profile, &line("tag:\"winter 26\" -brand:kinoa")).unwrap();
    assert_eq!(brands_of(&found), ["Fjordlys"]);
    assert!(deals::tag_offers(&profile, &[first], &tag("  "), &[]).is_err());

    let asleep = deals::snooze_offers(&profile, &[first], Some("2026-10-30"), false).unwrap();
    let list = inbox::offers(&profile, &OfferFilter::default()).unwrap();
    let kinds: Vec<_> = list.groups.iter().map(|g| g.kind.as_str()).collect();
    assert_eq!(kinds, ["needs_answer", "snoozed"]);
    assert!(
        deals::next_offers(&profile)
            .unwrap()
            .iter()
            .all(|n| n.offer != first),
        "what sleeps asks for nothing"
    );
    let past = deals::snooze_offers(&profile, &[first], Some("2026-10-22"), false);
    assert!(past.is_err(), "today is no day to sleep until");
    drop(profile);

    let later = open(
        &folder.path().join("profile"),
        false,
        "2026-10-30T07:00:00Z",
    );
    let list = inbox::offers(&later, &OfferFilter::default()).unwrap();
    let woken = list.groups[0]
        .offers
        .iter()
        .find(|o| o.id == first)
        .unwrap();
    assert_eq!(list.groups[0].kind, "needs_answer", "it is back");
    let sleep = woken.sleep.as_ref().unwrap();
    assert_eq!(sleep.woken, Some(WakeReasonName::Day), "and says why");
    let next = deals::next_offers(&later).unwrap();
    let ours = next.iter().find(|n| n.offer == first).unwrap();
    assert_eq!(ours.next.kind, NextKindName::Woken, "and Today shows it");
    deals::undo_step(&later, asleep.step.unwrap()).unwrap();
    assert_eq!(inbox::offer(&later, first).unwrap().offer.sleep, None);
}

#[test]
fn the_board_is_the_list_by_stage_and_never_adds_unlike_units() {
    let (_folder, profile, ids) = world();
    let board = deals::board(&profile, &OfferFilter::default(), 1).unwrap();
    let new = &board.columns[0];
    let sums: Vec<_> = new
        .sums
        .iter()
        .map(|a| format!("{} {}", a.amount, a.unit))
        .collect();
    assert_eq!(
        (new.count, new.offers.len()),
        (3, 1),
        "one card is asked for"
    );
    assert_eq!(sums, ["800.00 EUR", "450.50 GBP"]);
    assert_eq!(new.without_fee, 1, "a gift is in no sum");
    deals::move_offers(&profile, &ids[..1], Some(StageName::Agreed)).unwrap();
    let narrowed = deals::board(&profile, &line("has:fee stage:nowhere"), 9).unwrap();
    assert_eq!(narrowed.unread[0].reason, UnreadReasonName::Value, "named");
    let counts: Vec<_> = narrowed.columns.iter().map(|c| c.count).collect();
    assert_eq!(counts.iter().sum::<i64>(), 2, "what was read narrows");
    assert!(
        deals::offers_that_fit(&profile, &line("stage:nowhere")).is_err(),
        "nothing is done to all of a filter that cannot be read"
    );
    assert_eq!(
        deals::offers_that_fit(&profile, &line("stage:new,agreed"))
            .unwrap()
            .len(),
        3
    );
}

#[test]
fn each_offer_has_one_next_thing_the_earliest_first() {
    let (_folder, profile, [first, second, _]) = world();
    let next = deals::next_offers(&profile).unwrap();
    assert_eq!(next.len(), 3, "once each");
    assert_eq!(next[0].offer, first, "the one with a day");
    assert_eq!(next[0].next.day.as_deref(), Some("2026-10-24"));
    deals::move_offers(&profile, &[second], Some(StageName::Published)).unwrap();
    let next = deals::next_offers(&profile).unwrap();
    let second = next.iter().find(|n| n.offer == second).unwrap();
    assert_eq!(
        second.next.kind,
        NextKindName::Invoice,
        "published, not billed"
    );
}

#[test]
fn searches_are_kept_in_their_own_words() {
    let (_folder, profile, _) = world();
    let saved = deals::save_search(&profile, " Soon ", "due:week -has:findings").unwrap();
    assert_eq!(
        (saved[0].name.as_str(), saved[0].words.as_str()),
        ("Soon", "due:week -has:findings")
    );
    for (name, words, why) in [
        ("", "due:week", "no name"),
        ("x", "  ", "no words"),
        ("x", "due:soon", "cannot be read"),
    ] {
        assert!(deals::save_search(&profile, name, words).is_err(), "{why}");
    }
    assert_eq!(deals::remove_search(&profile, "Soon").unwrap(), []);
    assert!(deals::remove_search(&profile, "Soon").is_err());
}

#[test]
fn brands_are_merged_by_the_creators_word_and_score_nothing_without_payments() {
    let (_folder, profile, [first, second, third]) = world();
    deals::move_offers(&profile, &[first, second], Some(StageName::Paid)).unwrap();
    let merged = deals::merge_brand(&profile, "KINOA tea", Some("Fjordlys")).unwrap();
    assert_eq!(merged.len(), 1);
    let brand = deals::brand_of(&profile, second).unwrap();
    assert_eq!(brand.key, "fjordlys");
    assert_eq!(brand.aliases, ["kinoa tea"]);
    let paid: Vec<_> = brand.paid.iter().map(|a| a.unit.as_str()).collect();
    assert_eq!(paid, ["EUR", "GBP"], "side by side");
    assert_eq!(brand.score.points, None, "no payment is known: not known");
    let found = inbox::offers(&profile, &line("brand:fjordlys")).unwrap();
    assert_eq!(
        brands_of(&found).len(),
        2,
        "a search finds all names of the brand"
    );
    deals::merge_brand(&profile, "Kinoa Tea", None).unwrap();
    assert_eq!(
        deals::brand_of(&profile, second).unwrap().offers.len(),
        1,
        "parted again"
    );
    assert!(deals::merge_brand(&profile, "Brume", Some("brume")).is_err());
    assert_eq!(deals::brand_of(&profile, third).unwrap().name, "Brume");
}
