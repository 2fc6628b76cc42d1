//! An unknown table, step by step: looked over, mapped, previewed, saved as a preset that takes the next file by itself.
//!
//! The rule it protects: nothing is written before the creator saves; the preview runs the same engine over the whole file
//! that the import will run.

pub mod presets;

use crate::accounts::rejected_row;
use crate::importing::{note, one_file};
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use connectors::import::{ImportError, ImportInput, ImportOptions};
use connectors::tabular::preset::{Preset, Role, Target};
use connectors::tabular::{self, Answers, Choices, Look, PresetFault, TablePages};
use domain::{AccountId, Amount, CivilDay, Money, Page, Unit};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Rows shown.
const SHOWN: usize = 20;
/// Refused rows listed.
const LISTED: usize = 50;

/// Meanings the wizard offers. Presets that come with the program know more.
const ROLES: &[Role] = &[
    Role::Ignore,
    Role::Date,
    Role::Time,
    Role::Zone,
    Role::Title,
    Role::Payer,
    Role::Unit,
    Role::Gross,
    Role::Fee,
    Role::Tax,
    Role::Net,
    Role::Amount,
    Role::Credit,
    Role::Debit,
    Role::Id,
    Role::Kind,
    Role::Status,
    Role::Payout,
    Role::Available,
    Role::PaidOn,
    Role::ValueDay,
    Role::Reference,
];

/// Looks a table over and guesses what its columns mean.
///
/// # Errors
/// [`StudioError::Import`] when it is no table, [`StudioError::File`] when it cannot be read.
pub fn look(profile: &OpenProfile, path: &str) -> Result<TableLook, StudioError> {
    let input = one_file(path, profile.now())?;
    let look = tabular::look(&input)?;
    let own = presets::own(profile)?;
    let saved = own
        .iter()
        .find(|own| own.preset.shape.as_deref() == Some(&look.shape))
        .map(|own| mapping_of(own, &look, path));
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(TableLook {
        path: path.to_owned(),
        part: look.part,
        spreadsheet: look.spreadsheet,
        header_line: count(look.header_line),
        rows: count(look.rows),
        columns: look
            .columns
            .into_iter()
            .map(|column| TableColumn {
                name: column.name,
                samples: column.samples,
                filled: count(column.filled),
                role: offered(column.role).slug().to_owned(),
                why: column.why.slug().to_owned(),
            })
            .collect(),
        unit: look.unit.map(|unit| unit.to_string()),
        roles: ROLES.iter().map(|role| role.slug().to_owned()).collect(),
        zone: profile.zone()?.to_string(),
        saved,
        notes: look.notes.iter().map(note).collect(),
    })
}

fn offered(role: Role) -> Role {
    if ROLES.contains(&role) {
        role
    } else {
        Role::Ignore
    }
}

/// What was chosen when a preset was saved, for a table of its shape.
fn mapping_of(own: &presets::Own, look: &Look, path: &str) -> TableMapping {
    let preset = &own.preset;
    let role = |name: &str| {
        let column = preset.columns.iter().find(|c| c.shown() == name);
        column.map_or(Role::Ignore, |c| c.role).slug().to_owned()
    };
    let mut answers = BTreeMap::new();
    if let Some(unit) = preset.unit {
        answers.insert("unit".to_owned(), unit.to_string());
    }
    if let Some(zone) = preset.zone {
        answers.insert("zone".to_owned(), zone.to_string());
    }
    TableMapping {
        path: path.to_owned(),
        name: preset.name.clone(),
        platform: preset.platform.into(),
        target: target_slug(preset.target).to_owned(),
        roles: look.columns.iter().map(|c| role(&c.name)).collect(),
        stream: preset.stream.map(Into::into),
        status: preset.status.map(Into::into),
        account: own.account.map(|id| id.0),
        answers,
    }
}

fn target_slug(target: Target) -> &'static str {
    match target {
        Target::Payout => "payout",
        Target::Landing => "landing",
        _ => "entry",
    }
}

/// Reads the whole table under a mapping and tells what it would give.
///
/// # Errors
/// [`StudioError::BadRequest`] for a word that means nothing, [`StudioError::Import`] when the table cannot be read.
pub fn preview(profile: &OpenProfile, mapping: &TableMapping) -> Result<TablePreview, StudioError> {
    let input = one_file(&mapping.path, profile.now())?;
    let preset = match draft(&input, mapping) {
        Ok(preset) => preset,
        Err(Drafted::Lacks(what)) => return Ok(lacking(what)),
        Err(Drafted::Refused(error)) => return Err(error),
    };
    let options = ImportOptions {
        zone: Some(profile.zone()?),
        answers: answers(&mapping.answers)?,
        ..ImportOptions::default()
    };
    let pages = tabular::open_unanswered(&input, &Arc::new(preset), &options)?;
    Ok(told(pages))
}

/// Saves the mapping as a preset of the creator; the next file of this shape is read by it.
///
/// # Errors
/// [`StudioError::BadRequest`] for a name that is empty or taken by another preset, and for a mapping that lacks a column.
pub fn save(profile: &OpenProfile, mapping: &TableMapping) -> Result<PresetRow, StudioError> {
    let input = one_file(&mapping.path, profile.now())?;
    let preset = draft(&input, mapping).map_err(|drafted| match drafted {
        Drafted::Lacks(what) => StudioError::bad("columns", what),
        Drafted::Refused(error) => error,
    })?;
    if mapping.name.trim().is_empty() {
        return Err(StudioError::bad("name", &mapping.name));
    }
    let taken = connectors::import::Format::ALL
        .iter()
        .any(|f| f.slug() == preset.id)
        || tabular::preset(&preset.id).is_some()
        || presets::own(profile)?
            .iter()
            .any(|own| own.preset.id == preset.id && own.preset.shape != preset.shape);
    if taken {
        return Err(StudioError::bad("name", &mapping.name));
    }
    presets::save(profile, &preset, mapping.account.map(AccountId))
}

enum Drafted {
    Lacks(&'static str),
    Refused(StudioError),
}

impl From<StudioError> for Drafted {
    fn from(error: StudioError) -> Self {
        Self::Refused(error)
    }
}

impl From<ImportError> for Drafted {
    fn from(error: ImportError) -> Self {
        Self::Refused(error.into())
    }
}

fn draft(input: &ImportInput, mapping: &TableMapping) -> Result<Preset, Drafted> {
    let look = tabular::look(input)?;
    let roles = mapping
        .roles
        .iter()
        .map(|slug| {
            let role = ROLES.iter().find(|role| role.slug() == slug);
            role.copied().ok_or_else(|| StudioError::bad("role", slug))
        })
        .collect::<Result<Vec<Role>, _>>()?;
    let target = match mapping.target.as_str() {
        "entry" => Target::Entry,
        "payout" => Target::Payout,
        "landing" => Target::Landing,
        other => return Err(StudioError::bad("target", other).into()),
    };
    let id = tabular::slug(&mapping.name);
    let choices = Choices {
        name: mapping.name.trim().to_owned(),
        // A name without a Latin letter or a figure makes no id; the shape does.
        id: if id.is_empty() {
            format!("table-{}", look.shape.get(..8).unwrap_or_default())
        } else {
            id
        },
        platform: mapping.platform.into(),
        target,
        roles,
        stream: mapping.stream.map(Into::into),
        status: mapping.status.map(Into::into),
        answers: answers(&mapping.answers)?,
    };
    let preset = tabular::preset_of(&look, &choices);
    match tabular::check(&preset) {
        Ok(()) => Ok(preset),
        Err(PresetFault::Lacks("the day")) => Err(Drafted::Lacks("day")),
        Err(PresetFault::Lacks(_)) => Err(Drafted::Lacks("money")),
        Err(fault) => Err(StudioError::bad("columns", fault.to_string()).into()),
    }
}

/// Answers by question, as the engine takes them.
pub(crate) fn answers(given: &BTreeMap<String, String>) -> Result<Answers, StudioError> {
    let mut out = Answers::default();
    for (key, value) in given {
        out.set(key, value)
            .map_err(|_| StudioError::bad(key.as_str(), value.as_str()))?;
    }
    Ok(out)
}

fn lacking(what: &str) -> TablePreview {
    TablePreview {
        rows: Vec::new(),
        taken: 0,
        left_aside: 0,
        rejected: Vec::new(),
        rejected_count: 0,
        sums: Vec::new(),
        first_day: None,
        last_day: None,
        questions: Vec::new(),
        missing: vec![what.to_owned()],
        notes: Vec::new(),
    }
}

fn told(mut pages: TablePages<'_>) -> TablePreview {
    let mut out = lacking("");
    out.missing.clear();
    out.questions = pages
        .questions()
        .iter()
        .map(|q| TableQuestion {
            key: q.key.to_owned(),
            options: q.options.clone(),
            column: q.column.clone(),
            sample: q.sample.clone(),
        })
        .collect();
    let mut sums: BTreeMap<String, (Unit, i128)> = BTreeMap::new();
    let mut days: Option<(CivilDay, CivilDay)> = None;
    for page in pages.by_ref() {
        for (day, amount, row) in rows(&page) {
            out.taken += 1;
            let sum = sums
                .entry(amount.unit.to_string())
                .or_insert((amount.unit, 0));
            sum.1 += i128::from(amount.micros);
            days = Some(days.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
            if out.rows.len() < SHOWN {
                out.rows.push(row);
            }
        }
        out.rejected_count += i64::try_from(page.rejects.len()).unwrap_or(i64::MAX);
        let room = LISTED.saturating_sub(out.rejected.len());
        out.rejected
            .extend(page.rejects.iter().take(room).map(rejected_row));
    }
    out.sums = sums
        .into_values()
        .map(|(unit, micros)| super::shapes::Amount::of_sum(micros, unit))
        .collect();
    out.first_day = days.map(|(first, _)| first.to_string());
    out.last_day = days.map(|(_, last)| last.to_string());
    let notes = pages.notes();
    let aside = notes
        .iter()
        .filter(|n| n.code.starts_with("total_"))
        .count();
    out.left_aside = i64::try_from(aside).unwrap_or(i64::MAX);
    let shown = notes.iter().filter(|n| n.code != "preset_used");
    out.notes = shown.map(note).collect();
    out
}

/// What a page holds, in the order of the file, with day and amount.
fn rows(page: &Page) -> Vec<(CivilDay, Amount, PreviewRow)> {
    let line = |locator: &domain::Locator| match &locator.place {
        domain::document::Place::Line(n) | domain::document::Place::Row { row: n, .. } => {
            i64::try_from(*n).ok()
        }
        _ => None,
    };
    let entries = page.entries.iter().map(|e| {
        let row = PreviewRow {
            line: line(&e.locator),
            day: e.day.to_string(),
            title: e.title.clone(),
            counterparty: e.counterparty.clone(),
            stream: Some(e.stream.into()),
            status: Some(e.status.into()),
            figures: figures(&e.money),
        };
        (e.day, e.money.net_amount(), row)
    });
    let payouts = page.payouts.iter().map(|p| {
        let day = p.created.day_in(domain::Zone::UTC);
        let row = PreviewRow {
            line: line(&p.locator),
            day: day.to_string(),
            title: p
                .description
                .clone()
                .unwrap_or_else(|| p.external_id.clone()),
            counterparty: None,
            stream: None,
            status: None,
            figures: figures(&Money::net_only(p.amount)),
        };
        (day, p.amount, row)
    });
    let landings = page.landings.iter().map(|l| {
        let row = PreviewRow {
            line: line(&l.locator),
            day: l.day.to_string(),
            title: l.text.clone(),
            counterparty: l.counterparty.clone(),
            stream: None,
            status: None,
            figures: figures(&Money::net_only(l.amount)),
        };
        (l.day, l.amount, row)
    });
    entries.chain(payouts).chain(landings).collect()
}

fn figures(money: &Money) -> Figures {
    let amount = |micros: i64| Amount::new(micros, money.unit).into();
    Figures {
        gross: money.gross.map(amount),
        fee: money.fee.map(amount),
        tax: money.tax.map(amount),
        net: amount(money.net),
    }
}
