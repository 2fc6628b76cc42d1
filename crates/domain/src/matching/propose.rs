//! Which bank line is which payout.
//!
//! The rules it protects: a bank line is never used beyond its amount and the parts of a proposal add up; what the creator
//! refused is not proposed again; the order of the input does not matter; each payout looks at a bounded number of lines.

use super::score::{
    Finding, Reason, SURE, by_amount, by_day, by_words, finding, names_a_platform, signs_as, total,
};
use super::subset;
use crate::{AccountId, Amount, CivilDay, LandingId, PayoutId, Platform};
use std::collections::{BTreeMap, BTreeSet};

/// Lines looked at for one payout.
const MOST_LINES: usize = 64;
/// Below this score nothing is proposed.
const LEAST: u16 = 400;
/// A rival this near takes the sureness away.
const NEAR: u16 = 150;
/// Sums of parts tried for pairs whose amounts differ, in one run.
const MOST_TRIES: usize = 5_000;
/// Days before and behind the due day in which parts are looked for.
const BEFORE: i32 = 3;
const BEHIND: i32 = 20;

/// A payout that waits for its bank line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayoutSide {
    /// Its row.
    pub id: PayoutId,
    /// Whose.
    pub account: AccountId,
    /// Who pays.
    pub platform: Platform,
    /// What was sent.
    pub amount: Amount,
    /// The same at a reference rate, in other units, where one is known.
    pub converted: Vec<Amount>,
    /// The day it should be booked.
    pub due: CivilDay,
    /// The platform's id of it.
    pub reference: String,
    /// The platform's words for it (text on the statement).
    pub words: Option<String>,
}

/// A bank line, or what is left of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LandingSide {
    /// Its row.
    pub id: LandingId,
    /// The booking day.
    pub day: CivilDay,
    /// What is not used yet; positive.
    pub amount: Amount,
    /// Text, the other side and reference, joined.
    pub text: String,
}

/// A part of a bank line for a payout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The payout.
    pub payout: PayoutId,
    /// The bank line.
    pub landing: LandingId,
    /// The part, micro-units of the bank line's unit.
    pub micros: i64,
}

/// Sides that seem to belong together: one and one, one line for several payouts, or several lines for one payout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The parts.
    pub parts: Vec<Part>,
    /// How sure, 0 to 1000.
    pub score: u16,
    /// Why, strongest first.
    pub findings: Vec<Finding>,
}

impl Proposal {
    /// Sure enough to be accepted with others in one go.
    pub fn sure(&self) -> bool {
        self.score >= SURE && !self.findings.iter().any(|f| f.reason == Reason::Rival)
    }
}

/// A pair under consideration.
struct Pair<'a> {
    payout: &'a PayoutSide,
    landing: &'a LandingSide,
    score: u16,
    findings: Vec<Finding>,
}

/// Proposes matches, best first. `refused`: pairs the creator said no to. `go_on` is told how many payouts are done and
/// stops the work with `false`; then the answer is `None`.
pub fn propose(
    payouts: &[PayoutSide],
    landings: &[LandingSide],
    refused: &BTreeSet<(PayoutId, LandingId)>,
    go_on: &mut dyn FnMut(usize, usize) -> bool,
) -> Option<Vec<Proposal>> {
    let mut payouts: Vec<&PayoutSide> = payouts.iter().collect();
    payouts.sort_by_key(|p| (p.due, p.id));
    let mut landings: Vec<&LandingSide> = landings.iter().filter(|l| l.amount.micros > 0).collect();
    landings.sort_by_key(|l| (l.day, l.id));
    let mut pairs = Vec::new();
    for (done, payout) in payouts.iter().enumerate() {
        if !go_on(done, payouts.len()) {
            return None;
        }
        let lines = within(&landings, payout.due, BEFORE, BEHIND);
        let lines = lines.iter().take(MOST_LINES);
        pairs.extend(
            lines
                .filter(|l| !refused.contains(&(payout.id, l.id)))
                .filter_map(|l| pair(payout, l)),
        );
    }
    pairs.sort_by(|a, b| {
        let key = |p: &Pair<'_>| {
            let apart = (p.landing.day.number() - p.payout.due.number()).abs();
            (std::cmp::Reverse(p.score), apart, p.payout.id, p.landing.id)
        };
        key(a).cmp(&key(b))
    });
    let rivals = Rivals::of(&pairs);
    let mut proposals = Vec::new();
    let mut taken = Taken {
        names: landings
            .iter()
            .filter_map(|l| Some((l.id, names_a_platform(&l.text)?)))
            .collect(),
        ..Taken::default()
    };
    let mut tries = 0;
    for pair in &pairs {
        if taken.payouts.contains(&pair.payout.id) || taken.landings.contains(&pair.landing.id) {
            continue;
        }
        if !exact(pair) && tries < MOST_TRIES {
            tries += 1;
            if fits_in_parts(pair, &payouts, &landings, &taken) {
                continue;
            }
        }
        proposals.push(one_to_one(pair, &pairs, &rivals, &taken));
        taken.payouts.insert(pair.payout.id);
        taken.landings.insert(pair.landing.id);
    }
    parts(&payouts, &landings, refused, &mut taken, &mut proposals);
    proposals.sort_by(|a, b| (b.score, &a.parts).cmp(&(a.score, &b.parts)));
    Some(proposals)
}

#[derive(Default)]
struct Taken {
    payouts: BTreeSet<PayoutId>,
    landings: BTreeSet<LandingId>,
    /// Which platform a line names, read once: parts of a payout are looked for among these.
    names: BTreeMap<LandingId, Platform>,
}

/// Which pairs share a side.
#[derive(Default)]
struct Rivals {
    of_payout: BTreeMap<PayoutId, Vec<usize>>,
    of_landing: BTreeMap<LandingId, Vec<usize>>,
}

impl Rivals {
    fn of(pairs: &[Pair<'_>]) -> Self {
        let mut rivals = Self::default();
        for (place, pair) in pairs.iter().enumerate() {
            let of_payout = rivals.of_payout.entry(pair.payout.id).or_default();
            of_payout.push(place);
            let of_landing = rivals.of_landing.entry(pair.landing.id).or_default();
            of_landing.push(place);
        }
        rivals
    }

    /// Pairs that share exactly one side with this one.
    fn around<'r, 'a>(
        &'r self,
        pair: &'r Pair<'a>,
        pairs: &'r [Pair<'a>],
    ) -> impl Iterator<Item = &'r Pair<'a>> {
        let payouts = self.of_payout.get(&pair.payout.id).into_iter().flatten();
        let landings = self.of_landing.get(&pair.landing.id).into_iter().flatten();
        payouts
            .chain(landings)
            .filter_map(|place| pairs.get(*place))
            .filter(|other| {
                (other.payout.id == pair.payout.id) != (other.landing.id == pair.landing.id)
            })
    }
}

/// The payouts a line booked on that day may be, of payouts sorted by their due day.
fn due_near<'l, 'a>(payouts: &'l [&'a PayoutSide], booked: CivilDay) -> &'l [&'a PayoutSide] {
    let first = payouts.partition_point(|p| p.due < booked.plus_days(-BEHIND));
    let end = payouts.partition_point(|p| p.due <= booked.plus_days(BEFORE));
    payouts.get(first..end).unwrap_or(&[])
}

/// The lines booked within the days, of lines sorted by day.
fn within<'l, 'a>(
    landings: &'l [&'a LandingSide],
    due: CivilDay,
    before: i32,
    behind: i32,
) -> &'l [&'a LandingSide] {
    let first = landings.partition_point(|l| l.day < due.plus_days(-before));
    let end = landings.partition_point(|l| l.day <= due.plus_days(behind));
    landings.get(first..end).unwrap_or(&[])
}

fn pair<'a>(payout: &'a PayoutSide, landing: &'a LandingSide) -> Option<Pair<'a>> {
    let mut findings = vec![
        by_amount(payout, landing)?,
        by_day(payout.due.number(), landing.day.number())?,
    ];
    findings.extend(by_words(payout, landing));
    let score = total(&findings);
    (score >= LEAST).then_some(Pair {
        payout,
        landing,
        score,
        findings,
    })
}

fn exact(pair: &Pair<'_>) -> bool {
    pair.findings
        .iter()
        .any(|f| matches!(f.reason, Reason::SameAmount | Reason::NamesPayout))
}

/// Whether a pair whose amounts differ would take away a side of which parts add up exactly.
fn fits_in_parts(
    pair: &Pair<'_>,
    payouts: &[&PayoutSide],
    landings: &[&LandingSide],
    taken: &Taken,
) -> bool {
    split(pair.landing, payouts, taken).is_some() || merge(pair.payout, landings, taken).is_some()
}

fn one_to_one(pair: &Pair<'_>, pairs: &[Pair<'_>], rivals: &Rivals, taken: &Taken) -> Proposal {
    let mut findings = pair.findings.clone();
    let rival = rivals.around(pair, pairs).any(|other| {
        !taken.payouts.contains(&other.payout.id)
            && !taken.landings.contains(&other.landing.id)
            && other.score + NEAR > pair.score
            && apart(other) <= apart(pair)
    });
    if rival {
        findings.push(finding(Reason::Rival, -100));
    }
    Proposal {
        parts: vec![Part {
            payout: pair.payout.id,
            landing: pair.landing.id,
            micros: pair.landing.amount.micros,
        }],
        score: total(&findings),
        findings,
    }
}

fn apart(pair: &Pair<'_>) -> i32 {
    (pair.landing.day.number() - pair.payout.due.number()).abs()
}

/// Payouts of one account that one line pays together.
fn split<'a>(
    landing: &LandingSide,
    payouts: &[&'a PayoutSide],
    taken: &Taken,
) -> Option<Vec<&'a PayoutSide>> {
    let mut by_account: BTreeMap<AccountId, Vec<&'a PayoutSide>> = BTreeMap::new();
    for payout in due_near(payouts, landing.day) {
        let near = by_day(payout.due.number(), landing.day.number()).is_some();
        if near && payout.amount.unit == landing.amount.unit && !taken.payouts.contains(&payout.id)
        {
            by_account.entry(payout.account).or_default().push(payout);
        }
    }
    by_account.into_values().find_map(|payouts| {
        let amounts: Vec<i64> = payouts.iter().map(|p| p.amount.micros).collect();
        let chosen = subset::adding_up_to(&amounts, landing.amount.micros.into())?;
        (chosen.len() > 1).then(|| {
            chosen
                .iter()
                .filter_map(|i| payouts.get(*i).copied())
                .collect()
        })
    })
}

/// Lines that together are one payout.
fn merge<'a>(
    payout: &PayoutSide,
    landings: &[&'a LandingSide],
    taken: &Taken,
) -> Option<Vec<&'a LandingSide>> {
    let lines: Vec<&'a LandingSide> = within(landings, payout.due, BEFORE, BEHIND)
        .iter()
        .copied()
        .filter(|l| l.amount.unit == payout.amount.unit && !taken.landings.contains(&l.id))
        // Lines of anybody add up to anything: only those that name the payer are parts.
        .filter(|l| {
            let named = taken.names.get(&l.id);
            named.is_some_and(|named| signs_as(payout.platform, *named))
        })
        .take(MOST_LINES)
        .collect();
    let amounts: Vec<i64> = lines.iter().map(|l| l.amount.micros).collect();
    let chosen = subset::adding_up_to(&amounts, payout.amount.micros.into())?;
    (chosen.len() > 1).then(|| {
        chosen
            .iter()
            .filter_map(|i| lines.get(*i).copied())
            .collect()
    })
}

fn parts(
    payouts: &[&PayoutSide],
    landings: &[&LandingSide],
    refused: &BTreeSet<(PayoutId, LandingId)>,
    taken: &mut Taken,
    proposals: &mut Vec<Proposal>,
) {
    let allowed = |p: PayoutId, l: LandingId| !refused.contains(&(p, l));
    for landing in landings {
        if taken.landings.contains(&landing.id) {
            continue;
        }
        let Some(paid) = split(landing, payouts, taken) else {
            continue;
        };
        if !paid.iter().all(|p| allowed(p.id, landing.id)) {
            continue;
        }
        let lines = paid.iter().map(|p| (*p, *landing, p.amount.micros));
        proposals.push(several(lines.collect()));
        taken.landings.insert(landing.id);
        taken.payouts.extend(paid.iter().map(|p| p.id));
    }
    for payout in payouts {
        if taken.payouts.contains(&payout.id) {
            continue;
        }
        let Some(lines) = merge(payout, landings, taken) else {
            continue;
        };
        if !lines.iter().all(|l| allowed(payout.id, l.id)) {
            continue;
        }
        let parts = lines.iter().map(|l| (*payout, *l, l.amount.micros));
        proposals.push(several(parts.collect()));
        taken.payouts.insert(payout.id);
        taken.landings.extend(lines.iter().map(|l| l.id));
    }
}

/// The proposal of parts that add up: judged by the weakest of its days and words.
fn several(lines: Vec<(&PayoutSide, &LandingSide, i64)>) -> Proposal {
    let mut findings = vec![finding(Reason::PartsAddUp, 400)];
    let days = lines
        .iter()
        .filter_map(|(p, l, _)| by_day(p.due.number(), l.day.number()));
    findings.extend(days.min_by_key(|f| f.points));
    let words: Vec<Option<Finding>> = lines.iter().map(|(p, l, _)| by_words(p, l)).collect();
    if words.iter().all(Option::is_some) {
        findings.extend(words.into_iter().flatten().min_by_key(|f| f.points));
    }
    let parts = lines
        .iter()
        .map(|(p, l, micros)| Part {
            payout: p.id,
            landing: l.id,
            micros: *micros,
        })
        .collect();
    Proposal {
        parts,
        score: total(&findings),
        findings,
    }
}
