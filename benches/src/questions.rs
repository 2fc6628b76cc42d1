//! The questions behind the screens, each as the window asks it.
//!
//! The rule it protects: a measure asks the whole use case, from the request to the shape the window gets.

use crate::Outcome;
use std::hint::black_box;
use studio::shapes::*;
use studio::{OpenProfile, StudioError, earnings, payouts, today};

/// Rows the window asks for at a time.
const WINDOW_PAGE: u32 = 200;
/// Lines of What changed the window asks for at a time.
const CHANGES_PAGE: u32 = 100;

/// Asks once.
pub type Ask<'p> = Box<dyn Fn() -> Result<(), StudioError> + 'p>;

/// A name, and what asks.
pub type Question<'p> = (&'static str, Ask<'p>);

/// Every question that is measured, by name.
///
/// # Errors
/// What the studio says, or that the profile has no payout to open.
pub fn of(profile: &OpenProfile) -> Outcome<Vec<Question<'_>>> {
    let all = EntryFilter::default();
    let words = |text: &str| EntryFilter {
        text: Some(text.to_owned()),
        ..EntryFilter::default()
    };
    let month = EntryFilter {
        from: Some("2026-09-01".to_owned()),
        to: Some("2026-09-30".to_owned()),
        stream: Some(StreamName::Tip),
        ..EntryFilter::default()
    };
    let chart = |period| EarningsChartQuery {
        by: ChartBy::Stream,
        period,
        from: None,
        to: None,
        unit: None,
        compare: false,
        width: 476,
        height: 240,
    };
    let deep = Some("2025-04-15:999999999".to_owned());
    let page = |filter: EntryFilter, after: Option<String>| {
        move || {
            let page = earnings::entries(profile, &filter, after.as_deref(), WINDOW_PAGE)?;
            black_box(page);
            Ok(())
        }
    };
    let totals = |filter: EntryFilter| {
        move || earnings::entry_totals(profile, &filter, || true).map(|t| drop(black_box(t)))
    };
    let list = payouts::payouts(profile, None)?;
    let opened = list
        .groups
        .iter()
        .flat_map(|group| &group.payouts)
        .filter_map(|payout| Some((payout.entries, payout.id?)))
        .max()
        .ok_or("the profile has payouts")?
        .1;
    let changed = |query: ChangesQuery| {
        move || today::changes_page(profile, &query, None, CHANGES_PAGE).map(|c| drop(black_box(c)))
    };
    let kind = |kind: &str| ChangesQuery {
        kind: Some(kind.to_owned()),
        ..ChangesQuery::default()
    };
    Ok(vec![
        ("today", {
            Box::new(move || today::today(profile, 652, 160).map(|t| drop(black_box(t))))
        }),
        ("earnings-chart-months", {
            let query = chart(PeriodLength::Month);
            Box::new(move || earnings::chart(profile, &query).map(|c| drop(black_box(c))))
        }),
        ("earnings-chart-days", {
            let query = chart(PeriodLength::Day);
            Box::new(move || earnings::chart(profile, &query).map(|c| drop(black_box(c))))
        }),
        ("earnings-first-page", Box::new(page(all.clone(), None))),
        ("earnings-deep-page", Box::new(page(all.clone(), deep))),
        ("earnings-narrowed-page", Box::new(page(month, None))),
        ("earnings-search-many", Box::new(page(words("order"), None))),
        (
            "earnings-search-many-totals",
            Box::new(totals(words("order"))),
        ),
        (
            "earnings-search-two-words",
            Box::new(page(words("café nord"), None)),
        ),
        (
            "earnings-search-two-words-totals",
            Box::new(totals(words("café nord"))),
        ),
        ("earnings-search-few", Box::new(page(words("7777"), None))),
        ("payouts-list", {
            Box::new(move || payouts::payouts(profile, None).map(|p| drop(black_box(p))))
        }),
        ("payouts-opened", {
            Box::new(move || payouts::payout(profile, opened).map(|p| drop(black_box(p))))
        }),
        ("payouts-periods", {
            Box::new(move || payouts::periods(profile).map(|p| drop(black_box(p))))
        }),
        ("match-queue", {
            Box::new(move || payouts::queue(profile, |_, _| true).map(|q| drop(black_box(q))))
        }),
        ("changes", Box::new(changed(ChangesQuery::default()))),
        ("changes-of-a-kind", Box::new(changed(kind("revised")))),
        ("changes-all", {
            let all = ChangesQuery {
                all: Some(true),
                ..ChangesQuery::default()
            };
            Box::new(changed(all))
        }),
    ])
}
