//! Lines that are no events of a run: money past its day, a day or payout that should be there and is not.
//!
//! The rule it protects: they are worked out anew at every look and go away by themselves; the creator's word on one is kept by
//! what the line is about, so it survives every sync.

use super::item::{Accounts, flag};
use crate::shapes::*;
use crate::silence::{self, MissingItem};
use crate::{StudioError, payouts};
use domain::CivilDay;
use sha2::{Digest, Sha256};
use store::{LiveMark, Payout, ReadTx};

/// A line, and what it is about.
pub(crate) struct Live {
    /// Stable words: `late:<account>:<payout>`.
    pub(crate) subject: String,
    /// The creator's word on it.
    pub(crate) mark: LiveMark,
    /// As the edge shows it; its id is below zero.
    pub(crate) item: ChangeItem,
}

impl Live {
    /// Whether the creator has not put it aside.
    pub(crate) fn open(&self) -> bool {
        self.mark.seen.is_none() || self.mark.flag.is_some()
    }
}

/// A number below zero for a subject, the same at every look and exact as a JavaScript number.
fn id_of(subject: &str) -> i64 {
    let digest = Sha256::digest(subject.as_bytes());
    let head = digest.iter().take(6);
    -1 - head.fold(0i64, |number, byte| number * 256 + i64::from(*byte))
}

/// Every such line, acknowledged ones included.
pub(crate) fn live(
    tx: &ReadTx<'_>,
    today: CivilDay,
    accounts: &Accounts,
) -> Result<Vec<Live>, StudioError> {
    let mut marks = tx.live_marks()?;
    let mut lines = Vec::new();
    for payout in payouts::need_a_person(tx, today)? {
        lines.push(late(&payout, accounts));
    }
    for gap in silence::missing(tx, today)? {
        lines.push(missing(&gap, accounts));
    }
    let marked = |(subject, mut item): (String, ChangeItem)| {
        let mark = marks.remove(&subject).unwrap_or_default();
        item.id = id_of(&subject);
        item.flag = mark.flag.as_ref().map(flag);
        item.acknowledged = mark.seen.map(|at| at.to_string());
        Live {
            subject,
            mark,
            item,
        }
    };
    Ok(lines.into_iter().map(marked).collect())
}

fn late(payout: &Payout, accounts: &Accounts) -> (String, ChangeItem) {
    let account = accounts.get(&payout.account);
    let failed = payout.payout.state == domain::PayoutState::Failed;
    let item = ChangeItem {
        amount: Some(payout.payout.amount.into()),
        from: payout.payout.arrival.map(|d| d.to_string()),
        at: payout.known_from.to_string(),
        open: "payout".to_owned(),
        open_id: Some(payout.id.0),
        ..blank(if failed { "failed" } else { "late" }, account)
    };
    let subject = format!("late:{}:{}", payout.account, payout.payout.external_id);
    (subject, item)
}

fn missing(gap: &MissingItem, accounts: &Accounts) -> (String, ChangeItem) {
    let account = accounts.get(&gap.account);
    let filter = EntryFilter {
        account: Some(gap.account.0),
        stream: gap.stream.map(Into::into),
        ..EntryFilter::default()
    };
    let item = ChangeItem {
        platform: gap.platform.into(),
        stream: gap.stream.map(Into::into),
        from: Some(gap.from.to_string()),
        to: Some(gap.to.to_string()),
        at: gap.from.utc_start().to_string(),
        open: match gap.stream {
            Some(_) => "entries",
            None => "payouts",
        }
        .to_owned(),
        filter: gap.stream.is_some().then_some(filter),
        ..blank("missing", account)
    };
    (format!("missing:{}", gap.key()), item)
}

/// A line of a kind and account with nothing else said.
fn blank(kind: &str, account: Option<&domain::Account>) -> ChangeItem {
    ChangeItem {
        id: 0,
        kind: kind.to_owned(),
        platform: account.map_or(PlatformName::Other, |a| a.platform.into()),
        stream: None,
        title: None,
        from: None,
        to: None,
        count: 1,
        before: None,
        after: None,
        amount: None,
        status_before: None,
        status_after: None,
        at: String::new(),
        run: None,
        account: account.map(|a| a.handle.clone()),
        fields: Vec::new(),
        flag: None,
        acknowledged: None,
        source: None,
        open: "entries".to_owned(),
        open_id: None,
        filter: None,
    }
}
