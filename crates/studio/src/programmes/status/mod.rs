//! Where the creator stands with a programme: typed, observed, with the waits a rule states.
//!
//! The rule it protects: what the creator typed survives every sync and is taken back only by them; what was observed stands
//! beside it, is named as observed and decides nothing.

mod page;
mod waits;

use super::economics::first_money;
use super::facts::{region_of, region_on};
use super::rules_today;
use crate::shapes::{BoardQuery, ProgrammeStatusView, StatusDraft, StatusEntry};
use crate::{OpenProfile, StudioError};
use domain::programmes::{Memberships, Programme, Registry, select};
use domain::{CivilDay, Region, Standing};
use std::collections::BTreeMap;
use store::{ProgrammeStatus, ProgrammeStatusRow};

/// Longest note kept.
const NOTE: usize = 2_000;

/// The status history of a programme, as of the day and for the country asked for.
///
/// # Errors
/// [`StudioError::NotFound`] when no rule names it, [`StudioError::BadRequest`] for a day or country that is none.
pub fn view(
    profile: &OpenProfile,
    id: &str,
    query: &BoardQuery,
) -> Result<ProgrammeStatusView, StudioError> {
    let rules = rules_today(profile)?;
    let programme = named(&rules, id)?;
    let today = match &query.on {
        Some(text) => text.parse().map_err(|_| StudioError::bad("on", text))?,
        None => profile.today()?,
    };
    let fallback = profile.settings()?.region;
    let (rows, region, observed) = profile.store().read(|tx| {
        let accounts = tx.accounts()?;
        let region = match &query.region {
            Some(text) => text.parse().map_err(|_| StudioError::bad("region", text))?,
            None => region_on(&accounts, &programme.pack.platform, &fallback)?,
        };
        let observed = first_money(tx, &accounts, &programme, today)?;
        Ok::<_, StudioError>((tx.programme_history(id)?, region, observed))
    })?;
    let counting: Vec<&ProgrammeStatusRow> = rows
        .iter()
        .filter(|row| row.retired.is_none() && row.status.from <= today)
        .collect();
    let rule_on = |day: CivilDay| select(&programme, region, day).chosen.map(|c| c.rule);
    let countdowns = counting
        .last()
        .map(|row| waits::of(row.status.standing, row.status.from, today, rule_on))
        .unwrap_or_default();
    let shown = rule_on(today).or_else(|| programme.versions.last().copied());
    let mut history: Vec<StatusEntry> = rows.iter().map(typed).collect();
    history.extend(observed.map(seen_money));
    history.sort_by(|a, b| (&b.from, b.id).cmp(&(&a.from, a.id)));
    Ok(ProgrammeStatusView {
        programme: id.to_owned(),
        now: counting
            .last()
            .map(|row| row.status.standing)
            .filter(|standing| *standing != Standing::Unsaid)
            .map(|standing| standing.slug().to_owned()),
        history,
        countdowns,
        page: shown.and_then(|rule| page::own(&programme.pack.platform, rule)),
    })
}

/// Notes a standing from a day on; another one for the same day takes its place.
///
/// # Errors
/// [`StudioError::BadRequest`] naming the field, [`StudioError::NotFound`] when no rule names the programme.
pub fn add(
    profile: &OpenProfile,
    id: &str,
    draft: &StatusDraft,
) -> Result<ProgrammeStatusView, StudioError> {
    named(&*rules_today(profile)?, id)?;
    let standing: Standing = draft
        .standing
        .parse()
        .map_err(|_| StudioError::bad("standing", &draft.standing))?;
    let today = profile.today()?;
    let from = match &draft.from {
        Some(text) => text.parse().map_err(|_| StudioError::bad("from", text))?,
        None => today,
    };
    // What has not happened yet is a plan, and no verdict may rest on it.
    if from > today {
        return Err(StudioError::bad("from", from.to_string()));
    }
    let note = draft.note.trim().to_owned();
    if note.chars().count() > NOTE {
        return Err(StudioError::bad("note", note.chars().count().to_string()));
    }
    let status = ProgrammeStatus {
        programme: id.to_owned(),
        account: None,
        standing,
        from,
        note,
    };
    let now = profile.now();
    profile.store().write(move |tx| {
        tx.set_programme_status(&status, now)?;
        Ok::<(), StudioError>(())
    })?;
    view(profile, id, &BoardQuery::default())
}

/// Takes a standing back; it stays in the history.
///
/// # Errors
/// [`StudioError::Store`] when there is none that counts.
pub fn retire(profile: &OpenProfile, status: i64) -> Result<ProgrammeStatusView, StudioError> {
    let now = profile.now();
    let programme = profile.store().write(move |tx| {
        tx.retire_programme_status(status, now)?;
        Ok::<String, StudioError>(tx.programme_status(status)?.status.programme)
    })?;
    view(profile, &programme, &BoardQuery::default())
}

/// Puts a standing that was taken back, or replaced, in its place again.
///
/// # Errors
/// [`StudioError::Store`] when there is none.
pub fn restore(profile: &OpenProfile, status: i64) -> Result<ProgrammeStatusView, StudioError> {
    let now = profile.now();
    let programme = profile.store().write(move |tx| {
        tx.restore_programme_status(status, now)?;
        Ok::<String, StudioError>(tx.programme_status(status)?.status.programme)
    })?;
    view(profile, &programme, &BoardQuery::default())
}

/// What the creator's words up to `day` say about belonging: the last one that says either way. Taking the word back takes all
/// of it back.
pub(super) fn memberships(noted: &[ProgrammeStatusRow], day: CivilDay) -> Memberships {
    let mut belongs: BTreeMap<&str, Option<bool>> = BTreeMap::new();
    for row in noted.iter().filter(|row| row.status.from <= day) {
        let word = belongs.entry(&row.status.programme).or_default();
        *word = match row.status.standing {
            Standing::Unsaid => None,
            standing => standing.belongs().or(*word),
        };
    }
    belongs
        .into_iter()
        .filter_map(|(programme, belongs)| Some((programme.to_owned(), belongs?)))
        .collect()
}

/// The programme of an id.
pub(super) fn named<'r>(rules: &'r Registry, id: &str) -> Result<Programme<'r>, StudioError> {
    rules.programme(id).ok_or_else(|| StudioError::NotFound {
        what: "programme",
        id: id.to_owned(),
    })
}

/// The country asked for, else that of the first account that states one, else the profile's.
pub(super) fn region(profile: &OpenProfile, asked: Option<&String>) -> Result<Region, StudioError> {
    if let Some(text) = asked {
        return text.parse().map_err(|_| StudioError::bad("region", text));
    }
    let fallback = profile.settings()?.region;
    profile
        .store()
        .read(|tx| region_of(&tx.accounts()?, &fallback))
}

fn typed(row: &ProgrammeStatusRow) -> StatusEntry {
    StatusEntry {
        id: Some(row.id),
        standing: row.status.standing.slug().to_owned(),
        from: row.status.from.to_string(),
        note: row.status.note.clone(),
        origin: "typed".to_owned(),
        noted_at: Some(row.noted.to_string()),
        retired_at: row.retired.map(|at| at.to_string()),
    }
}

fn seen_money(day: CivilDay) -> StatusEntry {
    StatusEntry {
        id: None,
        standing: "earning".to_owned(),
        from: day.to_string(),
        note: String::new(),
        origin: "observed".to_owned(),
        noted_at: None,
        retired_at: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Instant;

    fn row(standing: Standing, from: &str) -> ProgrammeStatusRow {
        ProgrammeStatusRow {
            id: 1,
            status: ProgrammeStatus {
                programme: "p.q".to_owned(),
                account: None,
                standing,
                from: from.parse().unwrap(),
                note: String::new(),
            },
            noted: Instant::from_millis(0).unwrap(),
            retired: None,
        }
    }

    #[test]
    fn the_last_word_that_says_either_way_decides() {
        use Standing::*;
        let cases: [(&[Standing], Option<bool>, &str); 8] = [
            (&[], None, "nothing said"),
            (&[Applied], None, "an application is open"),
            (&[Applied, Admitted], Some(true), "let in"),
            (&[Admitted, Suspended], Some(false), "put out for a time"),
            (
                &[Admitted, Suspended, Appealed],
                Some(false),
                "an appeal changes nothing yet",
            ),
            (
                &[Admitted, Suspended, Appealed, Admitted],
                Some(true),
                "let in again",
            ),
            (
                &[Left, Applied],
                Some(false),
                "asking again is not being in",
            ),
            (&[Admitted, Unsaid], None, "taken back"),
        ];
        for (words, expected, why) in cases {
            let rows: Vec<_> = words
                .iter()
                .enumerate()
                .map(|(n, s)| row(*s, &format!("2026-01-{:02}", n + 1)))
                .collect();
            let said = memberships(&rows, "2026-02-01".parse().unwrap());
            assert_eq!(said.noted("p.q"), expected, "{why}");
        }
        let later = [row(Admitted, "2026-03-01")];
        assert_eq!(
            memberships(&later, "2026-02-28".parse().unwrap()).noted("p.q"),
            None,
            "a word of a later day says nothing yet"
        );
    }
}
