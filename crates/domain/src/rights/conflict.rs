//! Where an exclusivity meets other work.
//!
//! The rules it protects: a conflict shows the words of both sides; what is certain (days meet, categories share a word) is told
//! apart from what only cannot be excluded, and the latter says what is missing. The same brand is in no conflict with itself.

use super::{End, Held, Overlap, RightKind, Span, overlap, shared, words_of};
use crate::{CivilDay, OfferId};
use std::collections::BTreeSet;

/// An offer as another one's exclusivity sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deal {
    /// The offer.
    pub offer: OfferId,
    /// Who offers.
    pub brand: String,
    /// What it is about, in words: category, product; empty when nobody says.
    pub about: String,
    /// Its rights.
    pub rights: Vec<Held>,
    /// Days of its publications, with the name of each.
    pub publications: Vec<(String, CivilDay)>,
}

/// What is missing to be certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// The exclusivity names no category.
    Category,
    /// The other offer says not what it is for.
    About,
    /// A first or last day is not known.
    Days,
}

impl Doubt {
    /// A stable word: `category`, `about`, `days`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::About => "about",
            Self::Days => "days",
        }
    }
}

/// One side of a conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The offer.
    pub offer: OfferId,
    /// Who offers.
    pub brand: String,
    /// The right or the deliverable, by its name within the offer.
    pub item: String,
    /// Its days.
    pub span: Span,
    /// The words that state it.
    pub words: String,
}

/// An exclusivity and what it meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The exclusivity.
    pub one: Side,
    /// The other offer's exclusivity or publication.
    pub other: Side,
    /// Whether the other side is a publication; else it is an exclusivity too.
    pub publication: bool,
    /// First common day, when it is known.
    pub from: Option<CivilDay>,
    /// Last common day.
    pub end: End,
    /// The words both categories share; empty while that is in doubt.
    pub shared: Vec<String>,
    /// What is missing to be certain; empty when it is.
    pub doubts: Vec<Doubt>,
}

impl Conflict {
    /// Whether nothing is missing.
    pub fn sure(&self) -> bool {
        self.doubts.is_empty()
    }
}

/// Words that tell what a deal is about.
struct Sorted<'d> {
    deal: &'d Deal,
    brand: String,
    about: BTreeSet<String>,
    /// Whether the deal says what it is for, beyond its name.
    told: bool,
}

/// Every conflict between different brands that is not over, the certain ones first, then by first day.
///
/// Two exclusivities that meet are one conflict, told by its more certain side; publications of a deal whose exclusivity is
/// met anyway are not told as well.
pub fn conflicts(deals: &[Deal], today: CivilDay) -> Vec<Conflict> {
    let sorted: Vec<Sorted<'_>> = deals.iter().map(sort).collect();
    let mut out = Vec::new();
    for (at, holder) in sorted.iter().enumerate() {
        for right in exclusivities(holder.deal, today) {
            let category = right.category.as_deref().map(words_of).unwrap_or_default();
            for (other_at, other) in sorted.iter().enumerate() {
                let another = other_at != at && other.brand != holder.brand;
                if another && !exclusive(right, &category, other, today, &mut out) {
                    published(right, &category, other, today, &mut out);
                }
            }
        }
    }
    out.sort_by_key(|c| (c.doubts.len(), c.from, c.one.offer, c.other.offer));
    let pair = |c: &Conflict| {
        (
            c.one.offer.min(c.other.offer),
            c.one.offer.max(c.other.offer),
        )
    };
    let met: BTreeSet<_> = out.iter().filter(|c| !c.publication).map(pair).collect();
    out.retain(|c| !c.publication || !met.contains(&pair(c)));
    let mut told = BTreeSet::new();
    out.retain(|c| {
        let sides = [&c.one, &c.other].map(|side| (side.offer, side.item.clone()));
        let pair = if sides.first() <= sides.last() {
            sides
        } else {
            let [one, other] = sides;
            [other, one]
        };
        told.insert(pair)
    });
    out
}

fn sort(deal: &Deal) -> Sorted<'_> {
    let mut about = words_of(&deal.about);
    about.extend(words_of(&deal.brand));
    for right in &deal.rights {
        about.extend(right.category.as_deref().map(words_of).unwrap_or_default());
    }
    Sorted {
        deal,
        brand: super::category::plain(&deal.brand),
        about,
        told: !deal.about.trim().is_empty() || deal.rights.iter().any(|r| r.category.is_some()),
    }
}

fn exclusivities(deal: &Deal, today: CivilDay) -> impl Iterator<Item = &Held> {
    let holds = move |right: &&Held| {
        right.kind == RightKind::Exclusivity && right.span.over(today) != Some(true)
    };
    deal.rights.iter().filter(holds)
}

/// Two exclusivities. Whether they meet.
fn exclusive(
    right: &Held,
    category: &BTreeSet<String>,
    other: &Sorted<'_>,
    today: CivilDay,
    out: &mut Vec<Conflict>,
) -> bool {
    let before = out.len();
    for theirs in exclusivities(other.deal, today) {
        let common = overlap(right.span, theirs.span);
        if let Some((shared, doubts)) = judged(category, &other.about, other.told, common) {
            out.push(conflict(right, side(theirs), false, common, shared, doubts));
        }
    }
    out.len() > before
}

/// An exclusivity and the publications of another deal.
fn published(
    right: &Held,
    category: &BTreeSet<String>,
    other: &Sorted<'_>,
    today: CivilDay,
    out: &mut Vec<Conflict>,
) {
    for (item, day) in other
        .deal
        .publications
        .iter()
        .filter(|(_, day)| *day >= today)
    {
        let span = Span {
            from: Some(*day),
            end: End::On(*day),
        };
        let common = overlap(right.span, span);
        let Some((shared, doubts)) = judged(category, &other.about, other.told, common) else {
            continue;
        };
        let side = Side {
            offer: other.deal.offer,
            brand: other.deal.brand.clone(),
            item: item.clone(),
            span,
            words: other.deal.about.clone(),
        };
        out.push(conflict(right, side, true, common, shared, doubts));
    }
}

/// Whether a category and what another deal is about may be one: the words they share, and what is missing. `None` when they
/// are known to be two, or when the days are known to be apart.
fn judged(
    category: &BTreeSet<String>,
    about: &BTreeSet<String>,
    told: bool,
    common: Overlap,
) -> Option<(Vec<String>, Vec<Doubt>)> {
    if common == Overlap::None {
        return None;
    }
    let words = shared(category, about);
    let mut doubts = Vec::new();
    if words.is_empty() {
        match (category.is_empty(), told) {
            (true, _) => doubts.push(Doubt::Category),
            (false, false) => doubts.push(Doubt::About),
            (false, true) => return None,
        }
    }
    if common == Overlap::Open {
        // Two unknowns at once are no finding: nothing speaks for a conflict then.
        if !doubts.is_empty() {
            return None;
        }
        doubts.push(Doubt::Days);
    }
    Some((words, doubts))
}

fn side(right: &Held) -> Side {
    Side {
        offer: right.offer,
        brand: right.brand.clone(),
        item: right.item.clone(),
        span: right.span,
        words: right.words.clone(),
    }
}

fn conflict(
    right: &Held,
    other: Side,
    publication: bool,
    common: Overlap,
    shared: Vec<String>,
    doubts: Vec<Doubt>,
) -> Conflict {
    let (from, end) = match common {
        Overlap::Sure { from, end } => (Some(from), end),
        Overlap::Open | Overlap::None => (None, End::Unknown),
    };
    Conflict {
        one: side(right),
        other,
        publication,
        from,
        end,
        shared,
        doubts,
    }
}
