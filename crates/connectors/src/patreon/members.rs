//! One page of members with their pledge histories.

use crate::error::ConnectError;
use crate::http::document;
use crate::http::raw::{envelope, locate, misfit, reject};
use domain::currency::iso_exponent;
use domain::reject::RejectReason;
use domain::{
    Amount, EntryDraft, Instant, Locator, Money, Page, Platform, Reject, Status, Stream, Unit, Zone,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Feed of the charges.
pub const MEMBERS_FEED: &str = "members";

/// A parsed page of members.
#[derive(Debug)]
pub struct MembersPage {
    /// The document with the charges.
    pub page: Page,
    /// Cursor of the next page; `None` at the end.
    pub next: Option<String>,
    /// Ids of the first and the last member.
    pub ends: Option<(String, String)>,
    /// Pledge events that are no charge, by their type.
    pub skipped: BTreeMap<String, u64>,
}

#[derive(Deserialize)]
struct Answer<'a> {
    #[serde(borrow)]
    data: Vec<Member<'a>>,
    #[serde(borrow, default)]
    included: Vec<&'a RawValue>,
    #[serde(default)]
    meta: Meta,
}

#[derive(Deserialize)]
struct Member<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
}

#[derive(Deserialize, Default)]
struct Meta {
    #[serde(default)]
    pagination: Pagination,
}

#[derive(Deserialize, Default)]
struct Pagination {
    #[serde(default)]
    cursors: Option<Cursors>,
}

#[derive(Deserialize)]
struct Cursors {
    next: Option<String>,
}

#[derive(Deserialize)]
struct Resource<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow, default)]
    attributes: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Event<'a> {
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    amount_cents: Option<i64>,
    #[serde(borrow)]
    currency_code: Option<Cow<'a, str>>,
    #[serde(borrow)]
    date: Option<Cow<'a, str>>,
    #[serde(borrow)]
    payment_status: Option<Cow<'a, str>>,
    #[serde(borrow)]
    tier_title: Option<Cow<'a, str>>,
}

/// Reads one answer of `GET /api/oauth2/v2/campaigns/{id}/members?include=pledge_history`.
///
/// A charge is a pledge event of type `subscription`; starts, upgrades, downgrades and ends are counted. Source of the
/// format: Patreon's APIv2 documentation, resources *Member* and *Pledge Event*.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read. A charge that cannot be read is among the rejects.
pub fn parse_members(
    name: &str,
    body: &Arc<[u8]>,
    now: Instant,
) -> Result<MembersPage, ConnectError> {
    let answer: Answer<'_> = envelope(name, body)?;
    let ends = answer.data.first().zip(answer.data.last());
    let mut parsed = MembersPage {
        page: Page::new(MEMBERS_FEED, document(Platform::Patreon, name, body, now)),
        next: answer.meta.pagination.cursors.and_then(|c| c.next),
        ends: ends.map(|(a, b)| (a.id.clone().into_owned(), b.id.clone().into_owned())),
        skipped: BTreeMap::new(),
    };
    parsed.next = parsed.next.filter(|cursor| !cursor.is_empty());
    for (n, raw) in answer.included.iter().enumerate() {
        let raw = raw.get();
        let locator = locate(body, raw, format!("/included/{n}"));
        let read = serde_json::from_str::<Resource<'_>>(raw).and_then(|resource| {
            let event = match resource.attributes {
                Some(attributes) if resource.kind == "pledge-event" => {
                    Some(serde_json::from_str::<Event<'_>>(attributes.get())?)
                }
                _ => None,
            };
            Ok((resource.id, event))
        });
        match read {
            Ok((id, Some(event))) if event.kind == "subscription" => {
                match charge(&id, &event, locator, raw) {
                    Ok(Some(entry)) => parsed.page.entries.push(entry),
                    Ok(None) => *parsed.skipped.entry("uncharged".to_owned()).or_default() += 1,
                    Err(refused) => parsed.page.rejects.push(*refused),
                }
            }
            Ok((_, Some(event))) => {
                *parsed.skipped.entry(event.kind.into_owned()).or_default() += 1;
            }
            // a resource of another type
            Ok((_, None)) => {}
            Err(e) => parsed.page.rejects.push(misfit(&e, locator, raw)),
        }
    }
    Ok(parsed)
}

/// The entry of a charge; `None` for one that asked for no money.
fn charge(
    id: &str,
    event: &Event<'_>,
    locator: Locator,
    raw: &str,
) -> Result<Option<EntryDraft>, Box<Reject>> {
    let refuse = |reason, detail: &str| Box::new(reject(reason, detail, locator.clone(), raw));
    let missing = |field| refuse(RejectReason::MissingField, field);
    let Some(word) = event.payment_status.as_deref() else {
        return Ok(None);
    };
    let standing = standing(word);
    let status =
        standing.ok_or_else(|| refuse(RejectReason::Broken, &format!("payment_status {word}")))?;
    let cents = event.amount_cents.ok_or_else(|| missing("amount_cents"))?;
    let Some(status) = status.filter(|_| cents != 0) else {
        return Ok(None);
    };
    let code = event.currency_code.as_deref();
    let code = code.ok_or_else(|| missing("currency_code"))?;
    let unit = Unit::currency(code).map_err(|_| refuse(RejectReason::NotAUnit, "currency_code"))?;
    // whether “cents” of a currency without cents are hundredths is not documented: off by a hundred is worse than asking
    if iso_exponent(&code.to_ascii_uppercase()) != Some(2) {
        let detail = format!("amount_cents of {code}, which has no cents");
        return Err(refuse(RejectReason::NotAUnit, &detail));
    }
    let amount = Amount::from_minor(cents, 2, unit)
        .map_err(|_| refuse(RejectReason::NumberRange, "amount_cents"))?;
    let date = event.date.as_deref().ok_or_else(|| missing("date"))?;
    let at: Instant = date
        .parse()
        .map_err(|_| refuse(RejectReason::NotADate, "date"))?;
    let tier = event.tier_title.as_deref().map(str::trim);
    Ok(Some(EntryDraft {
        external_id: Some(id.to_owned()),
        day: at.day_in(Zone::UTC),
        zone: Zone::UTC,
        instant: Some(at),
        stream: Stream::Subscription,
        title: match tier.filter(|t| !t.is_empty()) {
            Some(tier) => tier.chars().filter(|c| !c.is_control()).take(300).collect(),
            None => "Membership".to_owned(),
        },
        counterparty: None,
        // what the patron paid. Fees and tax are not stated; until a file or the creator says more this is also all that
        // is known of the net
        money: Money {
            unit,
            gross: Some(amount.micros),
            fee: None,
            tax: None,
            net: amount.micros,
        },
        status,
        available_on: None,
        payout_external_id: None,
        locator,
    }))
}

/// A payment's standing: unknown words give `None`, a free trial `Some(None)`. How much of a partly refunded charge is left
/// is not stated, so its figure is not final.
fn standing(word: &str) -> Option<Option<Status>> {
    Some(Some(match word {
        "Paid" => Status::Confirmed,
        "Pending" | "Partially Refunded" => Status::Estimated,
        "Declined" | "Deleted" | "Fraud" | "Other" => Status::Ineligible,
        "Refunded" | "Refunded by Patreon" => Status::Reversed,
        "Free Trial" => return Some(None),
        _ => return None,
    }))
}
