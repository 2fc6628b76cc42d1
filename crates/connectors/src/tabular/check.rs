//! Whether a preset can be what it says.
//!
//! The rule it protects: a preset is data, made by hand or in the wizard; one that could never read a row, or would read it
//! in two ways, is refused by name before it reads anything.

use super::preset::{Preset, Role, Target};
use domain::programmes::Metric;

/// What is wrong with a preset.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PresetFault {
    /// An id that is no slug.
    #[error("“{0}” is no id: small letters, figures and hyphens")]
    Id(String),
    /// Rows of this kind need a column it lacks.
    #[error("it lacks a column for {0}")]
    Lacks(&'static str),
    /// A column without a name.
    #[error("a column ({0}) has no name")]
    Nameless(&'static str),
    /// Two columns are looked for by one name.
    #[error("two columns are named “{0}”")]
    Twice(String),
    /// A figure that is not in the vocabulary.
    #[error("“{0}” is no known figure")]
    Metric(String),
    /// A language marked as unseen in which no column has a name.
    #[error("no column has a name in “{0}”, which is marked as unseen")]
    Unseen(String),
    /// A rule looks at a column there is not.
    #[error("a rule looks at “{0}”, which is no column")]
    Rule(String),
}

/// Checks a preset as a whole.
///
/// # Errors
/// The first [`PresetFault`].
pub fn check(preset: &Preset) -> Result<(), PresetFault> {
    let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if preset.id.is_empty() || !preset.id.chars().all(slug) {
        return Err(PresetFault::Id(preset.id.clone()));
    }
    let has = |role| preset.of(role).next().is_some();
    let sum = [Role::Net, Role::Gross, Role::Credit, Role::Debit]
        .into_iter()
        .any(has);
    let needs: &[(bool, &'static str)] = match preset.target {
        Target::Entry => &[
            (has(Role::Date), "the day"),
            (sum || has(Role::Amount), "the money"),
        ],
        Target::Payout | Target::Landing => &[(has(Role::Date), "the day"), (sum, "the money")],
        Target::Metric => &[
            (has(Role::Date), "the day"),
            (has(Role::Metric), "a figure"),
        ],
        Target::Post => &[(has(Role::Published), "the day of publication")],
        Target::Nothing => &[(preset.nothing.is_some(), "the reason")],
    };
    if let Some((_, what)) = needs.iter().find(|(there, _)| !there) {
        return Err(PresetFault::Lacks(what));
    }
    let mut names: Vec<(String, &str)> = Vec::new();
    for column in &preset.columns {
        if column.all_names().all(|n| n.trim().is_empty()) {
            return Err(PresetFault::Nameless(column.role.slug()));
        }
        for (language, list) in &column.names {
            for name in list {
                let name = (super::fold::fold(name), language.as_str());
                if names.contains(&name) {
                    return Err(PresetFault::Twice(name.0));
                }
                names.push(name);
            }
        }
        if let Some(metric) = &column.metric
            && !Metric::ALL.iter().any(|m| m.id() == metric)
        {
            return Err(PresetFault::Metric(metric.clone()));
        }
    }
    let named = |language: &String| {
        preset
            .columns
            .iter()
            .any(|c| c.names.contains_key(language))
    };
    if let Some(language) = preset.unseen.iter().find(|l| !named(l)) {
        return Err(PresetFault::Unseen(language.clone()));
    }
    for name in preset.rules.iter().flat_map(|rule| rule.when.keys()) {
        let known = preset
            .columns
            .iter()
            .any(|c| c.role.slug() == name || c.tag.as_deref() == Some(name));
        if !known {
            return Err(PresetFault::Rule(name.clone()));
        }
    }
    Ok(())
}
