//! Days and times in the forms statements have: with the year first, last or missing, in figures or with month names.
//!
//! The rules it protects: `03/04/2026` is read by what the column or the creator says and never by a guess, and a day that
//! does not exist is told from text that is no date.

use super::answers::DayOrder;
use super::preset::DayForm;
use super::{months, zones};
use chrono::{Datelike, FixedOffset, NaiveDate, NaiveTime};
use domain::Zone;
use domain::reject::RejectReason;

/// A day as it is written, before anybody says what its figures mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// Year, month, day.
    Ymd(i32, u32, u32),
    /// Two figures of day and month in an order to be known, and the year. Whether points stand between them.
    Two(u32, u32, i32, bool),
    /// Month by name, day, year.
    Named(u32, u32, i32),
    /// Month by name and day.
    NoYear(u32, u32),
}

/// A day with what else its cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub day: NaiveDate,
    pub time: Option<NaiveTime>,
    pub offset: Option<FixedOffset>,
    pub zone: Option<Zone>,
}

/// What must be known to read days.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Rules<'p> {
    /// Forms that are expected; all when there are none.
    pub forms: &'p [DayForm],
    /// Order of day and month where both are figures.
    pub order: Option<DayOrder>,
    /// The latest day the table can hold, for days without a year.
    pub latest: Option<NaiveDate>,
}

impl Rules<'_> {
    fn allows(&self, form: DayForm) -> bool {
        self.forms.is_empty() || self.forms.contains(&form)
    }

    /// Reads a cell.
    pub fn read(&self, cell: &str) -> Result<Stamp, RejectReason> {
        let (written, rest) = written(cell).ok_or(RejectReason::NotADate)?;
        let day = self.settle(written)?;
        let (time, offset, zone) = time(rest)?;
        Ok(Stamp {
            day,
            time,
            offset,
            zone,
        })
    }

    fn settle(&self, written: Written) -> Result<NaiveDate, RejectReason> {
        let (form, year, month, day) = match written {
            Written::Ymd(y, m, d) => (DayForm::Ymd, y, m, d),
            Written::Named(m, d, y) => (DayForm::Named, y, m, d),
            // No country writes the month first with points between.
            Written::Two(a, b, y, true) => (DayForm::Dmy, y, b, a),
            Written::Two(a, b, y, false) => match self.order {
                Some(DayOrder::DayFirst) => (DayForm::Dmy, y, b, a),
                Some(DayOrder::MonthFirst) => (DayForm::Mdy, y, a, b),
                None => return Err(RejectReason::NotADate),
            },
            Written::NoYear(m, d) => {
                let latest = self.latest.ok_or(RejectReason::NotADate)?;
                let later = (m, d) > (latest.month(), latest.day());
                (DayForm::NoYear, latest.year() - i32::from(later), m, d)
            }
        };
        if !self.allows(form) {
            return Err(RejectReason::NotADate);
        }
        NaiveDate::from_ymd_opt(year, month, day).ok_or(RejectReason::NoSuchDay)
    }
}

/// The day a cell begins with, and what stands behind it.
pub(crate) fn written(cell: &str) -> Option<(Written, &str)> {
    let cell = cell.trim();
    numeric(cell).or_else(|| named(cell))
}

fn figures(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    (end > 0).then(|| text.split_at_checked(end)).flatten()
}

fn numeric(cell: &str) -> Option<(Written, &str)> {
    let (first, rest) = figures(cell)?;
    if first.len() == 8 {
        let (year, md) = first.split_at_checked(4)?;
        let (month, day) = md.split_at_checked(2)?;
        return Some((
            Written::Ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?),
            rest,
        ));
    }
    let mark = rest
        .chars()
        .next()
        .filter(|c| matches!(c, '-' | '/' | '.' | '年'))?;
    let (second, rest) = figures(rest.get(mark.len_utf8()..)?.trim_start())?;
    let between = if mark == '年' { '月' } else { mark };
    let (third, rest) = figures(rest.strip_prefix(between)?.trim_start())?;
    let rest = rest.strip_prefix('日').unwrap_or(rest);
    let small = |text: &str| (text.len() <= 2).then(|| text.parse().ok()).flatten();
    match (first.len(), third.len()) {
        (4, 1 | 2) => Some((
            Written::Ymd(first.parse().ok()?, small(second)?, small(third)?),
            rest,
        )),
        (1 | 2, 4) => Some((
            Written::Two(
                small(first)?,
                small(second)?,
                third.parse().ok()?,
                mark == '.',
            ),
            rest,
        )),
        (1 | 2, 2) => Some((
            Written::Two(
                small(first)?,
                small(second)?,
                2000 + third.parse::<i32>().ok()?,
                mark == '.',
            ),
            rest,
        )),
        _ => None,
    }
}

/// `Fri Sep 04 2026`, `Feb 19, 2026`, `25 de setembro`, `12-Oct-2026 10:15`.
fn named(cell: &str) -> Option<(Written, &str)> {
    let end = cell
        .find(':')
        .map(|colon| {
            let before = cell.get(..colon).unwrap_or_default();
            before
                .rfind(|c: char| !c.is_ascii_digit())
                .map_or(0, |at| at + 1)
        })
        .unwrap_or(cell.len());
    let (date, rest) = cell.split_at_checked(end)?;
    let date = date.trim_end_matches([' ', ',', 'T']);
    let words = date.split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/'));
    let (mut month, mut day, mut year) = (None, None, None);
    for (position, word) in words.filter(|w| !w.is_empty()).enumerate() {
        let digits = figures(word).map(|(digits, tail)| (digits, tail.trim_matches('.')));
        match digits {
            Some((digits, "")) if digits.len() == 4 && year.is_none() => {
                year = Some(digits.parse().ok()?);
            }
            Some((digits, "" | "st" | "nd" | "rd" | "th" | "er" | "º" | "ª"))
                if digits.len() <= 2 && day.is_none() =>
            {
                day = Some(digits.parse().ok()?);
            }
            None if month.is_none() && months::month(word).is_some() => month = months::month(word),
            None if matches!(word, "de" | "del" | "of" | "the" | "d" | "at" | "um" | "à") => {}
            None if position == 0 && months::is_weekday(word) => {}
            _ => return None,
        }
    }
    Some((
        match (month?, day?, year) {
            (month, day, Some(year)) => Written::Named(month, day, year),
            (month, day, None) => Written::NoYear(month, day),
        },
        rest,
    ))
}

type Clock = (Option<NaiveTime>, Option<FixedOffset>, Option<Zone>);

/// `10:15`, `T10:15:00.123Z`, `10:15:00 -0400`, `3:04 PM PDT`; nothing at all.
pub(crate) fn time(rest: &str) -> Result<Clock, RejectReason> {
    let rest = rest.trim().trim_start_matches(['T', ',']).trim_start();
    if rest.is_empty() {
        return Ok((None, None, None));
    }
    let wrong = RejectReason::NotADate;
    let number = |text: &str| text.parse::<u32>().map_err(|_| RejectReason::NotADate);
    let (hour, rest) = figures(rest).ok_or(wrong)?;
    let (minute, rest) = rest
        .strip_prefix(':')
        .and_then(figures)
        .ok_or(RejectReason::NotADate)?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(tail) => figures(tail).ok_or(RejectReason::NotADate)?,
        None => ("0", rest),
    };
    let rest = match rest.strip_prefix('.') {
        Some(tail) => figures(tail).map_or(tail, |(_, tail)| tail),
        None => rest,
    };
    let rest = rest.trim_start();
    let lower = rest.to_ascii_lowercase();
    let half = ["am", "a.m.", "pm", "p.m."]
        .into_iter()
        .find(|h| lower.starts_with(h));
    let rest = half
        .map_or(rest, |h| rest.get(h.len()..).unwrap_or_default())
        .trim();
    let hour = match (number(hour)?, half.map(|h| h.starts_with('p'))) {
        (hour, None) => hour,
        (12, Some(false)) => 0,
        (12, Some(true)) => 12,
        (hour @ 1..=11, Some(true)) => hour + 12,
        (hour @ 1..=11, Some(false)) => hour,
        _ => return Err(RejectReason::NotADate),
    };
    let time = NaiveTime::from_hms_opt(hour, number(minute)?, number(second)?)
        .ok_or(RejectReason::NotADate)?;
    if rest.is_empty() {
        return Ok((Some(time), None, None));
    }
    if let Some(offset) = zones::offset(rest) {
        return Ok((Some(time), Some(offset), None));
    }
    let rest = rest
        .trim_start_matches("+0000")
        .trim_matches(['(', ')', ' ']);
    let zone = zones::zone(rest).ok_or(RejectReason::NotADate)?;
    Ok((Some(time), None, Some(zone)))
}

/// What a column shows about the order of day and month.
#[derive(Debug, Clone, Default)]
pub(crate) struct OrderEvidence {
    pub day_first: u64,
    pub month_first: u64,
    /// Cells that could be either, and are not the same day both ways.
    pub open: u64,
    /// One of those, or one that contradicts.
    pub sample: String,
    /// Cells without a year.
    pub no_year: u64,
}

impl OrderEvidence {
    /// Looks at one more cell.
    pub fn add(&mut self, cell: &str) {
        match written(cell) {
            Some((Written::Two(_, _, _, true), _)) => self.day_first += 1,
            Some((Written::Two(a, b, _, false), _)) => match (a > 12, b > 12) {
                (true, false) => self.day_first += 1,
                (false, true) => self.month_first += 1,
                (false, false) if a != b => {
                    self.open += 1;
                    if self.sample.is_empty() {
                        self.sample = cell.trim().to_owned();
                    }
                }
                _ => {}
            },
            Some((Written::NoYear(..), _)) => {
                self.no_year += 1;
                if self.sample.is_empty() {
                    self.sample = cell.trim().to_owned();
                }
            }
            _ => {}
        }
    }

    /// The order, when the column shows one and nothing against it.
    pub fn order(&self) -> Option<DayOrder> {
        match (self.day_first, self.month_first) {
            (1.., 0) => Some(DayOrder::DayFirst),
            (0, 1..) => Some(DayOrder::MonthFirst),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(order: Option<DayOrder>) -> Rules<'static> {
        Rules {
            forms: &[],
            order,
            latest: NaiveDate::from_ymd_opt(2026, 3, 10),
        }
    }

    #[test]
    fn days_are_read_in_every_form_statements_have() {
        let day_first = rules(Some(DayOrder::DayFirst));
        for (cell, expected) in [
            ("2026-10-12", "2026-10-12"),
            ("2026/10/02", "2026-10-02"),
            ("20261012", "2026-10-12"),
            ("2026-10-12T03:30:00Z", "2026-10-12 03:30:00"),
            ("2026-09-03 10:15:00 -0400", "2026-09-03 10:15:00"),
            ("12.10.2026", "2026-10-12"),
            ("03/04/2026", "2026-04-03"),
            ("3/4/26", "2026-04-03"),
            ("Fri Sep 04 2026", "2026-09-04"),
            ("Feb 19, 2026", "2026-02-19"),
            ("19 févr. 2026", "2026-02-19"),
            ("12-Oct-2026 10:15", "2026-10-12 10:15:00"),
            ("25 de setembro", "2025-09-25"),
            ("September 25", "2025-09-25"),
            ("11 mars", "2025-03-11"),
            ("10 mars", "2026-03-10"),
            ("Jul 20, 2025 3:04 PM", "2025-07-20 15:04:00"),
            ("2026年10月2日", "2026-10-02"),
        ] {
            let stamp = day_first
                .read(cell)
                .unwrap_or_else(|e| panic!("{cell}: {e:?}"));
            let shown = match stamp.time {
                Some(time) => format!("{} {time}", stamp.day),
                None => stamp.day.to_string(),
            };
            assert_eq!(shown, expected, "{cell}");
        }
    }

    #[test]
    fn what_cannot_be_read_one_way_is_refused() {
        for (cell, order, reason, why) in [
            (
                "03/04/2026",
                None,
                RejectReason::NotADate,
                "nobody said which is the day",
            ),
            (
                "13/04/2026",
                Some(DayOrder::MonthFirst),
                RejectReason::NoSuchDay,
                "there is no month 13",
            ),
            (
                "30.02.2026",
                None,
                RejectReason::NoSuchDay,
                "no 30 February",
            ),
            ("2026-13-01", None, RejectReason::NoSuchDay, "no month 13"),
            ("Total", None, RejectReason::NotADate, "a word"),
            ("", None, RejectReason::NotADate, "nothing"),
            (
                "2026-10-12 25:00",
                None,
                RejectReason::NotADate,
                "no such hour",
            ),
            (
                "2026-10-12 10:00 XYZ",
                None,
                RejectReason::NotADate,
                "an unknown zone",
            ),
        ] {
            assert_eq!(rules(order).read(cell), Err(reason), "{cell}: {why}");
        }
    }

    #[test]
    fn a_column_shows_the_order_by_one_figure_above_twelve() {
        for (cells, expected) in [
            (&["03/04/2026", "25/04/2026"][..], Some(DayOrder::DayFirst)),
            (
                &["03/04/2026", "04/25/2026"][..],
                Some(DayOrder::MonthFirst),
            ),
            (&["03/04/2026", "04/05/2026"][..], None),
            (&["13/04/2026", "04/25/2026"][..], None),
        ] {
            let mut evidence = OrderEvidence::default();
            cells.iter().for_each(|cell| evidence.add(cell));
            assert_eq!(evidence.order(), expected, "{cells:?}");
        }
    }
}
