//! Answers to offers: written, sent, taken back, settled; templates; how mailboxes send.
//!
//! The rule it protects: a command that sends says so in its name or its option; a secret comes from a file.

use crate::arguments::{OutboxAction, Reply, Sender, Templates};
use crate::commands::secret::read;
use crate::commands::{pair, word};
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Exit, Table, plain};
use crate::words::{Word, Words};
use serde_json::json;
use std::collections::BTreeMap;
use studio::shapes::{
    DeliverReport, OutboxRow, OutboxView, ReplyTemplateRow, ReplyText, ReplyView, SenderRequest,
    SenderRow,
};
use studio::{OpenProfile, outbox};
use tokio_util::sync::CancellationToken;

/// Writes a reply; queues it unless it is kept as a draft.
pub async fn reply(context: &Context, typed: Reply) -> Result<Answer, CliError> {
    let kind = word("template", &typed.template)?;
    let language = typed
        .language
        .as_deref()
        .map(|l| word("language", l))
        .transpose()?;
    let stage = typed
        .stage
        .as_deref()
        .map(|s| word("stage", s))
        .transpose()?;
    let body = typed.body_file.as_deref().map(read).transpose()?;
    let mut fields = BTreeMap::new();
    for field in &typed.fields {
        let (name, value) = pair(field)?;
        fields.insert(name.to_owned(), value.to_owned());
    }
    let profile = context.open()?;
    let written = outbox::reply(&profile, typed.id, Some(kind), language)?.text;
    let text = ReplyText {
        body: outbox::put_in(body.as_deref().unwrap_or(&written.body), &fields)?,
        subject: typed.subject.unwrap_or(written.subject),
        to: typed.to.unwrap_or(written.to),
        sender: typed.sender.or(written.sender),
        ..written
    };
    if typed.draft {
        let kept = outbox::save(&profile, typed.id, &text)?;
        return context.done(&json!({ "draft": kept }), |words| draft(&kept, words));
    }
    let row = outbox::send(&profile, typed.id, &text, stage, 0)?;
    if !typed.now {
        return context.done(&json!({ "reply": row }), |words| {
            table(std::slice::from_ref(&row), words)
        });
    }
    deliver(context, &profile).await
}

fn draft(kept: &ReplyView, words: Words) -> String {
    let text = &kept.text;
    let mut out = format!(
        "{}\n{}\n\n{}\n",
        plain(&text.to),
        plain(&text.subject),
        plain_lines(&text.body)
    );
    if !kept.open.is_empty() {
        let names: Vec<String> = kept
            .open
            .iter()
            .map(|f| format!("{{{}}}", slug(f)))
            .collect();
        out.push_str(&format!(
            "! {}: {}\n",
            words.say(Word::OpenFields),
            names.join(" ")
        ));
    }
    out
}

fn plain_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(plain).collect();
    lines.join("\n")
}

/// Offers with a draft.
pub fn drafts(context: &Context) -> Result<Answer, CliError> {
    let drafts = outbox::drafts(&*context.open()?)?;
    context.done(&json!({ "drafts": drafts }), |words| {
        let mut table = Table::new([
            (words.say(Word::Offer), Align::Right),
            (words.say(Word::Kind), Align::Left),
            (words.say(Word::Recipient), Align::Left),
            (words.say(Word::Title), Align::Left),
        ]);
        for view in &drafts {
            table.row([
                view.offer.to_string(),
                words.slug(&format!("reply_{}", slug(&view.text.kind))),
                view.text.to.clone(),
                view.text.subject.clone(),
            ]);
        }
        table.text(words.say(Word::Nothing))
    })
}

/// Lists the outbox, or does one thing to it.
pub async fn boxed(context: &Context, action: Option<OutboxAction>) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let view = match action {
        None => outbox::outbox(&profile)?,
        Some(OutboxAction::Send) => return deliver(context, &profile).await,
        Some(OutboxAction::Cancel { id }) => outbox::take_back(&profile, id)?,
        Some(OutboxAction::Retry { id }) => outbox::hurry(&profile, id)?,
        Some(OutboxAction::Settle { id, sent, .. }) => outbox::settle(&profile, id, sent)?,
    };
    listed(context, &view)
}

fn listed(context: &Context, view: &OutboxView) -> Result<Answer, CliError> {
    context.done(view, |words| {
        let rows: Vec<OutboxRow> = view.open.iter().chain(&view.settled).cloned().collect();
        table(&rows, words)
    })
}

/// Sends what is due. What failed for good or is unsure makes this done in part.
async fn deliver(context: &Context, profile: &OpenProfile) -> Result<Answer, CliError> {
    let report = outbox::deliver(profile, &CancellationToken::new()).await?;
    let view = outbox::outbox(profile)?;
    let exit = match report.failed.is_empty() && report.unsure.is_empty() {
        true => Exit::Done,
        false => Exit::Partial,
    };
    let json = json!({ "report": report, "outbox": view });
    context.ended(exit, &json, |words| {
        let mut text = summary(&report, words);
        text.push_str(&table(&view.open, words));
        text
    })
}

fn summary(report: &DeliverReport, words: Words) -> String {
    let counts = [
        ("outbox_sent", report.sent.len() + report.found.len()),
        ("outbox_waiting", report.waiting.len() + report.later.len()),
        ("outbox_failed", report.failed.len()),
        ("outbox_unsure", report.unsure.len()),
    ];
    let told: Vec<String> = counts
        .iter()
        .map(|(slug, n)| format!("{} {n}", words.slug(slug)))
        .collect();
    format!("{}\n", told.join(" · "))
}

fn table(rows: &[OutboxRow], words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Id), Align::Right),
        (words.say(Word::Brand), Align::Left),
        (words.say(Word::Kind), Align::Left),
        (words.say(Word::Recipient), Align::Left),
        (words.say(Word::State), Align::Left),
        (words.say(Word::Reason), Align::Left),
    ]);
    for row in rows {
        let why = row
            .why
            .map(|why| words.slug(&format!("outbox_why_{}", slug(&why))));
        let said = row.words.clone().filter(|w| !w.is_empty());
        let reason: Vec<String> = why.into_iter().chain(said).collect();
        table.row([
            row.id.to_string(),
            row.brand.clone(),
            words.slug(&format!("reply_{}", slug(&row.kind))),
            row.to.clone(),
            words.slug(&format!("outbox_{}", slug(&row.state))),
            match reason.is_empty() {
                true => "–".to_owned(),
                false => reason.join(": "),
            },
        ]);
    }
    table.text(words.say(Word::Nothing))
}

/// Shows or words templates.
pub fn templates(context: &Context, typed: Templates) -> Result<Answer, CliError> {
    let kind = typed.kind.as_deref().map(|k| word("kind", k)).transpose()?;
    let language = typed
        .language
        .as_deref()
        .map(|l| word("language", l))
        .transpose()?;
    let body = typed.body_file.as_deref().map(read).transpose()?;
    let profile = context.open()?;
    let mut rows = match (kind, language) {
        (Some(kind), Some(language)) if typed.reset || body.is_some() => {
            outbox::set_template(&profile, kind, language, body)?
        }
        _ => outbox::templates(&profile)?,
    };
    rows.retain(|row| {
        kind.is_none_or(|k| k == row.kind) && language.is_none_or(|l| l == row.language)
    });
    context.done(&json!({ "templates": rows }), |words| {
        let one = |row: &ReplyTemplateRow| {
            let own = if row.own {
                format!(" ({})", words.say(Word::OwnPreset))
            } else {
                String::new()
            };
            format!(
                "{} · {}{own}\n{}\n\n",
                slug(&row.kind),
                slug(&row.language),
                plain_lines(&row.body)
            )
        };
        rows.iter().map(one).collect()
    })
}

/// Shows or says how mailboxes send.
pub async fn sender(context: &Context, typed: Sender) -> Result<Answer, CliError> {
    let proof = word("proof", &typed.proof)?;
    let password = typed.secret_file.as_deref().map(read).transpose()?;
    let password = password.map(|text| text.trim_end_matches(['\r', '\n']).to_owned());
    let profile = context.open()?;
    let rows = match (typed.account, typed.server, typed.address) {
        (Some(account), _, _) if typed.remove => outbox::remove_sender(&profile, account)?,
        (Some(account), Some(server), Some(address)) => {
            let request = SenderRequest {
                account,
                server,
                user: typed.user,
                name: typed.name,
                address,
                proof,
                password,
            };
            outbox::set_sender(&profile, request).await?
        }
        _ => outbox::senders(&profile)?,
    };
    let rows: Vec<SenderRow> = rows
        .into_iter()
        .filter(|row| typed.account.is_none_or(|account| account == row.account))
        .collect();
    context.done(&json!({ "senders": rows }), |words| {
        let mut table = Table::new([
            (words.say(Word::Id), Align::Right),
            (words.say(Word::Handle), Align::Left),
            (words.say(Word::Recipient), Align::Left),
            (words.say(Word::SendServer), Align::Left),
            (words.say(Word::SendProof), Align::Left),
        ]);
        for row in &rows {
            table.row([
                row.account.to_string(),
                row.handle.clone(),
                row.address.clone(),
                row.server.clone().unwrap_or_else(|| "–".to_owned()),
                words.slug(&format!("proof_{}", slug(&row.proof))),
            ]);
        }
        table.text(words.say(Word::Nothing))
    })
}
