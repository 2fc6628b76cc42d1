//! Messages: found, read in their conversation, their attachments saved, others pasted in.

use crate::arguments::{Mail, MailPaste, MailWords};
use crate::commands::pair;
use crate::context::Context;
use crate::error::CliError;
use crate::output::{Answer, count, plain};
use crate::words::Words;
use std::io::Read;
use std::path::Path;
use studio::shapes::{
    MailAttachment, MailHits, MailSearch, MailThread, PastedMessage, SavedAttachment,
};
use studio::{StudioError, inbox, mail};

/// What was typed after `mail`.
pub fn mail(context: &Context, request: Mail) -> Result<Answer, CliError> {
    match request {
        Mail::Search(words) => search(context, words),
        Mail::Thread { message } => {
            let thread = mail::thread(&*context.open()?, message)?;
            context.done(&thread, |words| conversation(&thread, words))
        }
        Mail::Attachment { message, place, to } => {
            let saved = mail::save(&*context.open()?, message, place, &to)?;
            context.done(&saved, |words| written(&saved, words))
        }
        Mail::Paste(pasted) => paste(context, pasted),
    }
}

/// Messages and offers with some words.
pub fn search(context: &Context, typed: MailWords) -> Result<Answer, CliError> {
    let asked = MailSearch {
        text: typed.words.join(" "),
        newest: typed.newest,
        after: typed.after,
        limit: Some(typed.limit),
    };
    let found = mail::search(&*context.open()?, &asked)?;
    if let Some(problem) = &found.problem {
        return Err(StudioError::bad(format!("search: {}", problem.code), &problem.about).into());
    }
    context.done(&found, |words| hits(&found, words))
}

/// Keeps a pasted message and shows the offer it became.
pub fn paste(context: &Context, typed: MailPaste) -> Result<Answer, CliError> {
    let message = PastedMessage {
        text: words_of(&typed.file)?,
        who: typed.who,
        contact: typed.contact,
        place: typed.place,
        sent: typed.sent,
        subject: typed.subject,
        account: typed.account,
    };
    let profile = context.open_or_make()?;
    let done = mail::paste(&profile, &message)?;
    let detail = inbox::offer(&profile, done.offer)?;
    context.done(&done, |words| {
        format!(
            "{} · {} · {} {}\n",
            plain(&detail.offer.brand),
            plain(&detail.offer.title),
            words.say(crate::words::Word::Id),
            done.offer
        )
    })
}

/// The same, with what is said about the message as `FIELD=VALUE`.
pub fn paste_fields(
    context: &Context,
    file: String,
    fields: &[String],
) -> Result<Answer, CliError> {
    let mut typed = MailPaste {
        file,
        who: String::new(),
        contact: None,
        place: None,
        sent: None,
        subject: None,
        account: None,
    };
    for field in fields {
        let (name, value) = pair(field)?;
        let said = Some(value.to_owned());
        match name {
            "who" => typed.who = value.to_owned(),
            "contact" => typed.contact = said,
            "place" => typed.place = said,
            "sent" => typed.sent = said,
            "subject" => typed.subject = said,
            "account" => {
                let id = value.parse();
                typed.account = Some(id.map_err(|_| StudioError::bad("account", value))?);
            }
            other => return Err(StudioError::bad("field", other).into()),
        }
    }
    paste(context, typed)
}

/// The text of a file, or of the standard input.
fn words_of(file: &str) -> Result<String, StudioError> {
    let mut text = String::new();
    let failed = |error| StudioError::file(Path::new(file), error);
    if file == "-" {
        std::io::stdin().read_to_string(&mut text).map_err(failed)?;
    } else {
        text = std::fs::read_to_string(file).map_err(failed)?;
    }
    Ok(text)
}

fn hits(found: &MailHits, words: Words) -> String {
    let mut text = String::new();
    for offer in &found.offers {
        let stage = crate::error::slug(&offer.stage);
        text.push_str(&format!(
            "{} {} · {} · {} · {}\n",
            words.slug("offer"),
            offer.id,
            plain(&offer.brand.text),
            plain(&offer.title.text),
            words.slug(&stage),
        ));
    }
    for hit in &found.messages {
        text.push_str(&format!(
            "{} · {} · {} · {}\n    {}\n",
            hit.message,
            hit.sent,
            plain(&hit.from.text),
            plain(&hit.subject.text),
            plain(&hit.snippet.text)
        ));
    }
    if text.is_empty() {
        return format!("{}\n", words.say(crate::words::Word::Nothing));
    }
    if let Some(next) = &found.next {
        text.push_str(&format!("--after {next}\n"));
    }
    text
}

fn conversation(thread: &MailThread, words: Words) -> String {
    let mut text = String::new();
    for message in &thread.messages {
        text.push_str(&format!(
            "{} · {} <{}> · {}\n{}\n",
            message.id,
            plain(&message.from_name),
            plain(&message.from_address),
            message.sent,
            plain(&message.subject)
        ));
        for road in &message.roads {
            let place = road.folder.as_deref().unwrap_or(&road.source.name);
            let gone = road.gone.as_deref().map_or(String::new(), |at| {
                format!(" ({} {at})", words.slug("gone"))
            });
            text.push_str(&format!(
                "  [{} · {}{gone}]\n",
                plain(&road.handle),
                plain(place)
            ));
        }
        for file in &message.attachments {
            text.push_str(&format!("  # {}\n", attachment(file, words)));
        }
        for line in message.text.lines() {
            text.push_str(&format!("  {}\n", plain(line)));
        }
        text.push('\n');
    }
    text
}

/// `0 brief.pdf (application/pdf, 1,204) ! a program`.
fn attachment(file: &MailAttachment, words: Words) -> String {
    let kind = file.content_type.as_deref().unwrap_or(&file.media_type);
    let harm = file.harm.as_deref().map_or(String::new(), |harm| {
        format!(" ! {}", words.slug(&format!("harm_{harm}")))
    });
    format!(
        "{} {} ({}, {}){harm}",
        file.place,
        plain(&file.name),
        plain(kind),
        count(file.size, words)
    )
}

fn written(saved: &SavedAttachment, words: Words) -> String {
    format!(
        "{}\n{}\nsha256 {}\n",
        saved.path,
        attachment(&saved.attachment, words),
        saved.attachment.sha256
    )
}
