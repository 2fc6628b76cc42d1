//! The chart of one requirement: its past as a line, its forecast dashed with a band, its threshold dotted.
//!
//! The rule it protects: picture, table twin and outlook come from one path, so they cannot disagree.

use super::shape;
use crate::shapes::{ForecastChart, ForecastRow};
use crate::{OpenProfile, StudioError, drawing, period};
use charts::{Band, Line, Lines, Note, Period, Stroke, Threshold, lines};
use chrono::Datelike;
use domain::CivilDay;
use domain::forecast::{Figure, Followed, LeafOutlook, Outlook, Step, Sum};
use domain::programmes::{Metric, MetricValue};

/// Points of a line, at most; a longer time is drawn every few days.
const POINTS: usize = 120;
/// Days ahead that are drawn at least, and at most.
const AHEAD: (i32, i32) = (28, 366);

/// The chart of `leaf` in the list it stands in; `None` when it cannot be followed.
pub fn chart(
    profile: &OpenProfile,
    list: &str,
    leaf: &LeafOutlook,
    figure: Option<&Figure>,
    today: CivilDay,
    size: (u32, u32),
) -> Result<Option<ForecastChart>, StudioError> {
    let (Some(followed), Some(figure)) = (&leaf.followed, figure) else {
        return Ok(None);
    };
    let french = profile.is_french();
    let text = |value: i64| MetricValue::Number(value).text(leaf.metric);
    let days = days(leaf, followed, figure);
    let now = value(figure, followed, figure.history().last());
    let points: Vec<Point> = days
        .iter()
        .map(|day| match followed.path.on(*day) {
            Some(step) => Point::Ahead(*step),
            None => Point::Past(*day, value(figure, followed, *day)),
        })
        .collect();
    let words = Words { french, today };
    let drawn = lines(
        &picture(leaf, followed, &points, &words),
        &drawing::canvas(size.0, size.1, french),
    )?;
    let rows: Vec<ForecastRow> = points.iter().map(|point| point.row(&text)).collect();
    let Some(end) = rows.last().cloned() else {
        return Ok(None);
    };
    let (sum, window_days) = match followed.sum {
        Sum::Level => ("level", None),
        Sum::Window { days } => ("window", Some(i64::from(days))),
        Sum::Month => ("month", None),
    };
    let first = days.first().copied().unwrap_or(today);
    Ok(Some(ForecastChart {
        place: shape::place(list, leaf),
        metric: leaf.metric.id().to_owned(),
        sum: sum.to_owned(),
        window_days,
        threshold: text(followed.target),
        value: text(now),
        known_on: figure.history().last().to_string(),
        end,
        forecast: shape::forecast(leaf.outlook),
        history_days: i64::try_from(figure.history().days()).unwrap_or(i64::MAX),
        gaps: figure
            .history()
            .gaps()
            .into_iter()
            .filter(|gap| gap.to >= first)
            .map(shape::span)
            .collect(),
        chart: drawing::plain(drawn),
        rows,
    }))
}

/// A day of the chart.
enum Point {
    Past(CivilDay, i64),
    Ahead(Step),
}

impl Point {
    fn day(&self) -> CivilDay {
        match self {
            Self::Past(day, _) => *day,
            Self::Ahead(step) => step.day,
        }
    }

    fn row(&self, text: &impl Fn(i64) -> String) -> ForecastRow {
        let bare = ForecastRow {
            day: self.day().to_string(),
            value: None,
            low: None,
            likely: None,
            high: None,
        };
        match self {
            Self::Past(_, value) => ForecastRow {
                value: Some(text(*value)),
                ..bare
            },
            Self::Ahead(step) => ForecastRow {
                low: Some(text(step.low)),
                likely: Some(text(step.likely)),
                high: Some(text(step.high)),
                ..bare
            },
        }
    }
}

/// What the figure was on a day that is over.
fn value(figure: &Figure, followed: &Followed, day: CivilDay) -> i64 {
    let history = figure.history();
    match followed.sum {
        Sum::Level => followed.now.unwrap_or(0).saturating_sub(history.since(day)),
        Sum::Window { days } => history.over(day.plus_days(1 - i32::from(days)), day),
        Sum::Month => history.over(day.month_start(), day),
    }
}

/// The days that are drawn: about as far back as ahead, and ahead past the band of the outlook; of a month its days.
fn days(leaf: &LeafOutlook, followed: &Followed, figure: &Figure) -> Vec<CivilDay> {
    let last = figure.history().last();
    let (from, to) = if followed.sum == Sum::Month {
        // The day after the last known one may open another month.
        let month = last.plus_days(1).month_start();
        (month, month.plus_days(31).month_start().plus_days(-1))
    } else {
        let far = match leaf.outlook {
            Outlook::On(dates) | Outlook::FallsBelow(dates) => dates.latest.unwrap_or(dates.day),
            Outlook::NotAtThisPace { best, .. } => best.unwrap_or(last.plus_days(180)),
            _ => last.plus_days(90),
        };
        let ahead = (far.number() - last.number() + 7).clamp(AHEAD.0, AHEAD.1);
        let back = last.plus_days(-ahead.clamp(28, 180));
        // A window is whole only when the history covers it.
        let whole = match followed.sum {
            Sum::Window { days } => figure.history().first().plus_days(i32::from(days) - 1),
            _ => figure.history().first(),
        };
        (back.max(whole.min(last)), last.plus_days(ahead))
    };
    let count = usize::try_from(to.number() - from.number() + 1).unwrap_or(0);
    let step = count.div_ceil(POINTS).max(1);
    let keep = |day: &CivilDay| {
        // The last known day is where both lines meet, so the others are counted from it.
        (day.number().abs_diff(last.number()) as usize).is_multiple_of(step)
    };
    (0..i32::try_from(count).unwrap_or(0))
        .map(|offset| from.plus_days(offset))
        .filter(keep)
        .collect()
}

/// The few words inside the drawing.
struct Words {
    french: bool,
    today: CivilDay,
}

impl Words {
    fn number(&self, value: i64, metric: Metric) -> String {
        let text = MetricValue::Number(value).text(metric);
        let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
        let separator = if self.french { '\u{202f}' } else { ',' };
        let mut grouped = String::new();
        for (index, digit) in whole.chars().enumerate() {
            let left = whole.chars().count() - index;
            if index > 0 && left % 3 == 0 && digit.is_ascii_digit() {
                grouped.push(separator);
            }
            grouped.push(digit);
        }
        match (rest, self.french) {
            ("", _) => grouped,
            (rest, true) => format!("{grouped},{rest}"),
            (rest, false) => format!("{grouped}.{rest}"),
        }
    }

    fn day(&self, day: CivilDay) -> String {
        let month = period::month_name(day.0.month(), self.french);
        if day.0.year() == self.today.0.year() {
            format!("{} {month}", day.0.day())
        } else {
            format!("{} {month} {}", day.0.day(), day.0.year())
        }
    }

    fn needed(&self, value: &str) -> String {
        if self.french {
            format!("{value} nécessaires")
        } else {
            format!("{value} needed")
        }
    }

    fn at_best(&self, day: CivilDay) -> String {
        if self.french {
            format!("{} au mieux", self.day(day))
        } else {
            format!("{} at best", self.day(day))
        }
    }
}

fn picture(leaf: &LeafOutlook, followed: &Followed, points: &[Point], words: &Words) -> Lines {
    let per_unit = i128::from(leaf.metric.kind().per_unit().unwrap_or(1)).max(1);
    let micros =
        |value: i64| i64::try_from(i128::from(value) * 1_000_000 / per_unit).unwrap_or(i64::MAX);
    let every = points.len().div_ceil(5).max(1);
    let label = |index: usize, day: CivilDay| match (index % every, followed.sum) {
        (0, Sum::Month) => day.0.day().to_string(),
        (0, _) => words.day(day),
        _ => String::new(),
    };
    // Both lines and the band share the last known day.
    let joint = points.iter().rev().find_map(|point| match point {
        Point::Past(day, value) => Some((*day, *value)),
        Point::Ahead(_) => None,
    });
    let at = |point: &Point, ahead: fn(&Step) -> i64| match point {
        Point::Ahead(step) => Some(micros(ahead(step))),
        Point::Past(day, value) => {
            (joint.map(|(day, _)| day) == Some(*day)).then(|| micros(*value))
        }
    };
    let over = |ahead: fn(&Step) -> i64| points.iter().map(|point| at(point, ahead)).collect();
    let past = points.iter().map(|point| match point {
        Point::Past(_, value) => Some(micros(*value)),
        Point::Ahead(_) => None,
    });
    let line = |key: &str, tag: String, stroke, values| Line {
        key: key.to_owned(),
        label: String::new(),
        tag,
        stroke,
        values,
    };
    let last = joint.map(|(_, value)| words.number(value, leaf.metric));
    Lines {
        periods: points
            .iter()
            .enumerate()
            .map(|(index, point)| Period::new(point.day().to_string(), label(index, point.day())))
            .collect(),
        lines: vec![
            line(
                "past",
                last.unwrap_or_default(),
                Stroke::Accent,
                past.collect(),
            ),
            line("ahead", String::new(), Stroke::Forecast, over(|s| s.likely)),
        ],
        band: Some(Band {
            lower: over(|s| s.low),
            upper: over(|s| s.high),
        }),
        threshold: Some(Threshold {
            value: micros(followed.target),
            label: words.needed(&words.number(followed.target, leaf.metric)),
        }),
        notes: note(leaf.outlook, points, words).into_iter().collect(),
        ..Lines::default()
    }
}

/// The upright mark: the likely day, or the best case where the likely one is not in sight.
fn note(outlook: Outlook, points: &[Point], words: &Words) -> Option<Note> {
    let (day, best) = match outlook {
        Outlook::On(dates) | Outlook::FallsBelow(dates) => (dates.day, false),
        Outlook::NotAtThisPace { best, .. } => (best?, true),
        _ => return None,
    };
    // A long time is drawn every few days: the mark stands at the first drawn one from then on.
    let drawn = points.iter().map(Point::day).find(|drawn| *drawn >= day)?;
    Some(Note {
        period: drawn.to_string(),
        label: if best {
            words.at_best(day)
        } else {
            words.day(day)
        },
    })
}
