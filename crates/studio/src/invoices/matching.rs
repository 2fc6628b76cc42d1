//! Bank lines and payouts that seem to pay invoices: proposed with reasons, accepted or refused by the creator.
//!
//! The rule it protects: what a bank line already pays (a payout or another invoice) is not offered again.

use super::known::Books;
use super::{list, paying};
use crate::rates::book;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::invoice::{Hint, Incoming, Open, Source, propose};
use domain::{AccountId, CivilDay, LandingId, PayoutId, PayoutState, Unit};
use std::collections::{BTreeMap, BTreeSet};
use store::{Landing, PaidFrom, PaymentDraft, Payout, ReadTx, Verdict};

/// Days looked back, and rows looked at.
const SPAN_DAYS: i32 = 400;
const MOST: u32 = 50_000;

/// Money that came in, by where.
struct Money {
    landings: BTreeMap<LandingId, Landing>,
    payouts: BTreeMap<PayoutId, Payout>,
    incoming: Vec<Incoming>,
}

impl Money {
    /// Everything not used yet, with the same at the rate of its day in the currencies of open invoices.
    fn read(tx: &ReadTx<'_>, units: &BTreeSet<Unit>, today: CivilDay) -> Result<Self, StudioError> {
        let from = Some(today.plus_days(-SPAN_DAYS));
        let mut used: BTreeMap<PaidFrom, i64> = BTreeMap::new();
        for payment in tx.payments()? {
            let amount = payment.draft.used.unwrap_or(payment.draft.amount);
            *used.entry(payment.draft.from).or_default() += amount.micros;
        }
        let mut is_payout: BTreeSet<(AccountId, String)> = BTreeSet::new();
        for decision in tx.match_decisions()? {
            for link in decision.links {
                if decision.verdict == Verdict::Accepted && link.payout.is_some() {
                    is_payout.insert(link.landing);
                }
            }
        }
        let mut money = Self {
            landings: BTreeMap::new(),
            payouts: BTreeMap::new(),
            incoming: Vec::new(),
        };
        for line in tx.landings(from, None, MOST)? {
            let name = (line.account, line.key.clone());
            let rest =
                line.landing.amount.micros - used.get(&landing_name(&line)).copied().unwrap_or(0);
            if rest > 0 && !is_payout.contains(&name) {
                let parts = [
                    Some(line.landing.text.as_str()),
                    line.landing.counterparty.as_deref(),
                    line.landing.reference.as_deref(),
                ];
                money.incoming.push(Incoming {
                    source: Source::Landing(line.id),
                    day: line.landing.day,
                    amount: domain::Amount::new(rest, line.landing.amount.unit),
                    converted: Vec::new(),
                    text: parts.into_iter().flatten().collect::<Vec<_>>().join(" "),
                });
                money.landings.insert(line.id, line);
            }
        }
        for payout in tx.payouts(from, None, MOST)? {
            let rest =
                payout.payout.amount.micros - used.get(&payout_name(&payout)).copied().unwrap_or(0);
            let Some(words) = payout.payout.description.clone() else {
                continue;
            };
            if rest > 0 && payout.payout.state == PayoutState::Paid {
                let zone_day = CivilDay(payout.payout.created.0.date_naive());
                money.incoming.push(Incoming {
                    source: Source::Payout(payout.id),
                    day: payout.payout.arrival.unwrap_or(zone_day),
                    amount: domain::Amount::new(rest, payout.payout.amount.unit),
                    converted: Vec::new(),
                    text: words,
                });
                money.payouts.insert(payout.id, payout);
            }
        }
        let foreign = money
            .incoming
            .iter()
            .any(|m| units.iter().any(|unit| *unit != m.amount.unit));
        if foreign {
            let rates = book(tx)?;
            for incoming in &mut money.incoming {
                let others = units.iter().filter(|unit| **unit != incoming.amount.unit);
                let converted = others.filter_map(|unit| {
                    let factor = rates
                        .factor(incoming.amount.unit, *unit, incoming.day)
                        .ok()?;
                    let micros = factor.apply(incoming.amount.micros.into()).ok()?;
                    Some(domain::Amount::new(i64::try_from(micros).ok()?, *unit))
                });
                incoming.converted = converted.collect();
            }
        }
        Ok(money)
    }

    fn name(&self, source: Source) -> Option<PaidFrom> {
        match source {
            Source::Landing(id) => self.landings.get(&id).map(landing_name),
            Source::Payout(id) => self.payouts.get(&id).map(payout_name),
        }
    }

    fn refused(&self, pairs: &[(i64, PaidFrom)]) -> Vec<(i64, Source)> {
        let sources = self.incoming.iter().map(|m| m.source);
        let named: BTreeMap<PaidFrom, Source> = sources
            .filter_map(|source| Some((self.name(source)?, source)))
            .collect();
        pairs
            .iter()
            .filter_map(|(invoice, from)| Some((*invoice, *named.get(from)?)))
            .collect()
    }
}

fn landing_name(line: &Landing) -> PaidFrom {
    PaidFrom::Landing(line.account, line.key.clone())
}

fn payout_name(payout: &Payout) -> PaidFrom {
    PaidFrom::Payout(payout.account, payout.payout.external_id.clone())
}

/// Invoices with something open.
fn open(tx: &ReadTx<'_>) -> Result<Vec<Open>, StudioError> {
    let books = Books::read(tx)?;
    let mut open = Vec::new();
    for row in tx.invoices()? {
        let Some(receipt) = books.receipt(&row).filter(|r| r.open() > 0) else {
            continue;
        };
        let says = &row.invoice;
        let (Some(number), Some(issued)) = (says.number.clone(), says.issued_on) else {
            continue;
        };
        let mut names = vec![says.client.party.name.clone()];
        if let Some(offer) = tx.offer_of_invoice(&row)? {
            names.push(tx.offer(offer)?.brand);
        }
        open.push(Open {
            id: row.id,
            number,
            amount: domain::Amount::new(receipt.open(), receipt.due.unit),
            issued,
            due: says.due_on.unwrap_or(issued),
            names,
        });
    }
    Ok(open)
}

/// Proposals for one invoice or for all, the surest first.
///
/// # Errors
/// [`StudioError`].
pub fn proposals(
    profile: &OpenProfile,
    invoice: Option<i64>,
) -> Result<Vec<PaymentProposal>, StudioError> {
    let today = profile.today()?;
    profile.store().read(|tx| {
        let open = open(tx)?;
        if open.is_empty() {
            return Ok(Vec::new());
        }
        let units = open.iter().map(|bill| bill.amount.unit).collect();
        let money = Money::read(tx, &units, today)?;
        let refused = money.refused(&tx.payment_refusals()?);
        let found = propose(&open, &money.incoming, &refused);
        let found = found
            .into_iter()
            .filter(|p| invoice.is_none_or(|id| p.invoice == id));
        Ok(found
            .filter_map(|proposal| {
                let bill = open.iter().find(|bill| bill.id == proposal.invoice)?;
                let came = money
                    .incoming
                    .iter()
                    .find(|m| m.source == proposal.source)?;
                let (source, source_id) = match proposal.source {
                    Source::Landing(id) => ("landing", id.0),
                    Source::Payout(id) => ("payout", id.0),
                };
                Some(PaymentProposal {
                    invoice: bill.id,
                    number: bill.number.clone(),
                    source: source.to_owned(),
                    source_id,
                    day: came.day.to_string(),
                    amount: came.amount.into(),
                    text: came.text.clone(),
                    score: proposal.score,
                    hints: proposal
                        .hints
                        .iter()
                        .map(|(hint, _)| (*hint).into())
                        .collect(),
                })
            })
            .collect())
    })
}

fn source_of(source: &str, id: i64) -> Result<Source, StudioError> {
    match source {
        "landing" => Ok(Source::Landing(LandingId(id))),
        "payout" => Ok(Source::Payout(PayoutId(id))),
        _ => Err(StudioError::bad("source", source)),
    }
}

/// Accepts that money pays an invoice. Of a bank line in the invoice's currency no more is used than is open, unless it came in
/// for this invoice alone: then all of it, and what is too much is shown. In another currency the line pays what is open.
///
/// # Errors
/// [`StudioError::BadRequest`] when the money is used up, or the invoice asks for nothing.
pub fn accept_payment(
    profile: &OpenProfile,
    invoice: i64,
    source: &str,
    source_id: i64,
) -> Result<InvoiceDetail, StudioError> {
    let (now, today) = (profile.now(), profile.today()?);
    let source = source_of(source, source_id)?;
    profile.store().write(move |tx| {
        let open = open(tx)?;
        let bill = open
            .iter()
            .find(|bill| bill.id == invoice)
            .ok_or_else(|| StudioError::bad("invoice", invoice.to_string()))?;
        let units = open.iter().map(|bill| bill.amount.unit).collect();
        let money = Money::read(tx, &units, today)?;
        let gone = || StudioError::bad("source", source_id.to_string());
        let came = money
            .incoming
            .iter()
            .find(|m| m.source == source)
            .ok_or_else(gone)?;
        let found = propose(&open, std::slice::from_ref(came), &[]);
        let hints: Vec<Hint> = found
            .iter()
            .find(|p| p.invoice == invoice)
            .map(|p| p.hints.iter().map(|(hint, _)| *hint).collect())
            .unwrap_or_default();
        let alone = found.iter().all(|p| p.invoice == invoice);
        let amount = if came.amount.unit != bill.amount.unit {
            bill.amount
        } else if alone {
            came.amount
        } else {
            domain::Amount::new(came.amount.micros.min(bill.amount.micros), bill.amount.unit)
        };
        let used = match came.amount.unit == bill.amount.unit {
            true => amount,
            false => came.amount,
        };
        let draft = PaymentDraft {
            invoice,
            day: came.day,
            amount,
            from: money.name(source).ok_or_else(gone)?,
            used: Some(used),
            basis: serde_json::to_string(&hints)
                .map_err(|e| StudioError::Internal(e.to_string()))?,
            note: String::new(),
        };
        paying::book(tx, &draft, now)?;
        list::detail(tx, invoice, today)
    })
}

/// Says that money is not for an invoice, or takes that back.
///
/// # Errors
/// [`StudioError::NotFound`] when there is no such bank line or payout.
pub fn refuse_payment(
    profile: &OpenProfile,
    invoice: i64,
    source: &str,
    source_id: i64,
    refused: bool,
) -> Result<Vec<PaymentProposal>, StudioError> {
    let now = profile.now();
    let source = source_of(source, source_id)?;
    profile.store().write(move |tx| {
        let from = match source {
            Source::Landing(id) => landing_name(&tx.landing(id)?),
            Source::Payout(id) => payout_name(&tx.payout(id)?),
        };
        tx.invoice(invoice)?;
        Ok::<(), StudioError>(tx.refuse_payment(invoice, &from, refused, now)?)
    })?;
    proposals(profile, Some(invoice))
}

/// The payments of an invoice with the words of where they came in.
pub(super) fn payments_of(
    tx: &ReadTx<'_>,
    books: &Books,
    invoice: i64,
) -> Result<Vec<InvoicePayment>, StudioError> {
    let mut out = Vec::new();
    for payment in books.payments.get(&invoice).into_iter().flatten() {
        let draft = &payment.draft;
        let (source, text) = match &draft.from {
            PaidFrom::Hand => ("hand", String::new()),
            PaidFrom::Landing(account, key) => {
                let line = tx.landing_by_key(*account, key)?;
                ("landing", line.map(|l| l.landing.text).unwrap_or_default())
            }
            PaidFrom::Payout(account, key) => {
                let found = tx.payouts_of(*account)?;
                let payout = found.into_iter().find(|p| p.payout.external_id == *key);
                let words = payout.and_then(|p| p.payout.description);
                ("payout", words.unwrap_or_default())
            }
        };
        let hints: Vec<Hint> = serde_json::from_str(&draft.basis).unwrap_or_default();
        out.push(InvoicePayment {
            id: payment.id,
            day: draft.day.to_string(),
            amount: draft.amount.into(),
            source: source.to_owned(),
            text,
            used: draft
                .used
                .filter(|used| used.unit != draft.amount.unit)
                .map(Into::into),
            note: draft.note.clone(),
            hints: hints.into_iter().map(Into::into).collect(),
        });
    }
    Ok(out)
}
