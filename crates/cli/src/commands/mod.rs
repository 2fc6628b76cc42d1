//! One file for each family of commands; each hands on to a use case and words its answer.

mod accounts;
mod care;
mod deals;
mod demo;
mod doubles;
mod earnings;
mod forecast;
mod hand;
mod import;
mod invoices;
mod ledger;
mod mail;
mod metrics;
mod offers;
pub mod passphrase;
mod payouts;
mod programme_status;
mod programmes;
mod rates;
mod reply;
mod rules;
mod secret;
mod sign_in;
mod sync;
mod terms;
mod today;
mod work;
mod write;

use crate::arguments::Command;
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use serde::de::DeserializeOwned;
use studio::StudioError;

/// Does what was typed.
///
/// # Errors
/// [`CliError`].
pub async fn run(context: &Context, command: Command) -> Result<Answer, CliError> {
    match command {
        Command::Demo(scale) => demo::demo(context, &scale).await,
        Command::Sandbox(sandbox) => demo::sandbox(context, sandbox).await,
        Command::Profile(profile) => care::profile(context, &profile),
        Command::Account(account) => accounts::account(context, account).await,
        Command::Sync(request) => sync::sync(context, request).await,
        Command::Import(request) => import::import(context, request),
        Command::Entries(query) => match query.action {
            Some(action) => hand::hand(context, action),
            None => earnings::entries(context, &query),
        },
        Command::Totals(query) => earnings::totals(context, query),
        Command::Changes(query) => ledger::changes(context, query),
        Command::Drift(span) => ledger::drift(context, &span),
        Command::Source { entry } => earnings::source(context, entry),
        Command::Payouts(request) => payouts::payouts(context, request),
        Command::Metrics(metrics) => metrics::metrics(context, metrics),
        Command::Programmes(query) => match query.action {
            Some(action) => programme_status::answer(context, action),
            None => programmes::programmes(context, query),
        },
        Command::Mail(request) => mail::mail(context, request),
        Command::Search(words) => mail::search(context, words),
        Command::Offers(offers) => offers::offers(context, offers).await,
        Command::Invoices(request) => invoices::invoices(context, request),
        Command::Brands(request) => deals::brands(context, &request),
        Command::Deal(request) => work::deal(context, request),
        Command::Worth(request) => work::worth(context, request),
        Command::Fees(query) => work::fees(context, &query),
        Command::Calendar(to) => work::save_calendar(context, &to),
        Command::Case(case) => work::save_case(context, &case),
        Command::Rates(rates) => rates::rates(context, rates).await,
        Command::Chart(chart) => write::chart(context, chart),
        Command::Doubles(request) => doubles::doubles(context, request),
        Command::Today => today::today(context),
        Command::Export(export) => write::export(context, export),
        Command::Backup { to } => care::backup(context, to),
        Command::Restore { file } => care::restore(context, &file),
        Command::Verify => care::verify(context),
        Command::Doctor => care::doctor(context),
    }
}

/// A typed word of one of the edge's closed lists.
fn word<T: DeserializeOwned>(field: &str, text: &str) -> Result<T, StudioError> {
    serde_json::from_value(serde_json::Value::String(text.to_owned()))
        .map_err(|_| StudioError::bad(field, text))
}

/// The two sides of `FIELD=VALUE`.
fn pair(text: &str) -> Result<(&str, &str), StudioError> {
    text.split_once('=')
        .ok_or_else(|| StudioError::bad("FIELD=VALUE", text))
}
