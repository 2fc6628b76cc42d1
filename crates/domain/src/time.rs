//! Three kinds of time that must not be mixed: an instant, a civil day, and a zone.
//!
//! The rule it protects: a platform's reporting day stays the day the platform named, in the platform's own zone; it is
//! never moved by the viewer's clock. "Now" is always passed in.

use chrono::{DateTime, Datelike, NaiveDate, TimeZone, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A point on the world's time line, UTC. Text form: RFC 3339 with `Z`; stored as milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Instant(pub DateTime<Utc>);

impl Instant {
    /// From milliseconds since 1970-01-01T00:00:00Z; `None` outside the calendar.
    pub fn from_millis(ms: i64) -> Option<Self> {
        Utc.timestamp_millis_opt(ms).single().map(Self)
    }

    /// From seconds since 1970-01-01T00:00:00Z; `None` outside the calendar.
    pub fn from_seconds(s: i64) -> Option<Self> {
        Utc.timestamp_opt(s, 0).single().map(Self)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn millis(self) -> i64 {
        self.0.timestamp_millis()
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn seconds(self) -> i64 {
        self.0.timestamp()
    }

    /// The civil day it is in `zone` at this instant.
    pub fn day_in(self, zone: Zone) -> CivilDay {
        CivilDay(self.0.with_timezone(&zone.0).date_naive())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
    }
}

impl FromStr for Instant {
    type Err = chrono::ParseError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        DateTime::parse_from_rfc3339(text).map(|t| Self(t.with_timezone(&Utc)))
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A day of the calendar, without a zone. Text form `YYYY-MM-DD`; stored as days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CivilDay(pub NaiveDate);

impl CivilDay {
    /// The day, if it exists.
    pub fn of(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// Days since 1970-01-01 (negative before).
    pub fn number(self) -> i32 {
        self.0.num_days_from_ce() - 719_163
    }

    /// The day that is `number` days after 1970-01-01; `None` outside the calendar.
    pub fn from_number(number: i32) -> Option<Self> {
        NaiveDate::from_num_days_from_ce_opt(number.checked_add(719_163)?).map(Self)
    }

    /// The day `days` later (earlier when negative); stays put at the calendar's end.
    pub fn plus_days(self, days: i32) -> Self {
        Self::from_number(self.number().saturating_add(days)).unwrap_or(self)
    }

    /// First day of its month.
    pub fn month_start(self) -> Self {
        Self(self.0.with_day(1).unwrap_or(self.0))
    }

    /// Midnight UTC that opens this day.
    pub fn utc_start(self) -> Instant {
        Instant(self.0.and_time(chrono::NaiveTime::MIN).and_utc())
    }
}

impl fmt::Display for CivilDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl FromStr for CivilDay {
    type Err = chrono::ParseError;
    /// Strictly `YYYY-MM-DD`; a day that does not exist is an error.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Self)
    }
}

/// A zone of the IANA database, `Europe/Paris` for instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone(pub chrono_tz::Tz);

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(chrono_tz::UTC);
    /// Pacific time, the reporting zone of YouTube and AdSense.
    pub const PACIFIC: Self = Self(chrono_tz::America::Los_Angeles);
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

impl FromStr for Zone {
    type Err = chrono_tz::ParseError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reporting_day_depends_on_the_zone_not_the_viewer() {
        let instant: Instant = "2026-10-12T03:30:00Z".parse().unwrap();
        assert_eq!(
            instant.day_in(Zone::UTC).to_string(),
            "2026-10-12",
            "already the 12th in UTC"
        );
        assert_eq!(
            instant.day_in(Zone::PACIFIC).to_string(),
            "2026-10-11",
            "still the 11th in California"
        );
    }

    #[test]
    fn day_numbers_round_trip() {
        for (text, number) in [
            ("1970-01-01", 0),
            ("2024-02-29", 19_782),
            ("1969-12-31", -1),
        ] {
            let day: CivilDay = text.parse().unwrap();
            assert_eq!(day.number(), number, "{text} counted from 1970");
            assert_eq!(CivilDay::from_number(number), Some(day), "and back");
        }
        assert!(
            "2026-02-29".parse::<CivilDay>().is_err(),
            "a day that does not exist is refused"
        );
    }
}
