//! The creator's word about bank lines: what it was based on stays with it, and an accepted month is left alone.

mod common;

use common::{open, work};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use studio::importing::{self, ImportRequest};
use studio::shapes::*;
use studio::{OpenProfile, StudioError, payouts};

/// After October is over.
const NOW: &str = "2026-11-22T12:00:00Z";

fn fixture(path: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../connectors/fixtures");
    folder.join(path)
}

fn import(profile: &Arc<OpenProfile>, path: PathBuf) {
    let request = ImportRequest {
        paths: vec![path],
        ..ImportRequest::default()
    };
    let report = importing::import(profile, &work(), &request).unwrap();
    assert_eq!(report.files[0].error, None, "the file is read");
}

/// Two payouts of October, one of them on the bank's statement.
fn paid(folder: &Path) -> Arc<OpenProfile> {
    let profile = open(&folder.join("profile"), false, NOW);
    for name in [
        "stripe_csv/payout_reconciliation.csv",
        "stripe_csv/itemised_payouts.csv",
        "statements/giro_1.ofx",
    ] {
        import(&profile, fixture(name));
    }
    profile
}

fn queue(profile: &OpenProfile) -> MatchQueue {
    payouts::queue(profile, |_, _| true).unwrap()
}

fn words(reasons: &[MatchReason]) -> Vec<(&str, i64)> {
    let mut all = Vec::new();
    for found in reasons {
        all.push((found.reason.as_str(), found.points));
    }
    all
}

#[test]
fn a_decision_keeps_its_reasons_whatever_comes_later() {
    let folder = tempfile::tempdir().unwrap();
    let profile = paid(folder.path());
    let before = queue(&profile);
    let row = before.rows.iter().find(|r| r.kind == "proposal").unwrap();
    assert_eq!(
        words(&row.reasons),
        [
            ("same_amount", 500),
            ("on_the_day", 250),
            ("names_payout", 300)
        ],
        "why it is proposed"
    );
    let after = payouts::accept(&profile, &row.parts).unwrap();
    let decided = after.decided[0].clone();
    assert_eq!(
        (decided.accepted, decided.score, &decided.reasons),
        (true, row.score, &row.reasons),
        "what was shown when it was decided"
    );

    // Another line of the same amount and day: by itself it would make the proposal less clear today.
    let bytes = std::fs::read(fixture("statements/giro_1.ofx")).unwrap();
    let statement = String::from_utf8_lossy(&bytes);
    let twin = folder.path().join("twin.ofx");
    std::fs::write(
        &twin,
        statement.replace("<FITID>2026101400017", "<FITID>OFX-77"),
    )
    .unwrap();
    import(&profile, twin);
    let later = queue(&profile);
    assert!(
        later
            .free_landings
            .iter()
            .any(|l| l.amount.amount == "832.05"),
        "the twin is there"
    );
    assert_eq!(
        later.decided[0].reasons, decided.reasons,
        "and nothing moved"
    );
    assert_eq!(later.decided[0].score, decided.score);

    payouts::undo_decision(&profile, decided.id).unwrap();
    assert_eq!(queue(&profile).decided, [], "taken back with its reasons");
}

#[test]
fn sides_laid_together_by_hand_have_no_score_and_no_made_up_reason() {
    let folder = tempfile::tempdir().unwrap();
    let profile = paid(folder.path());
    let found = queue(&profile);
    let payout = found
        .free_payouts
        .iter()
        .find(|p| p.amount.amount == "200.00");
    let landing = found.free_landings.iter().find(|l| l.amount.unit == "EUR");
    let part = MatchPart {
        payout: Some(payout.unwrap().id),
        landing: landing.unwrap().id,
        amount: Some(Amount {
            amount: "200.00".to_owned(),
            unit: "EUR".to_owned(),
        }),
    };
    let after = payouts::accept(&profile, &[part]).unwrap();
    let decided = &after.decided[0];
    assert_eq!((decided.score, words(&decided.reasons)), (None, vec![]));
}

#[test]
fn every_way_into_an_accepted_month_is_refused_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let profile = paid(folder.path());
    let row = queue(&profile).rows[0].clone();
    let account = payouts::payout(&profile, row.payouts[0].id)
        .unwrap()
        .account_id;
    let handle = row.payouts[0].account.clone();
    payouts::lock_period(&profile, account, "2026-10").unwrap();
    let refused = |told: Result<MatchQueue, StudioError>, way: &str| {
        let error = told.map(|_| ()).unwrap_err();
        let shape = error.shape();
        assert_eq!(shape.code, ErrorCode::MonthAccepted, "{way}: {error}");
        assert_eq!(error.exit_code(), 1, "{way}: failed, nothing changed");
        assert_eq!(
            (shape.details.get("account"), shape.details.get("month")),
            (Some(&handle), Some(&"2026-10-01".to_owned())),
            "{way}: it says which month of whom"
        );
    };
    let before = queue(&profile);
    refused(payouts::accept(&profile, &row.parts), "accept");
    refused(payouts::refuse(&profile, &row.parts), "refuse");
    assert_eq!(queue(&profile), before, "as it was");

    payouts::reopen_period(&profile, account, "2026-10", "a late line").unwrap();
    let decided = payouts::accept(&profile, &row.parts).unwrap().decided[0].id;
    payouts::lock_period(&profile, account, "2026-10").unwrap();
    refused(payouts::undo_decision(&profile, decided), "take back");
    assert_eq!(queue(&profile).matched, 1, "the decision stands");
    let detail = payouts::payout(&profile, row.payouts[0].id).unwrap();
    assert!(detail.locked, "the payout says that its month is accepted");

    // A month beside it is free.
    let other = queue(&profile);
    let november = other
        .free_payouts
        .iter()
        .find(|p| p.day.starts_with("2026-11"));
    assert!(!november.unwrap().locked, "only October is accepted");
}
