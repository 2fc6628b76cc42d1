//! Connected accounts.
//!
//! The rule it protects: a secret comes from a file or standard input, never from an argument, and is never printed.

use crate::arguments::Account;
use crate::commands::{sign_in, word};
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Table, count};
use crate::words::{Word, Words};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{IsTerminal, Read};
use std::path::Path;
use studio::shapes::{AccountRow, ConnectRequest, SignInRequest};
use studio::{StudioError, accounts};

/// Credentials are a few hundred bytes; more is another file by mistake.
const MOST: u64 = 64 * 1024;

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
                    .map_err(|()| StudioError::bad("secret", ""))?,
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
        Account::Remove { id, with_data } => {
            let profile = context.open()?;
            let view = accounts::remove(&profile, id, !with_data)?;
            listed(context, &view.accounts)
        }
    }
}

/// The fields of a secret file: a JSON object, or a bare Stripe key.
fn fields(file: &Path) -> Result<BTreeMap<String, String>, StudioError> {
    // What is wrong in it is not repeated: it may be a secret.
    typed(&read(file)?).map_err(|()| StudioError::bad("--secret-file", file.display().to_string()))
}

/// Credentials as text: a JSON object, or a bare Stripe key.
fn typed(text: &str) -> Result<BTreeMap<String, String>, ()> {
    let text = text.trim();
    if !text.starts_with('{') {
        return Ok(BTreeMap::from([("api_key".to_owned(), text.to_owned())]));
    }
    let object: BTreeMap<String, Value> = serde_json::from_str(text).map_err(|_| ())?;
    let texts = object.into_iter().filter_map(|(key, value)| match value {
        Value::String(text) => Some((key, text)),
        Value::Null => None,
        other => Some((key, other.to_string())),
    });
    Ok(texts.collect())
}

/// Asks for a secret without showing it; where nobody sits at a terminal, the option is named instead.
fn prompt(context: &Context, ask: Word, option: &str) -> Result<String, StudioError> {
    if !std::io::stdin().is_terminal() {
        return Err(StudioError::bad(option, ""));
    }
    rpassword::prompt_password(format!("{} ", context.words.say(ask)))
        .map_err(|e| StudioError::file(Path::new("-"), e))
}

fn read(file: &Path) -> Result<String, StudioError> {
    let failed = |e| StudioError::file(file, e);
    let mut text = String::new();
    if file == Path::new("-") {
        let stdin = std::io::stdin().lock();
        stdin.take(MOST).read_to_string(&mut text).map_err(failed)?;
    } else {
        let open = std::fs::File::open(file).map_err(failed)?;
        open.take(MOST).read_to_string(&mut text).map_err(failed)?;
    }
    Ok(text)
}

fn one(context: &Context, row: &AccountRow) -> Result<Answer, CliError> {
    context.done(&json!({ "account": row }), |words| {
        table(std::slice::from_ref(row), words)
    })
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
