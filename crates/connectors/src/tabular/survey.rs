//! A look over the whole table before its first row is read: decimal mark, order of day and month, what is left to ask.
//!
//! The rule it protects: a column decides for its cells, and what no column decides is a question, asked before anything is
//! taken over.

use super::answers::{Answers, DayOrder, Question};
use super::cell;
use super::dates::{OrderEvidence, Written, written};
use super::header::{Bound, Header};
use super::preset::{DayForm, Preset, Role, Target};
use super::table::Opened;
use super::zones;
use crate::text::number::{Reading, Style};
use chrono::{Datelike, NaiveDate};
use csv::StringRecord;
use domain::{Instant, Unit, Zone};

/// What holds for every row.
#[derive(Debug, Clone)]
pub(crate) struct Survey {
    pub style: Option<Style>,
    pub order: Option<DayOrder>,
    /// The latest day the table can hold, for days without a year.
    pub latest: Option<NaiveDate>,
    /// Whether that was told by the file's name.
    pub latest_by_name: bool,
    /// Currency of rows whose own cells name none.
    pub unit: Option<Unit>,
    pub zone: Option<Zone>,
    /// Kind of income the creator named.
    pub stream: Option<domain::Stream>,
    /// What only the creator can say.
    pub questions: Vec<Question>,
}

/// What is known before looking.
pub(crate) struct Known<'a> {
    pub preset: &'a Preset,
    pub header: &'a Header,
    pub bound: &'a Bound,
    pub answers: &'a Answers,
    /// Name of the file; exports write their last day into it.
    pub file: &'a str,
    pub now: Instant,
}

struct Seen {
    point: u64,
    comma: u64,
    two: u64,
    two_sample: (String, String),
    order: OrderEvidence,
    order_column: String,
    run: YearlessRun,
    units: Vec<Unit>,
    unit_missing: bool,
    zone_unknown: Option<String>,
}

impl Known<'_> {
    /// Looks at every row.
    pub fn survey(&self, opened: &Opened<'_>) -> Survey {
        let seen = self.look(opened);
        let mut questions = Vec::new();
        let money = self.preset.columns.iter().any(|c| c.role.is_money());
        let style = self.style(&seen, &mut questions);
        let order = self.order(&seen, &mut questions);
        let (latest, latest_by_name) = self.latest(&seen, &mut questions);
        let unit = if money {
            self.unit(&seen, &mut questions)
        } else {
            None
        };
        if let Some(text) = seen.zone_unknown.filter(|_| self.answers.zone.is_none()) {
            questions.push(Question {
                key: "zone",
                options: ["UTC", "America/Los_Angeles", "Europe/Paris"]
                    .map(str::to_owned)
                    .to_vec(),
                column: self.name_of(Role::Zone),
                sample: text,
            });
        }
        if self.preset.target == Target::Entry
            && self.needs_stream()
            && self.answers.stream.is_none()
        {
            questions.push(Question {
                key: "stream",
                options: domain::Stream::ALL
                    .iter()
                    .map(|s| s.slug().to_owned())
                    .collect(),
                column: String::new(),
                sample: String::new(),
            });
        }
        Survey {
            style,
            order,
            latest,
            latest_by_name,
            unit,
            zone: self.answers.zone.or(self.preset.zone),
            stream: self.answers.stream,
            questions,
        }
    }

    fn needs_stream(&self) -> bool {
        self.preset.stream.is_none()
            && !self
                .preset
                .columns
                .iter()
                .any(|c| c.role == Role::Amount && c.stream.is_some())
    }

    fn name_of(&self, role: Role) -> String {
        let at = self
            .preset
            .of(role)
            .find_map(|(n, _)| self.bound.at.get(n).copied().flatten());
        at.and_then(|at| self.header.names.get(at).cloned())
            .unwrap_or_default()
    }

    fn look(&self, opened: &Opened<'_>) -> Seen {
        let mut seen = Seen {
            point: 0,
            comma: 0,
            two: 0,
            two_sample: Default::default(),
            order: OrderEvidence::default(),
            order_column: String::new(),
            run: YearlessRun::default(),
            units: Vec::new(),
            unit_missing: false,
            zone_unknown: None,
        };
        let columns: Vec<(Role, usize)> = self
            .preset
            .columns
            .iter()
            .zip(&self.bound.at)
            .filter_map(|(column, at)| Some((column.role, (*at)?)))
            .filter(|(role, _)| {
                role.is_money() || role.is_day() || matches!(role, Role::Zone | Role::Unit)
            })
            .collect();
        let mut rows = opened.rows(self.header.part, self.header.after);
        let mut record = StringRecord::new();
        while rows.next(&mut record).is_some() {
            for (role, at) in &columns {
                let cell = record.get(*at).unwrap_or_default().trim();
                match role {
                    _ if cell.is_empty() => {}
                    role if role.is_money() => {
                        seen.money(cell, || self.header.names.get(*at).cloned())
                    }
                    role if role.is_day() => {
                        let open = seen.order.open + seen.order.no_year;
                        seen.order.add(cell);
                        if *role == Role::Date {
                            seen.run.add(cell);
                        }
                        if open == 0 && seen.order.open + seen.order.no_year > 0 {
                            seen.order_column =
                                self.header.names.get(*at).cloned().unwrap_or_default();
                        }
                    }
                    Role::Zone if seen.zone_unknown.is_none() && zones::zone(cell).is_none() => {
                        seen.zone_unknown = Some(cell.to_owned());
                    }
                    _ => {}
                }
            }
        }
        seen
    }

    fn style(&self, seen: &Seen, questions: &mut Vec<Question>) -> Option<Style> {
        // What the file shows counts before an answer: that may be remembered from another file.
        let shown = match (seen.point, seen.comma) {
            (1.., 0) => Some(Style::Point),
            (0, 1..) => Some(Style::Comma),
            _ => None,
        };
        let known = self.preset.decimal.or(shown).or(self.answers.decimal);
        if known.is_some() {
            return known;
        }
        if seen.two > 0 {
            questions.push(Question {
                key: "decimal",
                options: vec!["point".to_owned(), "comma".to_owned()],
                column: seen.two_sample.0.clone(),
                sample: seen.two_sample.1.clone(),
            });
        }
        None
    }

    fn order(&self, seen: &Seen, questions: &mut Vec<Question>) -> Option<DayOrder> {
        let forms = &self.preset.days;
        let can = |form| forms.is_empty() || forms.contains(&form);
        let fixed = match (can(DayForm::Dmy), can(DayForm::Mdy)) {
            (true, false) => Some(DayOrder::DayFirst),
            (false, true) => Some(DayOrder::MonthFirst),
            // Days in figures with the year last are not expected at all, and refused one by one.
            (false, false) => return Some(DayOrder::DayFirst),
            (true, true) => None,
        };
        let known = fixed
            .or_else(|| seen.order.order())
            .or(self.answers.day_order);
        if known.is_some() {
            return known;
        }
        let contradicts = seen.order.day_first > 0 && seen.order.month_first > 0;
        if seen.order.open > 0 || contradicts {
            questions.push(Question {
                key: "day_order",
                options: vec!["dmy".to_owned(), "mdy".to_owned()],
                column: seen.order_column.clone(),
                sample: seen.order.sample.clone(),
            });
            return None;
        }
        // 05/05/2026 is one day both ways.
        Some(DayOrder::DayFirst)
    }

    fn latest(&self, seen: &Seen, questions: &mut Vec<Question>) -> (Option<NaiveDate>, bool) {
        if seen.order.no_year == 0 {
            return (None, false);
        }
        if let Some(year) = self.answers.year {
            let (month, day) = seen.run.latest().unwrap_or((12, 31));
            return (NaiveDate::from_ymd_opt(year, month, day), false);
        }
        if let Some(day) = day_in_name(self.file) {
            return (Some(day), true);
        }
        let year = self.now.0.year();
        questions.push(Question {
            key: "year",
            options: vec![year.to_string(), (year - 1).to_string()],
            column: seen.order_column.clone(),
            sample: seen.order.sample.clone(),
        });
        (None, false)
    }

    fn unit(&self, seen: &Seen, questions: &mut Vec<Question>) -> Option<Unit> {
        let stated = self.bound.unit.or(self.preset.unit).or(self.answers.unit);
        if stated.is_some() {
            return stated;
        }
        let has_column = self
            .preset
            .of(Role::Unit)
            .any(|(n, _)| self.bound.at.get(n).copied().flatten().is_some());
        if has_column {
            return None;
        }
        if let ([unit], false) = (seen.units.as_slice(), seen.unit_missing) {
            return Some(*unit);
        }
        let options: Vec<String> = if self.preset.units.is_empty() {
            vec!["USD".to_owned(), "EUR".to_owned(), "GBP".to_owned()]
        } else {
            self.preset.units.iter().map(Unit::to_string).collect()
        };
        questions.push(Question {
            key: "unit",
            options,
            column: self.name_of(Role::Net),
            sample: seen.two_sample.1.clone(),
        });
        None
    }
}

impl Seen {
    fn money(&mut self, cell: &str, name: impl FnOnce() -> Option<String>) {
        let Ok(figure) = cell::money(cell) else {
            return;
        };
        match figure.unit {
            Some(unit) if !self.units.contains(&unit) => self.units.push(unit),
            Some(_) => {}
            None => self.unit_missing = true,
        }
        match figure.reading {
            Reading::One(_, Some(Style::Point)) => self.point += 1,
            Reading::One(_, Some(Style::Comma)) => self.comma += 1,
            Reading::One(_, None) => {}
            Reading::Two { .. } => {
                self.two += 1;
                if self.two == 1 {
                    self.two_sample = (name().unwrap_or_default(), cell.to_owned());
                }
            }
        }
    }
}

/// Days without years, in the order of the rows: the table runs up or down in time, so its latest day stands at one end.
#[derive(Debug, Default)]
struct YearlessRun {
    first: Option<(u32, u32)>,
    last: Option<(u32, u32)>,
    up: u64,
    down: u64,
}

impl YearlessRun {
    fn add(&mut self, cell: &str) {
        let Some((Written::NoYear(month, day), _)) = written(cell) else {
            return;
        };
        match self.last {
            Some(last) if (month, day) > last => self.up += 1,
            Some(last) if (month, day) < last => self.down += 1,
            _ => {}
        }
        self.first = self.first.or(Some((month, day)));
        self.last = Some((month, day));
    }

    fn latest(&self) -> Option<(u32, u32)> {
        if self.up >= self.down {
            self.last
        } else {
            self.first
        }
    }
}

/// The last `YYYY-MM-DD` in a file's name.
pub(crate) fn day_in_name(name: &str) -> Option<NaiveDate> {
    let mut found = None;
    for (at, _) in name.char_indices() {
        if let Some(text) = name.get(at..at + 10)
            && let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d")
        {
            found = Some(day);
        }
    }
    found
}
