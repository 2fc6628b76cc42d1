//! Questions over many tables: pages of entries, totals, what was known on a day.
//!
//! The rule it protects: what a screen asks costs the same with ten thousand entries as with a million, because totals come
//! from rollups and lists walk an index from the newest row on.

pub(crate) mod arrivals;
pub(crate) mod changes;
pub(crate) mod drift;
pub(crate) mod figures;
mod figures_known;
pub(crate) mod filter;
pub(crate) mod known_on;
pub(crate) mod largest;
pub(crate) mod mail_search;
pub(crate) mod page;
mod payouts_known;
pub(crate) mod rows;
pub(crate) mod sides;
pub(crate) mod told;
pub(crate) mod totals;
pub(crate) mod words;

#[cfg(test)]
mod mail_plan_tests;
#[cfg(test)]
mod plan_tests;
