//! The Programmes screen: the board for a country and a day, and one programme opened.
//!
//! The rule it protects: a verdict is the domain's; this area only gathers the figures and words it for the edge.

pub mod causes;
pub mod compare;
pub mod economics;
mod facts;
pub mod figures;
pub mod forecast;
pub mod metrics;
pub mod notices;
pub mod overrides;
pub mod packs;
mod shape;
pub mod status;
mod terms;

use crate::shapes::{Board, BoardQuery, ProgrammeCard, ProgrammeDetail};
use crate::{OpenProfile, StudioError};
use domain::programmes::{MetricFacts, Registry, State};
use domain::{CivilDay, Region};
use facts::Facts;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The rules that came with the program, read once.
///
/// # Errors
/// [`StudioError::Rules`] when they are damaged.
pub fn rules() -> Result<&'static Registry, StudioError> {
    static RULES: OnceLock<Result<Registry, String>> = OnceLock::new();
    RULES
        .get_or_init(|| Registry::embedded().map_err(|e| e.to_string()))
        .as_ref()
        .map_err(|e| StudioError::Rules(e.clone()))
}

/// Date of the newest of some rules.
///
/// # Errors
/// [`StudioError::Rules`] when there are none.
fn date_of(rules: &Registry) -> Result<CivilDay, StudioError> {
    let newest = rules.packs().iter().map(|pack| pack.pack_date).max();
    newest.ok_or_else(|| StudioError::Rules("no rules".to_owned()))
}

/// The rules in force today: the program's, the packs added and the creator's own words.
///
/// # Errors
/// [`StudioError`].
pub fn rules_today(profile: &OpenProfile) -> Result<Cow<'static, Registry>, StudioError> {
    let today = profile.today()?;
    profile
        .store()
        .read(|tx| overrides::rules_on(tx, today, None))
}

/// Date of the newest rules in force.
///
/// # Errors
/// [`StudioError`].
pub fn rules_date(profile: &OpenProfile) -> Result<CivilDay, StudioError> {
    let rules = rules_today(profile)?;
    date_of(&rules)
}

/// Everything that answers for the creator's figures today, laid out once; for judging again and again.
///
/// # Errors
/// [`StudioError`].
pub fn figures_today(profile: &OpenProfile) -> Result<impl MetricFacts, StudioError> {
    Ok(Facts::gather(profile, &BoardQuery::default())?.figures)
}

/// The board.
///
/// # Errors
/// [`StudioError`].
pub fn board(profile: &OpenProfile, query: &BoardQuery) -> Result<Board, StudioError> {
    let facts = Facts::gather(profile, query)?;
    let items = facts.board();
    let mut cards: Vec<ProgrammeCard> =
        items.iter().map(|item| shape::card(item, &facts)).collect();
    cards.sort_by_key(|card| {
        (
            !card.connected,
            std::cmp::Reverse(card.lacking.as_ref().map(|l| l.permille)),
        )
    });
    Ok(Board {
        region: facts.region.to_string(),
        on: facts.day.to_string(),
        rules_of: date_of(&facts.rules)?.to_string(),
        cards,
        regions: regions(&facts.rules),
    })
}

/// One programme, opened.
///
/// # Errors
/// [`StudioError::NotFound`] when no rule names it, and whatever the store says.
pub fn programme(
    profile: &OpenProfile,
    id: &str,
    query: &BoardQuery,
) -> Result<ProgrammeDetail, StudioError> {
    let facts = Facts::gather(profile, query)?;
    Ok(shape::detail(&facts.item(id)?, &facts))
}

/// Every programme, opened, in the order of the board: what a script wants in one answer.
///
/// # Errors
/// [`StudioError`].
pub fn details(
    profile: &OpenProfile,
    query: &BoardQuery,
) -> Result<Vec<ProgrammeDetail>, StudioError> {
    let facts = Facts::gather(profile, query)?;
    let items = facts.board();
    Ok(items
        .iter()
        .map(|item| shape::detail(item, &facts))
        .collect())
}

/// Programmes that may be applied for or are nearly open, on connected platforms, nearest first.
///
/// # Errors
/// [`StudioError`].
pub(crate) fn nearest(
    profile: &OpenProfile,
    limit: usize,
) -> Result<Vec<ProgrammeCard>, StudioError> {
    let facts = Facts::gather(profile, &BoardQuery::default())?;
    let items = facts.board();
    let mut near: Vec<ProgrammeCard> = items
        .iter()
        .filter(|item| matches!(item.state, State::Nearly | State::NotYet))
        .map(|item| shape::card(item, &facts))
        .filter(|card| card.connected && card.lacking.is_some())
        .collect();
    near.sort_by_key(|card| std::cmp::Reverse(card.lacking.as_ref().map(|l| l.permille)));
    near.truncate(limit);
    Ok(near)
}

/// Every country that a rule names, in order.
fn regions(registry: &Registry) -> Vec<String> {
    let named = registry.rules().flat_map(|(_, rule)| {
        let listed = rule.regions.include.iter().filter_map(|place| match place {
            domain::programmes::Place::Country(region) => Some(*region),
            domain::programmes::Place::Everywhere => None,
        });
        listed
            .chain(rule.regions.exclude.iter().copied())
            .collect::<Vec<Region>>()
    });
    named
        .collect::<BTreeSet<Region>>()
        .into_iter()
        .map(|r| r.to_string())
        .collect()
}
