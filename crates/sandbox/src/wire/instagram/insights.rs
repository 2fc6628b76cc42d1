//! Insights of the account by day, and of one media over its life.
//!
//! Rule protected: `end_time` closes the Pacific day; a day not ready is left out; a metric that was removed fails the
//! whole call, one without data is an empty set.

use chrono::TimeZone;
use chrono_tz::America::Los_Angeles;
use serde_json::{Value, json};

use super::{Answer, Call, error};
use crate::world::{DAY, civil, day_number};

/// Longest range of daily figures.
const RANGE: i64 = 30 * DAY;

const GONE: [&str; 4] = ["impressions", "plays", "video_views", "clips_replays_count"];

pub(super) fn account(call: &Call<'_>) -> Answer {
    let (story, now) = (&call.world.plan.instagram, call.world.now);
    if call.param("period") != Some("day") {
        return error(400, 100, "IGApiException", "Incompatible period");
    }
    let second = |name: &str| call.param(name).and_then(|t| t.parse::<i64>().ok());
    let (Some(since), Some(until)) = (second("since"), second("until")) else {
        return error(400, 100, "IGApiException", "since and until are required");
    };
    if until < since || until - since > RANGE {
        let message = "There cannot be more than 30 days between since and until";
        return error(400, 100, "IGApiException", message);
    }
    let (first, last) = (pacific(since), pacific(until - 1));
    let total = call.param("metric_type") == Some("total_value");
    let mut data = Vec::new();
    for metric in metrics(call) {
        if GONE.contains(&metric) {
            return error(
                400,
                100,
                "IGApiException",
                &format!("{metric} is no longer supported"),
            );
        }
        let day = |day: i64| {
            let reach = story.reach(day, now)?;
            Some(match metric {
                "reach" => reach,
                "views" => reach * 17 / 10,
                "total_interactions" => reach / 16,
                "profile_views" => reach / 31,
                "follower_count" => story.followers.gained_on(day, now),
                _ => return None,
            })
        };
        if !matches!(
            metric,
            "reach" | "views" | "total_interactions" | "profile_views" | "follower_count"
        ) {
            return error(
                400,
                100,
                "IGApiException",
                &format!("Invalid metric {metric}"),
            );
        }
        // of these only a total is told, of the others only a series
        let by_total = !matches!(metric, "reach" | "follower_count");
        if by_total != total {
            return error(400, 100, "IGApiException", "Incompatible metric_type");
        }
        let days = (first..=last).filter_map(|d| Some((d, day(d)?)));
        if by_total {
            let sum: Vec<u64> = days.map(|(_, value)| value).collect();
            if !sum.is_empty() {
                data.push(
                    json!({"name": metric, "period": "day", "title": metric, "id": id(call, metric),
                    "total_value": {"value": sum.iter().sum::<u64>()}}),
                );
            }
            continue;
        }
        let values: Vec<Value> = days
            .map(|(d, value)| json!({"value": value, "end_time": end_of(d)}))
            .collect();
        if !values.is_empty() {
            data.push(json!({"name": metric, "period": "day", "title": metric, "id": id(call, metric), "values": values}));
        }
    }
    Answer::json(200, &json!({"data": data}))
}

pub(super) fn media(call: &Call<'_>, wanted: &str) -> Answer {
    let now = call.world.now;
    let published = call.world.plan.instagram.published(now);
    let Some(media) = published.iter().find(|m| m.id == wanted) else {
        return error(400, 100, "IGApiException", "Object does not exist");
    };
    let mut data = Vec::new();
    for metric in metrics(call) {
        let views = media.views(now);
        let value = match metric {
            "views" => views,
            "reach" => views * 7 / 10,
            "shares" => views * 9 / 1000,
            "saved" => views * 12 / 1000,
            _ => {
                let message = format!("{metric} is not supported for this media product type");
                return error(400, 100, "IGApiException", &message);
            }
        };
        // two days until figures are there: unknown, not zero
        if media.at < now - 2 * DAY {
            data.push(json!({"name": metric, "period": "lifetime", "title": metric,
                "values": [{"value": value}], "id": format!("{wanted}/insights/{metric}/lifetime")}));
        }
    }
    Answer::json(200, &json!({"data": data}))
}

fn metrics<'a>(call: &'a Call<'_>) -> Vec<&'a str> {
    let asked = call.param("metric").unwrap_or_default();
    asked
        .split(',')
        .map(str::trim)
        .filter(|m| !m.is_empty())
        .collect()
}

fn id(call: &Call<'_>, metric: &str) -> String {
    format!("{}/insights/{metric}/day", call.world.plan.instagram.id)
}

fn pacific(at: i64) -> i64 {
    let local = crate::world::instant(at).with_timezone(&Los_Angeles);
    day_number(local.date_naive())
}

fn end_of(day: i64) -> String {
    let midnight = civil(day + 1).and_time(chrono::NaiveTime::MIN);
    let end = Los_Angeles
        .from_local_datetime(&midnight)
        .earliest()
        .map(|t| t.to_utc())
        .unwrap_or_default();
    end.format("%Y-%m-%dT%H:%M:%S+0000").to_string()
}
