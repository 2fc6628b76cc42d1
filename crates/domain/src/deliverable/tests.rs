use super::*;
use crate::offer::{Evidence, Term, TermField, TermValue};
use std::collections::BTreeMap;

fn term(field: TermField, value: TermValue) -> Term {
    let evidence = Evidence {
        text: "words".into(),
        start: None,
        len: 0,
    };
    Term {
        field,
        value,
        evidence,
    }
}

fn day(text: &str) -> CivilDay {
    text.parse().unwrap()
}

fn items(pieces: &[Deliverable]) -> Vec<&str> {
    pieces.iter().map(|p| p.item.as_str()).collect()
}

#[test]
fn counts_become_pieces() {
    for (text, want) in [
        ("2 videos, 1 story", vec!["video-1", "video-2", "story-1"]),
        (
            "two TikTok videos and one story",
            vec!["video-1", "video-2", "story-1"],
        ),
        (
            "3x Reels + 1 carousel",
            vec!["reel-1", "reel-2", "reel-3", "carousel-1"],
        ),
        (
            "une vidéo, trois stories",
            vec!["video-1", "story-1", "story-2", "story-3"],
        ),
        (
            "1 TikTok video, 1 dedicated video",
            vec!["video-1", "video-2"],
        ),
        ("500 videos", vec![]),
        ("something nice", vec![]),
    ] {
        let pieces = propose(&[term(TermField::Deliverables, TermValue::Text(text.into()))]);
        assert_eq!(items(&pieces), want, "{text}");
    }
}

#[test]
fn the_days_of_the_terms_are_proposed_for_each_piece() {
    let pieces = propose(&[
        term(TermField::Deliverables, TermValue::Text("2 videos".into())),
        term(TermField::Platform, TermValue::Text("TikTok".into())),
        term(TermField::DraftBy, TermValue::Day(day("2026-11-02"))),
        term(TermField::PublishOn, TermValue::Day(day("2026-11-09"))),
    ]);
    for piece in &pieces {
        assert_eq!(
            (piece.draft_on, piece.publish_on),
            (Some(day("2026-11-02")), Some(day("2026-11-09")))
        );
        assert_eq!(piece.platform.as_deref(), Some("TikTok"));
        assert!(piece.proposed, "nobody has said so yet");
    }
    assert_eq!(first_publication(&pieces), Some(day("2026-11-09")));
}

#[test]
fn the_creators_word_wins_field_by_field() {
    let proposed = propose(&[
        term(TermField::Deliverables, TermValue::Text("2 videos".into())),
        term(TermField::PublishOn, TermValue::Day(day("2026-11-09"))),
    ]);
    let mut said = BTreeMap::new();
    said.insert(
        "video-2".to_owned(),
        Said {
            publish_on: Some(Some(day("2026-11-16"))),
            ..Said::default()
        },
    );
    said.insert(
        "video-1".to_owned(),
        Said {
            publish_on: Some(None),
            ..Said::default()
        },
    );
    said.insert(
        "own-1".to_owned(),
        Said {
            label: Some("a talk".into()),
            ..Said::default()
        },
    );
    let pieces = laid_over(proposed, &said);
    let days: Vec<_> = pieces.iter().map(|p| p.publish_on).collect();
    assert_eq!(
        days,
        [None, Some(day("2026-11-16")), None],
        "also the word that there is no day"
    );
    assert_eq!(last_publication(&pieces), None, "one piece has no day");
    let gone = laid_over(Vec::new(), &said);
    assert_eq!(
        items(&gone),
        ["own-1", "video-1", "video-2"],
        "words outlive the terms they were about"
    );
    assert_eq!(gone[1].format, Format::Video, "a piece keeps its kind");
}

#[test]
fn a_word_survives_its_text_form() {
    let said = Said {
        publish_on: Some(None),
        progress: Some(Progress::Approved),
        ..Said::default()
    };
    let text = serde_json::to_string(&said).unwrap();
    assert_eq!(
        text, r#"{"publish_on":null,"progress":"approved"}"#,
        "only what was said, `null` included"
    );
    assert_eq!(serde_json::from_str::<Said>(&text).unwrap(), said);
    let mut later = said.clone();
    later.then(Said {
        progress: Some(Progress::Published),
        ..Said::default()
    });
    assert_eq!(
        (later.publish_on, later.progress),
        (Some(None), Some(Progress::Published))
    );
}

#[test]
fn what_was_called_off_has_no_day() {
    let mut pieces = propose(&[
        term(
            TermField::Deliverables,
            TermValue::Text("1 video, 1 story".into()),
        ),
        term(TermField::PublishOn, TermValue::Day(day("2026-11-09"))),
    ]);
    pieces[0].progress = Progress::Dropped;
    pieces[1].publish_on = Some(day("2026-11-20"));
    assert_eq!(first_publication(&pieces), Some(day("2026-11-20")));
}
