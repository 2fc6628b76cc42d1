//! When programmes open and when they would be lost: the forecast of the board, of one programme, and its chart.
//!
//! The rule it protects: a forecast costs nothing until it is asked for, and each past is measured once for all programmes
//! that ask about it.

pub mod backtest;
mod chart;
mod histories;
mod shape;

use super::facts::Facts;
use crate::shapes::{BoardQuery, ForecastList, ForecastPage, ProgrammeForecast};
use crate::{OpenProfile, StudioError};
use domain::forecast::{LeafOutlook, MINIMUM_DAYS, Outlook, RuleOutlook, outlook};
use domain::programmes::{BoardItem, Judged, JudgedCondition, Metric, State};
use histories::Histories;

/// The outlook of every programme that has a version on the day asked for.
///
/// # Errors
/// [`StudioError::BadRequest`] for a country, day or assumed value that is none, and whatever the store says.
pub fn forecasts(profile: &OpenProfile, query: &BoardQuery) -> Result<ForecastList, StudioError> {
    let facts = Facts::gather(profile, query)?;
    let items = facts.board();
    let histories = histories(profile, query, &facts, &items)?;
    Ok(ForecastList {
        on: facts.day.to_string(),
        forecasts: items
            .iter()
            .map(|item| match rules(item, &facts, &histories) {
                Some((joining, staying)) => {
                    shape::programme(item.programme, &joining, staying.as_ref())
                }
                None => shape::nothing(item.programme),
            })
            .collect(),
        least_days: least_days(),
    })
}

/// One programme's outlook, with the chart of the requirement at `place` (of the one that decides, when none is named) in
/// the size asked for.
///
/// # Errors
/// As [`forecasts`], and [`StudioError::NotFound`] when no rule names the programme.
pub fn forecast(
    profile: &OpenProfile,
    id: &str,
    query: &BoardQuery,
    place: Option<&str>,
    size: (u32, u32),
) -> Result<ForecastPage, StudioError> {
    let facts = Facts::gather(profile, query)?;
    let item = facts.item(id)?;
    let histories = histories(profile, query, &facts, std::slice::from_ref(&item))?;
    let Some((joining, staying)) = rules(&item, &facts, &histories) else {
        return Ok(ForecastPage {
            forecast: shape::nothing(item.programme),
            chart: None,
            least_days: least_days(),
        });
    };
    let drawn = decisive(&joining, staying.as_ref(), place);
    let chart = match drawn {
        Some((list, leaf)) => {
            let source = histories::of_leaf(&histories, item.platform, leaf.metric);
            chart::chart(profile, list, leaf, source, facts.day, size)?
        }
        None => None,
    };
    Ok(ForecastPage {
        forecast: shape::programme(item.programme, &joining, staying.as_ref()),
        chart,
        least_days: least_days(),
    })
}

fn least_days() -> i64 {
    i64::try_from(MINIMUM_DAYS).unwrap_or(i64::MAX)
}

/// What is asked of any of `items`, read once.
fn histories(
    profile: &OpenProfile,
    query: &BoardQuery,
    facts: &Facts,
    items: &[BoardItem<'_>],
) -> Result<Histories, StudioError> {
    let known = crate::earnings::read_day("known_on", &query.known_on)?.map(crate::ledger::end_of);
    let mut wanted: Vec<(String, Metric)> = Vec::new();
    for item in items.iter().filter(|item| facts.connected(item.platform)) {
        let verdicts = item.verdict.iter().chain(&item.maintenance);
        for part in verdicts.flat_map(|verdict| &verdict.parts) {
            each(part, &mut |condition| {
                let metric = match condition.metric {
                    Metric::FollowersSustained => Metric::Followers,
                    metric => metric,
                };
                wanted.push((item.platform.to_owned(), metric));
            });
        }
    }
    wanted.sort_unstable();
    wanted.dedup();
    Histories::read(profile, &wanted, facts.day, known)
}

fn each(part: &Judged, visit: &mut impl FnMut(&JudgedCondition)) {
    match part {
        Judged::Condition(condition) => visit(condition),
        Judged::AllOf(group) | Judged::AnyOf(group) => {
            group.parts.iter().for_each(|part| each(part, visit));
        }
    }
}

/// The outlook on getting in and on staying in; `None` where nothing can open any more or no version is judged.
fn rules(
    item: &BoardItem<'_>,
    facts: &Facts,
    histories: &Histories,
) -> Option<(RuleOutlook, Option<RuleOutlook>)> {
    if matches!(item.state, State::Ended | State::NotInRegion) {
        return None;
    }
    let of = |verdict| outlook(verdict, item.platform, facts.day, histories);
    Some((
        of(item.verdict.as_ref()?),
        item.maintenance.as_ref().map(of),
    ))
}

/// The requirement to draw: the one named, else of those that can be drawn the one that comes last, before one that is kept.
fn decisive<'r>(
    joining: &'r RuleOutlook,
    staying: Option<&'r RuleOutlook>,
    place: Option<&str>,
) -> Option<(&'static str, &'r LeafOutlook)> {
    let to_join = joining.leaves.iter().map(|leaf| ("requirements", leaf));
    let to_stay = staying.into_iter().flat_map(|rule| &rule.leaves);
    let mut drawable = to_join
        .chain(to_stay.map(|leaf| ("maintenance", leaf)))
        .filter(|(_, leaf)| leaf.followed.is_some());
    match place {
        Some(place) => drawable.find(|(list, leaf)| shape::place(list, leaf) == place),
        None => drawable.max_by_key(|(_, leaf)| match leaf.outlook {
            Outlook::On(dates) => (2, Some(dates.day)),
            Outlook::FallsBelow(_) => (1, None),
            Outlook::NotAtThisPace { .. } => (3, None),
            _ => (0, None),
        }),
    }
}

/// One programme's outlook without a drawing, for a command line.
///
/// # Errors
/// As [`forecasts`], and [`StudioError::NotFound`] when no rule names the programme.
pub fn one(
    profile: &OpenProfile,
    id: &str,
    query: &BoardQuery,
) -> Result<ProgrammeForecast, StudioError> {
    Ok(forecast(profile, id, query, None, (344, 176))?.forecast)
}
