//! Work on offers from the mail to the case file: pieces, rights, conflicts, worth, past fees, calendar, archive.
//!
//! The rules it protects: the creator's word survives every later mail and can be taken back; every figure names its inputs or
//! what is missing; the files are the same for the same data, and open with programs we did not write.

mod common;

use common::{NOW, open, work};
use std::path::Path;
use std::process::Command;
use studio::importing::{self, ImportRequest};
use studio::shapes::*;
use studio::{OpenProfile, calendar, case_file, deliverables, inbox, worth};

fn mail(id: &str, brand: &str, host: &str, day: &str, body: &str) -> String {
    format!(
        "From: Lucie Ferrand <lucie@{host}>\r\nTo: creator@atelier.example\r\nSubject: Paid collaboration, {brand}\r\n\
         Date: {day} 09:00:00 +0000\r\nMessage-ID: <{id}@{host}>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         Hello Camille,\r\n\r\n{body}\r\n\r\nLucie Ferrand, {brand}\r\n"
    )
}

const OLIVE: &str = "We would like two TikTok videos and one story about our new harvest. Draft by 2 November, publish on 9 \
    November.\r\nThe fee is EUR 850, paid 30 days after the last publication.\r\nWe would use the videos as ads, usage rights for 90 \
    days.\r\nFor 60 days from the first video, no other olive oil or condiment brand, please.\r\nPlease answer by 24 October.";
const BRUME: &str = "We would like one TikTok video about our new sauces, published on 2 November. The fee is EUR 540.\r\n\
    Exclusivity from 1 October to 30 November in the condiment category.";

/// Imports mails and gives the offers' ids in the order of their brands.
fn offers(profile: &OpenProfile, folder: &Path, mails: &[String]) -> Vec<i64> {
    for (n, text) in mails.iter().enumerate() {
        let path = folder.join(format!("{n}.eml"));
        std::fs::write(&path, text).unwrap();
        let request = ImportRequest {
            paths: vec![path],
            ..ImportRequest::default()
        };
        importing::import(profile, &work(), &request).expect("the profile takes imports");
    }
    let list = inbox::offers(profile, &OfferFilter::default()).unwrap();
    let mut rows: Vec<OfferRow> = list.groups.into_iter().flat_map(|g| g.offers).collect();
    rows.sort_by(|a, b| a.brand.cmp(&b.brand));
    rows.into_iter().map(|row| row.id).collect()
}

fn two(profile: &OpenProfile, folder: &Path) -> (i64, i64) {
    let mails = [
        mail(
            "a",
            "Maison Olive",
            "maison-olive.example",
            "Tue, 20 Oct 2026",
            OLIVE,
        ),
        mail(
            "b",
            "Brume Condiments",
            "brume.example",
            "Thu, 01 Oct 2026",
            BRUME,
        ),
    ];
    let ids = offers(profile, folder, &mails);
    assert_eq!(ids.len(), 2, "two mails, two offers");
    (ids[1], ids[0])
}

fn draft(publish_on: &str) -> DeliverableDraft {
    DeliverableDraft {
        publish_on: Some(publish_on.to_owned()),
        ..DeliverableDraft::default()
    }
}

#[test]
fn pieces_and_rights_are_proposed_and_the_creators_word_wins() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    let (olive, brume) = two(&profile, folder.path());
    let view = deliverables::of_offer(&profile, olive).unwrap();
    let deal = &view.deals[0];
    let items: Vec<_> = deal.deliverables.iter().map(|d| d.item.as_str()).collect();
    assert_eq!(items, ["video-1", "video-2", "story-1"]);
    assert!(
        deal.deliverables
            .iter()
            .all(|d| d.proposed && d.publish_on.as_deref() == Some("2026-11-09"))
    );
    let right = |view: &DealTimeline, item: &str| {
        view.deals[0]
            .rights
            .iter()
            .find(|r| r.item == item)
            .cloned()
            .unwrap()
    };
    assert_eq!(
        right(&view, "usage").to.as_deref(),
        Some("2027-02-07"),
        "90 days from 9 November"
    );
    let exclusive = right(&view, "exclusivity");
    assert_eq!(
        exclusive.to.as_deref(),
        Some("2027-01-08"),
        "60 days from 9 November"
    );
    assert_eq!(
        exclusive.category.as_deref(),
        Some("olive oil or condiment")
    );
    assert!(
        exclusive.words.contains("no other olive oil"),
        "beside the very words: {}",
        exclusive.words
    );

    assert_eq!(view.conflicts.len(), 1, "{:#?}", view.conflicts);
    let conflict = &view.conflicts[0];
    assert_eq!(
        (conflict.from.as_deref(), conflict.to.as_deref()),
        (Some("2026-11-09"), Some("2026-11-30"))
    );
    assert!(conflict.doubts.is_empty() && conflict.shared == ["condiment"]);
    assert_eq!(
        view.deals[1].offer, brume,
        "the other side stands beside it"
    );

    let said =
        deliverables::set_deliverable(&profile, olive, "video-2", &draft("2026-11-16")).unwrap();
    let again = deliverables::set_deliverable(
        &profile,
        olive,
        "video-2",
        &DeliverableDraft {
            progress: Some(ProgressName::Drafted),
            link: Some("https://video.example/2".into()),
            ..DeliverableDraft::default()
        },
    )
    .unwrap();
    let piece = |item: &str| {
        let view = deliverables::of_offer(&profile, olive).unwrap();
        view.deals[0]
            .deliverables
            .iter()
            .find(|d| d.item == item)
            .cloned()
            .unwrap()
    };
    let second = piece("video-2");
    assert_eq!(
        (
            second.publish_on.as_deref(),
            second.progress,
            second.link.as_deref(),
            second.proposed
        ),
        (
            Some("2026-11-16"),
            ProgressName::Drafted,
            Some("https://video.example/2"),
            false
        ),
        "words are laid over each other"
    );
    assert!(
        deliverables::take_back(&profile, said.word).is_err(),
        "something was said after it"
    );
    deliverables::take_back(&profile, again.word).unwrap();
    let back = piece("video-2");
    assert_eq!(
        (back.publish_on.as_deref(), back.progress),
        (Some("2026-11-16"), ProgressName::Planned),
        "the word before it counts again"
    );

    let extra = deliverables::add_deliverable(
        &profile,
        olive,
        &DeliverableDraft {
            format: Some(FormatName::Story),
            ..DeliverableDraft::default()
        },
    )
    .unwrap();
    assert_eq!(extra.item, "story-2", "a free name of its kind");
    deliverables::take_back(&profile, extra.word).unwrap();
    assert!(
        deliverables::set_deliverable(&profile, olive, "story-2", &draft("2026-11-16")).is_err(),
        "it is gone again"
    );

    let longer = RightDraft {
        length: Some("unknown".into()),
        ..RightDraft::default()
    };
    deliverables::set_right(&profile, olive, "exclusivity", &longer).unwrap();
    let open_end = deliverables::of_offer(&profile, olive).unwrap();
    let exclusive = right(&open_end, "exclusivity");
    assert_eq!(
        (exclusive.end, exclusive.to.as_deref(), exclusive.corrected),
        (EndName::Unknown, None, true),
        "unknown, not for ever"
    );

    // A later mail of the thread and a new reading of the first take nothing back.
    let later = mail(
        "a2",
        "Maison Olive",
        "maison-olive.example",
        "Wed, 21 Oct 2026",
        "We would rather have one TikTok video only, publish on 12 November, fee EUR 500.",
    )
    .replace(
        "\r\nContent-Type",
        "\r\nIn-Reply-To: <a@maison-olive.example>\r\nContent-Type",
    );
    offers(&profile, folder.path(), &[later]);
    assert_eq!(
        piece("video-2").publish_on.as_deref(),
        Some("2026-11-16"),
        "the creator's word survives"
    );
}

#[test]
fn words_survive_an_undo_and_a_new_import() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    let (olive, _) = two(&profile, folder.path());
    deliverables::set_deliverable(&profile, olive, "video-2", &draft("2026-11-16")).unwrap();
    let none = RightDraft {
        none: Some(true),
        ..RightDraft::default()
    };
    deliverables::set_right(&profile, olive, "usage", &none).unwrap();
    let list = studio::accounts::view(&profile).unwrap();
    let run = list.runs.iter().map(|run| run.id).min().expect("a run");
    importing::undo(&profile, run).unwrap();
    let again = mail(
        "a",
        "Maison Olive",
        "maison-olive.example",
        "Tue, 20 Oct 2026",
        OLIVE,
    );
    let ids = offers(&profile, folder.path(), &[again]);
    let view = deliverables::of_offer(&profile, *ids.last().unwrap()).unwrap();
    let second = view.deals[0]
        .deliverables
        .iter()
        .find(|d| d.item == "video-2")
        .unwrap();
    assert_eq!(
        second.publish_on.as_deref(),
        Some("2026-11-16"),
        "a day the creator typed"
    );
    assert!(
        view.deals[0].rights.iter().all(|r| r.item != "usage"),
        "a right the creator says is not there"
    );
}

#[test]
fn what_cannot_be_read_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    let (olive, _) = two(&profile, folder.path());
    let before = deliverables::of_offer(&profile, olive).unwrap();
    assert!(deliverables::set_deliverable(&profile, olive, "video-1", &draft("soon")).is_err());
    assert!(
        deliverables::set_deliverable(&profile, olive, "video-9", &draft("2026-11-09")).is_err()
    );
    assert!(deliverables::set_right(&profile, olive, "whatever", &RightDraft::default()).is_err());
    let bad = WorthDraft {
        hours: Some("many".into()),
        ..WorthDraft::default()
    };
    assert!(worth::set_offer(&profile, olive, &bad).is_err());
    assert_eq!(deliverables::of_offer(&profile, olive).unwrap(), before);
}

fn line(found: &Worth, kind: WorthKind) -> &WorthLine {
    found.lines.iter().find(|line| line.kind == kind).unwrap()
}

fn value(found: &Worth, kind: WorthKind) -> Option<&str> {
    line(found, kind).value.as_ref().map(|a| a.amount.as_str())
}

#[test]
fn worth_names_its_inputs_or_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    let (olive, brume) = two(&profile, folder.path());
    let bare = worth::worth(&profile, olive).unwrap();
    assert_eq!(
        value(&bare, WorthKind::Left),
        None,
        "nothing was said of charges"
    );
    let left = line(&bare, WorthKind::Left);
    assert!(
        left.lacks.contains(&WorthLackName::Charges) && left.lacks.contains(&WorthLackName::Income),
        "{:?}",
        left.lacks
    );
    assert_eq!(
        left.at_most.as_ref().map(|a| a.amount.as_str()),
        Some("850.00"),
        "the bound the fee leaves"
    );
    assert_eq!(
        line(&bare, WorthKind::Hour).lacks.last(),
        Some(&WorthLackName::Hours)
    );
    assert_eq!(
        line(&bare, WorthKind::PaidOn).day.as_deref(),
        Some("2026-12-09"),
        "30 days after 9 November"
    );

    let choices = WorthChoices {
        charges: Some("24,6".into()),
        wish: Some("40".into()),
        ..WorthChoices::default()
    };
    worth::set_choices(&profile, &choices).unwrap();
    let said = WorthDraft {
        hours: Some("11".into()),
        loss: Some("159.15 EUR".into()),
        ..WorthDraft::default()
    };
    let word = worth::set_offer(&profile, olive, &said).unwrap();
    let found = worth::worth(&profile, olive).unwrap();
    let got: Vec<_> = [
        WorthKind::Fee,
        WorthKind::Charges,
        WorthKind::Exclusivity,
        WorthKind::Left,
        WorthKind::Hour,
        WorthKind::OverWish,
    ]
    .into_iter()
    .map(|kind| value(&found, kind))
    .collect();
    assert_eq!(
        got,
        [
            Some("850.00"),
            Some("-209.10"),
            Some("-120.00"),
            Some("520.90"),
            Some("47.35"),
            Some("80.90")
        ],
        "each line rests on the one above"
    );
    assert_eq!(
        line(&found, WorthKind::Hour).inputs[0].number.as_deref(),
        Some("11"),
        "the line opens to its input"
    );

    let pair = worth::compare(&profile, olive, brume).unwrap();
    let gap = |kind| {
        pair.differences
            .iter()
            .find(|d| d.kind == kind)
            .unwrap()
            .value
            .clone()
            .map(|a| a.amount)
    };
    assert_eq!(gap(WorthKind::Fee).as_deref(), Some("310.00"));
    assert_eq!(
        gap(WorthKind::Hour),
        None,
        "the other's hours are not known"
    );

    // The own income of the category: the other deal, once it is published, in the year before.
    deliverables::take_back(&profile, word.word).unwrap();
    inbox::set_stage(&profile, brume, Some(StageName::Paid)).unwrap();
    deliverables::set_deliverable(&profile, brume, "video-1", &draft("2026-10-10")).unwrap();
    let own = worth::worth(&profile, olive).unwrap();
    let exclusive = line(&own, WorthKind::Exclusivity);
    // 540.00 × 60 ÷ 365 = 88.77, less 24.6 % = 66.93
    assert_eq!(
        exclusive.value.as_ref().map(|a| a.amount.as_str()),
        Some("-66.93"),
        "{exclusive:#?}"
    );
    let income = exclusive
        .inputs
        .iter()
        .find(|i| i.source == WorthSource::Income)
        .unwrap();
    assert_eq!(
        (income.number.as_deref(), income.offers.as_slice()),
        (Some("1"), [brume].as_slice()),
        "it opens to the deal"
    );
}

#[test]
fn past_fees_suggest_only_from_three_of_a_kind() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    let mails: Vec<String> = [("kinoa", 300), ("alder", 500), ("nordvik", 400), ("fjord", 450)]
        .iter()
        .map(|(name, fee)| {
            let body = format!("We would like two TikTok videos about our lamp, publish on 5 September. The fee is EUR {fee}.");
            mail(name, name, &format!("{name}.example"), "Tue, 01 Sep 2026", &body)
        })
        .collect();
    let ids = offers(&profile, folder.path(), &mails);
    for id in ids.iter().take(2) {
        inbox::set_stage(&profile, *id, Some(StageName::Paid)).unwrap();
    }
    let few = worth::fees(&profile, None, Some(ids[3])).unwrap();
    assert_eq!(
        (few.fees.len(), few.suggestions.len()),
        (2, 0),
        "two deals suggest nothing"
    );
    assert_eq!(
        few.gap.as_ref().unwrap().missing,
        [FormatName::Video],
        "and the gap says of what"
    );
    inbox::set_stage(&profile, ids[2], Some(StageName::Agreed)).unwrap();
    let found = worth::fees(&profile, None, Some(ids[3])).unwrap();
    let all = &found.suggestions[0];
    assert_eq!((all.deals, all.format), (3, FormatName::Video));
    let each: Vec<_> = found
        .fees
        .iter()
        .map(|f| f.each.as_ref().unwrap().amount.as_str())
        .collect();
    assert_eq!(each.len(), 3, "halves of the fees: {each:?}");
    let gap = found.gap.unwrap();
    assert!(
        gap.suggested.is_some() && gap.gap.is_some() && gap.missing.is_empty(),
        "{gap:?}"
    );
}

#[test]
fn the_calendar_is_the_same_twice_and_keeps_its_identities() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    let (olive, _) = two(&profile, folder.path());
    let before = calendar::events(&profile).unwrap();
    assert!(
        before.iter().all(|event| event.kind == "answer"),
        "an offer nobody agreed to makes no work"
    );
    inbox::set_stage(&profile, olive, Some(StageName::Agreed)).unwrap();
    let events = calendar::events(&profile).unwrap();
    let of = |kind: &str| events.iter().filter(|e| e.kind == kind).count();
    assert_eq!(
        (of("draft"), of("publish"), of("right"), of("invoice")),
        (3, 3, 2, 1),
        "{events:#?}"
    );
    let path = folder.path().join("days.ics");
    let one = calendar::save(&profile, &path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(
        calendar::save(&profile, &path).unwrap(),
        one,
        "the same bytes"
    );
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert!(
        text.split("\r\n").all(|l| l.len() <= 75),
        "lines are folded at 75 octets"
    );
    assert_eq!(text.matches("BEGIN:VEVENT").count(), events.len());

    deliverables::set_deliverable(&profile, olive, "video-1", &draft("2026-11-20")).unwrap();
    let moved = calendar::events(&profile).unwrap();
    let uid = |events: &[calendar::Event]| {
        let mut uids: Vec<String> = events.iter().map(|e| e.uid.clone()).collect();
        uids.sort();
        uids
    };
    assert_eq!(
        uid(&moved),
        uid(&events),
        "a day that moves keeps its event"
    );
}

#[test]
fn a_case_file_opens_elsewhere_and_its_hashes_agree() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    let (olive, _) = two(&profile, folder.path());
    inbox::set_stage(&profile, olive, Some(StageName::Agreed)).unwrap();
    let said =
        deliverables::set_deliverable(&profile, olive, "video-1", &draft("2026-11-20")).unwrap();
    deliverables::take_back(&profile, said.word).unwrap();
    let path = folder.path().join("case.zip");
    let one = case_file::save(&profile, olive, &path).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    case_file::save(&profile, olive, &path).unwrap();
    assert_eq!(
        std::fs::read(&path).unwrap(),
        bytes,
        "the same data, the same archive"
    );

    let out = folder.path().join("out");
    let unzip = Command::new("python3")
        .args(["-m", "zipfile", "-e"])
        .args([&path, &out])
        .status()
        .expect("python3 is at hand");
    assert!(
        unzip.success(),
        "an archive program we did not write opens it"
    );
    let case = out.join(format!("case-{olive}-2026-10-22"));
    let check = Command::new("sha256sum")
        .args(["--check", "--strict", "--quiet", "MANIFEST.sha256"])
        .current_dir(&case)
        .status()
        .expect("sha256sum is at hand");
    assert!(
        check.success(),
        "every file has the hash the manifest names"
    );
    let manifest = std::fs::read_to_string(case.join("MANIFEST.sha256")).unwrap();
    assert_eq!(
        manifest.lines().count() as i64,
        one.count,
        "and every file is named"
    );
    let letter = std::fs::read(case.join("messages/001.eml")).unwrap();
    assert_eq!(
        letter,
        std::fs::read(folder.path().join("0.eml")).unwrap(),
        "the bytes as they came"
    );
    let index = std::fs::read_to_string(case.join("INDEX.txt")).unwrap();
    for words in ["Maison Olive", "fee: 850.00 EUR", "new → agreed (creator)"] {
        assert!(index.contains(words), "{words} in\n{index}");
    }
    let history: serde_json::Value =
        serde_json::from_slice(&std::fs::read(case.join("history.json")).unwrap()).unwrap();
    let words = history["words"].as_array().unwrap();
    assert!(
        words.iter().any(|w| !w["until"].is_null()),
        "what was taken back stands there too: {words:?}"
    );
}

/// What a reader we did not write finds in a calendar file.
fn read_by(program: &str, script: &str, file: &Path) -> Vec<serde_json::Value> {
    let folder = std::env::var("CALENDAR_READERS")
        .expect("scripts/checks/calendar says where the readers are");
    let out = Command::new(program)
        .arg(Path::new(&folder).join(script))
        .arg(file)
        .output()
        .expect("the reader runs");
    let told = String::from_utf8(out.stdout).unwrap();
    assert!(
        out.status.success(),
        "{script} refuses the file: {}",
        String::from_utf8_lossy(&out.stderr)
    );
    told.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
#[ignore = "needs the readers of scripts/checks/calendar"]
fn the_calendar_is_read_by_others_as_it_was_meant() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    let (olive, _) = two(&profile, folder.path());
    inbox::set_stage(&profile, olive, Some(StageName::Agreed)).unwrap();
    let label = "Vidéo « huile ; condiments, \\ et plus » 🫒, a label long enough to be folded more than once over the seventy-five octets";
    let named = DeliverableDraft {
        label: Some(label.into()),
        ..DeliverableDraft::default()
    };
    deliverables::set_deliverable(&profile, olive, "video-1", &named).unwrap();
    let path = folder.path().join("days.ics");
    calendar::save(&profile, &path).unwrap();
    let mut events = calendar::events(&profile).unwrap();
    events.sort_by(|a, b| a.uid.cmp(&b.uid));
    let meant: Vec<serde_json::Value> = events
        .iter()
        .map(|e| serde_json::json!({ "uid": e.uid, "day": e.day.to_string(), "summary": e.summary, "description": e.description }))
        .collect();
    assert!(
        meant
            .iter()
            .any(|e| e["summary"].as_str().unwrap().contains('🫒')),
        "the hard label is among them"
    );
    let python =
        std::env::var("CALENDAR_PYTHON").expect("scripts/checks/calendar says which python");
    assert_eq!(read_by(&python, "read.py", &path), meant, "icalendar");
    assert_eq!(read_by("node", "read.mjs", &path), meant, "ical.js");
}
