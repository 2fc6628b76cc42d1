//! The outlook of a whole rule: each requirement by its own clock, taken together over the tree.
//!
//! The rule it protects: a figure forecasts only the question it answers. A part of what is counted, a distinct number of
//! people, or a window that starts with an item is not made up from daily figures; it stays unknown and says why.

use super::clock::by_calendar;
use super::figure::Figure;
use super::outlook::{Combined, Dates, Outlook, Why, all_of, any_of};
use super::path::{Path, Sum, Trend};
use crate::CivilDay;
use crate::programmes::{
    Caveat, Judged, JudgedCondition, Known, KnownBy, Metric, Op, Threshold, Truth, Verdict, Window,
};
use std::rc::Rc;

/// Days after its last figure that a history may still be continued.
pub const STALE_DAYS: i32 = 30;

/// Whoever holds a creator's histories.
pub trait Figures {
    /// The history of `metric` on `platform` as rules of that platform count it; `None` when there is none.
    fn figure(&self, platform: &str, metric: Metric) -> Option<&Figure>;
}

/// A figure followed ahead, for a chart.
#[derive(Debug, Clone)]
pub struct Followed {
    /// What is added up.
    pub sum: Sum,
    /// The value on the last day of the history, where the path starts from one.
    pub now: Option<i64>,
    /// The least value that satisfies the requirement, in base units.
    pub target: i64,
    /// The days ahead.
    pub path: Rc<Path>,
    /// How the pace changes.
    pub trend: Trend,
}

/// The outlook of one condition.
#[derive(Debug, Clone)]
pub struct LeafOutlook {
    /// Where it stands in the list of requirements: the place in the list, then in each group, from 0.
    pub place: Vec<usize>,
    /// What it asks for.
    pub metric: Metric,
    /// What is to be expected.
    pub outlook: Outlook,
    /// The days ahead, where a history carries them.
    pub followed: Option<Followed>,
}

/// The outlook of a list of requirements that are all needed.
#[derive(Debug, Clone)]
pub struct RuleOutlook {
    /// All together.
    pub combined: Combined,
    /// One by one, in written order.
    pub leaves: Vec<LeafOutlook>,
}

/// What is to be expected of `verdict`, a rule of `platform` judged on `day`.
pub fn outlook(
    verdict: &Verdict,
    platform: &str,
    day: CivilDay,
    figures: &dyn Figures,
) -> RuleOutlook {
    let mut walk = Walk {
        platform,
        day,
        figures,
        leaves: Vec::new(),
    };
    let parts: Vec<Pair> = walk.parts(&verdict.parts, &[]);
    let (outlook, provided) = together(&parts, all_of);
    let mut unknown: Vec<Metric> = Vec::new();
    for leaf in &walk.leaves {
        if matches!(leaf.outlook, Outlook::Unknown { .. }) && !unknown.contains(&leaf.metric) {
            unknown.push(leaf.metric);
        }
    }
    RuleOutlook {
        combined: Combined {
            outlook,
            provided: provided.unwrap_or(outlook),
            unknown,
        },
        leaves: walk.leaves,
    }
}

/// With unknowns kept, and with them left out (`None` when nothing is left).
type Pair = (Outlook, Option<Outlook>);

fn together(parts: &[Pair], how: fn(Vec<Outlook>) -> Outlook) -> Pair {
    let strict: Vec<Outlook> = parts.iter().map(|(strict, _)| *strict).collect();
    let known: Vec<Outlook> = parts.iter().filter_map(|(_, known)| *known).collect();
    let provided = (!known.is_empty() || parts.is_empty()).then(|| how(known));
    (how(strict), provided)
}

struct Walk<'a> {
    platform: &'a str,
    day: CivilDay,
    figures: &'a dyn Figures,
    leaves: Vec<LeafOutlook>,
}

impl Walk<'_> {
    fn parts(&mut self, parts: &[Judged], above: &[usize]) -> Vec<Pair> {
        let mut pairs = Vec::with_capacity(parts.len());
        for (index, part) in parts.iter().enumerate() {
            let place: Vec<usize> = above.iter().copied().chain([index]).collect();
            pairs.push(self.part(part, place));
        }
        pairs
    }

    fn part(&mut self, part: &Judged, place: Vec<usize>) -> Pair {
        match part {
            Judged::AllOf(group) => together(&self.parts(&group.parts, &place), all_of),
            Judged::AnyOf(group) => together(&self.parts(&group.parts, &place), any_of),
            Judged::Condition(condition) => {
                let (outlook, followed) = self.condition(condition);
                self.leaves.push(LeafOutlook {
                    place,
                    metric: condition.metric,
                    outlook,
                    followed,
                });
                let known = !matches!(outlook, Outlook::Unknown { .. });
                (outlook, known.then_some(outlook))
            }
        }
    }

    fn condition(&self, condition: &JudgedCondition) -> (Outlook, Option<Followed>) {
        let met = condition.truth == Truth::Met;
        // What is met and cannot be followed is taken to stay: nothing says otherwise.
        let silent = |why| {
            let outlook = if met {
                Outlook::Met
            } else {
                Outlook::Unknown { why }
            };
            (outlook, None)
        };
        let Some(threshold) = &condition.threshold else {
            return (
                Outlook::Unknown {
                    why: Why::Unpublished,
                },
                None,
            );
        };
        let (Threshold::Number(number), Some(unit)) =
            (threshold, condition.metric.kind().per_unit())
        else {
            return (fact(condition), None);
        };
        let target = number.saturating_mul(unit);
        if let Some(outlook) = by_calendar(
            condition.metric,
            condition.op,
            target,
            &condition.known,
            self.day,
        ) {
            return (outlook, None);
        }
        if !condition.op.wants_more() || condition.metric.known_by() == KnownBy::Declared {
            return (fact(condition), None);
        }
        let Some(sum) = sum(condition.metric, condition.window) else {
            return silent(Why::Window);
        };
        if condition.caveat == Some(Caveat::WiderThanScope) || !condition.each.is_empty() {
            return silent(Why::Scope);
        }
        let counted = match condition.metric {
            Metric::FollowersSustained => Metric::Followers,
            metric => metric,
        };
        let Some(figure) = self.figures.figure(self.platform, counted) else {
            return silent(Why::NoFigure);
        };
        // Where the judge has no figure at all, ours is not one that the rule counts.
        if condition.known == Known::Unknown && condition.metric != Metric::FollowersSustained {
            return silent(match condition.scope {
                Some(_) => Why::Scope,
                None => Why::NoFigure,
            });
        }
        if !figure.history().suffices() {
            return silent(Why::ShortHistory);
        }
        if figure.history().last().plus_days(STALE_DAYS) < self.day {
            return silent(Why::StaleHistory);
        }
        let target = target.saturating_add(i64::from(condition.op == Op::MoreThan));
        let now = self.now(condition, sum, figure);
        if sum == Sum::Level && now.is_none() {
            return silent(Why::NoFigure);
        }
        let Some(path) = figure.path(sum, now) else {
            return silent(Why::ShortHistory);
        };
        let outlook = match (condition.window, met) {
            (Window::ConsecutiveDays { days }, false) => {
                held(&path, figure, now, target, self.day, days)
            }
            (_, true) => path.staying(target, self.day),
            (_, false) => path.reaching(target, self.day),
        };
        let followed = Followed {
            sum,
            now,
            target,
            path,
            trend: figure.trend(),
        };
        (outlook, Some(followed))
    }

    /// The value on the last day of the history, as the verdict knows it.
    fn now(&self, condition: &JudgedCondition, sum: Sum, figure: &Figure) -> Option<i64> {
        let known = match &condition.known {
            // The lowest of the last days is not where the level stands now.
            _ if condition.metric == Metric::FollowersSustained => return figure.level(),
            Known::Exact(value) => value.number()?,
            _ => return None,
        };
        match sum {
            Sum::Level => {
                let since = condition.observed.unwrap_or(self.day);
                Some(known.saturating_add(figure.history().since(since)))
            }
            // An older window's figure says nothing about the days that left it since.
            Sum::Window { .. } => {
                let ends = condition
                    .span
                    .map_or(condition.observed, |span| Some(span.to));
                (ends? >= figure.history().last()).then_some(known)
            }
            Sum::Month => None,
        }
    }
}

/// A fact that is no growing number: time does nothing to it.
fn fact(condition: &JudgedCondition) -> Outlook {
    match condition.truth {
        Truth::Met => Outlook::Met,
        Truth::Unmet if condition.metric == Metric::ProgrammeMembership => Outlook::Unknown {
            why: Why::Membership,
        },
        Truth::Unmet => Outlook::NotByTime,
        Truth::Unknown => Outlook::Unknown {
            why: match (condition.metric, condition.metric.known_by()) {
                (Metric::ProgrammeMembership, _) => Why::Membership,
                (_, KnownBy::Declared) => Why::OwnWord,
                _ => Why::NoFigure,
            },
        },
    }
}

/// What has to be added up for a metric in a window; `None` where daily figures do not add up to the answer.
fn sum(metric: Metric, window: Window) -> Option<Sum> {
    let stock = matches!(
        metric,
        Metric::Followers
            | Metric::VerifiedFollowers
            | Metric::PaidSubscribers
            | Metric::ActiveVideos
            | Metric::PayableBalance
            | Metric::LifetimeEarnings
    );
    // People who are counted once however often they come, averages, and the better of several platforms.
    let distinct = matches!(
        metric,
        Metric::ReturningViewers
            | Metric::UniqueAudience
            | Metric::UniqueChatters
            | Metric::AvgConcurrentViewers
            | Metric::ExternalFollowers
            | Metric::PlusPoints
    );
    match window {
        _ if distinct => None,
        _ if stock => Some(Sum::Level),
        Window::ConsecutiveDays { .. } if metric == Metric::FollowersSustained => Some(Sum::Level),
        Window::Now | Window::Lifetime => Some(Sum::Level),
        Window::Rolling { days } => Some(Sum::Window { days }),
        Window::CalendarMonth => Some(Sum::Month),
        Window::PreviousPeriod { .. }
        | Window::ConsecutiveDays { .. }
        | Window::ConsecutiveMonths { .. }
        | Window::SincePublication { .. }
        | Window::Membership { .. } => None,
    }
}

/// When a level will have been at least `target` on each of `days` days in a row.
fn held(
    path: &Path,
    figure: &Figure,
    now: Option<i64>,
    target: i64,
    day: CivilDay,
    days: u16,
) -> Outlook {
    let wait = i32::from(days).saturating_sub(1);
    let there = now.is_some_and(|now| now >= target);
    if there && let Some(since) = now.and_then(|now| figure.history().above_since(now, target)) {
        return Outlook::On(Dates::certain(since.plus_days(wait).max(day.plus_days(1))));
    }
    let later = |day: CivilDay| day.plus_days(wait);
    match path.reaching(target, day) {
        Outlook::On(dates) => Outlook::On(Dates {
            day: later(dates.day),
            earliest: later(dates.earliest),
            latest: dates.latest.map(later),
        }),
        Outlook::NotAtThisPace { seen_until, best } => Outlook::NotAtThisPace {
            seen_until,
            best: best.map(later),
        },
        other => other,
    }
}
