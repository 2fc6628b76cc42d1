//! One `Ntry` into bank lines: the booking itself, or each payment of a batch when they add up to it.
//!
//! The rules it protects: `CdtDbtInd` alone gives the sign — a reversal states its own direction, `RvslInd` does not turn
//! it round; a batch is opened only when its payments are exactly its sum, so the lines always move what the account moved.

use super::node::Node;
use crate::statements::identity::{joined, key, said};
use crate::text::cut;
use domain::reject::RejectReason;
use domain::{Amount, CivilDay, LandingDraft, Locator, Unit};

/// Why an entry was refused.
pub(super) type Refusal = (RejectReason, String);

/// What an entry is.
pub(super) struct Read {
    pub lines: Vec<LandingDraft>,
    /// What the account moved.
    pub moved: Amount,
    /// Marked as the undoing of an earlier entry.
    pub reversal: bool,
    /// A batch whose payments could not be told apart: kept as one line.
    pub whole: bool,
}

/// The status of an entry, when it states one: `BOOK`, `PDNG`, `INFO`, `FUTR`. A code of its own element since version 8.
pub(super) fn status(entry: &Node) -> Option<&str> {
    entry.first(&[&["Sts", "Cd"], &["Sts", "Prtry"], &["Sts"]])
}

/// Reads a booked entry.
pub(super) fn read(
    entry: &Node,
    account: Option<&str>,
    mut place: impl FnMut(&Node) -> Locator,
) -> Result<Read, Refusal> {
    if entry.broken {
        return Err((RejectReason::Broken, "Ntry".to_owned()));
    }
    let credit = direction(entry)?;
    let moved = signed(amount(entry, "Amt")?, credit)?;
    let booked =
        day(entry, "BookgDt")?.ok_or_else(|| (RejectReason::MissingField, "BookgDt".to_owned()))?;
    let common = Common {
        account,
        id: entry.first(&[&["AcctSvcrRef"], &["NtryRef"]]),
        day: booked,
        value_day: day(entry, "ValDt")?,
        reversal: matches!(entry.text_at(&["RvslInd"]), Some("true" | "1")),
        text: entry.text_at(&["AddtlNtryInf"]),
    };
    let details: Vec<&Node> = entry
        .all("NtryDtls")
        .flat_map(|details| details.all("TxDtls"))
        .collect();
    let stated = entry.text_at(&["NtryDtls", "Btch", "NbOfTxs"]);
    let batch = details.len() > 1 || stated.is_some_and(|count| count != "1" && count != "0");
    let opened = if details.len() > 1 {
        parts(&details, moved, credit)
    } else {
        None
    };
    let lines = match &opened {
        Some(amounts) => {
            let each = details.iter().zip(amounts).enumerate();
            each.map(|(n, (detail, amount))| {
                common.line(*amount, &[detail], Some(n + 1), place(detail))
            })
            .collect()
        }
        None => vec![common.line(moved, &details, None, place(entry))],
    };
    Ok(Read {
        lines,
        moved,
        reversal: common.reversal,
        whole: batch && opened.is_none(),
    })
}

/// What the payments of an entry share.
struct Common<'e> {
    account: Option<&'e str>,
    id: Option<&'e str>,
    day: CivilDay,
    value_day: Option<CivilDay>,
    reversal: bool,
    text: Option<&'e str>,
}

impl Common<'_> {
    fn line(
        &self,
        amount: Amount,
        details: &[&Node],
        part: Option<usize>,
        locator: Locator,
    ) -> LandingDraft {
        // A reversal names the parties of the payment it undoes.
        let came_in = (amount.micros >= 0) != self.reversal;
        let mut names = details.iter().filter_map(|d| other_side(d, came_in));
        let name = names.next().filter(|first| names.all(|n| n == *first));
        let texts = self
            .text
            .into_iter()
            .chain(details.iter().flat_map(|detail| remittance(detail)));
        let mut text = joined(texts);
        if text.is_empty() {
            text = name.map(|n| cut(n, 300)).unwrap_or_default();
        }
        let mut references = details.iter().filter_map(|detail| reference(detail));
        let numbered = self.id.map(|id| match part {
            Some(n) => format!("{id}/{n}"),
            None => id.to_owned(),
        });
        // A placeholder stays one, numbered or not.
        let id = self.id.and_then(said).and(numbered).unwrap_or_default();
        LandingDraft {
            external_id: key(self.account, &id, self.day, amount),
            day: self.day,
            value_day: self.value_day,
            amount,
            text,
            counterparty: name.map(|n| cut(n, 300)),
            reference: match details {
                [_] => references.next().map(|r| cut(r, 300)),
                _ => None,
            },
            locator,
        }
    }
}

/// The amounts of a batch, when each is stated in the entry's unit and together they are the entry.
fn parts(details: &[&Node], moved: Amount, credit: bool) -> Option<Vec<Amount>> {
    let mut amounts = Vec::with_capacity(details.len());
    let mut sum = 0i128;
    for detail in details {
        let stated = [detail.at(&["Amt"]), detail.at(&["AmtDtls", "TxAmt", "Amt"])];
        let stated = stated.into_iter().flatten().next()?;
        let size = amount_of(stated, "Amt").ok()?;
        let credit = match detail.text_at(&["CdtDbtInd"]) {
            None => credit,
            Some("CRDT") => true,
            Some("DBIT") => false,
            Some(_) => return None,
        };
        let one = signed(size, credit).ok()?;
        if one.unit != moved.unit {
            return None;
        }
        sum += i128::from(one.micros);
        amounts.push(one);
    }
    (sum == i128::from(moved.micros)).then_some(amounts)
}

/// Who paid, or was paid. Since version 8 the name stands one element deeper.
fn other_side(detail: &Node, came_in: bool) -> Option<&str> {
    let paths: [&[&str]; 4] = if came_in {
        [
            &["RltdPties", "UltmtDbtr", "Nm"],
            &["RltdPties", "UltmtDbtr", "Pty", "Nm"],
            &["RltdPties", "Dbtr", "Nm"],
            &["RltdPties", "Dbtr", "Pty", "Nm"],
        ]
    } else {
        [
            &["RltdPties", "UltmtCdtr", "Nm"],
            &["RltdPties", "UltmtCdtr", "Pty", "Nm"],
            &["RltdPties", "Cdtr", "Nm"],
            &["RltdPties", "Cdtr", "Pty", "Nm"],
        ]
    };
    detail.first(&paths)
}

fn remittance(detail: &Node) -> impl Iterator<Item = &str> {
    let info = detail.at(&["RmtInf"]);
    let lines = info.into_iter().flat_map(|info| info.all("Ustrd"));
    lines
        .map(|line| line.text.as_str())
        .chain(detail.text_at(&["AddtlTxInf"]))
}

fn reference(detail: &Node) -> Option<&str> {
    let paths: [&[&str]; 5] = [
        &["Refs", "EndToEndId"],
        &["RmtInf", "Strd", "CdtrRefInf", "Ref"],
        &["Refs", "ChqNb"],
        &["Refs", "InstrId"],
        &["Refs", "TxId"],
    ];
    paths
        .iter()
        .filter_map(|path| detail.text_at(path))
        .find_map(said)
}

/// Whether money came in.
pub(super) fn direction(node: &Node) -> Result<bool, Refusal> {
    match node.text_at(&["CdtDbtInd"]) {
        Some("CRDT") => Ok(true),
        Some("DBIT") => Ok(false),
        Some(other) => Err((
            RejectReason::MissingField,
            format!("CdtDbtInd {}", cut(other, 20)),
        )),
        None => Err((RejectReason::MissingField, "CdtDbtInd".to_owned())),
    }
}

/// The amount of a child, which has no sign of its own.
pub(super) fn amount(node: &Node, name: &str) -> Result<Amount, Refusal> {
    let stated = node
        .at(&[name])
        .ok_or_else(|| (RejectReason::MissingField, name.to_owned()))?;
    amount_of(stated, name)
}

fn amount_of(stated: &Node, name: &str) -> Result<Amount, Refusal> {
    let code = stated
        .currency
        .as_deref()
        .ok_or_else(|| (RejectReason::MissingField, format!("{name} Ccy")))?;
    let unit = Unit::currency(code)
        .map_err(|_| (RejectReason::NotAUnit, format!("Ccy {}", cut(code, 20))))?;
    let text = stated.text.trim();
    let detail = || format!("{name} {}", cut(text, 60));
    if text.starts_with(['-', '+']) {
        return Err((RejectReason::NotANumber, detail()));
    }
    Amount::parse(text, unit).map_err(|error| match error {
        domain::AmountError::Precision(_) | domain::AmountError::Overflow => {
            (RejectReason::NumberRange, detail())
        }
        _ => (RejectReason::NotANumber, detail()),
    })
}

/// The amount with its sign.
pub(super) fn signed(amount: Amount, credit: bool) -> Result<Amount, Refusal> {
    if credit {
        return Ok(amount);
    }
    let micros = amount
        .micros
        .checked_neg()
        .ok_or_else(|| (RejectReason::NumberRange, "Amt".to_owned()))?;
    Ok(Amount::new(micros, amount.unit))
}

/// A day, stated as such or as the day of a moment. The bank's own day: a moment is not moved to another zone.
fn day(node: &Node, name: &str) -> Result<Option<CivilDay>, Refusal> {
    let Some(text) = node.first(&[&[name, "Dt"], &[name, "DtTm"]]) else {
        return Ok(None);
    };
    // `2026-10-12+02:00` is a day with a zone, `2026-10-12T09:30:00` a moment.
    let date = text.get(..10).unwrap_or(text);
    crate::text::date::day(date)
        .map(Some)
        .map_err(|reason| (reason, format!("{name} {}", cut(text, 60))))
}
