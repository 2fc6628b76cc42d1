//! LIVE history: an entry per LIVE that states an earning, and minutes, views and sessions per day.
//!
//! The rule it protects: TikTok does not say what `TotalEarning` counts, so it stays unstated until the creator says.

use super::{Reading, count, field};
use crate::import::Note;
use crate::text::json::Node;
use crate::text::number::{self, Reading as Figure};
use crate::text::{cut, date};
use domain::reject::RejectReason;
use domain::{Amount, CivilDay, EntryDraft, Instant, Money, Page, Status, Stream, Unit, Zone};
use std::borrow::Cow;
use std::collections::BTreeMap;

type Fields<'t> = [(Cow<'t, str>, Node<'t>)];

/// Totals of one day.
#[derive(Default)]
struct Day {
    minutes: Option<i64>,
    views: Option<i64>,
    sessions: i64,
}

/// `GoLiveList`.
pub(super) fn lives(reading: &mut Reading<'_>, list: &Node<'_>) -> Page {
    let mut page = reading.page("export.live");
    let mut days: BTreeMap<CivilDay, Day> = BTreeMap::new();
    for item in list.items() {
        let fields = item.fields();
        match one(reading, &item, &fields, &mut days) {
            Ok(entry) => page.entries.extend(entry),
            Err((reason, key)) => page.rejects.push(reading.reject(&item, reason, key)),
        }
    }
    for (day, sums) in days {
        for (name, value) in [
            ("live_minutes", sums.minutes),
            ("live_views", sums.views),
            ("live_sessions", Some(sums.sessions)),
        ] {
            page.metrics
                .extend(value.map(|value| reading.metric(name, day, value, list)));
        }
    }
    if reading.options.live_unit.is_none() && !page.entries.is_empty() {
        reading.notes.push(Note {
            code: "live_unit_unstated",
            detail: "TotalEarning".to_owned(),
            count: page.entries.len() as u64,
        });
    }
    page
}

type Refusal = (RejectReason, &'static str);

fn one(
    reading: &Reading<'_>,
    item: &Node<'_>,
    fields: &Fields<'_>,
    days: &mut BTreeMap<CivilDay, Day>,
) -> Result<Option<EntryDraft>, Refusal> {
    let start =
        field(fields, &["livestarttime"]).ok_or((RejectReason::MissingField, "LiveStartTime"))?;
    let start = date::utc(&start).map_err(|reason| (reason, "LiveStartTime"))?;
    let minutes = minutes(fields, start)?;
    let views = count(fields, "totalview").map_err(|reason| (reason, "TotalView"))?;
    let day = start.day_in(Zone::UTC);
    let earned = field(fields, &["totalearning"])
        .map(|text| {
            number::read(&text).and_then(|figure| match figure {
                Figure::One(micros, _) => Ok(micros),
                two @ Figure::Two { .. } => two.settle(None),
            })
        })
        .transpose()
        .map_err(|reason| (reason, "TotalEarning"))?;
    // Counted only once the whole item is understood, so a refused LIVE adds nothing.
    let sums = days.entry(day).or_default();
    sums.sessions += 1;
    for (sum, value) in [(&mut sums.minutes, minutes), (&mut sums.views, views)] {
        if let Some(value) = value {
            *sum = Some(sum.unwrap_or(0).saturating_add(value));
        }
    }
    let title = field(fields, &["roomtitle"]).map(|title| cut(title.trim(), 300));
    Ok(earned.map(|micros| EntryDraft {
        external_id: field(fields, &["roomid"]).map(|id| id.trim().to_owned()),
        day,
        zone: Zone::UTC,
        instant: Some(start),
        stream: Stream::LiveGift,
        title: title.unwrap_or_else(|| "LIVE".to_owned()),
        counterparty: None,
        money: Money::net_only(Amount::new(
            micros,
            reading.options.live_unit.unwrap_or(Unit::Unstated),
        )),
        status: Status::Confirmed,
        available_on: None,
        payout_external_id: None,
        locator: item.locator(reading.text),
    }))
}

/// Whole minutes on air: from start and end, else from `LiveDuration` when it reads `HH:MM:SS`.
fn minutes(fields: &Fields<'_>, start: Instant) -> Result<Option<i64>, Refusal> {
    if let Some(end) = field(fields, &["liveendtime"]) {
        let end = date::utc(&end).map_err(|reason| (reason, "LiveEndTime"))?;
        let seconds = end.seconds() - start.seconds();
        return if seconds < 0 {
            Err((RejectReason::NotADate, "LiveEndTime"))
        } else {
            Ok(Some(seconds / 60))
        };
    }
    let Some(text) = field(fields, &["liveduration"]) else {
        return Ok(None);
    };
    let parts: Option<Vec<i64>> = text
        .trim()
        .split(':')
        .map(|part| part.parse().ok())
        .collect();
    Ok(match parts.as_deref() {
        Some([h, m, s]) if *h >= 0 && (0..60).contains(m) && (0..60).contains(s) => {
            h.checked_mul(60).and_then(|h| h.checked_add(*m))
        }
        // A bare number has no stated unit (seconds or minutes), so it is left unknown.
        _ => None,
    })
}
