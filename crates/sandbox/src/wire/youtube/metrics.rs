//! The metrics of the Analytics API and how they follow from a sum of days.
//!
//! Rule protected: money stays in whole thousandths until it is written as a decimal number; no float touches it.

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// Sums over the days of one row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    pub(super) views: u64,
    pub(super) minutes: u64,
    pub(super) likes: u64,
    pub(super) comments: u64,
    pub(super) shares: u64,
    pub(super) gained: u64,
    pub(super) lost: u64,
    /// Revenue in thousandths of a US dollar.
    pub(super) revenue: u64,
}

/// One cell of the result table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cell {
    Text(String),
    Whole(u64),
    /// Thousandths of a currency unit.
    Money(u64),
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Whole(number) => serializer.serialize_u64(*number),
            Self::Money(thousandths) => {
                let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
                let text = text.trim_end_matches('0').trim_end_matches('.').to_owned();
                RawValue::from_string(text)
                    .map_err(serde::ser::Error::custom)?
                    .serialize(serializer)
            }
        }
    }
}

/// A metric the sandbox knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Metric {
    pub(super) name: &'static str,
    /// Needs the monetary scope and waits for revenue.
    pub(super) monetary: bool,
    /// `FLOAT` money, or `INTEGER`.
    pub(super) money: bool,
    /// Allowed with `dimensions=video`.
    pub(super) by_video: bool,
}

const fn plain(name: &'static str) -> Metric {
    Metric {
        name,
        monetary: false,
        money: false,
        by_video: true,
    }
}

const fn paid(name: &'static str, money: bool, by_video: bool) -> Metric {
    Metric {
        name,
        monetary: true,
        money,
        by_video,
    }
}

const METRICS: [Metric; 18] = [
    plain("views"),
    plain("engagedViews"),
    plain("estimatedMinutesWatched"),
    plain("averageViewDuration"),
    plain("likes"),
    plain("dislikes"),
    plain("comments"),
    plain("shares"),
    plain("subscribersGained"),
    plain("subscribersLost"),
    paid("estimatedRevenue", true, true),
    paid("estimatedAdRevenue", true, true),
    paid("estimatedRedPartnerRevenue", true, true),
    paid("grossRevenue", true, true),
    paid("cpm", true, true),
    paid("playbackBasedCpm", true, true),
    paid("monetizedPlaybacks", false, true),
    paid("adImpressions", false, false),
];

impl Metric {
    /// The metric of a name.
    pub(super) fn find(name: &str) -> Option<Self> {
        METRICS.into_iter().find(|metric| metric.name == name)
    }

    /// Its value over a sum of days; `rate` is thousandths of the currency for one US dollar.
    pub(super) fn value(self, sums: &Sums, rate: u64) -> Cell {
        let money = |thousandths: u64| Cell::Money((thousandths * rate + 500) / 1000);
        let playbacks = sums.views * 44 / 100;
        let gross = sums.revenue * 100 / 55;
        match self.name {
            "views" => Cell::Whole(sums.views),
            "engagedViews" => Cell::Whole(sums.views * 92 / 100),
            "estimatedMinutesWatched" => Cell::Whole(sums.minutes),
            "averageViewDuration" => Cell::Whole(sums.minutes * 60 / sums.views.max(1)),
            "likes" => Cell::Whole(sums.likes),
            "dislikes" => Cell::Whole(sums.likes / 40),
            "comments" => Cell::Whole(sums.comments),
            "shares" => Cell::Whole(sums.shares),
            "subscribersGained" => Cell::Whole(sums.gained),
            "subscribersLost" => Cell::Whole(sums.lost),
            "estimatedAdRevenue" => money(sums.revenue - sums.revenue * 12 / 100),
            "estimatedRedPartnerRevenue" => money(sums.revenue * 12 / 100),
            "grossRevenue" => money(gross),
            "cpm" => money(gross * 1000 / (playbacks * 6 / 5).max(1)),
            "playbackBasedCpm" => money(gross * 1000 / playbacks.max(1)),
            "monetizedPlaybacks" => Cell::Whole(playbacks),
            "adImpressions" => Cell::Whole(playbacks * 6 / 5),
            _ => money(sums.revenue),
        }
    }
}

/// Thousandths of a currency for one US dollar; `None` for a code the sandbox does not know.
pub(super) fn rate(code: &str) -> Option<u64> {
    Some(match code {
        "USD" => 1_000,
        "EUR" => 921,
        "GBP" => 792,
        "CHF" => 884,
        "CAD" => 1_371,
        "JPY" => 149_300,
        _ => return None,
    })
}
