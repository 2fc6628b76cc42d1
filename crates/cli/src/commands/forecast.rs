//! When programmes open, and how such forecasts did on pasts whose future is known.

use crate::arguments::ForecastQuery;
use crate::context::Context;
use crate::error::CliError;
use crate::output::{Align, Answer, Table};
use crate::words::{Word, Words};
use studio::programmes::forecast::{self, backtest::backtest};
use studio::shapes::{BoardQuery, Forecast, ProgrammeForecast};

/// The outlook of every programme, or of one with its requirements.
pub fn forecasts(context: &Context, asked: ForecastQuery) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let query = BoardQuery {
        region: asked.region,
        on: asked.on,
        known_on: asked.as_known_on,
        ..BoardQuery::default()
    };
    match &asked.id {
        Some(id) => {
            let found = forecast::one(&profile, id, &query)?;
            context.done(&found, |words| opened(&found, words))
        }
        None => {
            let found = forecast::forecasts(&profile, &query)?;
            context.done(&found, |words| list(&found.forecasts, words))
        }
    }
}

/// The table of trials; needs no profile.
pub fn tried(context: &Context) -> Result<Answer, CliError> {
    let found = backtest();
    context.done(&found, |words| {
        let heads = [
            "series_kind",
            "series_count",
            "values_tried",
            "value_miss",
            "in_band",
            "days_tried",
            "day_miss",
            "in_band",
        ]
        .map(|slug| words.slug(slug));
        let aligned = |index| {
            if index == 0 {
                Align::Left
            } else {
                Align::Right
            }
        };
        let columns = heads.iter().enumerate();
        let mut table = Table::new(columns.map(|(index, head)| (head.as_str(), aligned(index))));
        let tenths = |permille: Option<i64>| match permille {
            Some(n) => format!("{}.{} %", n / 10, n % 10),
            None => "–".to_owned(),
        };
        for score in &found.scores {
            let kind = if score.kind.is_empty() {
                words.slug("over_all")
            } else {
                score.kind.clone()
            };
            table.row([
                kind,
                score.series.to_string(),
                score.values.to_string(),
                tenths(score.value_miss),
                tenths(score.value_inside),
                score.days.to_string(),
                score
                    .day_miss
                    .map_or_else(|| "–".to_owned(), |days| format!("{days} d")),
                tenths(score.day_inside),
            ]);
        }
        table.text(words.say(Word::Nothing))
    })
}

fn list(forecasts: &[ProgrammeForecast], words: Words) -> String {
    let heads = [
        words.say(Word::Programme).to_owned(),
        words.slug("opens"),
        words.slug("opens_if"),
        words.slug("stays"),
    ];
    let mut table = Table::new(heads.iter().map(|head| (head.as_str(), Align::Left)));
    let cell = |forecast: &Option<Forecast>| {
        forecast
            .as_ref()
            .map(|forecast| worded(forecast, words))
            .unwrap_or_default()
    };
    for forecast in forecasts.iter().filter(|f| f.opens.is_some()) {
        table.row([
            forecast.programme.clone(),
            cell(&forecast.opens),
            cell(&forecast.opens_if),
            cell(&forecast.stays),
        ]);
    }
    table.text(words.say(Word::Nothing))
}

fn opened(found: &ProgrammeForecast, words: Words) -> String {
    let mut text = list(std::slice::from_ref(found), words);
    for part in &found.parts {
        let trend = part.trend.as_deref().map(|trend| words.slug(trend));
        text.push_str(&format!(
            "  {}  {}: {}{}\n",
            part.place,
            part.metric,
            worded(&part.forecast, words),
            trend.map(|trend| format!(" ({trend})")).unwrap_or_default(),
        ));
    }
    text
}

/// `2026-12-04 (2026-11-30 … 2026-12-19)`, or why there is no day.
fn worded(forecast: &Forecast, words: Words) -> String {
    let band = || {
        format!(
            "{} … {}",
            forecast.earliest.as_deref().unwrap_or("?"),
            forecast.latest.as_deref().unwrap_or("?"),
        )
    };
    match (forecast.kind.as_str(), forecast.day.as_deref()) {
        ("on", Some(day)) => format!("{day} ({})", band()),
        (kind, Some(day)) => format!("{} {day} ({})", words.slug(kind), band()),
        ("not_at_this_pace", None) => match forecast.earliest.as_deref() {
            Some(best) => format!(
                "{}, {} {best}",
                words.slug("not_at_this_pace"),
                words.slug("at_best")
            ),
            None => words.slug("not_at_this_pace"),
        },
        (kind, None) => match forecast.why.as_deref() {
            Some(why) => format!("{}: {}", words.slug(kind), words.slug(why)),
            None => words.slug(kind),
        },
    }
}
