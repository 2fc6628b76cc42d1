//! A creator's own figures as answers: observations with their days, and the list of posts.
//!
//! The rule it protects: a figure answers only the question it was taken for. A lifetime counter gives a window only
//! between two readings, a wider count only an upper bound, and another platform's figure nothing.

use super::days::{Counter, Days, Point, inside};
use super::evidence::{Ask, Caveat, Evidence, Known, MetricFacts, SettledBy};
use super::metric::Metric;
use super::observation::{ItemList, Observation, PostList, Reading, is_stock};
use super::published::Published;
use super::value::MetricValue;
use super::window::{Span, Window};
use super::{counters, derived, items, months, scope};
use crate::CivilDay;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All observations of one creator, over their platforms.
#[derive(Debug, Clone, Default)]
pub struct MetricSeries {
    figures: BTreeMap<(Metric, Reading), BTreeMap<String, Days>>,
    posts: BTreeMap<String, Published>,
    items: BTreeMap<String, Vec<ItemList>>,
}

impl MetricSeries {
    /// From observations in any order. For one metric, platform, day and reading the last one given wins.
    pub fn new(observations: impl IntoIterator<Item = Observation>) -> Self {
        let mut grouped: BTreeMap<(Metric, Reading, String), Vec<Point>> = BTreeMap::new();
        for o in observations {
            grouped
                .entry((o.metric, o.reading, o.platform))
                .or_default()
                .push(Point {
                    day: o.day,
                    value: o.value,
                    source: o.source.into(),
                });
        }
        let mut series = Self::default();
        for ((metric, reading, platform), points) in grouped {
            series.days_of(metric, reading, platform).add(points);
        }
        series
    }

    /// Adds many readings of one figure: `like` says what they are and where they come from, each then has its day and value.
    pub fn add(
        &mut self,
        like: &Observation,
        days: impl IntoIterator<Item = (CivilDay, MetricValue)>,
    ) {
        let source: Arc<str> = like.source.as_str().into();
        let points = days.into_iter().map(|(day, value)| Point {
            day,
            value,
            source: Arc::clone(&source),
        });
        self.days_of(like.metric, like.reading, like.platform.clone())
            .add(points);
    }

    /// With the posts of one platform's account. A list of all public posts, so that what is not on it was not posted.
    #[must_use]
    pub fn with_posts(mut self, platform: impl Into<String>, posts: PostList) -> Self {
        self.posts.insert(platform.into(), Published::of(posts));
        self
    }

    /// With the counters of all published things of one kind on one platform.
    #[must_use]
    pub fn with_items(mut self, platform: impl Into<String>, items: ItemList) -> Self {
        self.items.entry(platform.into()).or_default().push(items);
        self
    }

    fn days_of(&mut self, metric: Metric, reading: Reading, platform: String) -> &mut Days {
        let platforms = self.figures.entry((metric, reading)).or_default();
        platforms.entry(platform).or_default()
    }

    /// The readings of a metric on the platform that asks, on or before the day asked, in order.
    pub(super) fn readings(&self, ask: &Ask<'_>, metric: Metric, reading: Reading) -> &[Point] {
        self.figures
            .get(&(metric, reading))
            .and_then(|platforms| platforms.get(ask.platform))
            .map_or(&[], |days| days.until(ask.day))
    }

    /// The newest reading; about the person, of any platform.
    fn latest<'a>(&'a self, ask: &'a Ask<'_>, reading: Reading) -> Option<&'a Point> {
        if !ask.metric.is_about_the_person() {
            return self.readings(ask, ask.metric, reading).last();
        }
        let platforms = self.figures.get(&(ask.metric, reading))?;
        let newest = platforms.values().filter_map(|d| d.until(ask.day).last());
        newest.max_by_key(|point| point.day)
    }

    /// The value typed for the very window, unless it is older than the window is long.
    fn as_asked(&self, ask: &Ask<'_>) -> Option<Evidence> {
        let typed = self.latest(ask, Reading::AsAsked)?;
        let evidence = exact(typed);
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
            (_, Window::ConsecutiveMonths { .. }) => months::lowest(self, ask),
            (_, Window::SincePublication { days }) => self.best_item(ask, days),
            (Metric::Uploads | Metric::PostingDays, _) => self.published(ask),
            (Metric::ActiveVideos | Metric::InactivityDays, Window::Now) => self.of_the_list(ask),
            (Metric::AvgConcurrentViewers | Metric::StreamDays, Window::Rolling { .. })
            | (
                Metric::AvgConcurrentViewers | Metric::StreamDays,
                Window::PreviousPeriod { .. } | Window::CalendarMonth,
            ) => self.streamed(ask),
            (Metric::AccountAgeDays, Window::Now) => self.account_age(ask),
            (metric, window) if window == Window::Now || is_stock(metric) => self.now(ask),
            _ => self.counted(ask),
        }
    }

    /// The latest value on or before the day, aged where it grows by itself.
    fn now(&self, ask: &Ask<'_>) -> Evidence {
        let Some(seen) = self.latest(ask, Reading::Now) else {
            return Evidence::unknown();
        };
        let evidence = exact(seen);
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

    /// What was said about the account's age; else it is at least as old as the first thing known of it.
    fn account_age(&self, ask: &Ask<'_>) -> Evidence {
        let said = self.now(ask);
        if said.known != Known::Unknown {
            return said;
        }
        let counted = self
            .figures
            .iter()
            .filter(|((metric, reading), _)| {
                *reading != Reading::AsAsked && !metric.is_about_the_person()
            })
            .filter_map(|(_, platforms)| platforms.get(ask.platform)?.first())
            .map(|point| (point.day, point.source.to_string()));
        let posts = self.posts.get(ask.platform);
        let posted = posts.and_then(|list| Some((list.first()?, list.source.clone())));
        match counted.chain(posted).min_by_key(|(day, _)| *day) {
            Some((first, source)) if first <= ask.day => Evidence {
                known: Known::between(
                    Some(i64::from(ask.day.number().saturating_sub(first.number()))),
                    None,
                ),
                source: Some(source),
                observed: Some(first),
                settled_by: Some(SettledBy::OwnWord),
                ..Evidence::unknown()
            },
            _ => said,
        }
    }

    /// The largest follower count of the same person on another platform we know; there may be larger ones.
    fn largest_elsewhere(&self, ask: &Ask<'_>) -> Evidence {
        let platforms = self.figures.get(&(Metric::Followers, Reading::Now));
        let latest = platforms.into_iter().flatten();
        let latest = latest
            .filter(|(platform, _)| platform.as_str() != ask.platform)
            .filter_map(|(_, days)| days.until(ask.day).last());
        match latest.max_by_key(|point| point.value.number()) {
            Some(point) => Evidence {
                known: Known::between(point.value.number(), None),
                ..exact(point)
            },
            None => Evidence::unknown(),
        }
    }

    /// The lowest follower count over the window: exact when every day was read, else an upper bound.
    fn sustained(&self, ask: &Ask<'_>) -> Evidence {
        let days = self.readings(ask, Metric::Followers, Reading::Now);
        let Some(last) = days.last() else {
            return Evidence::unknown();
        };
        let fresh = !is_too_old(ask, last.day);
        let Some(span) = ask.window.span(last.day).filter(|_| fresh) else {
            return Evidence::unknown();
        };
        let read = inside(days, span);
        let lowest = read.iter().filter_map(|point| point.value.number()).min();
        let every_day = i32::try_from(read.len()) == Ok(span.days());
        Evidence {
            known: Known::between(lowest.filter(|_| every_day), lowest),
            source: Some(last.source.to_string()),
            observed: Some(last.day),
            span: Some(span),
            caveat: None,
            settled_by: Some(SettledBy::MoreHistory),
        }
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
        let tally = match span {
            Some(span) => list.inside(Span {
                to: span.to.min(ask.day),
                ..span
            }),
            None => list.by(ask.day),
        };
        let count = Some(match ask.metric {
            Metric::PostingDays => tally.days,
            _ => tally.posts,
        });
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
                let count = Some(list.by(ask.day).posts);
                Known::between(count, count)
            }
            // Another kind of post may be younger than the last video.
            _ => match list.last(ask.day) {
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

    /// What the best of the published things reached in its first days; else what was counted without a list of them.
    fn best_item(&self, ask: &Ask<'_>, days: u16) -> Evidence {
        let lists = self.items.get(ask.platform).into_iter().flatten();
        let mut of_metric = lists.filter(|list| list.metric == ask.metric);
        let Some(list) = of_metric.next() else {
            return Evidence::unknown();
        };
        Evidence {
            known: items::best_since_publication(list, days, ask.day),
            source: Some(list.source.clone()),
            observed: items::newest(list, ask.day),
            settled_by: Some(SettledBy::MoreHistory),
            ..Evidence::unknown()
        }
    }

    /// Average viewers and days with a stream, from each day's minutes and average.
    fn streamed(&self, ask: &Ask<'_>) -> Evidence {
        let counted = self.readings(ask, ask.metric, Reading::OneDay);
        let minutes = self.readings(ask, Metric::LiveMinutes, Reading::OneDay);
        let Some(last) = minutes.last() else {
            return match ask.metric {
                Metric::StreamDays => self.counted(ask),
                _ => Evidence::unknown(),
            };
        };
        let span = match ask.window {
            Window::Rolling { .. } if is_too_old(ask, last.day) => None,
            Window::Rolling { .. } => ask.window.span(last.day),
            window => window.span(ask.day),
        };
        let evidence = Evidence {
            source: Some(last.source.to_string()),
            observed: Some(last.day),
            settled_by: Some(SettledBy::MoreHistory),
            ..Evidence::unknown()
        };
        match span {
            Some(span) => Evidence {
                known: match ask.metric {
                    Metric::StreamDays => derived::stream_days(span, minutes),
                    _ => derived::average_viewers(span, counted, minutes),
                },
                span: Some(span),
                ..evidence
            },
            None => Evidence {
                settled_by: Some(SettledBy::FresherFigure),
                ..evidence
            },
        }
    }

    /// A count over one span of days, for windows made of several.
    pub(super) fn within(&self, ask: &Ask<'_>, span: Span) -> Known {
        let posts = self.posts.get(ask.platform);
        match ask.metric {
            Metric::Uploads | Metric::PostingDays => match posts {
                Some(list) => {
                    let tally = list.inside(span);
                    let count = Some(match ask.metric {
                        Metric::PostingDays => tally.days,
                        _ => tally.posts,
                    });
                    Known::between(count, count.filter(|_| list.observed >= span.to))
                }
                None => counters::within(span, &self.counter(ask), self.daily(ask), None),
            },
            Metric::StreamDays => derived::stream_days(
                span,
                self.readings(ask, Metric::LiveMinutes, Reading::OneDay),
            ),
            Metric::AvgConcurrentViewers => derived::average_viewers(
                span,
                self.daily(ask),
                self.readings(ask, Metric::LiveMinutes, Reading::OneDay),
            ),
            metric => {
                let posts = posts.filter(|_| metric == Metric::VideoViews);
                counters::within(span, &self.counter(ask), self.daily(ask), posts)
            }
        }
    }

    fn daily(&self, ask: &Ask<'_>) -> &[Point] {
        self.readings(ask, ask.metric, Reading::OneDay)
    }

    /// The running counter of a metric; for views also what the posts' own counters add up to.
    fn counter(&self, ask: &Ask<'_>) -> Counter<'_> {
        let posts = self.posts.get(ask.platform);
        let posts =
            posts.filter(|list| ask.metric == Metric::VideoViews && list.observed <= ask.day);
        Counter {
            points: self.readings(ask, ask.metric, Reading::SinceStart),
            added_up: posts.and_then(|list| Some((list.observed, list.all_views()?))),
        }
    }

    /// A count over a window from daily figures or from a running counter.
    fn counted(&self, ask: &Ask<'_>) -> Evidence {
        let totals = self.counter(ask);
        let daily = self.daily(ask);
        let posts = self.posts.get(ask.platform);
        let posts = posts.filter(|_| ask.metric == Metric::VideoViews);
        let newest = [
            totals.newest().map(|(day, _)| day),
            daily.last().map(|point| point.day),
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
        let of = |points: &[Point]| points.last().map(|point| point.source.to_string());
        let evidence = Evidence {
            source: posts
                .map(|list| list.source.clone())
                .or_else(|| of(totals.points))
                .or_else(|| of(daily)),
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
            _ => counters::within(span, &totals, daily, posts),
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
        // What was typed for a month stands for that month, not for the whole row of them.
        if matches!(ask.window, Window::ConsecutiveMonths { .. }) {
            return data;
        }
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

fn exact(point: &Point) -> Evidence {
    Evidence::exact(point.value.clone(), point.source.as_ref(), point.day)
}

/// Whether a figure of `seen` shares no day with the window that is asked for.
fn is_too_old(ask: &Ask<'_>, seen: CivilDay) -> bool {
    ask.window
        .span(ask.day)
        .is_some_and(|span| seen < span.from)
}

fn too_old(list: &Published) -> Evidence {
    Evidence {
        source: Some(list.source.clone()),
        observed: Some(list.observed),
        settled_by: Some(SettledBy::FresherFigure),
        ..Evidence::unknown()
    }
}
