//! What the creator decided about payouts and bank lines (*authored*).
//!
//! The rules it protects: both sides are named by their identity at the source, so that a decision survives an undo and a
//! new import; no bank line is used beyond its amount; a decision is taken back whole.

use crate::codec::{self, UnitText};
use crate::{ReadTx, StoreError, ToldId, ToldKind, WriteTx};
use domain::{AccountId, Amount, Instant};
use rusqlite::Row;
use std::collections::BTreeMap;

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They belong together.
    Accepted,
    /// They do not; or, without a payout, the bank line is none.
    Refused,
}

impl Verdict {
    fn slug(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        }
    }
}

/// One part of a bank line and the payout it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchLink {
    /// Account and platform's id of the payout; `None` when the bank line is no payout.
    pub payout: Option<(AccountId, String)>,
    /// Account and key of the bank line.
    pub landing: (AccountId, String),
    /// The part of the bank line.
    pub amount: Amount,
}

/// A decision with its links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchDecision {
    /// Its row.
    pub id: i64,
    /// What was decided.
    pub verdict: Verdict,
    /// Why it was proposed, as JSON of the caller.
    pub basis: String,
    /// When.
    pub decided_at: Instant,
    /// What it is about.
    pub links: Vec<MatchLink>,
}

fn read(row: &Row<'_>) -> Result<(MatchDecision, MatchLink), StoreError> {
    let verdict: String = row.get(1)?;
    let payout_account: Option<i64> = row.get(4)?;
    let payout_ext: Option<String> = row.get(5)?;
    let decision = MatchDecision {
        id: row.get(0)?,
        verdict: match verdict.as_str() {
            "accepted" => Verdict::Accepted,
            "refused" => Verdict::Refused,
            _ => {
                return Err(StoreError::Unreadable {
                    what: "verdict",
                    value: verdict,
                });
            }
        },
        basis: row.get(2)?,
        decided_at: codec::instant(row.get(3)?)?,
        links: Vec::new(),
    };
    let link = MatchLink {
        payout: payout_account.map(AccountId).zip(payout_ext),
        landing: (AccountId(row.get(6)?), row.get(7)?),
        amount: Amount::new(row.get(9)?, codec::unit(&row.get::<_, String>(8)?)?),
    };
    Ok((decision, link))
}

impl ReadTx<'_> {
    /// Every decision, oldest first. A side that was merged into another since is named as that one, so that a bank line stays
    /// matched whichever of two statements counts.
    pub fn match_decisions(&self) -> Result<Vec<MatchDecision>, StoreError> {
        let sql = "SELECT d.id, d.verdict, d.basis, d.decided_ms, l.payout_account_id, l.payout_ext_id, \
                   l.landing_account_id, l.landing_key, l.unit, l.amount \
                   FROM match_decision d JOIN match_link l ON l.decision_id = d.id ORDER BY d.id, l.id";
        let mut decisions: Vec<MatchDecision> = Vec::new();
        for row in self.conn.prepare_cached(sql)?.query_and_then([], read)? {
            let (decision, link) = row?;
            match decisions.last_mut().filter(|last| last.id == decision.id) {
                Some(last) => last.links.push(link),
                None => decisions.push(MatchDecision {
                    links: vec![link],
                    ..decision
                }),
            }
        }
        let merged = self.merged_names()?;
        if !merged.is_empty() {
            for decision in &mut decisions {
                let mut links: Vec<MatchLink> = Vec::new();
                for link in std::mem::take(&mut decision.links) {
                    let link = link.through(&merged);
                    if !links.contains(&link) {
                        links.push(link);
                    }
                }
                decision.links = links;
            }
        }
        Ok(decisions)
    }

    /// Payouts and bank lines that are put aside now, with what counts instead.
    fn merged_names(&self) -> Result<BTreeMap<ToldId, ToldId>, StoreError> {
        let mut merged = BTreeMap::new();
        for (aside, kept) in self.doubles_aside()? {
            if aside.kind == kept.kind && aside.kind != ToldKind::Entry {
                merged.insert(aside, kept);
            }
        }
        Ok(merged)
    }
}

impl MatchLink {
    /// The same with the names that count.
    fn through(self, merged: &BTreeMap<ToldId, ToldId>) -> Self {
        let name = |kind, (account, key): (AccountId, String)| {
            let id = ToldId {
                kind,
                account,
                feed: String::new(),
                key,
            };
            let id = merged.get(&id).unwrap_or(&id);
            (id.account, id.key.clone())
        };
        Self {
            payout: self.payout.map(|payout| name(ToldKind::Payout, payout)),
            landing: name(ToldKind::Landing, self.landing),
            amount: self.amount,
        }
    }
}

impl WriteTx<'_> {
    /// Notes a decision.
    ///
    /// # Errors
    /// [`StoreError::OverUsed`] when a bank line would be used beyond its amount, or in another unit than its own.
    pub fn insert_match_decision(
        &mut self,
        verdict: Verdict,
        basis: &str,
        links: &[MatchLink],
        now: Instant,
    ) -> Result<i64, StoreError> {
        let id = self
            .conn
            .prepare_cached(
                "INSERT INTO match_decision (verdict, basis, decided_ms) VALUES (?1, ?2, ?3)",
            )?
            .insert((verdict.slug(), basis, now.millis()))?;
        for link in links {
            let (account, ext) = link.payout.clone().unzip();
            self.conn
                .prepare_cached(
                    "INSERT INTO match_link (decision_id, payout_account_id, payout_ext_id, landing_account_id, \
                     landing_key, unit, amount) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .insert((
                    id,
                    account.map(|a| a.0),
                    ext,
                    link.landing.0.0,
                    &link.landing.1,
                    UnitText::of(link.amount.unit).as_str(),
                    link.amount.micros,
                ))?;
        }
        if verdict == Verdict::Accepted {
            for link in links {
                self.within_its_amount(link)?;
            }
        }
        Ok(id)
    }

    fn within_its_amount(&self, link: &MatchLink) -> Result<(), StoreError> {
        let (account, key) = (link.landing.0, link.landing.1.as_str());
        let Some(line) = self.landing_by_key(account, key)? else {
            return Err(StoreError::OverUsed(key.to_owned()));
        };
        let sql = "SELECT coalesce(sum(l.amount), 0), coalesce(sum(l.unit <> ?3), 0), coalesce(sum(l.amount < 0), 0) \
                   FROM match_link l JOIN match_decision d ON d.id = l.decision_id \
                   WHERE d.verdict = 'accepted' AND l.landing_account_id = ?1 AND l.landing_key = ?2";
        let unit = UnitText::of(line.landing.amount.unit);
        let (used, strange, negative): (i64, i64, i64) = self
            .conn
            .prepare_cached(sql)?
            .query_row((account.0, key, unit.as_str()), |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        let fits = strange == 0 && negative == 0 && used <= line.landing.amount.micros.max(0);
        if fits {
            Ok(())
        } else {
            Err(StoreError::OverUsed(key.to_owned()))
        }
    }

    /// Takes a decision back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn remove_match_decision(&mut self, id: i64) -> Result<(), StoreError> {
        let gone = self
            .conn
            .prepare_cached("DELETE FROM match_decision WHERE id = ?1")?
            .execute([id])?;
        if gone == 0 {
            return Err(StoreError::NotFound { what: "match", id });
        }
        Ok(())
    }
}
