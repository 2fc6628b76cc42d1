//! An outlook in the shape of the edge.

use super::super::shape::word;
use crate::shapes::{DaySpan, Forecast, ProgrammeForecast, RequirementForecast};
use domain::CivilDay;
use domain::forecast::{Dates, LeafOutlook, Outlook, RuleOutlook};
use domain::programmes::Span;

/// One outlook.
pub fn forecast(outlook: Outlook) -> Forecast {
    let bare = |kind: &str| Forecast {
        kind: kind.to_owned(),
        day: None,
        earliest: None,
        latest: None,
        seen_until: None,
        why: None,
    };
    let dated = |kind: &str, dates: Dates| Forecast {
        day: Some(dates.day.to_string()),
        earliest: Some(dates.earliest.to_string()),
        latest: text(dates.latest),
        ..bare(kind)
    };
    match outlook {
        Outlook::Met => bare("met"),
        Outlook::On(dates) => dated("on", dates),
        Outlook::FallsBelow(dates) => dated("falls_below", dates),
        Outlook::NotAtThisPace { seen_until, best } => Forecast {
            earliest: text(best),
            seen_until: Some(seen_until.to_string()),
            ..bare("not_at_this_pace")
        },
        Outlook::NotByTime => bare("not_by_time"),
        Outlook::Unknown { why } => Forecast {
            why: Some(word(why)),
            ..bare("unknown")
        },
    }
}

fn text(day: Option<CivilDay>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// A programme without an outlook: no version is judged there.
pub fn nothing(programme: &str) -> ProgrammeForecast {
    ProgrammeForecast {
        programme: programme.to_owned(),
        opens: None,
        opens_if: None,
        unknown: Vec::new(),
        stays: None,
        parts: Vec::new(),
    }
}

/// A programme's outlook.
pub fn programme(
    programme: &str,
    joining: &RuleOutlook,
    staying: Option<&RuleOutlook>,
) -> ProgrammeForecast {
    let combined = &joining.combined;
    let unsure = matches!(combined.outlook, Outlook::Unknown { .. })
        && !matches!(combined.provided, Outlook::Unknown { .. });
    let kept = staying.iter().flat_map(|rule| &rule.leaves);
    ProgrammeForecast {
        programme: programme.to_owned(),
        opens: Some(forecast(combined.outlook)),
        opens_if: unsure.then(|| forecast(combined.provided)),
        unknown: combined.unknown.iter().map(|m| m.id().to_owned()).collect(),
        stays: staying.map(|rule| forecast(rule.combined.outlook)),
        parts: joining
            .leaves
            .iter()
            .map(|leaf| part("requirements", leaf))
            .chain(kept.map(|leaf| part("maintenance", leaf)))
            .collect(),
    }
}

fn part(list: &str, leaf: &LeafOutlook) -> RequirementForecast {
    RequirementForecast {
        place: place(list, leaf),
        metric: leaf.metric.id().to_owned(),
        forecast: forecast(leaf.outlook),
        trend: leaf.followed.as_ref().map(|followed| word(followed.trend)),
        drawable: leaf.followed.is_some(),
    }
}

/// Where a requirement stands, as the programme's page names it.
pub fn place(list: &str, leaf: &LeafOutlook) -> String {
    leaf.place
        .iter()
        .fold(list.to_owned(), |text, index| format!("{text}.{index}"))
}

/// A span of days.
pub fn span(span: Span) -> DaySpan {
    DaySpan {
        from: span.from.to_string(),
        to: span.to.to_string(),
    }
}
