//! Whether a figure of the whole account answers a narrower question.
//!
//! The rule it protects: all views of an account are not its Spotlight views, and all streams are not those with 75
//! viewers. Where the rule counts less than we do, our figure is only the largest possible value.

use super::evidence::{Ask, Caveat, Evidence, Known};
use super::metric::Metric;

/// Scopes, in the words of the packs, that mean the whole account's public posts and their views.
const WHOLE_ACCOUNT: [&str; 13] = [
    "all posted videos",
    "all videos",
    "any post",
    "authentic views",
    "authentic views, all videos",
    "lifetime channel views",
    "organic",
    "posts",
    "public posts",
    "public uploads",
    "public video",
    "valid public uploads",
    "videos",
];

/// Turns an answer into an upper bound where `ask` counts only a part of what was counted.
pub(super) fn narrow(ask: &Ask<'_>, evidence: Evidence) -> Evidence {
    let part_of_posts = matches!(
        ask.metric,
        Metric::VideoViews | Metric::Uploads | Metric::PostingDays | Metric::ActiveVideos
    ) && ask
        .scope
        .is_some_and(|scope| !WHOLE_ACCOUNT.contains(&scope));
    if ask.metric.kind().per_unit().is_none() || (!part_of_posts && ask.each.is_empty()) {
        return evidence;
    }
    match evidence.known {
        Known::Unknown => evidence,
        known => Evidence {
            known: Known::between(None, known.upper()),
            caveat: Some(Caveat::WiderThanScope),
            ..evidence
        },
    }
}
