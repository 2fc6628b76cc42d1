//! The Today screen as text.

use crate::commands::earnings::changes_text;
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Answer, amount, amount_or_dash, count, plain};
use crate::words::{Word, Words};
use studio::shapes::Today;

/// Changes shown to a person; the rest are counted.
const SHOWN: usize = 12;

/// What came in, what is owed, what changed, what waits.
pub fn today(context: &Context) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let today = studio::today::today(&profile, 652, 160)?;
    let mut document = serde_json::to_value(&today).map_err(CliError::Json)?;
    if let Some(fields) = document.as_object_mut() {
        // The drawing belongs to a window; `chart today` writes it to a file.
        fields.remove("chart");
    }
    let sandbox = profile.is_sandbox();
    context.done(&document, |words| text(&today, sandbox, words))
}

fn text(today: &Today, sandbox: bool, words: Words) -> String {
    let mut out = String::new();
    if sandbox {
        out.push_str(&format!("{}\n\n", words.say(Word::Sandbox)));
    }
    out.push_str(&format!("{} {}\n\n", words.say(Word::Today), today.day));
    for figure in &today.earned {
        let change = figure.change_permille.map(|tenths| {
            let sign = if tenths < 0 { "-" } else { "+" };
            let tenths = tenths.abs();
            let point = if words.french() { "," } else { "." };
            format!(" ({sign}{}{point}{} %)", tenths / 10, tenths % 10)
        });
        out.push_str(&format!(
            "{} {}{} · {} {}\n",
            words.labelled(words.say(Word::Earned)),
            amount(&figure.net, words),
            change.unwrap_or_default(),
            amount(&figure.estimated, words),
            words.say(Word::Estimated),
        ));
    }
    for apart in &today.apart {
        out.push_str(&format!(
            "{} {}\n",
            words.labelled(words.say(Word::Earned)),
            amount(apart, words)
        ));
    }
    for owed in &today.owed {
        out.push_str(&format!(
            "{} {}\n",
            words.labelled(words.say(Word::Owed)),
            amount(owed, words)
        ));
    }
    for late in &today.late {
        out.push_str(&format!(
            "{} {}\n",
            words.labelled(words.say(Word::Late)),
            amount(late, words)
        ));
    }
    if let Some(next) = &today.next_payout {
        out.push_str(&format!(
            "{} {} · {} · {}\n",
            words.labelled(words.say(Word::NextPayout)),
            amount(&next.amount, words),
            next.day.as_deref().unwrap_or("–"),
            words.slug(&slug(&next.platform)),
        ));
    }
    if !today.programmes.is_empty() {
        out.push_str(&format!("\n{}\n", words.say(Word::Programmes)));
    }
    for programme in &today.programmes {
        let lack = match (&programme.metric, programme.value, programme.threshold) {
            (Some(metric), Some(value), Some(threshold)) => format!(
                "{metric} {} / {}",
                count(value, words),
                count(threshold, words)
            ),
            _ => words.slug(&programme.state),
        };
        out.push_str(&format!("  {}: {lack}\n", plain(&programme.name)));
    }
    if !today.offers.is_empty() {
        out.push_str(&format!("\n{}\n", words.say(Word::Offers)));
    }
    for offer in &today.offers {
        out.push_str(&format!(
            "  {} · {} · {} · {} {}\n",
            plain(&offer.brand),
            amount_or_dash(offer.fee.as_ref(), words),
            offer.answer_by.as_deref().unwrap_or("–"),
            count(offer.findings, words),
            words.say(Word::Findings),
        ));
    }
    out.push_str(&format!(
        "\n{} ({})\n",
        words.say(Word::Changes),
        count(today.changes_count, words)
    ));
    let shown = today.changes.get(..SHOWN.min(today.changes.len()));
    out.push_str(&changes_text(shown.unwrap_or_default(), words));
    out
}
