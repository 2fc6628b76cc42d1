//! Money told by two sources, through the whole house: files in, overlaps out, decisions, and the sums that follow.
//!
//! The rules it protects: never both counted, never neither; nothing is put aside without the creator's word; what was
//! decided is not asked again.

mod common;

use common::{NOW, open, work};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use studio::doubles::{self, Keep};
use studio::importing::{self, ImportRequest};
use studio::shapes::*;
use studio::{OpenProfile, accounts, earnings, payouts};

const KO_FI: &str = "DateTime (UTC),From,Message,Item,Received,Given,Currency,TransactionType,TransactionId,Reference,SalesTax,SalesTaxPercentage,SalesTaxIncludesShipping,BuyerCountry,BuyerStateOrProvince,BuyerEmail,PaymentProvider\n\
2026-07-14T13:04:30Z,Ada Finch,keep going,,5.00,,EUR,Tip,11111111-aaaa-4000-8000-000000000001,ref1,0,0,false,FR,,ada@example.com,PayPal\n\
2026-07-16T10:00:00Z,Ben Moor,,Gold,12.50,,EUR,Tip,11111111-aaaa-4000-8000-000000000002,,0,0,false,DE,,ben@example.com,Stripe\n";
const PAYPAL: &str = "\"Date\",\"Time\",\"TimeZone\",\"Name\",\"Type\",\"Status\",\"Currency\",\"Gross\",\"Fee\",\"Net\",\"From Email Address\",\"To Email Address\",\"Transaction ID\",\"Item Title\",\"Item ID\",\"Reference Txn ID\",\"Receipt ID\",\"Balance\",\"Note\"\n\
\"07/14/2026\",\"06:04:31\",\"PDT\",\"Ada Finch\",\"Donation Payment\",\"Completed\",\"EUR\",\"5.00\",\"-0.47\",\"4.53\",\"ada@example.com\",\"shop@example.com\",\"8AB00000000000002\",\"\",\"\",\"\",\"\",\"4.53\",\"\"\n\
\"07/20/2026\",\"08:00:01\",\"PDT\",\"Iris Vale\",\"Website Payment\",\"Completed\",\"EUR\",\"30.00\",\"-1.00\",\"29.00\",\"iris@example.com\",\"shop@example.com\",\"8AB00000000000003\",\"Print\",\"\",\"\",\"\",\"33.53\",\"\"\n";

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../connectors/fixtures")
        .join(path)
}

struct House {
    folder: tempfile::TempDir,
    profile: Arc<OpenProfile>,
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let profile = open(&folder.path().join("profile"), false, NOW);
        Self { folder, profile }
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn request(&self, path: &Path, request: ImportRequest) -> ImportReport {
        let request = ImportRequest {
            paths: vec![path.to_owned()],
            ..request
        };
        let report = importing::import(&self.profile, &work(), &request).unwrap();
        assert_eq!(report.files[0].error, None, "{} is read", path.display());
        report
    }

    fn import(&self, path: &Path) -> ImportReport {
        self.request(path, ImportRequest::default())
    }

    fn found(&self) -> Doubles {
        doubles::doubles(&self.profile).unwrap()
    }

    /// Rows that count, and their sum in each unit.
    fn totals(&self) -> Vec<(String, i64)> {
        let page = earnings::entries(&self.profile, &EntryFilter::default(), None, 500).unwrap();
        let totals = page.totals.unwrap();
        totals
            .into_iter()
            .map(|t| (format!("{} {}", t.net.amount, t.net.unit), t.count))
            .collect()
    }

    fn verified(&self) {
        let report = self
            .profile
            .store()
            .read(|tx| Ok::<_, studio::StudioError>(tx.verify()?))
            .unwrap();
        assert_eq!(report.problems, [], "sums are what the rows say");
    }
}

/// What an import says of its overlap.
fn told(report: &ImportReport) -> Option<String> {
    let note = report.files[0].notes.iter().find(|n| n.code == "doubles")?;
    note.values.get("count").cloned()
}

fn reasons(pair: &DoublePair) -> Vec<&str> {
    pair.reasons.iter().map(|r| r.reason.as_str()).collect()
}

#[test]
fn a_tip_jar_beside_the_wallet_it_was_paid_into() {
    let house = House::new();
    let (kofi, paypal) = (
        house.file("kofi.csv", KO_FI),
        house.file("paypal.csv", PAYPAL),
    );
    assert_eq!(told(&house.import(&paypal)), None, "alone nothing overlaps");
    let dry = house.request(
        &kofi,
        ImportRequest {
            dry_run: true,
            ..ImportRequest::default()
        },
    );
    assert_eq!(
        told(&dry).as_deref(),
        Some("1"),
        "a dry run says so, before there is an account"
    );
    assert!(
        accounts::list(&house.profile).unwrap().len() == 1,
        "and leaves nothing behind"
    );
    let report = house.import(&kofi);
    assert_eq!(told(&report).as_deref(), Some("1"), "the import says so");
    let before = house.totals();
    let found = house.found();
    assert_eq!((found.open, found.groups.len()), (1, 1), "one pair waits");
    let group = &found.groups[0];
    assert_eq!(group.kin, "pass_through");
    let pair = &group.pairs[0];
    assert!(pair.sure, "amount, minute and payer agree");
    assert_eq!(reasons(pair), ["same_amount", "same_instant", "same_payer"]);
    for side in [&pair.one, &pair.other] {
        assert!(side.source.is_some(), "both sides open to their source");
    }
    assert_eq!(
        group.twice,
        [Amount {
            amount: "5.00".to_owned(),
            unit: "EUR".to_owned()
        }],
        "the tip jar's line would leave, the wallet knows the fee"
    );
    let done = doubles::merge(
        &house.profile,
        std::slice::from_ref(&group.id),
        Keep::Proposed,
    )
    .unwrap();
    assert_eq!(done.count, 1);
    assert_eq!(
        house.totals(),
        [("46.03 EUR".to_owned(), 3)],
        "counted once"
    );
    let merged = house.found();
    assert_eq!(merged.open, 0, "and not asked again");
    let aside = merged.decided[0].pairs[0].aside.row.unwrap();
    let twins = doubles::twins(&house.profile, aside).unwrap();
    assert!(twins[0].aside, "the row put aside names what counts");
    assert!(
        earnings::entry(&house.profile, aside).is_ok(),
        "and is still opened"
    );
    house.verified();
    importing::undo(&house.profile, report.run.unwrap()).unwrap();
    house.import(&kofi);
    assert_eq!(
        house.found().open,
        0,
        "an undo and a new import change no decision"
    );
    assert_eq!(house.totals(), [("46.03 EUR".to_owned(), 3)]);
    doubles::undo(&house.profile, done.decision).unwrap();
    assert_eq!(house.totals(), before, "merge and undo change nothing");
    house.verified();
}

#[test]
fn a_kept_pair_is_never_asked_again_and_the_other_side_may_be_chosen() {
    let house = House::new();
    house.import(&house.file("paypal.csv", PAYPAL));
    house.import(&house.file("kofi.csv", KO_FI));
    let before = house.totals();
    let pair = house.found().groups[0].pairs[0].id.clone();
    let kept = doubles::keep(&house.profile, std::slice::from_ref(&pair)).unwrap();
    assert_eq!(house.totals(), before, "both count");
    house.import(&house.file("kofi.csv", KO_FI));
    assert_eq!(house.found().open, 0, "never asked again");
    assert!(
        doubles::merge(&house.profile, &[pair], Keep::Proposed).is_err(),
        "what waits no more cannot be decided"
    );
    doubles::undo(&house.profile, kept.decision).unwrap();
    let found = house.found();
    assert_eq!(found.open, 1, "until it is taken back");
    let keep = if found.groups[0].aside == "one" {
        Keep::One
    } else {
        Keep::Other
    };
    doubles::merge(&house.profile, &[found.groups[0].id.clone()], keep).unwrap();
    assert_eq!(
        house.totals(),
        [("46.50 EUR".to_owned(), 3)],
        "the creator chose the tip jar's line"
    );
    house.verified();
}

#[test]
fn an_accepted_month_is_neither_merged_nor_brought_back() {
    let house = House::new();
    house.import(&house.file("paypal.csv", PAYPAL));
    house.import(&house.file("kofi.csv", KO_FI));
    let before = house.totals();
    let group = house.found().groups[0].id.clone();
    let list = accounts::list(&house.profile).unwrap();
    let july = "2026-07";
    for account in &list {
        payouts::lock_period(&house.profile, account.id, july).unwrap();
    }
    let accepted = |result: Result<(), studio::StudioError>| {
        let refused = matches!(result, Err(studio::StudioError::MonthAccepted { .. }));
        assert!(refused, "the accepted month stands: {result:?}");
    };
    let merged = doubles::merge(&house.profile, std::slice::from_ref(&group), Keep::Proposed);
    accepted(merged.map(drop));
    assert_eq!(house.totals(), before, "nothing was put aside");
    for account in &list {
        payouts::reopen_period(&house.profile, account.id, july, "told twice").unwrap();
    }
    let merged = doubles::merge(&house.profile, &[group], Keep::Proposed).unwrap();
    let after = house.totals();
    assert_ne!(after, before, "the open month takes it");
    for account in &list {
        payouts::lock_period(&house.profile, account.id, july).unwrap();
    }
    accepted(doubles::undo(&house.profile, merged.decision));
    assert_eq!(house.totals(), after, "nothing came back");
    for account in &list {
        payouts::reopen_period(&house.profile, account.id, july, "not twice").unwrap();
    }
    doubles::undo(&house.profile, merged.decision).unwrap();
    assert_eq!(house.totals(), before, "as it was");
    house.verified();
}

#[test]
fn an_undo_of_the_side_that_counts_brings_the_other_back() {
    let house = House::new();
    let paypal = house.import(&house.file("paypal.csv", PAYPAL));
    house.import(&house.file("kofi.csv", KO_FI));
    let group = house.found().groups[0].id.clone();
    doubles::merge(&house.profile, &[group], Keep::Proposed).unwrap();
    importing::undo(&house.profile, paypal.run.unwrap()).unwrap();
    assert_eq!(
        house.totals(),
        [("17.50 EUR".to_owned(), 2)],
        "the tips count again, and only they"
    );
    let decided = house.found().decided;
    assert_eq!(
        decided[0].pairs[0].kept.row, None,
        "the decision says that the other side is gone"
    );
    house.verified();
}

#[test]
fn a_payout_and_its_bank_line_are_a_match_and_no_income() {
    let house = House::new();
    house.import(&fixture("stripe_csv/payout_reconciliation.csv"));
    house.import(&fixture("stripe_csv/itemised_payouts.csv"));
    let before = house.totals();
    house.import(&fixture("statements/giro_1.ofx"));
    assert_eq!(house.totals(), before, "a bank line is no income");
    assert_eq!(house.found().open, 0, "and no double");
    let queue = payouts::queue(&house.profile, |_, _| true).unwrap();
    assert!(
        queue.rows.iter().any(|row| row.kind == "proposal"),
        "it waits in the match queue"
    );
}

#[test]
fn an_export_that_overlaps_a_sync() {
    let house = House::new();
    house.import(&fixture("stripe_csv/payout_reconciliation.csv"));
    let once = house.totals();
    house.import(&fixture("stripe_csv/itemised_default.csv"));
    house.import(&fixture("stripe_csv/payout_reconciliation.csv"));
    let groups = house.found().groups;
    assert!(
        groups.iter().all(|g| g.one.kind != "entry"),
        "in one account the platform's ids make them one row"
    );
    // The same report under a second account, as when an export was read before the account was connected.
    let other = House::new();
    other.import(&fixture("stripe_csv/payout_reconciliation.csv"));
    let second = other.profile.store().write(|tx| {
        let first = tx.accounts()?[0].clone();
        Ok::<_, studio::StudioError>(tx.insert_account(&store::AccountDraft {
            platform: first.platform,
            handle: "second".to_owned(),
            region: None,
            base_url: None,
            external_id: None,
            manual: false,
            added_at: first.added_at,
        })?)
    });
    let report = other.request(
        &fixture("stripe_csv/payout_reconciliation.csv"),
        ImportRequest {
            account: Some(second.unwrap().0),
            ..ImportRequest::default()
        },
    );
    assert_eq!(told(&report).as_deref(), Some("3"), "every line is known");
    let found = other.found();
    let group = &found.groups[0];
    assert_eq!((group.count, group.sure), (3, 3), "by the platform's ids");
    doubles::merge(
        &other.profile,
        std::slice::from_ref(&group.id),
        Keep::Proposed,
    )
    .unwrap();
    assert_eq!(other.totals(), once, "one decision for the whole overlap");
    other.verified();
}

#[test]
fn one_bank_month_in_two_formats() {
    let house = House::new();
    // Where a bank gives a line one id in all its formats, it is one line; most give each format its own.
    let bytes = std::fs::read(fixture("statements/giro_1.ofx")).unwrap();
    let text = String::from_utf8_lossy(&bytes).replace("<FITID>2026101400017", "<FITID>OFX-77");
    house.import(&house.file("giro.ofx", &text));
    let report = house.import(&fixture("statements/month_02.xml"));
    assert_eq!(told(&report).as_deref(), Some("1"), "the import says so");
    let found = house.found();
    let group = &found.groups[0];
    assert_eq!((group.kin.as_str(), group.count), ("two_formats", 1));
    let lines = |house: &House| {
        let queue = payouts::queue(&house.profile, |_, _| true).unwrap();
        let same = |l: &&MatchLanding| l.amount.amount == "832.05";
        queue.free_landings.iter().filter(same).count()
    };
    assert_eq!(lines(&house), 2, "doubled");
    let done = doubles::merge(
        &house.profile,
        std::slice::from_ref(&group.id),
        Keep::Proposed,
    )
    .unwrap();
    assert_eq!(lines(&house), 1, "the bank line stands once");
    house.verified();
    doubles::undo(&house.profile, done.decision).unwrap();
    assert_eq!(lines(&house), 2, "and is back");
}

#[test]
fn a_file_of_sales_beside_a_file_of_payouts() {
    let house = House::new();
    house.import(&fixture("presets/gumroad_sales.csv"));
    house.import(&fixture("presets/gumroad_payout.csv"));
    let found = house.found();
    let group = &found.groups[0];
    assert_eq!(
        (group.kin.as_str(), group.count),
        ("two_reports", 1),
        "the one sale that stands in both"
    );
    assert!(reasons(&group.pairs[0]).contains(&"same_id"));
    let before: i64 = house.totals().iter().map(|t| t.1).sum();
    doubles::merge(
        &house.profile,
        std::slice::from_ref(&group.id),
        Keep::Proposed,
    )
    .unwrap();
    let after: i64 = house.totals().iter().map(|t| t.1).sum();
    assert_eq!(after, before - 1, "refunds, fees and credits stay");
    house.verified();
}

#[test]
fn a_payout_in_two_reports_one_without_its_id() {
    let house = House::new();
    house.import(&fixture("stripe_csv/itemised_payouts.csv"));
    let nameless = house.file(
        "balance.csv",
        "balance_transaction_id,created_utc,available_on_utc,currency,gross,fee,net,reporting_category,description\n\
         txn_1Aa0006,2026-10-12 00:05:00,2026-10-14 00:00:00,eur,-832.05,0.00,-832.05,payout,STRIPE PAYOUT\n",
    );
    house.import(&nameless);
    let listed = |house: &House| {
        let list = payouts::payouts(&house.profile, None).unwrap();
        let rows = list.groups.iter().flat_map(|g| &g.payouts);
        rows.filter(|p| p.amount.amount == "832.05").count()
    };
    assert_eq!(listed(&house), 2, "listed twice");
    let found = house.found();
    let group = &found.groups[0];
    assert_eq!((group.kin.as_str(), group.count), ("payouts", 1));
    doubles::merge(
        &house.profile,
        std::slice::from_ref(&group.id),
        Keep::Proposed,
    )
    .unwrap();
    assert_eq!(listed(&house), 1, "listed once");
    let kept = &house.found().decided[0].pairs[0].kept;
    assert!(kept.text.contains("po_1Aa01"), "by the platform's own id");
    house.verified();
}

#[test]
fn a_channels_revenue_beside_its_adsense_report() {
    let house = House::new();
    house.import(&fixture("presets/youtube_revenue.csv"));
    let adsense = house.file(
        "adsense.csv",
        "Date,Estimated earnings (USD),Page views,Page RPM (USD),Impressions,Clicks\n\
         2026-10-01,1.20,400,3.00,800,4\n2026-10-02,0.50,200,4.00,410,1\n",
    );
    let report = house.import(&adsense);
    assert_eq!(told(&report).as_deref(), Some("2"));
    let found = house.found();
    let group = &found.groups[0];
    assert_eq!((group.kin.as_str(), group.count), ("same_days", 2));
    assert!(
        group
            .pairs
            .iter()
            .any(|p| reasons(p).contains(&"near_amount")),
        "two estimates of a day need not be equal"
    );
    doubles::merge(
        &house.profile,
        std::slice::from_ref(&group.id),
        Keep::Proposed,
    )
    .unwrap();
    assert_eq!(
        house.totals(),
        [("13.735 USD".to_owned(), 3)],
        "the channel's own days count"
    );
    // The same in another currency: the sums of both would be converted and added.
    let euros = House::new();
    euros.import(&fixture("presets/youtube_revenue.csv"));
    euros.import(&fixture("presets/adsense.csv"));
    let found = euros.found();
    assert_eq!(found.open, 2);
    assert!(reasons(&found.groups[0].pairs[0]).contains(&"other_unit"));
}

#[test]
fn two_unlike_sources_never_overlap() {
    let house = House::new();
    house.import(&fixture("presets/twitch.csv"));
    house.import(&fixture("presets/youtube_revenue.csv"));
    house.import(&fixture("presets/shopify_transactions.csv"));
    assert_eq!(house.found().open, 0, "chance is no reason");
    assert!(
        doubles::keep(&house.profile, &["0".to_owned()]).is_err(),
        "an unknown id is refused"
    );
    assert!(
        doubles::undo(&house.profile, 9).is_err(),
        "so is an unknown decision"
    );
}
