//! "In each of three calendar months in a row": the lowest of the months decides.
//!
//! The rule it protects: one good month does not stand for the others. A month nobody knows leaves the answer open, unless
//! another one already falls short.

use super::evidence::{Ask, Evidence, Known, SettledBy};
use super::observation::Reading;
use super::series::MetricSeries;
use super::window::Window;

/// The lowest month of the window. A month is what the creator typed for it, else what the figures of its days say.
pub(super) fn lowest(series: &MetricSeries, ask: &Ask<'_>) -> Evidence {
    let Some(span) = ask.window.span(ask.day) else {
        return Evidence::unknown();
    };
    let typed = series.readings(ask, ask.metric, Reading::AsAsked);
    let month_of = |day| Window::CalendarMonth.span(day);
    let months: Vec<Known> = span
        .months()
        .into_iter()
        .map(|month| {
            let mut said = typed.iter().rev();
            let said = said.find(|point| month_of(point.day) == Some(month));
            match said.and_then(|point| point.value.number()) {
                Some(n) => Known::between(Some(n), Some(n)),
                None => series.within(ask, month),
            }
        })
        .collect();
    let newest = [Reading::AsAsked, Reading::OneDay, Reading::SinceStart]
        .into_iter()
        .filter_map(|reading| series.readings(ask, ask.metric, reading).last())
        .max_by_key(|point| point.day);
    let lowers: Option<Vec<i64>> = months.iter().map(Known::lower).collect();
    Evidence {
        known: Known::between(
            lowers.and_then(|all| all.into_iter().min()),
            months.iter().filter_map(Known::upper).min(),
        ),
        source: newest.map(|point| point.source.to_string()),
        observed: newest.map(|point| point.day),
        span: Some(span),
        settled_by: Some(SettledBy::MoreHistory),
        ..Evidence::unknown()
    }
}
