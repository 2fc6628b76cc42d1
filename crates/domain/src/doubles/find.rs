//! The search for pairs between two sources.
//!
//! The rule it protects: bounded work. Rows are laid into buckets by unit and amount; within a bucket only rows of near days
//! are compared, and where one price occurs very often the rows are walked side by side instead of each with each.

use super::kin::{Kin, Side};
use super::score::{Finding, Read, Reason, SHOWN, judge, total};
use crate::Unit;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Comparisons of a bucket, for each of its rows, above which it is walked instead.
const EACH: usize = 16;

/// Two rows that are probably one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Position of the row in the first list.
    pub one: usize,
    /// Position of the row in the second list.
    pub other: usize,
    /// Points out of 1000.
    pub score: u16,
    /// Why.
    pub findings: Vec<Finding>,
}

/// A short name of two rows by their identities, whichever comes first: 12 hex characters.
pub fn pair_id(one: &str, other: &str) -> String {
    let (first, second) = if one <= other {
        (one, other)
    } else {
        (other, one)
    };
    let mut hash = Sha256::new();
    for text in [first, second] {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    let digest = hash.finalize();
    hex::encode(digest.iter().take(6).copied().collect::<Vec<u8>>())
}

/// What is compared at all: unit and amount, or the day where two reports sum up days.
type Bucket = (Option<Unit>, i64);

fn buckets(read: &[Read<'_>], kin: Kin) -> BTreeMap<Bucket, Vec<usize>> {
    let mut all: BTreeMap<Bucket, Vec<usize>> = BTreeMap::new();
    for (at, row) in read.iter().enumerate() {
        let side = row.side;
        if kin == Kin::SameDays {
            all.entry((None, side.day.number().into()))
                .or_default()
                .push(at);
            continue;
        }
        let figures: BTreeSet<i64> = side.figures.iter().copied().filter(|f| *f != 0).collect();
        for figure in figures {
            all.entry((Some(side.unit), figure)).or_default().push(at);
        }
    }
    all
}

/// Pairs between two lists of rows, best first. The same pairs come whichever list is named first.
pub fn find(one: &[Side], other: &[Side], kin: Kin) -> Vec<Pair> {
    let (a, b): (Vec<Read<'_>>, Vec<Read<'_>>) = (
        one.iter().map(Read::of).collect(),
        other.iter().map(Read::of).collect(),
    );
    let there = buckets(&b, kin);
    let mut tried: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (bucket, mut left) in buckets(&a, kin) {
        let Some(mut right) = there.get(&bucket).cloned() else {
            continue;
        };
        by_day(&mut left, &a);
        by_day(&mut right, &b);
        candidates(&left, &right, &a, &b, kin, &mut tried);
    }
    let mut edges: Vec<Pair> = tried
        .into_iter()
        .filter_map(|(x, y)| {
            let findings = judge(a.get(x)?, b.get(y)?, kin)?;
            let score = total(&findings);
            (score >= SHOWN).then_some(Pair {
                one: x,
                other: y,
                score,
                findings,
            })
        })
        .collect();
    let name = |pair: &Pair| {
        let (x, y) = (one.get(pair.one), other.get(pair.other));
        let apart = x
            .zip(y)
            .map(|(x, y)| (x.day.number() - y.day.number()).abs());
        let mut ids = [x.map(|s| s.id.as_str()), y.map(|s| s.id.as_str())];
        ids.sort_unstable();
        (std::cmp::Reverse(pair.score), apart, ids)
    };
    edges.sort_by(|x, y| name(x).cmp(&name(y)));
    one_to_one(edges)
}

fn by_day(rows: &mut [usize], read: &[Read<'_>]) {
    rows.sort_by_key(|at| read.get(*at).map(|r| (r.side.day, r.side.id.as_str())));
}

fn day(read: &[Read<'_>], at: usize) -> i32 {
    read.get(at).map_or(0, |r| r.side.day.number())
}

/// Notes which rows of a bucket to compare. Both lists are sorted by day.
fn candidates(
    left: &[usize],
    right: &[usize],
    a: &[Read<'_>],
    b: &[Read<'_>],
    kin: Kin,
    tried: &mut BTreeSet<(usize, usize)>,
) {
    let most = EACH * (left.len() + right.len());
    let mut near: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    'all: for x in left {
        let first = day(a, *x) - kin.days();
        while right.get(from).is_some_and(|y| day(b, *y) < first) {
            from += 1;
        }
        for y in right.iter().skip(from) {
            if day(b, *y) > day(a, *x) + kin.days() {
                break;
            }
            near.push((*x, *y));
            if near.len() > most {
                break 'all;
            }
        }
    }
    if near.len() <= most {
        tried.extend(near);
        return;
    }
    // One price, very often: side by side in the order of days.
    let (mut x, mut y) = (left.iter().peekable(), right.iter().peekable());
    while let (Some(l), Some(r)) = (x.peek(), y.peek()) {
        let apart = day(b, **r) - day(a, **l);
        if apart.abs() <= kin.days() {
            tried.insert((**l, **r));
            x.next();
            y.next();
        } else if apart > 0 {
            x.next();
        } else {
            y.next();
        }
    }
}

/// The best pairs first, each row once; a pair that has a free rival says so.
fn one_to_one(edges: Vec<Pair>) -> Vec<Pair> {
    let (mut ones, mut others): (HashMap<usize, u16>, HashMap<usize, u16>) = Default::default();
    let (mut taken, mut left) = (Vec::new(), Vec::new());
    for edge in edges {
        if ones.contains_key(&edge.one) || others.contains_key(&edge.other) {
            left.push(edge);
            continue;
        }
        ones.insert(edge.one, edge.score);
        others.insert(edge.other, edge.score);
        taken.push(edge);
    }
    // A rival fits as well and has no twin of its own.
    let (mut one_rival, mut other_rival) = (BTreeSet::new(), BTreeSet::new());
    for edge in left {
        let as_well = |known: Option<&u16>| known.is_some_and(|score| *score <= edge.score);
        if !others.contains_key(&edge.other) && as_well(ones.get(&edge.one)) {
            one_rival.insert(edge.one);
        }
        if !ones.contains_key(&edge.one) && as_well(others.get(&edge.other)) {
            other_rival.insert(edge.other);
        }
    }
    for pair in &mut taken {
        if one_rival.contains(&pair.one) || other_rival.contains(&pair.other) {
            pair.findings.push(Reason::Rival.into());
            pair.score = total(&pair.findings);
        }
    }
    taken
}
