//! Mail through the whole house: proposed with reasons, confirmed or refused, corrected, read again.
//!
//! The rules it protects: nothing read later takes the creator's word back, not even when the mail is undone and comes again;
//! a correction stays beside what the mail said.

mod common;

use common::{NOW, open, work};
use std::path::{Path, PathBuf};
use studio::importing::{self, ImportRequest};
use studio::shapes::*;
use studio::{OpenProfile, inbox};

const OFFER: &str = "From: Solveig Aune <solveig@fjordlys.example>\r\nTo: creator@atelier.example\r\n\
    Subject: Paid collaboration, storm lantern\r\nDate: Mon, 12 Oct 2026 09:00:00 +0000\r\n\
    Message-ID: <one@fjordlys.example>\r\n\r\nHi Camille,\r\n\r\nwould you make one TikTok video about our storm lantern? \
    We pay EUR 800, 30 days after publication.\r\n\r\nSolveig, Fjordlys\r\n";
const RAISED: &str = "From: Solveig Aune <solveig@fjordlys.example>\r\nTo: creator@atelier.example\r\n\
    Subject: Re: Paid collaboration, storm lantern\r\nDate: Wed, 14 Oct 2026 09:00:00 +0000\r\n\
    Message-ID: <two@fjordlys.example>\r\nIn-Reply-To: <one@fjordlys.example>\r\n\r\nWe could go up to a fee of EUR 950 for the \
    video.\r\n\r\nSolveig\r\n";
const TRAP: &str = "From: Fjordlys Partnerships <fjordlys.collab@freemail.example>\r\nTo: creator@atelier.example\r\n\
    Subject: New collaboration\r\nDate: Fri, 16 Oct 2026 09:00:00 +0000\r\nMessage-ID: <three@freemail.example>\r\n\r\nDear \
    Camille, we offer EUR 2,000 for one video. You only have to pay a registration fee of EUR 40 first.\r\n";

fn mail(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn import(profile: &OpenProfile, path: PathBuf) -> ImportReport {
    let request = ImportRequest {
        paths: vec![path],
        ..ImportRequest::default()
    };
    importing::import(profile, &work(), &request).expect("the profile takes imports")
}

fn listed(profile: &OpenProfile) -> Vec<OfferRow> {
    let list = inbox::offers(profile, &OfferFilter::default()).unwrap();
    list.groups.into_iter().flat_map(|g| g.offers).collect()
}

fn only(profile: &OpenProfile) -> OfferDetail {
    let rows = listed(profile);
    assert_eq!(rows.len(), 1, "one thread is one offer");
    inbox::offer(profile, rows[0].id).unwrap()
}

fn fee(detail: &OfferDetail) -> &TermRow {
    detail
        .terms
        .iter()
        .find(|t| t.field == TermFieldName::Fee)
        .expect("a fee")
}

fn amount(detail: &OfferDetail) -> &str {
    fee(detail)
        .amount
        .as_ref()
        .map_or("", |a| a.amount.as_str())
}

#[test]
fn a_mail_is_proposed_with_reasons_and_the_creator_decides() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    import(&profile, mail(folder.path(), "offer.eml", OFFER));
    let offer = only(&profile);
    assert!(offer.offer.proposed, "nobody has said yet that it is one");
    assert_eq!(offer.offer.grade, GradeName::Clear);
    assert_eq!(offer.steps, [], "no reason, no advice");
    let kinds: Vec<_> = offer.signs.iter().map(|s| s.kind).collect();
    for wanted in [
        SignKindName::Collaboration,
        SignKindName::Deliverables,
        SignKindName::Fee,
    ] {
        assert!(kinds.contains(&wanted), "{wanted:?} among {kinds:?}");
    }

    let id = offer.offer.id;
    let refused = inbox::set_stage(&profile, id, Some(StageName::NotOffer)).unwrap();
    assert!(!refused.offer.proposed, "asked once");
    import(&profile, mail(folder.path(), "raised.eml", RAISED));
    let after = only(&profile);
    assert_eq!(
        after.offer.stage,
        StageName::NotOffer,
        "a further mail of the thread does not bring it back"
    );

    let open_again = inbox::set_stage(&profile, id, None).unwrap();
    assert!(
        open_again.offer.proposed,
        "without a word it is asked again"
    );
    let confirmed = inbox::set_stage(&profile, id, Some(StageName::New)).unwrap();
    assert_eq!(
        (confirmed.offer.proposed, confirmed.offer.stage),
        (false, StageName::New)
    );
}

#[test]
fn a_correction_survives_later_mail_undo_and_a_new_import() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    let first = import(&profile, mail(folder.path(), "offer.eml", OFFER));
    let offer = only(&profile);
    assert_eq!(
        (amount(&offer), fee(&offer).evidence.as_str()),
        ("800.00", "EUR 800")
    );

    let id = offer.offer.id;
    let corrected = inbox::set_term(&profile, id, TermFieldName::Fee, Some("875 EUR")).unwrap();
    assert_eq!(amount(&corrected), "875.00");
    assert!(fee(&corrected).corrected);
    assert_eq!(
        fee(&corrected).evidence,
        "EUR 800",
        "what the mail said stays beside it"
    );
    assert!(
        fee(&corrected).start.is_some(),
        "and can be shown in the mail"
    );

    import(&profile, mail(folder.path(), "raised.eml", RAISED));
    let later = only(&profile);
    assert_eq!(amount(&later), "875.00", "a later mail does not win");
    assert_eq!(
        fee(&later).evidence,
        "EUR 950",
        "the latest words are shown"
    );

    let run = first.run.expect("an import is a run");
    importing::undo(&profile, run).unwrap();
    import(&profile, folder.path().join("offer.eml"));
    assert_eq!(
        amount(&only(&profile)),
        "875.00",
        "read again, the creator's word stands"
    );
}

#[test]
fn a_confirmed_brand_under_another_address_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    import(&profile, mail(folder.path(), "offer.eml", OFFER));
    import(&profile, mail(folder.path(), "trap.eml", TRAP));
    let rows = listed(&profile);
    let (good, trap): (Vec<_>, Vec<_>) = rows
        .iter()
        .partition(|o| o.fee.as_ref().is_some_and(|f| f.amount == "800.00"));
    let kinds = |id: i64| -> Vec<FindingKindName> {
        let detail = inbox::offer(&profile, id).unwrap();
        detail.findings.iter().map(|f| f.kind).collect()
    };
    assert!(
        !kinds(trap[0].id).contains(&FindingKindName::KnownElsewhere),
        "a proposed brand is not known yet: a stranger cannot make himself known"
    );
    inbox::set_stage(&profile, good[0].id, Some(StageName::Talking)).unwrap();
    assert_eq!(
        kinds(trap[0].id),
        [
            FindingKindName::FreeMail,
            FindingKindName::PayToJoin,
            FindingKindName::KnownElsewhere
        ]
    );
    assert_eq!(kinds(good[0].id), [], "the brand itself is not accused");
    let trap = inbox::offer(&profile, trap[0].id).unwrap();
    assert_eq!(trap.offer.grade, GradeName::LikelyScam);
    assert_eq!(
        trap.steps,
        [SafeStepName::PayNothing, SafeStepName::AskTheBrand]
    );
}

#[test]
fn mail_that_cannot_be_read_is_listed_not_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    let broken = OFFER.to_owned();
    let mbox = format!(
        "From a@b.example Mon Oct 12 09:00:00 2026\n{}\nFrom c@d.example Mon Oct 12 10:00:00 2026\nX-Broken\n\u{0}\u{1}no headers\n",
        broken.replace("\r\n", "\n")
    );
    let report = import(&profile, mail(folder.path(), "box.mbox", &mbox));
    assert_eq!(listed(&profile).len(), 1, "the readable one is there");
    assert_eq!(
        report.files[0].rejected_count, 1,
        "the other waits in needs review with its bytes"
    );
}
