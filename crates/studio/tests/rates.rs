//! Conversion from the refresh over the wire to the sum on the screen, on a small sample creator.
//!
//! The rules it protects: a sum in one currency is the sum of its days at each day's rate, what has no rate stands apart, a
//! typed rate is marked and can be taken back, and a second refresh of the same file changes nothing.

mod common;

use common::{NOW, open};
use domain::rates::{Book, Table, round_to_decimals};
use std::sync::Arc;
use studio::demo::{self, World};
use studio::earnings::totals::{Totals, TotalsQuery, totals};
use studio::rates::{self, OwnRateDraft};
use studio::shapes::Amount;
use studio::work::Work;
use studio::{OpenProfile, Silence, StudioError, effective};

type Answer<T> = Result<T, Box<dyn std::error::Error>>;

fn sums(profile: &OpenProfile, by: &[&str], currency: Option<&str>) -> Result<Totals, StudioError> {
    let query = TotalsQuery {
        by: by.iter().map(|key| (*key).to_owned()).collect(),
        currency: currency.map(str::to_owned),
        ..TotalsQuery::default()
    };
    totals(profile, &query)
}

fn micros(amount: &Amount) -> i128 {
    i128::from(domain::amount::parse_micros(&amount.amount).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sums_in_one_currency_are_days_at_their_own_rates() -> Answer<()> {
    let folder = tempfile::tempdir()?;
    let profile = open(folder.path(), true, NOW);
    let work = Arc::new(Work::new(Arc::new(Silence)));
    let world = World {
        days: 200,
        ..World::default()
    };
    demo::fill(&profile, &work, world).await?;

    let view = rates::view(&profile)?;
    assert_eq!(
        view.age_days, 0,
        "the sample creator's rates are up to date"
    );
    assert!(view.refreshed_at.is_some(), "they came over the wire");
    let again = rates::refresh(&profile, None).await?;
    assert_eq!(
        (again.new, again.revised),
        (0, 0),
        "the same file a second time brings nothing"
    );

    // By hand: what the store says of each day and unit, at the rate the edge names for it.
    let days = sums(&profile, &["day", "unit"], None)?;
    let mut by_hand = 0i128;
    let mut apart = 0;
    for row in &days.rows {
        let (Some(Some(day)), Some(Some(unit))) = (row.keys.get("day"), row.keys.get("unit"))
        else {
            panic!("a row has the keys asked for");
        };
        let rate = rates::rate(&profile, unit, Some("EUR"), Some(day))?;
        if rate.worth.is_none() {
            apart += 1;
            continue;
        }
        let net = micros(&row.net);
        by_hand += match rate.quotes.first() {
            None => net,
            Some(quote) => {
                let per_euro = i128::from(domain::amount::parse_micros(&quote.per_euro)?);
                // Half to even, written another way than the code under test.
                let (n, d) = (net * 1_000_000, per_euro);
                let down = n.div_euclid(d);
                match (2 * n.rem_euclid(d)).cmp(&d) {
                    std::cmp::Ordering::Less => down,
                    std::cmp::Ordering::Greater => down + 1,
                    std::cmp::Ordering::Equal => down + down.rem_euclid(2),
                }
            }
        };
    }
    let platforms = sums(&profile, &["platform"], Some("EUR"))?;
    let whole: i128 = platforms.rows.iter().map(|row| micros(&row.net)).sum();
    let rows = i128::try_from(platforms.rows.len())?;
    assert!(
        (whole - by_hand).abs() <= rows * 5_000,
        "{whole} from the edge, {by_hand} by hand: at most half a cent for each row"
    );
    assert!(
        platforms.rows.iter().any(|row| row
            .converted
            .iter()
            .any(|part| part.basis == "ecb" && part.rate_from.is_some())),
        "each converted part names its rates"
    );
    assert!(apart > 0, "diamonds have no rate");
    assert!(
        platforms
            .unconverted
            .iter()
            .any(|row| row.net.unit == "diamond" && row.reason.as_deref() == Some("never")),
        "and stand apart with the reason"
    );

    let draft = OwnRateDraft {
        unit: "diamond".to_owned(),
        worth: "0.005".to_owned(),
        currency: "USD".to_owned(),
        from: "2020-01-01".to_owned(),
        note: String::new(),
    };
    let typed = rates::set_own(&profile, &draft)?;
    let with = sums(&profile, &["platform"], Some("EUR"))?;
    assert!(
        with.rows.iter().any(|row| row
            .converted
            .iter()
            .any(|part| part.yours && part.basis == "own_ecb")),
        "a typed rate converts and is marked as the creator's"
    );
    assert!(
        with.unconverted.iter().all(|row| row.net.unit != "diamond"),
        "nothing of it stands apart any more"
    );
    let id = typed
        .own
        .first()
        .map(|rate| rate.id)
        .ok_or("it is listed")?;
    rates::retire_own(&profile, id)?;
    assert_eq!(
        sums(&profile, &["platform"], Some("EUR"))?,
        platforms,
        "taken back, everything is as before"
    );
    let back = rates::restore_own(&profile, id)?;
    assert!(
        back.own.iter().all(|rate| rate.retired_at.is_none()),
        "and it can be put back"
    );

    let refused = rates::set_own(
        &profile,
        &OwnRateDraft {
            unit: "USD".to_owned(),
            ..draft.clone()
        },
    );
    assert!(
        matches!(refused, Err(StudioError::BadRequest { .. })),
        "where a rate is published, another cannot be typed"
    );
    assert!(
        !effective::rates(&profile)?.is_empty(),
        "two hundred days tell what a sale brings"
    );
    let costs = rates::cost(&profile)?;
    assert_eq!(
        rates::cost(&profile)?,
        costs,
        "documents are looked through once, and the answer stays"
    );
    Ok(())
}

#[test]
fn a_cross_rate_of_the_book_is_rounded_once() {
    let book = Book::new(Table::default(), Vec::new());
    let day = "2026-04-13".parse().unwrap();
    let factor = book
        .factor(domain::Unit::USD, domain::Unit::EUR, day)
        .unwrap();
    let cents = round_to_decimals(factor.apply(100_000_000).unwrap(), 2);
    assert_eq!(cents, 85_590_000, "100 dollars at 1.1684 are 85.59 euros");
}
