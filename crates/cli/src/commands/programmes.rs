//! The board of programmes, and one opened into its requirements with evidence.

use crate::arguments::Programmes;
use crate::commands::{pair, rules, terms};
use crate::context::Context;
use crate::error::CliError;
use crate::output::{Align, Answer, Table, plain};
use crate::words::{Word, Words};
use serde::Serialize;
use studio::shapes::{
    BoardQuery, Lacking, MetricOverride, PayoutTerms, PlatformName, ProgrammeDetail,
    ProgrammeForecast, RequirementNode, RuleSource,
};
use studio::{OpenProfile, StudioError, programmes as board};

/// A programme as the contract shows it.
#[derive(Serialize)]
struct Programme<'d> {
    programme: &'d str,
    name: &'d str,
    platform: Option<PlatformName>,
    platform_name: &'d str,
    rule: Option<&'d str>,
    state: &'d str,
    verdict: &'d str,
    requirements: &'d [RequirementNode],
    maintenance: &'d [RequirementNode],
    lacking: Option<&'d Lacking>,
    payout: &'d PayoutTerms,
    /// When it opens or would be lost; `null` where no version is judged.
    forecast: Option<&'d ProgrammeForecast>,
    check_region: bool,
    ended_on: Option<&'d str>,
    confidence: &'d str,
    disputed: bool,
    sources: &'d [RuleSource],
}

impl<'d> Programme<'d> {
    fn of(detail: &'d ProgrammeDetail, outlooks: &'d [ProgrammeForecast]) -> Self {
        let card = &detail.card;
        let outlook = outlooks.iter().find(|o| o.programme == card.programme);
        Self {
            programme: &card.programme,
            name: &card.name,
            platform: card.platform,
            platform_name: &card.platform_name,
            rule: detail.rule.as_deref(),
            state: &card.state,
            verdict: &detail.verdict,
            requirements: &detail.requirements,
            maintenance: &detail.maintenance,
            lacking: card.lacking.as_ref(),
            payout: &detail.payout,
            forecast: outlook.filter(|outlook| outlook.opens.is_some()),
            check_region: card.check_region,
            ended_on: card.ended_on.as_deref(),
            confidence: &card.confidence,
            disputed: card.disputed,
            sources: &detail.sources,
        }
    }
}

/// The answer.
#[derive(Serialize)]
struct Board<'d> {
    rules_of: String,
    programmes: Vec<Programme<'d>>,
}

/// The board, or one programme.
pub fn programmes(context: &Context, query: Programmes) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let account = query.account.map(|id| account(&profile, id)).transpose()?;
    let set = query
        .set
        .iter()
        .map(|text| {
            let (metric, value) = pair(text)?;
            Ok(MetricOverride {
                metric: metric.to_owned(),
                value: value.to_owned(),
            })
        })
        .collect::<Result<Vec<_>, StudioError>>()?;
    let own_region = account.as_ref().and_then(|(_, region)| region.clone());
    let asked = BoardQuery {
        region: query.region.or(own_region),
        on: query.on,
        known_on: query.as_known_on,
        account: query.account,
        set: (!set.is_empty()).then_some(set),
    };
    if query.since.is_some() || query.since_region.is_some() || query.since_known_on.is_some() {
        let before = BoardQuery {
            on: query.since.or_else(|| asked.on.clone()),
            region: query.since_region.or_else(|| asked.region.clone()),
            known_on: query.since_known_on.or_else(|| asked.known_on.clone()),
            ..asked.clone()
        };
        let found = board::causes::changes(&profile, query.id.as_deref(), &before, &asked)?;
        return rules::differences(context, &found);
    }
    let mut details = match &query.id {
        Some(id) => vec![board::programme(&profile, id, &asked)?],
        None => board::details(&profile, &asked)?,
    };
    if let Some((platform, _)) = account {
        details.retain(|detail| detail.card.platform == Some(platform));
    }
    let outlooks = match &query.id {
        Some(id) => vec![board::forecast::one(&profile, id, &asked)?],
        None => board::forecast::forecasts(&profile, &asked)?.forecasts,
    };
    let answer = Board {
        rules_of: board::rules_date(&profile)?.to_string(),
        programmes: details
            .iter()
            .map(|detail| Programme::of(detail, &outlooks))
            .collect(),
    };
    context.done(&answer, |words| match (&query.id, details.first()) {
        (Some(_), Some(detail)) => opened(detail, words),
        _ => list(&details, words),
    })
}

/// The platform and country of an account.
fn account(profile: &OpenProfile, id: i64) -> Result<(PlatformName, Option<String>), StudioError> {
    let found = studio::accounts::list(profile)?
        .into_iter()
        .find(|account| account.id == id);
    let account = found.ok_or_else(|| StudioError::NotFound {
        what: "account",
        id: id.to_string(),
    })?;
    Ok((account.platform, account.region))
}

fn list(details: &[ProgrammeDetail], words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Platform), Align::Left),
        (words.say(Word::Programme), Align::Left),
        (words.say(Word::Name), Align::Left),
        (words.say(Word::State), Align::Left),
        (words.say(Word::Requirements), Align::Left),
        (words.say(Word::Share), Align::Left),
        (words.say(Word::Confidence), Align::Left),
    ]);
    for detail in details {
        let card = &detail.card;
        let lacking = card
            .lacking
            .as_ref()
            .map(|l| format!("{} {} / {}", l.metric, l.value, l.threshold));
        table.row([
            card.platform_name.clone(),
            card.programme.clone(),
            card.name.clone(),
            words.slug(&card.state),
            format!("{} / {} / {}", card.met, card.unmet, card.unknown),
            lacking.unwrap_or_default(),
            if card.disputed {
                format!("{} ?", card.confidence)
            } else {
                card.confidence.clone()
            },
        ]);
    }
    table.text(words.say(Word::Nothing))
}

fn opened(detail: &ProgrammeDetail, words: Words) -> String {
    let card = &detail.card;
    let mut text = format!(
        "{} · {} · {}: {}\n",
        card.platform_name,
        card.name,
        words.slug(&card.state),
        words.slug(&detail.verdict),
    );
    for node in &detail.requirements {
        tree(node, 1, words, &mut text);
    }
    for line in terms::lines(&detail.payout, words) {
        text.push_str(&format!("  {line}\n"));
    }
    for source in &detail.sources {
        let address = source.url.as_deref().unwrap_or_default();
        let date = source.date.as_deref().unwrap_or_default();
        text.push_str(&format!("  · {} {date} {address}\n", plain(&source.title)));
    }
    text
}

fn tree(node: &RequirementNode, depth: usize, words: Words, text: &mut String) {
    let indent = "  ".repeat(depth);
    let verdict = words.slug(&node.verdict);
    match &node.metric {
        Some(metric) => {
            let bounds = || {
                let low = node.lower.as_deref()?;
                Some(format!("{low} … {}", node.upper.as_deref().unwrap_or("?")))
            };
            let value = node
                .value
                .clone()
                .or_else(bounds)
                .unwrap_or_else(|| "?".to_owned());
            let days = node.window_days.map(|d| format!(" ({d} d)"));
            text.push_str(&format!(
                "{indent}[{verdict}] {metric} {} {}{}: {value}\n",
                node.op.as_deref().unwrap_or_default(),
                node.threshold.as_deref().unwrap_or("?"),
                days.unwrap_or_default(),
            ));
        }
        None => {
            text.push_str(&format!("{indent}[{verdict}] {}\n", words.slug(&node.kind)));
            for child in &node.children {
                tree(child, depth + 1, words, text);
            }
        }
    }
}
