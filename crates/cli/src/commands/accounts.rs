//! Connected accounts.
//!
//! The rule it protects: a secret comes from a file or standard input, never from an argument, and is never printed.

use crate::arguments::Account;
use crate::commands::secret::{prompt, read};
use crate::commands::{sign_in, word};
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Exit, Table, count, plain};
use crate::words::{Word, Words};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use studio::shapes::{AccountRemoval, AccountRow, ConnectRequest, MailFolderRow, SignInRequest};
use studio::{StudioError, accounts, mailbox};

/// Connects, lists, checks or removes.
pub async fn account(context: &Context, account: Account) -> Result<Answer, CliError> {
    match account {
        Account::List => {
            let rows = accounts::list(&*context.open()?)?;
            listed(context, &rows)
        }
        Account::Add {
            platform,
            manual,
            handle,
            base_url,
            secret_file,
            region,
        } => {
            let fields = match (&secret_file, manual) {
                (_, true) => BTreeMap::new(),
                (Some(file), false) => fields(file)?,
                (None, false) => typed(&prompt(context, Word::AccountSecret, "--secret-file")?)
                    .ok_or_else(|| StudioError::bad("secret", ""))?,
            };
            let request = ConnectRequest {
                platform: word("platform", &platform)?,
                handle: handle.unwrap_or_default(),
                region,
                base_url,
                manual,
                fields,
            };
            let profile = context.open_or_make()?;
            let row = accounts::connect(&profile, request).await?;
            one(context, &row)
        }
        Account::SignIn {
            platform,
            client_id,
            secret_file,
            testing,
            account,
            handle,
            base_url,
            region,
        } => {
            let platform = word("platform", &platform)?;
            let client_secret = match &secret_file {
                Some(file) => Some(read(file)?.trim().to_owned()),
                // an app entered now has a secret nobody knows yet; one entered before is remembered with its own
                None if client_id.is_some() && accounts::wants_secret(platform) => {
                    Some(prompt(context, Word::AppSecret, "--secret-file")?)
                }
                None => None,
            };
            let request = SignInRequest {
                platform,
                account,
                handle: handle.unwrap_or_default(),
                region,
                base_url,
                client_id,
                client_secret,
                testing,
            };
            sign_in::run(context, request).await
        }
        Account::Test { id } => {
            let profile = context.open()?;
            let row = accounts::test(&profile, id).await?;
            one(context, &row)
        }
        Account::Folders { id, set } => {
            let profile = context.open()?;
            let rows = match set.as_slice() {
                [] => mailbox::folders(&profile, id).await?,
                some => mailbox::choose(&profile, id, some).await?,
            };
            context.done(&json!({ "folders": rows }), |words| folders(&rows, words))
        }
        Account::Remove { id, with_data } => {
            let profile = context.open()?;
            let removal = accounts::remove(&profile, id, !with_data).await?;
            removed(context, &removal)
        }
    }
}

/// The fields of a secret file: a JSON object, or a bare Stripe key.
fn fields(file: &Path) -> Result<BTreeMap<String, String>, StudioError> {
    // What is wrong in it is not repeated: it may be a secret.
    typed(&read(file)?).ok_or_else(|| StudioError::bad("--secret-file", file.display().to_string()))
}

/// Credentials as text: a JSON object, or a bare Stripe key. `None` for anything else.
fn typed(text: &str) -> Option<BTreeMap<String, String>> {
    let text = text.trim();
    if !text.starts_with('{') {
        return Some(BTreeMap::from([("api_key".to_owned(), text.to_owned())]));
    }
    let object: BTreeMap<String, Value> = serde_json::from_str(text).ok()?;
    let texts = object.into_iter().filter_map(|(key, value)| match value {
        Value::String(text) => Some((key, text)),
        Value::Null => None,
        other => Some((key, other.to_string())),
    });
    Some(texts.collect())
}

fn one(context: &Context, row: &AccountRow) -> Result<Answer, CliError> {
    context.done(&json!({ "account": row }), |words| {
        table(std::slice::from_ref(row), words)
    })
}

/// What is left, and what became of the grant. A platform that may still hold it makes this done in part.
fn removed(context: &Context, removal: &AccountRemoval) -> Result<Answer, CliError> {
    let json = json!({
        "accounts": removal.view.accounts,
        "grant": removal.grant,
        "error": removal.error,
    });
    let exit = match removal.error {
        Some(_) => Exit::Partial,
        None => Exit::Done,
    };
    let mut answer = context.ended(exit, &json, |words| table(&removal.view.accounts, words))?;
    if let Some(error) = &removal.error {
        let told = context.words.say(Word::GrantMayStand);
        answer.stderr = plain(&format!("{told} {}\n", error.message));
    }
    Ok(answer)
}

fn listed(context: &Context, rows: &[AccountRow]) -> Result<Answer, CliError> {
    context.done(&json!({ "accounts": rows }), |words| table(rows, words))
}

fn table(rows: &[AccountRow], words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Id), Align::Right),
        (words.say(Word::Platform), Align::Left),
        (words.say(Word::Handle), Align::Left),
        (words.say(Word::Region), Align::Left),
        (words.say(Word::Entries), Align::Right),
        (words.say(Word::State), Align::Left),
    ]);
    for row in rows {
        table.row([
            row.id.to_string(),
            words.slug(&slug(&row.platform)),
            row.handle.clone(),
            row.region.clone().unwrap_or_else(|| "–".to_owned()),
            count(row.entries, words),
            row.state
                .map_or_else(|| "–".to_owned(), |state| words.slug(&slug(&state))),
        ]);
    }
    table.text(words.say(Word::Nothing))
}

fn folders(rows: &[MailFolderRow], words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Read), Align::Left),
        (words.say(Word::Folder), Align::Left),
        (words.say(Word::Purpose), Align::Left),
    ]);
    for row in rows {
        let role = row.role.map(|role| format!("folder_{}", slug(&role)));
        let role = role.map_or_else(|| "–".to_owned(), |role| words.slug(&role));
        table.row([
            (if row.chosen { "✓" } else { "" }).to_owned(),
            row.name.clone(),
            match row.there {
                true => role,
                false => words.say(Word::NotThere).to_owned(),
            },
        ]);
    }
    table.text(words.say(Word::Nothing))
}
