//! What a table leaves open, and what the creator answered.
//!
//! The rule it protects: a date or number that can be read two ways is asked about, with the options and what was seen, and
//! never guessed; an answer is a value of a closed set.

use crate::text::number::Style;
use domain::account::UnknownWord;
use domain::{Stream, Unit, Zone};

/// Whether the day or the month comes first in `03/04/2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayOrder {
    /// 3 April.
    DayFirst,
    /// 4 March.
    MonthFirst,
}

/// Answers of the creator; what is not answered is found out or asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answers {
    /// `day_order`: `dmy` or `mdy`.
    pub day_order: Option<DayOrder>,
    /// `decimal`: `point` or `comma`.
    pub decimal: Option<Style>,
    /// `zone`: an IANA name.
    pub zone: Option<Zone>,
    /// `unit`: a currency code or unit name.
    pub unit: Option<Unit>,
    /// `year`: the year of the latest day, where days have none.
    pub year: Option<i32>,
    /// `stream`: the kind of income.
    pub stream: Option<Stream>,
}

impl Answers {
    /// Takes one answer, as `key` and `value`.
    ///
    /// # Errors
    /// [`UnknownWord`] for a key that is no question, or a value that is none of its options.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), UnknownWord> {
        let wrong = || UnknownWord(value.to_owned(), "answer");
        match key {
            "day_order" => {
                self.day_order = Some(match value {
                    "dmy" => DayOrder::DayFirst,
                    "mdy" => DayOrder::MonthFirst,
                    _ => return Err(wrong()),
                });
            }
            "decimal" => {
                self.decimal = Some(match value {
                    "point" => Style::Point,
                    "comma" => Style::Comma,
                    _ => return Err(wrong()),
                });
            }
            "zone" => self.zone = Some(value.parse().map_err(|_| wrong())?),
            "unit" => self.unit = Some(value.parse().map_err(|_| wrong())?),
            "year" => {
                let year = value.parse().ok().filter(|y| (2000..2200).contains(y));
                self.year = Some(year.ok_or_else(wrong)?);
            }
            "stream" => self.stream = Some(value.parse()?),
            _ => return Err(UnknownWord(key.to_owned(), "question")),
        }
        Ok(())
    }
}

/// Something only the creator can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is asked: `day_order`, `decimal`, `zone`, `unit`, `year`, `stream`.
    pub key: &'static str,
    /// Values to choose from; for `zone`, `unit` and `year` others are possible too.
    pub options: Vec<String>,
    /// The column it is about.
    pub column: String,
    /// A cell that can be read in more than one way, or cannot be read without the answer.
    pub sample: String,
}

impl Question {
    /// `day_order=dmy|mdy`, for a message on one line.
    pub fn line(&self) -> String {
        format!("{}={}", self.key, self.options.join("|"))
    }
}
