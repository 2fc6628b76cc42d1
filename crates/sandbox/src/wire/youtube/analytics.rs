//! Analytics API v2 `reports.query`.
//!
//! Rule protected: days are Pacific days; the answer ends at the last day for which every metric asked for is ready;
//! with no data the `rows` key is left out altogether.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value, json};

use super::error::Refusal;
use super::metrics::{Cell, Metric, Sums, rate};
use super::{Answer, Call, Grant, MONEY};
use crate::world::{Channel, DAY, date_text, day_number, next_month};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dimension {
    None,
    Day,
    Month,
    Video,
}

/// Days asked for, both included.
#[derive(Debug, Clone, Copy)]
struct Span {
    first: i64,
    last: i64,
}

/// One report.
pub(super) fn report(call: &Call<'_>, grant: &Grant) -> Result<Answer, Refusal> {
    let channel = &call.world.plan.channel;
    let own = format!("channel=={}", channel.id);
    match call.param("ids") {
        None => return Err(Refusal::new(400, "required", "Required parameter: ids")),
        Some(ids) if ids == "channel==MINE" || ids == own => {}
        Some(_) => return Err(Refusal::new(403, "forbidden", "Forbidden")),
    }
    let metrics = metrics(call)?;
    if metrics.iter().any(|metric| metric.monetary) && !grant.allows(MONEY) {
        return Err(Refusal::insufficient());
    }
    let dimension = dimension(call, &metrics)?;
    let span = span(call, dimension)?;
    let code = call.param("currency").unwrap_or("USD");
    let rate =
        rate(code).ok_or_else(|| Refusal::invalid(format!("Unknown currency code: {code}")))?;
    if call.param("filters").is_some() {
        return Err(Refusal::invalid("The sandbox does not emulate filters"));
    }

    let names: Vec<&str> = dimension_name(dimension)
        .into_iter()
        .chain(metrics.iter().map(|metric| metric.name))
        .collect();
    let mut rows: Vec<Vec<Cell>> = sums(
        call,
        dimension,
        span,
        metrics.iter().any(|metric| metric.monetary),
    )
    .into_iter()
    .map(|(key, sums)| {
        key.into_iter()
            .chain(metrics.iter().map(|metric| metric.value(&sums, rate)))
            .collect()
    })
    .collect();
    sort(call, &names, &mut rows)?;
    let rows = cut(call, rows)?;

    let mut body: Map<String, Value> = Map::new();
    body.insert("kind".to_owned(), json!("youtubeAnalytics#resultTable"));
    let head = dimension_name(dimension)
        .map(|name| json!({"name": name, "columnType": "DIMENSION", "dataType": "STRING"}));
    let columns = metrics.iter().map(|metric| {
        json!({"name": metric.name, "columnType": "METRIC", "dataType": if metric.money { "FLOAT" } else { "INTEGER" }})
    });
    body.insert(
        "columnHeaders".to_owned(),
        head.into_iter().chain(columns).collect(),
    );
    Ok(Answer::json(
        200,
        &Table {
            body,
            rows: (!rows.is_empty()).then_some(rows),
        },
    ))
}

#[derive(serde::Serialize)]
struct Table {
    #[serde(flatten)]
    body: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<Vec<Vec<Cell>>>,
}

fn metrics(call: &Call<'_>) -> Result<Vec<Metric>, Refusal> {
    let asked = call.param("metrics").filter(|text| !text.is_empty());
    let asked =
        asked.ok_or_else(|| Refusal::new(400, "required", "Required parameter: metrics"))?;
    asked
        .split(',')
        .map(|name| {
            Metric::find(name).ok_or_else(|| {
                Refusal::invalid(format!(
                    "Unknown identifier ({name}) given in field parameters.metrics."
                ))
            })
        })
        .collect()
}

fn dimension(call: &Call<'_>, metrics: &[Metric]) -> Result<Dimension, Refusal> {
    match call.param("dimensions").unwrap_or_default() {
        "" => Ok(Dimension::None),
        "day" => Ok(Dimension::Day),
        "month" => Ok(Dimension::Month),
        "video" => {
            let capped = call
                .param("maxResults")
                .and_then(|text| text.parse::<u64>().ok());
            let list = call.param("sort").is_some() && capped.is_some_and(|count| count <= 200);
            if !list || metrics.iter().any(|metric| !metric.by_video) {
                return Err(Refusal::invalid(
                    "The query is not supported. Check the documentation for supported queries.",
                ));
            }
            Ok(Dimension::Video)
        }
        other => Err(Refusal::invalid(format!(
            "Unknown identifier ({other}) given in field parameters.dimensions."
        ))),
    }
}

const fn dimension_name(dimension: Dimension) -> Option<&'static str> {
    match dimension {
        Dimension::None => None,
        Dimension::Day => Some("day"),
        Dimension::Month => Some("month"),
        Dimension::Video => Some("video"),
    }
}

fn span(call: &Call<'_>, dimension: Dimension) -> Result<Span, Refusal> {
    let date = |name: &str| {
        let text = call
            .param(name)
            .ok_or_else(|| Refusal::new(400, "required", format!("Required parameter: {name}")))?;
        // the API wants two-digit months and days; chrono alone would take one
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .ok()
            .filter(|_| text.len() == 10);
        date.ok_or_else(|| {
            Refusal::invalid(format!(
                "Invalid date {text} given in field parameters.{name}."
            ))
        })
    };
    let (start, end) = (date("startDate")?, date("endDate")?);
    if end < start {
        return Err(Refusal::invalid("endDate must not be before startDate"));
    }
    let (first, last) = (day_number(start), day_number(end));
    if dimension != Dimension::Month {
        return Ok(Span { first, last });
    }
    if start.day() != 1 || end.day() != 1 {
        return Err(Refusal::invalid(
            "With the month dimension startDate and endDate must be the first day of a month",
        ));
    }
    Ok(Span {
        first,
        last: next_month(last) - 1,
    })
}

fn sums(
    call: &Call<'_>,
    dimension: Dimension,
    span: Span,
    monetary: bool,
) -> Vec<(Option<Cell>, Sums)> {
    let (channel, now) = (&call.world.plan.channel, call.world.now);
    if dimension == Dimension::Video {
        return by_video(channel, span, now, monetary);
    }
    let mut rows: BTreeMap<String, Sums> = BTreeMap::new();
    let last = span.last.min(crate::world::utc_day(now));
    for day in span.first.max(channel.first_day)..=last {
        let Some(figures) = channel.figures(day, now) else {
            continue;
        };
        let revenue = channel.revenue(day, now);
        if monetary && revenue.is_none() {
            continue;
        }
        let text = date_text(day);
        let key = match dimension {
            Dimension::Day => text.as_str(),
            Dimension::Month => text.get(..7).unwrap_or_default(),
            _ => "",
        };
        let sums = rows.entry(key.to_owned()).or_default();
        sums.views += figures.views;
        sums.minutes += figures.minutes;
        sums.likes += figures.likes;
        sums.comments += figures.comments;
        sums.shares += figures.shares;
        sums.gained += figures.gained;
        sums.lost += figures.lost;
        sums.revenue += revenue.unwrap_or(0);
    }
    rows.into_iter()
        .map(|(key, sums)| {
            (
                (dimension != Dimension::None).then_some(Cell::Text(key)),
                sums,
            )
        })
        .collect()
}

fn by_video(channel: &Channel, span: Span, now: i64, monetary: bool) -> Vec<(Option<Cell>, Sums)> {
    // the same delays as for days, without their exact border: a top list is not a ledger
    let delay = if monetary { 4 * DAY } else { 2 * DAY };
    let end = ((span.last + 1) * DAY).min(now - delay);
    channel
        .uploads
        .iter()
        .filter(|upload| upload.at < end)
        .map(|upload| {
            let views = upload
                .views(end)
                .saturating_sub(upload.views(span.first * DAY));
            let sums = Sums {
                views,
                minutes: views * 3,
                likes: views * 43 / 1000,
                comments: views * 5 / 1000,
                shares: views * 4 / 1000,
                revenue: views * 29 / 10,
                ..Sums::default()
            };
            (Some(Cell::Text(upload.id.clone())), sums)
        })
        .filter(|(_, sums)| sums.views > 0)
        .collect()
}

fn sort(call: &Call<'_>, names: &[&str], rows: &mut [Vec<Cell>]) -> Result<(), Refusal> {
    let keys = call.param("sort").unwrap_or_default();
    // the least significant key first: the sort is stable
    for key in keys.split(',').filter(|key| !key.is_empty()).rev() {
        let (name, down) = key
            .strip_prefix('-')
            .map_or((key, false), |name| (name, true));
        let column = names.iter().position(|other| *other == name);
        let column = column.ok_or_else(|| {
            Refusal::invalid(format!(
                "Unknown identifier ({name}) given in field parameters.sort."
            ))
        })?;
        rows.sort_by(|one, other| {
            let order = one.get(column).cmp(&other.get(column));
            if down { order.reverse() } else { order }
        });
    }
    Ok(())
}

fn cut(call: &Call<'_>, rows: Vec<Vec<Cell>>) -> Result<Vec<Vec<Cell>>, Refusal> {
    let number = |name: &str, missing: usize| match call.param(name) {
        None => Ok(missing),
        Some(text) => match text.parse::<usize>() {
            Ok(number) if number >= 1 => Ok(number),
            _ => Err(Refusal::invalid(format!(
                "Invalid value {text} given in field parameters.{name}."
            ))),
        },
    };
    let start = if call.quirks.ignore_cursor {
        1
    } else {
        number("startIndex", 1)?
    };
    let most = number("maxResults", usize::MAX)?;
    let most = if most == usize::MAX {
        most
    } else {
        call.quirks.page_size(most)
    };
    Ok(rows.into_iter().skip(start - 1).take(most).collect())
}
