//! The wallet ledger: earnings into entries, withdrawals into payouts.
//!
//! The rule it protects: TikTok names the fields of this list but no public file shows one filled, so keys are matched
//! by their words, and a row of another shape waits in *needs review* with its bytes.

use super::{Reading, field, sections};
use crate::import::Note;
use crate::text::json::{self, Node};
use crate::text::number::{self, Reading as Figure};
use crate::text::{cut, date};
use domain::reject::RejectReason;
use domain::{
    Amount, EntryDraft, Instant, Money, Page, PayoutDraft, PayoutState, Status, Stream, Unit, Zone,
};
use std::borrow::Cow;

type Fields<'t> = [(Cow<'t, str>, Node<'t>)];
type Refusal = (RejectReason, String);

/// What a ledger row is.
enum Kind {
    Earning,
    Withdrawal,
    Spending,
}

enum Row {
    Entry(EntryDraft),
    Payout(PayoutDraft),
    Spending(String),
}

/// `TransactionsList`.
pub(super) fn ledger(reading: &mut Reading<'_>, list: &Node<'_>) -> Page {
    let mut page = reading.page("export.wallet");
    for item in list.items() {
        match row(reading, &item) {
            Ok(Row::Entry(entry)) => page.entries.push(entry),
            Ok(Row::Payout(payout)) => page.payouts.push(payout),
            Ok(Row::Spending(kind)) => reading.notes.push(Note::one("wallet_not_income", kind)),
            Err((reason, detail)) => page.rejects.push(reading.reject(&item, reason, detail)),
        }
    }
    page
}

fn row(reading: &Reading<'_>, item: &Node<'_>) -> Result<Row, Refusal> {
    let fields = item.fields();
    let need = |names: &[&str], label: &str| {
        field(&fields, names).ok_or_else(|| (RejectReason::MissingField, label.to_owned()))
    };
    let type_word = need(&["transactiontype", "type"], "Transaction_type")?;
    let kind = kind_of(&type_word).ok_or_else(|| {
        (
            RejectReason::MissingField,
            format!("Transaction_type: {}", cut(&type_word, 60)),
        )
    })?;
    if matches!(kind, Kind::Spending) {
        return Ok(Row::Spending(cut(&type_word, 60)));
    }
    let at = need(&["date", "time", "transactiontime", "createtime"], "Date")?;
    let at = date::utc(&at).map_err(|reason| (reason, format!("Date: {}", cut(&at, 40))))?;
    let amount = amount(
        &need(&["amount"], "Amount")?,
        field(&fields, &["currency"]).as_deref(),
    )?;
    let id = field(&fields, &["transactionid", "id", "orderid"]).map(|id| id.trim().to_owned());
    let status = field(&fields, &["status"])
        .map(|s| s.to_lowercase())
        .unwrap_or_default();
    let extra = extra(&fields);
    let locator = item.locator(reading.text);
    Ok(match kind {
        Kind::Withdrawal => Row::Payout(PayoutDraft {
            external_id: id.unwrap_or_else(|| format!("wallet:{at}:{}", amount.text())),
            amount: Amount::new(amount.micros.checked_abs().unwrap_or(i64::MAX), amount.unit),
            state: payout_state(&status),
            created: at,
            arrival: None,
            itemised: false,
            failure: None,
            description: (!extra.is_empty()).then(|| cut(&extra, 300)),
            locator,
        }),
        _ => Row::Entry(entry(&type_word, id, at, amount, &status, &extra, locator)),
    })
}

fn entry(
    type_word: &str,
    external_id: Option<String>,
    at: Instant,
    amount: Amount,
    status: &str,
    extra: &str,
    locator: domain::Locator,
) -> EntryDraft {
    let title = if extra.is_empty() {
        type_word.to_owned()
    } else {
        format!("{type_word}: {extra}")
    };
    EntryDraft {
        external_id,
        day: at.day_in(Zone::UTC),
        zone: Zone::UTC,
        instant: Some(at),
        stream: stream_of(&title),
        title: cut(&title, 300),
        counterparty: None,
        money: Money::net_only(amount),
        status: entry_status(status),
        available_on: None,
        payout_external_id: None,
        locator,
    }
}

fn kind_of(word: &str) -> Option<Kind> {
    let word = sections::fold(word);
    let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    if has(&["withdraw", "cashout", "payout"]) {
        Some(Kind::Withdrawal)
    } else if has(&["recharge", "purchase", "topup", "spend", "giftsent"]) {
        Some(Kind::Spending)
    } else if has(&[
        "earning",
        "reward",
        "income",
        "bonus",
        "commission",
        "tip",
        "revenue",
    ]) {
        Some(Kind::Earning)
    } else {
        None
    }
}

/// The stream by the words of the type and its JSON field; earnings without a hint are creator rewards.
fn stream_of(words: &str) -> Stream {
    let words = sections::fold(words);
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if has(&["videogift"]) {
        Stream::VideoGift
    } else if has(&["livesubscription", "subscription"]) {
        Stream::Subscription
    } else if has(&["livegift", "gift", "diamond", "livereward", "=live"]) {
        Stream::LiveGift
    } else if has(&["affiliate", "commission"]) {
        Stream::AffiliateCommission
    } else if has(&["tips", "=tip", "tip:"]) {
        Stream::Tip
    } else if has(&["bonus", "referral"]) {
        Stream::Bonus
    } else if has(&["adrevenue", "adshare", "pulse"]) {
        Stream::AdShare
    } else {
        Stream::CreatorReward
    }
}

fn entry_status(word: &str) -> Status {
    let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    if has(&["fail", "reject", "cancel", "ineligible"]) {
        Status::Ineligible
    } else if has(&["revers", "refund", "return"]) {
        Status::Reversed
    } else if has(&["frozen", "hold", "held"]) {
        Status::Frozen
    } else if has(&["pending", "process", "estimat"]) {
        Status::Estimated
    } else if has(&["success", "complet", "paid", "settled", "done"]) {
        Status::Available
    } else {
        Status::Confirmed
    }
}

fn payout_state(word: &str) -> PayoutState {
    let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    if has(&["fail", "reject", "return"]) {
        PayoutState::Failed
    } else if has(&["cancel"]) {
        PayoutState::Canceled
    } else if has(&["process", "transit", "sent"]) {
        PayoutState::InTransit
    } else if has(&["success", "complet", "paid", "done"]) {
        PayoutState::Paid
    } else {
        PayoutState::Pending
    }
}

/// An amount with its unit from the currency field, or from a code beside the number (`USD 12.34`).
fn amount(text: &str, currency: Option<&str>) -> Result<Amount, Refusal> {
    let word: String = text.chars().filter(char::is_ascii_alphabetic).collect();
    let digits = text.trim_matches(|c: char| c.is_alphabetic() || c.is_whitespace());
    let code = currency.map(str::trim).map_or(word.as_str(), |code| code);
    let unit = match code.to_lowercase().as_str() {
        "diamond" | "diamonds" => Unit::Diamond,
        "coin" | "coins" => Unit::Coin,
        "" => return Err((RejectReason::MissingField, "Currency".to_owned())),
        _ => Unit::currency(code).map_err(|_| {
            (
                RejectReason::NotAUnit,
                format!("Currency: {}", cut(code, 40)),
            )
        })?,
    };
    number::read(digits)
        .and_then(|figure| match figure {
            Figure::One(micros, _) => Ok(micros),
            two @ Figure::Two { .. } => two.settle(None),
        })
        .map(|micros| Amount::new(micros, unit))
        .map_err(|reason| (reason, format!("Amount: {}", cut(text, 40))))
}

/// The free field that holds JSON, or an object of its own, as `source = creator fund, cash out type = paypal`.
fn extra(fields: &Fields<'_>) -> String {
    let mut words = Vec::new();
    let mut take = |inner: &[(Cow<'_, str>, Node<'_>)]| {
        for (key, value) in inner {
            if let Some(value) = value.scalar() {
                words.push(format!("{key} = {}", value.trim()));
            }
        }
    };
    for (_, node) in fields {
        if node.is_object() {
            take(&node.fields());
        } else if let Some(text) = node.scalar()
            && text.trim_start().starts_with('{')
            && let Ok(inner) = json::root("", &text)
        {
            take(&inner.fields());
        }
    }
    words.join(", ")
}
