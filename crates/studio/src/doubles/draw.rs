//! Overlaps and decisions as shapes.

use super::count;
use super::search::{Group, Overlap, Pair};
use crate::shapes::*;
use crate::sources;
use crate::{OpenProfile, StudioError};
use domain::doubles::{Finding, Source, SourceKind};
use domain::{EntryId, LandingId, PayoutId};
use std::collections::BTreeMap;
use store::{DoubleSide as Side, DoubleVerdict, ReadTx, StoreError, ToldKind, ToldRow};

/// Overlaps drawn.
const GROUPS: usize = 50;
/// Pairs drawn of an overlap.
const PAIRS: usize = 40;
/// Decisions drawn.
const DECISIONS: u32 = 50;
/// Pairs drawn of a decision.
const LINKS: u32 = 20;

pub(super) fn doubles(tx: &ReadTx<'_>, found: &Overlap) -> Result<Doubles, StudioError> {
    Ok(Doubles {
        open: count(found.open()),
        groups: found
            .groups
            .iter()
            .take(GROUPS)
            .map(|group| draw_group(tx, group))
            .collect::<Result<_, _>>()?,
        decided: decided(tx)?,
        looked_from: found.looked_from.map(|day| day.to_string()),
    })
}

fn draw_group(tx: &ReadTx<'_>, group: &Group) -> Result<DoubleGroup, StudioError> {
    let days = || {
        let pairs = group.pairs.iter();
        pairs.flat_map(|pair| [pair.one.day, pair.other.day])
    };
    let day = |day: Option<domain::CivilDay>| day.map(|d| d.to_string()).unwrap_or_default();
    let mut twice: BTreeMap<domain::Unit, i128> = BTreeMap::new();
    for pair in &group.pairs {
        let aside = if group.one_aside {
            &pair.one
        } else {
            &pair.other
        };
        // The net stands last.
        if let Some(net) = aside.figures.last().filter(|_| aside.stream.is_some()) {
            *twice.entry(aside.unit).or_default() += i128::from(*net);
        }
    }
    let pairs: Vec<DoublePair> = group
        .pairs
        .iter()
        .take(PAIRS)
        .map(|pair| draw_pair(tx, pair))
        .collect::<Result<_, _>>()?;
    let first = pairs.first();
    Ok(DoubleGroup {
        id: group.id.clone(),
        kin: group.kin.slug().to_owned(),
        one: source(tx, &group.one, first.map(|pair| &pair.one))?,
        other: source(tx, &group.other, first.map(|pair| &pair.other))?,
        aside: if group.one_aside { "one" } else { "other" }.to_owned(),
        either: group.either(),
        count: count(group.pairs.len()),
        sure: count(group.pairs.iter().filter(|pair| pair.sure()).count()),
        from: day(days().min()),
        to: day(days().max()),
        twice: twice
            .into_iter()
            .map(|(unit, micros)| Amount::of_sum(micros, unit))
            .collect(),
        pairs,
    })
}

fn source(
    tx: &ReadTx<'_>,
    source: &Source,
    side: Option<&DoubleSide>,
) -> Result<DoubleSource, StoreError> {
    let document = side.and_then(|side| side.source.as_ref());
    let way = document.map_or("file", |d| match d.kind.as_str() {
        "api_page" => "api",
        "hand" => "hand",
        _ => "file",
    });
    Ok(DoubleSource {
        account: source.account.0,
        platform: source.platform.into(),
        handle: tx.account(source.account)?.handle,
        kind: match source.kind {
            SourceKind::Entry => "entry",
            SourceKind::Payout => "payout",
            SourceKind::Landing => "landing",
        }
        .to_owned(),
        way: way.to_owned(),
        document: document.map(|d| d.name.clone()).unwrap_or_default(),
    })
}

fn draw_pair(tx: &ReadTx<'_>, pair: &Pair) -> Result<DoublePair, StudioError> {
    Ok(DoublePair {
        id: pair.name.clone(),
        score: i64::from(pair.score),
        sure: pair.sure(),
        reasons: reasons(&pair.findings),
        one: of_row(tx, &pair.one)?,
        other: of_row(tx, &pair.other)?,
    })
}

fn reasons(findings: &[Finding]) -> Vec<DoubleReason> {
    findings
        .iter()
        .map(|finding| DoubleReason {
            reason: finding.reason.slug().to_owned(),
            points: i64::from(finding.points),
        })
        .collect()
}

/// The reasons as kept with a decision.
pub(super) fn basis(findings: &[Finding]) -> String {
    serde_json::to_string(&reasons(findings)).unwrap_or_else(|_| "[]".to_owned())
}

fn of_row(tx: &ReadTx<'_>, row: &ToldRow) -> Result<DoubleSide, StudioError> {
    let account = tx.account(row.id.account)?;
    side(
        tx,
        &Side {
            kind: row.id.kind,
            account: Some(account.id),
            platform: account.platform,
            handle: account.handle,
            feed: row.id.feed.clone(),
            key: row.id.key.clone(),
            row: Some(row.row),
        },
    )
}

/// A side with what its row says now.
fn side(tx: &ReadTx<'_>, side: &Side) -> Result<DoubleSide, StudioError> {
    let mut drawn = DoubleSide {
        kind: side.kind.slug().to_owned(),
        row: side.row,
        platform: side.platform.into(),
        handle: side.handle.clone(),
        day: None,
        amount: None,
        text: String::new(),
        payer: None,
        source: None,
    };
    let Some(row) = side.row else {
        return Ok(drawn);
    };
    let (document, locator) = match side.kind {
        ToldKind::Entry => {
            let entry = tx.entry(EntryId(row))?;
            drawn.day = Some(entry.day.to_string());
            drawn.amount = Some(entry.money.net_amount().into());
            drawn.text = entry.title;
            drawn.payer = entry.counterparty;
            (entry.document, entry.locator)
        }
        ToldKind::Payout => {
            let payout = tx.payout(PayoutId(row))?;
            let made = || payout.payout.created.day_in(domain::Zone::UTC);
            drawn.day = Some(payout.payout.arrival.unwrap_or_else(made).to_string());
            drawn.amount = Some(payout.payout.amount.into());
            drawn.text = match payout.payout.description {
                Some(words) => format!("{words} · {}", payout.payout.external_id),
                None => payout.payout.external_id,
            };
            (payout.document, payout.payout.locator)
        }
        ToldKind::Landing => {
            let landing = tx.landing(LandingId(row))?;
            drawn.day = Some(landing.landing.day.to_string());
            drawn.amount = Some(landing.landing.amount.into());
            drawn.text = landing.landing.text;
            drawn.payer = landing.landing.counterparty;
            (landing.document, landing.landing.locator)
        }
    };
    drawn.source = Some(sources::reference(tx, document, &locator)?);
    Ok(drawn)
}

fn decided(tx: &ReadTx<'_>) -> Result<Vec<DoubleDecided>, StudioError> {
    let mut all = Vec::new();
    for decision in tx.double_decisions(DECISIONS, LINKS)? {
        let mut pairs = Vec::new();
        for link in &decision.links {
            pairs.push(DoubleDecidedPair {
                aside: side(tx, &link.aside)?,
                kept: side(tx, &link.kept)?,
                // Reasons of an older version that this one cannot read are none.
                reasons: serde_json::from_str(&link.basis).unwrap_or_default(),
            });
        }
        all.push(DoubleDecided {
            id: decision.id,
            merged: decision.verdict == DoubleVerdict::Merged,
            at: decision.decided_at.to_string(),
            count: i64::try_from(decision.count).unwrap_or(i64::MAX),
            pairs,
        });
    }
    Ok(all)
}

/// What an entry is one with, by the creator's decisions.
///
/// # Errors
/// [`StudioError::NotFound`] when there is no such entry.
pub fn twins(profile: &OpenProfile, entry: i64) -> Result<Vec<DoubleTwin>, StudioError> {
    profile.store().read(|tx| {
        let id = tx.told_entry(entry)?.ok_or_else(|| StudioError::NotFound {
            what: "entry",
            id: entry.to_string(),
        })?;
        tx.doubles_of(&id)?
            .iter()
            .map(|twin| {
                Ok(DoubleTwin {
                    decision: twin.decision,
                    aside: twin.aside,
                    other: side(tx, &twin.other)?,
                })
            })
            .collect()
    })
}
