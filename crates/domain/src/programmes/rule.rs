//! A rule version: one programme, some regions, a span of days, its requirements and where we know them from.
//!
//! The rule it protects: every field of the researched facts is here, so a pack that is read and written again says the
//! same. Null and absent mean what `docs/programmes.md` says they mean.

use super::dates::{DateBasis, DatePrecision, PartialDate};
use super::payout::Terms;
use super::requirement::Requirement;
use crate::{CivilDay, Region};
use serde::{Deserialize, Serialize};

/// One version of a programme's rule. Its id is `programme@version`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Unique over all packs.
    pub id: String,
    /// `platform.programme`, the same for all versions.
    pub programme: String,
    /// The platform's name as people write it.
    pub platform: String,
    /// Name of the programme, with a hint when this is a special version.
    pub name: String,
    /// Where it holds.
    pub regions: Regions,
    /// Whether the country list was captured whole. If not, availability has to be checked.
    pub regions_complete: bool,
    /// First day in force, inclusive; `None` when the source was undated.
    #[serde(deserialize_with = "stated")]
    pub effective_from: Option<CivilDay>,
    /// Last day in force, inclusive; `None` when open or not known.
    #[serde(deserialize_with = "stated")]
    pub effective_to: Option<CivilDay>,
    /// How exactly the start is known.
    pub date_precision: DatePrecision,
    /// What the start date means.
    pub date_basis: DateBasis,
    /// The latest date at which a source still showed the rule.
    #[serde(deserialize_with = "stated")]
    pub seen_on: Option<PartialDate>,
    /// What became of it.
    pub status: RuleStatus,
    /// The version that replaced it, when a source names none of the days.
    #[serde(deserialize_with = "stated")]
    pub superseded_by: Option<String>,
    /// Sources contradict each other on an essential part.
    pub disputed: bool,
    /// How one gets in once the requirements are met.
    pub access: Access,
    /// All of these are needed to get in.
    pub requirements: Vec<Requirement>,
    /// All of these are needed to stay in.
    pub maintenance: Vec<Requirement>,
    /// Remarks on availability and history, to be shown.
    pub availability_notes: String,
    /// What it pays.
    pub payout: Terms,
    /// The weakest essential part of this row decides.
    pub confidence: Confidence,
    /// Where it is known from, best first.
    pub sources: Vec<Source>,
}

/// Reads a key that must be written even when it is null.
fn stated<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(
    d: D,
) -> Result<Option<T>, D::Error> {
    Option::<T>::deserialize(d)
}

/// Countries in which a rule holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regions {
    /// Countries, or `*` for everywhere the platform runs.
    pub include: Vec<Place>,
    /// Countries taken out of `*`.
    pub exclude: Vec<Region>,
}

/// A country or everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// `*`: everywhere the platform runs.
    Everywhere,
    /// One country.
    Country(Region),
}

impl Serialize for Place {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Everywhere => s.serialize_str("*"),
            Self::Country(region) => region.serialize(s),
        }
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        match text.as_ref() {
            "*" => Ok(Self::Everywhere),
            code => code
                .parse()
                .map(Self::Country)
                .map_err(serde::de::Error::custom),
        }
    }
}

/// What became of a rule version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleStatus {
    /// In force on the day of the pack.
    Current,
    /// A later version replaced it.
    Superseded,
    /// The programme closed.
    Ended,
    /// Could not be established.
    Unknown,
    /// A published claim that contradicts better evidence; never the default.
    Contested,
}

/// How one gets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// It opens by itself.
    Automatic,
    /// One applies.
    Apply,
    /// The platform invites; meeting the numbers only makes one eligible to be considered.
    Invite,
}

/// Who said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The platform's own page, help text or newsroom.
    Official,
    /// A news outlet reporting the platform.
    Press,
    /// A guide, an aggregator, a forum or one secondary source.
    Reported,
}

/// One source of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Publisher and title.
    pub title: String,
    /// Where it can be read; `None` when it is no public page.
    #[serde(deserialize_with = "stated")]
    pub url: Option<String>,
    /// When it was published, as exactly as it says.
    #[serde(deserialize_with = "stated")]
    pub date: Option<PartialDate>,
}
