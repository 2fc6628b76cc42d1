//! One entry beyond its versions: its net over time as places to draw, what it may come to, and the files beside it.
//!
//! The rule it protects: the window draws what is handed to it and computes no money.

use super::expected::learn;
use crate::shapes::*;
use crate::{OpenProfile, StudioError, hand};
use domain::{EntryId, Instant, Status, Unit};
use store::{Entry, ReadTx};

/// What the ledger knows of one entry.
///
/// # Errors
/// [`StudioError`].
pub fn entry_ledger(profile: &OpenProfile, id: i64) -> Result<EntryLedger, StudioError> {
    let today = profile.today()?;
    profile.store().read(|tx| {
        let entry = tx.entry(EntryId(id))?;
        let unit = entry.money.unit;
        let amount = |micros: i64| Amount::from(domain::Amount::new(micros, unit));
        let expected = if entry.status == Status::Estimated && entry.vanished_at.is_none() {
            let learned = learn(tx, today)?;
            let source = (entry.account, entry.stream, unit);
            let age = today.number() - entry.day.number();
            learned
                .get(&source)
                .and_then(|l| l.expect(entry.money.net, age))
                .map(|e| ExpectedFinal {
                    estimated: amount(entry.money.net),
                    low: amount(e.low),
                    likely: amount(e.likely),
                    high: amount(e.high),
                    sample: i64::try_from(e.sample).unwrap_or(i64::MAX),
                    unlearned: None,
                })
        } else {
            None
        };
        Ok(EntryLedger {
            history: history(tx, &entry)?,
            expected,
            by_hand: entry.feed == hand::FEED,
            recurring: hand::rule_of(&entry.ext_key),
            attachments: attachments(tx, &entry)?,
        })
    })
}

fn attachments(tx: &ReadTx<'_>, entry: &Entry) -> Result<Vec<AttachmentFile>, StudioError> {
    let files = tx.attachments(entry.id)?.into_iter();
    files
        .map(|file| {
            let document = tx.document(file.document)?;
            Ok(AttachmentFile {
                id: file.id,
                document: document.id.0,
                name: document.name,
                size: i64::try_from(document.size).unwrap_or(i64::MAX),
                sha256: document.sha256,
                added: file.added.to_string(),
            })
        })
        .collect()
}

/// A value and since when.
struct Step {
    at: Instant,
    net: i64,
    unit: Unit,
    vanished: bool,
}

fn steps(tx: &ReadTx<'_>, entry: &Entry) -> Result<Vec<Step>, StudioError> {
    let mut steps: Vec<Step> = Vec::new();
    let mut put = |at: Instant, net: i64, unit: Unit, gone: Option<Instant>| {
        steps.push(Step {
            at,
            net,
            unit,
            vanished: false,
        });
        if let Some(at) = gone {
            steps.push(Step {
                at,
                net: 0,
                unit,
                vanished: true,
            });
        }
    };
    for old in tx.revisions(entry.id)? {
        let money = old.entry.money;
        put(old.known_from, money.net, money.unit, old.vanished_at);
    }
    let money = entry.money;
    put(entry.known_from, money.net, money.unit, entry.vanished_at);
    Ok(steps)
}

/// Places of a step line, unless the figure never changed. Values of another unit than the present one are not drawn.
fn history(tx: &ReadTx<'_>, entry: &Entry) -> Result<Option<EntryHistory>, StudioError> {
    let all = steps(tx, entry)?;
    let unit = entry.money.unit;
    let drawn: Vec<&Step> = all.iter().filter(|step| step.unit == unit).collect();
    let moved = drawn.windows(2).any(|pair| match pair {
        [a, b] => a.net != b.net || a.vanished != b.vanished,
        _ => false,
    });
    let (Some(first), Some(last)) = (drawn.first(), drawn.last()) else {
        return Ok(None);
    };
    if !moved {
        return Ok(None);
    }
    let nets = || drawn.iter().map(|step| step.net);
    let least = nets().min().unwrap_or(0).min(0);
    let most = nets().max().unwrap_or(0).max(0);
    let height = (i128::from(most) - i128::from(least)).max(1);
    let share = |net: i64| (i128::from(net) - i128::from(least)) * 1_000 / height;
    // The present version is drawn a tenth of the width long, so that it can be seen.
    let length = (last.at.millis() - first.at.millis()).max(1);
    let count = i64::try_from(drawn.len()).unwrap_or(i64::MAX).max(2);
    let same_instant = last.at == first.at;
    let points = drawn.iter().zip(0i64..).map(|(step, n)| HistoryPoint {
        at: step.at.to_string(),
        net: domain::Amount::new(step.net, unit).into(),
        vanished: step.vanished,
        x: match same_instant {
            true => n * 900 / (count - 1),
            false => (step.at.millis() - first.at.millis()) * 900 / length,
        },
        y: i64::try_from(share(step.net)).unwrap_or(0),
    });
    let alike = all.iter().all(|step| step.unit == unit);
    let drift = i128::from(last.net) - i128::from(first.net);
    Ok(Some(EntryHistory {
        points: points.collect(),
        zero: i64::try_from(share(0)).unwrap_or(0),
        least: domain::Amount::new(least, unit).into(),
        most: domain::Amount::new(most, unit).into(),
        drift: alike.then(|| Amount::of_sum(drift, unit)),
    }))
}
