//! Profile and followers: counts of today, and when today's followers joined.
//!
//! The rule it protects: the follower list gives join days only; it is never a second source of the follower count.

use super::{Reading, count, field};
use crate::import::{AccountHint, Note};
use crate::text::date;
use crate::text::json::Node;
use domain::reject::RejectReason;
use domain::{CivilDay, Page};
use std::collections::BTreeMap;

/// `ProfileMap`: the metrics `followers`, `following`, `lifetime_likes`, and whose account it is.
pub(super) fn profile(reading: &mut Reading<'_>, map: &Node<'_>, hint: &mut AccountHint) -> Page {
    let mut page = reading.page("export.profile");
    let fields = map.fields();
    hint.handle = field(&fields, &["username"]).map(|name| name.trim().to_owned());
    hint.region = field(&fields, &["accountregion"]).and_then(|code| code.trim().parse().ok());
    let day = reading.today();
    for (name, key) in [
        ("followers", "followercount"),
        ("following", "followingcount"),
        ("lifetime_likes", "likesreceived"),
    ] {
        match count(&fields, key) {
            Ok(None) => {}
            Ok(Some(value)) => page.metrics.push(reading.metric(name, day, value, map)),
            Err(reason) => page.rejects.push(reading.reject(map, reason, key)),
        }
    }
    reading
        .notes
        .push(Note::one("as_of", reading.as_of.to_string()));
    page
}

/// `FansList`: the metric `follower_joins`, today's followers by the UTC day they joined.
pub(super) fn followers(reading: &Reading<'_>, list: &Node<'_>) -> Page {
    let mut page = reading.page("export.profile");
    let mut joined: BTreeMap<CivilDay, i64> = BTreeMap::new();
    for fan in list.items() {
        let fields = fan.fields();
        let Some(text) = field(&fields, &["date"]) else {
            page.rejects
                .push(reading.reject(&fan, RejectReason::MissingField, "Date"));
            continue;
        };
        match date::date_time(&text) {
            Ok(time) => *joined.entry(CivilDay(time.date())).or_default() += 1,
            Err(reason) => page.rejects.push(reading.reject(&fan, reason, "Date")),
        }
    }
    for (day, value) in joined {
        page.metrics
            .push(reading.metric("follower_joins", day, value, list));
    }
    page
}
