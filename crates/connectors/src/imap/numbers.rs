//! Sets of message numbers, as ranges.
//!
//! The rule it protects: a set costs what its gaps cost, whatever a server names: `1:4294967295` is one range, and is never
//! spelt out before it was cut down to what is known.

use serde::{Deserialize, Serialize};

/// Numbers in ascending ranges that neither touch nor overlap. Kept as IMAP writes them, `1:7,9`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Numbers(Vec<(u32, u32)>);

impl Numbers {
    /// From single numbers in any order.
    pub fn of(numbers: impl IntoIterator<Item = u32>) -> Self {
        Self::from_ranges(numbers.into_iter().map(|n| (n, n)))
    }

    /// From ranges in any order, each in either direction.
    pub fn from_ranges(ranges: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut sorted: Vec<(u32, u32)> = ranges
            .into_iter()
            .map(|(a, b)| (a.min(b), a.max(b)))
            .collect();
        sorted.sort_unstable();
        let mut out: Vec<(u32, u32)> = Vec::new();
        for (from, to) in sorted {
            match out.last_mut() {
                Some((_, end)) if from <= end.saturating_add(1) => *end = to.max(*end),
                _ => out.push((from, to)),
            }
        }
        Self(out)
    }

    /// Both sets together.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        Self::from_ranges(self.0.iter().chain(&other.0).copied())
    }

    /// What is in both.
    #[must_use]
    pub fn within(&self, other: &Self) -> Self {
        let mut out = Vec::new();
        let (mut mine, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some((a, b)), Some((c, d))) = (mine.peek(), theirs.peek()) {
            let (from, to) = (*a.max(c), *b.min(d));
            if from <= to {
                out.push((from, to));
            }
            if b < d {
                mine.next();
            } else {
                theirs.next();
            }
        }
        Self(out)
    }

    /// What is in this one and not in the other.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let mut gaps = Vec::with_capacity(other.0.len() + 1);
        let mut next = Some(0);
        for (from, to) in &other.0 {
            if let Some(start) = next.filter(|start| start < from) {
                gaps.push((start, from - 1));
            }
            next = to.checked_add(1);
        }
        gaps.extend(next.map(|start| (start, u32::MAX)));
        self.within(&Self(gaps))
    }

    /// The numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().flat_map(|(from, to)| *from..=*to)
    }

    /// How many they are.
    #[cfg(test)]
    fn len(&self) -> u64 {
        let size = |(from, to): &(u32, u32)| u64::from(to - from) + 1;
        self.0.iter().map(size).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The highest `n` of them.
    #[must_use]
    pub fn newest(&self, n: usize) -> Self {
        let numbers = self
            .0
            .iter()
            .rev()
            .flat_map(|(from, to)| (*from..=*to).rev());
        Self::of(numbers.take(n))
    }

    /// As IMAP writes a set; empty when there is none.
    pub fn text(&self) -> String {
        let word = |(from, to): &(u32, u32)| match from == to {
            true => from.to_string(),
            false => format!("{from}:{to}"),
        };
        let words: Vec<String> = self.0.iter().map(word).collect();
        words.join(",")
    }
}

impl From<Numbers> for String {
    fn from(numbers: Numbers) -> Self {
        numbers.text()
    }
}

impl TryFrom<String> for Numbers {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let ranges = text.split(',').filter(|word| !word.is_empty());
        let ranges = ranges.map(|word| match word.split_once(':') {
            Some((from, to)) => Ok((from.parse()?, to.parse()?)),
            None => word.parse().map(|n| (n, n)),
        });
        Ok(Self::from_ranges(ranges.collect::<Result<Vec<_>, _>>()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn numbers() -> impl Strategy<Value = BTreeSet<u32>> {
        prop::collection::btree_set(0u32..60, 0..40)
    }

    proptest! {
        #[test]
        fn ranges_are_sets(a in numbers(), b in numbers(), n in 0usize..50) {
            let (x, y) = (Numbers::of(a.iter().copied()), Numbers::of(b.iter().copied()));
            let same = |found: Numbers, expected: Vec<u32>| {
                prop_assert_eq!(found.iter().collect::<Vec<_>>(), expected);
                Ok(())
            };
            same(x.with(&y), a.union(&b).copied().collect())?;
            same(x.within(&y), a.intersection(&b).copied().collect())?;
            same(x.without(&y), a.difference(&b).copied().collect())?;
            let newest: BTreeSet<u32> = a.iter().rev().take(n).copied().collect();
            same(x.newest(n), newest.into_iter().collect())?;
            prop_assert_eq!(x.len(), a.len() as u64);
            prop_assert_eq!(Numbers::try_from(x.text()).unwrap(), x, "its text reads back");
        }
    }

    #[test]
    fn a_servers_largest_range_costs_nothing() {
        let all = Numbers::from_ranges([(u32::MAX, 1)]);
        let known = Numbers::of([3, 4, 9]);
        assert_eq!(
            known.within(&all).text(),
            "3:4,9",
            "cut down to the known ones"
        );
        assert_eq!(known.without(&all).text(), "", "nothing is left");
        assert_eq!(all.len(), u64::from(u32::MAX), "and never spelt out");
    }
}
