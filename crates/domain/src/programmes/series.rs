//! A creator's own figures as answers: observations with their days, and the list of posts.
//!
//! The rule it protects: a figure answers only the question it was taken for. A lifetime counter gives a window only
//! between two readings, a wider count only an upper bound, and another platform's figure nothing.

use super::evidence::{Ask, Caveat, Evidence, Known, MetricFacts, SettledBy};
use super::metric::Metric;
use super::observation::{Observation, PostList, Reading, is_stock};
use super::window::{Span, Window};
use super::{counters, scope};
use crate::CivilDay;
use std::collections::BTreeMap;

/// All observations of one creator, over their platforms.
#[derive(Debug, Clone, Default)]
pub struct MetricSeries {
    observations: Vec<Observation>,
    posts: BTreeMap<String, PostList>,
}

impl MetricSeries {
    /// From observations in any order. For one metric, platform, day and reading the last one given wins.
    pub fn new(observations: impl IntoIterator<Item = Observation>) -> Self {
        Self {
            observations: observations.into_iter().collect(),
            posts: BTreeMap::new(),
        }
    }

    /// With the posts of one platform's account. A list of all public posts, so that what is not on it was not posted.
    #[must_use]
    pub fn with_posts(mut self, platform: impl Into<String>, posts: PostList) -> Self {
        self.posts.insert(platform.into(), posts);
        self
    }

    /// The observations of `ask`'s metric and platform that were taken as `reading` on or before its day.
    fn readings<'a>(
        &'a self,
        ask: &'a Ask<'_>,
        metric: Metric,
        reading: Reading,
    ) -> impl Iterator<Item = &'a Observation> {
        self.observations.iter().filter(move |o| {
            o.metric == metric
                && o.reading == reading
                && o.day <= ask.day
                && (o.platform == ask.platform || metric.is_about_the_person())
        })
    }

    fn latest<'a>(&'a self, ask: &'a Ask<'_>, reading: Reading) -> Option<&'a Observation> {
        self.readings(ask, ask.metric, reading)
            .max_by_key(|o| o.day)
    }

    /// Numbers of one reading by day.
    fn by_day(&self, ask: &Ask<'_>, metric: Metric, reading: Reading) -> BTreeMap<CivilDay, i64> {
        self.readings(ask, metric, reading)
            .filter_map(|o| Some((o.day, o.value.number()?)))
            .collect()
    }

    /// The value typed for the very window, unless it is older than the window is long.
    fn as_asked(&self, ask: &Ask<'_>) -> Option<Evidence> {
        let typed = self.latest(ask, Reading::AsAsked)?;
        let evidence = Evidence::exact(typed.value.clone(), &typed.source, typed.day);
        Some(if is_too_old(ask, typed.day) {
            Evidence {
                known: Known::Unknown,
                settled_by: Some(SettledBy::FresherFigure),
                ..evidence
            }
        } else {
            evidence
        })
    }

    fn observed(&self, ask: &Ask<'_>) -> Evidence {
        match (ask.metric, ask.window) {
            (Metric::ExternalFollowers, _) => self.largest_elsewhere(ask),
            (Metric::FollowersSustained, Window::ConsecutiveDays { .. }) => self.sustained(ask),
            (Metric::Uploads | Metric::PostingDays, _) => self.published(ask),
            (Metric::ActiveVideos | Metric::InactivityDays, Window::Now) => self.of_the_list(ask),
            (metric, window) if window == Window::Now || is_stock(metric) => self.now(ask),
            _ => self.counted(ask),
        }
    }

    /// The latest value on or before the day, aged where it grows by itself.
    fn now(&self, ask: &Ask<'_>) -> Evidence {
        let Some(seen) = self.latest(ask, Reading::Now) else {
            return Evidence::unknown();
        };
        let evidence = Evidence::exact(seen.value.clone(), &seen.source, seen.day);
        if is_too_old(ask, seen.day) {
            return Evidence {
                known: Known::Unknown,
                settled_by: Some(SettledBy::FresherFigure),
                ..evidence
            };
        }
        let age = i64::from(ask.day.number().saturating_sub(seen.day.number()));
        let Some(value) = seen.value.number() else {
            return evidence;
        };
        let known = match ask.metric {
            Metric::AccountAgeDays => {
                let grown = value.saturating_add(age);
                Known::between(Some(grown), Some(grown))
            }
            // A birthday may lie in between; nobody grows older by more than the years begun.
            Metric::AgeYears if age > 0 => Known::between(
                Some(value.saturating_add(age / 366)),
                Some(value.saturating_add(age / 365 + 1)),
            ),
            // Another violation may have come since.
            Metric::DaysSinceViolation if age > 0 => {
                Known::between(None, Some(value.saturating_add(age)))
            }
            _ => evidence.known,
        };
        Evidence { known, ..evidence }
    }

    /// The largest follower count of the same person on another platform we know; there may be larger ones.
    fn largest_elsewhere(&self, ask: &Ask<'_>) -> Evidence {
        let mut latest: BTreeMap<&str, &Observation> = BTreeMap::new();
        let elsewhere = self.observations.iter().filter(|o| {
            o.metric == Metric::Followers
                && o.reading == Reading::Now
                && o.day <= ask.day
                && o.platform != ask.platform
        });
        for o in elsewhere {
            let kept = latest.entry(&o.platform).or_insert(o);
            if o.day >= kept.day {
                *kept = o;
            }
        }
        match latest.into_values().max_by_key(|o| o.value.number()) {
            Some(o) => Evidence {
                known: Known::between(o.value.number(), None),
                ..Evidence::exact(o.value.clone(), &o.source, o.day)
            },
            None => Evidence::unknown(),
        }
    }

    /// The lowest follower count over the window: exact when every day was read, else an upper bound.
    fn sustained(&self, ask: &Ask<'_>) -> Evidence {
        let days = self.by_day(ask, Metric::Followers, Reading::Now);
        let Some((last, _)) = days.last_key_value() else {
            return Evidence::unknown();
        };
        let Some(span) = ask.window.span(*last).filter(|_| !is_too_old(ask, *last)) else {
            return Evidence::unknown();
        };
        let inside: Vec<i64> = days.range(span.from..=span.to).map(|(_, n)| *n).collect();
        let lowest = inside.iter().copied().min();
        let source = self.latest_source(ask, Metric::Followers, Reading::Now);
        Evidence {
            known: if inside.len() == length(span) {
                Known::between(lowest, lowest)
            } else {
                Known::between(None, lowest)
            },
            source,
            observed: Some(*last),
            span: Some(span),
            caveat: None,
            settled_by: Some(SettledBy::MoreHistory),
        }
    }

    fn latest_source(&self, ask: &Ask<'_>, metric: Metric, reading: Reading) -> Option<String> {
        self.readings(ask, metric, reading)
            .max_by_key(|o| o.day)
            .map(|o| o.source.clone())
    }

    /// Posts published, or days with a post, in the window.
    fn published(&self, ask: &Ask<'_>) -> Evidence {
        let Some(list) = self.posts.get(ask.platform) else {
            return self.counted(ask);
        };
        let as_of = list.observed.min(ask.day);
        let span = match ask.window {
            Window::Rolling { .. } if is_too_old(ask, as_of) => return too_old(list),
            Window::Rolling { .. } => ask.window.span(as_of),
            Window::CalendarMonth | Window::PreviousPeriod { .. } => ask.window.span(ask.day),
            Window::Now | Window::Lifetime => None,
            _ => return Evidence::unknown(),
        };
        let mut days: Vec<CivilDay> = list
            .posts
            .iter()
            .map(|(day, _)| *day)
            .filter(|day| *day <= ask.day && span.is_none_or(|span| span.holds(*day)))
            .collect();
        if ask.metric == Metric::PostingDays {
            days.sort();
            days.dedup();
        }
        let count = i64::try_from(days.len()).ok();
        // Days of the window that are younger than the list may have more.
        let whole = span.is_none_or(|span| list.observed >= span.to)
            || matches!(ask.window, Window::Rolling { .. });
        Evidence {
            known: Known::between(count, count.filter(|_| whole)),
            source: Some(list.source.clone()),
            observed: Some(as_of),
            span,
            caveat: None,
            settled_by: (!whole).then_some(SettledBy::FresherFigure),
        }
    }

    /// What the list of posts says by itself: how many stand there, or how long ago the last one was.
    fn of_the_list(&self, ask: &Ask<'_>) -> Evidence {
        let (Some(list), None) = (self.posts.get(ask.platform), self.latest(ask, Reading::Now))
        else {
            return self.now(ask);
        };
        let known = match ask.metric {
            Metric::ActiveVideos => {
                let count = list.posts.iter().filter(|(day, _)| *day <= ask.day).count();
                let count = i64::try_from(count).ok();
                Known::between(count, count)
            }
            // Another kind of post may be younger than the last video.
            _ => match list
                .posts
                .iter()
                .map(|(day, _)| *day)
                .filter(|day| *day <= ask.day)
                .max()
            {
                Some(last) => Known::between(
                    None,
                    Some(i64::from(ask.day.number().saturating_sub(last.number()))),
                ),
                None => Known::Unknown,
            },
        };
        Evidence {
            known,
            source: Some(list.source.clone()),
            observed: Some(list.observed.min(ask.day)),
            ..Evidence::unknown()
        }
    }

    /// A count over a window from daily figures or from a running counter.
    fn counted(&self, ask: &Ask<'_>) -> Evidence {
        let mut totals = self.by_day(ask, ask.metric, Reading::SinceStart);
        let daily = self.by_day(ask, ask.metric, Reading::OneDay);
        let posts = self
            .posts
            .get(ask.platform)
            .filter(|_| ask.metric == Metric::VideoViews);
        if let Some(list) = posts.filter(|list| list.observed <= ask.day)
            && let Some(sum) = counters::total(&list.posts)
        {
            totals.entry(list.observed).or_insert(sum);
        }
        let newest = [
            totals.last_key_value().map(|(day, _)| *day),
            daily.last_key_value().map(|(day, _)| *day),
            posts.map(|list| list.observed.min(ask.day)),
        ];
        let Some(last) = newest.into_iter().flatten().max() else {
            return Evidence::unknown();
        };
        let span = match ask.window {
            Window::Rolling { .. } => ask.window.span(last).filter(|_| !is_too_old(ask, last)),
            Window::CalendarMonth | Window::PreviousPeriod { .. } => ask.window.span(ask.day),
            Window::Lifetime => Some(Span {
                from: CivilDay(chrono::NaiveDate::MIN),
                to: last,
            }),
            _ => None,
        };
        let source = posts
            .map(|list| list.source.clone())
            .or_else(|| self.latest_source(ask, ask.metric, Reading::SinceStart))
            .or_else(|| self.latest_source(ask, ask.metric, Reading::OneDay));
        let evidence = Evidence {
            source,
            observed: Some(last),
            caveat: (ask.metric == Metric::VideoViews).then_some(Caveat::OrdinaryViews),
            ..Evidence::unknown()
        };
        let Some(span) = span else {
            return Evidence {
                settled_by: Some(SettledBy::FresherFigure),
                ..evidence
            };
        };
        let known = match ask.window {
            Window::Lifetime => counters::lifetime(&totals),
            _ => counters::within(span, &totals, &daily, posts),
        };
        Evidence {
            known,
            span: Some(span).filter(|_| ask.window != Window::Lifetime),
            ..evidence
        }
    }
}

impl MetricFacts for MetricSeries {
    fn evidence(&self, ask: &Ask<'_>) -> Evidence {
        let data = scope::narrow(ask, self.observed(ask));
        match self.as_asked(ask) {
            // The creator's word wins over a figure that is not newer, and over one that leaves the matter open.
            Some(typed)
                if typed.known != Known::Unknown
                    && (typed.observed >= data.observed
                        || !matches!(data.known, Known::Exact(_))) =>
            {
                typed
            }
            Some(typed) if data.known == Known::Unknown => typed,
            _ => data,
        }
    }
}

fn length(span: Span) -> usize {
    let days = span
        .to
        .number()
        .saturating_sub(span.from.number())
        .saturating_add(1);
    usize::try_from(days).unwrap_or(0)
}

/// Whether a figure of `seen` shares no day with the window that is asked for.
fn is_too_old(ask: &Ask<'_>, seen: CivilDay) -> bool {
    ask.window
        .span(ask.day)
        .is_some_and(|span| seen < span.from)
}

fn too_old(list: &PostList) -> Evidence {
    Evidence {
        source: Some(list.source.clone()),
        observed: Some(list.observed),
        settled_by: Some(SettledBy::FresherFigure),
        ..Evidence::unknown()
    }
}
