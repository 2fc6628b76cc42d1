//! The figures programmes are judged by.

use crate::arguments::{Metrics, MetricsAction};
use crate::context::Context;
use crate::error::CliError;
use crate::output::{Align, Answer, Table};
use crate::words::Word;
use serde_json::json;
use studio::programmes::metrics as figures;

/// Lists them, after setting one when asked.
pub fn metrics(context: &Context, metrics: Metrics) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let rows = match &metrics.action {
        None => figures::metrics(&profile)?,
        Some(MetricsAction::Set {
            name,
            value,
            account,
            on,
        }) => figures::set_metric(&profile, *account, name, value, on.as_deref())?,
    };
    context.done(&json!({ "metrics": rows }), |words| {
        let mut table = Table::new([
            (words.say(Word::Account), Align::Left),
            (words.say(Word::Metric), Align::Left),
            (words.say(Word::Value), Align::Right),
            (words.say(Word::On), Align::Left),
            (words.say(Word::Source), Align::Left),
        ]);
        for row in &rows {
            table.row([
                row.handle.clone(),
                row.name.clone(),
                row.value.clone(),
                row.on.clone(),
                row.source.clone(),
            ]);
        }
        table.text(words.say(Word::Nothing))
    })
}
