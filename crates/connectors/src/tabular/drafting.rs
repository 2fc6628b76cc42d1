//! A preset made from what the creator chose for an unknown table.
//!
//! The rule it protects: what the wizard shows, what it saves and what the next file is read by are one preset.

use super::answers::{Answers, DayOrder};
use super::guess::Look;
use super::preset::{Column, DayForm, Preset, Role, Sure, Target, Totals};
use domain::{Platform, Status, Stream};
use std::collections::BTreeMap;

/// The creator's choices for a table.
#[derive(Debug, Clone)]
pub struct Choices {
    /// Shown name of the preset.
    pub name: String,
    /// Its id; see [`slug`].
    pub id: String,
    /// Whose statement it is.
    pub platform: Platform,
    /// What rows become.
    pub target: Target,
    /// The meaning of each column, from left to right.
    pub roles: Vec<Role>,
    /// Kind of income.
    pub stream: Option<Stream>,
    /// How sure entries are.
    pub status: Option<Status>,
    /// What the table left open.
    pub answers: Answers,
}

/// First cells of rows that sum up.
const TOTALS: &[&str] = &[
    "Total",
    "Totals",
    "Total:",
    "Totals:",
    "Grand total",
    "Sum",
    "Summe",
    "Gesamt",
    "Somme",
    "Totaux",
    "Total général",
    "Suma",
    "Totale",
];

/// Makes the preset. The same roles in the same look always give the same preset.
pub fn preset_of(look: &Look, choices: &Choices) -> Preset {
    let target = choices.target;
    let mut columns: Vec<Column> = Vec::new();
    for (column, role) in look.columns.iter().zip(&choices.roles) {
        if *role == Role::Ignore && columns.iter().any(|c| c.shown() == column.name)
            || column.name.is_empty()
        {
            continue;
        }
        columns.push(Column {
            role: *role,
            names: BTreeMap::from([("own".to_owned(), vec![column.name.clone()])]),
            // All that is read must be there; a file that lost a column is another shape.
            required: *role != Role::Ignore,
            key: *role == Role::Id || target == Target::Payout && *role == Role::Payout,
            negate: matches!(role, Role::Fee | Role::Tax) && column.below_zero,
            stream: None,
            metric: None,
            scale: None,
            tag: None,
        });
    }
    let answers = &choices.answers;
    Preset {
        id: choices.id.clone(),
        name: choices.name.clone(),
        platform: choices.platform,
        target,
        feed: format!("table.{}", choices.id),
        sure: Sure::Own,
        unseen: Vec::new(),
        source: String::new(),
        nothing: None,
        shape: Some(look.shape.clone()),
        file_names: Vec::new(),
        exact: false,
        repeats: true,
        unit: answers.unit.or(look.unit),
        units: Vec::new(),
        decimal: answers.decimal,
        days: match answers.day_order {
            Some(DayOrder::DayFirst) => {
                vec![DayForm::Ymd, DayForm::Dmy, DayForm::Named, DayForm::NoYear]
            }
            Some(DayOrder::MonthFirst) => {
                vec![DayForm::Ymd, DayForm::Mdy, DayForm::Named, DayForm::NoYear]
            }
            None => Vec::new(),
        },
        zone: answers.zone,
        stream: answers.stream.or(choices.stream),
        status: choices.status,
        title: None,
        adds_up: false,
        gross_from_net: false,
        key_unit: false,
        empty: Vec::new(),
        also_in: Vec::new(),
        totals: Some(Totals {
            first_cell: TOTALS.iter().map(|t| (*t).to_owned()).collect(),
            check: true,
        }),
        columns,
        rules: Vec::new(),
    }
}

/// An id from a name: small letters, figures and hyphens.
pub fn slug(name: &str) -> String {
    let folded = super::fold::fold(name);
    let mut out = String::new();
    for c in folded.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').chars().take(60).collect()
}
