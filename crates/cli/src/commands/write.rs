//! Files for others: charts and the ledger.

use crate::arguments::{Chart, Export};
use crate::commands::word;
use crate::context::Context;
use crate::error::CliError;
use crate::output::{Answer, count};
use crate::words::Word;
use studio::StudioError;
use studio::charting::{ChartKind, chart_file};
use studio::exporting::{self, ExportFormat};
use studio::shapes::EarningsChartQuery;

/// The size of a chart in a file, in CSS pixels.
const EARNINGS: (u32, u32) = (900, 360);
const TODAY: (u32, u32) = (652, 160);

/// Draws what a screen shows.
pub fn chart(context: &Context, chart: Chart) -> Result<Answer, CliError> {
    let kind = match chart.name.as_str() {
        "earnings" => ChartKind::Earnings(EarningsChartQuery {
            by: word("by", &chart.by)?,
            period: word("period", &chart.period)?,
            from: chart.from,
            to: chart.to,
            unit: chart.unit,
            compare: false,
            width: EARNINGS.0,
            height: EARNINGS.1,
        }),
        "today" => ChartKind::Today {
            width: TODAY.0,
            height: TODAY.1,
        },
        other => return Err(StudioError::bad("chart", other).into()),
    };
    let profile = context.open()?;
    let file = chart_file(&profile, &kind, chart.theme == "dark", &chart.out)?;
    context.done(&file, |words| {
        format!(
            "{} {} ({} × {})\n",
            words.labelled(words.say(Word::Written)),
            file.file,
            file.width,
            file.height
        )
    })
}

/// Writes the ledger for other programs.
pub fn export(context: &Context, export: Export) -> Result<Answer, CliError> {
    let format: ExportFormat = export.format.parse()?;
    let profile = context.open()?;
    let report = exporting::export(&profile, format, &export.out, export.from, export.to)?;
    context.done(&report, |words| {
        let line = |file: &exporting::ExportedFile| {
            let rows = count(i64::try_from(file.rows).unwrap_or(i64::MAX), words);
            format!(
                "{} {} ({rows} {})\n",
                words.labelled(words.say(Word::Written)),
                file.file,
                words.say(Word::Entries)
            )
        };
        report.files.iter().map(line).collect()
    })
}
