//! How figures move after they are first seen, and what an estimate will probably become.
//!
//! The rules it protects: a range is learned only from what this source did before, it states how many figures it learned
//! from, and below [`LEAST`] figures nothing is said. No float: ratios are whole millionths.

/// Figures needed before a range is given.
pub const LEAST: usize = 12;
/// Days after the reporting day from which nobody expects a correction any more.
pub const SETTLED_AFTER: i32 = 60;

/// First and last age, in days after the reporting day, that are learned together.
const AGES: [(i32, i32); 6] = [
    (0, 1),
    (2, 3),
    (4, 7),
    (8, 14),
    (15, 30),
    (31, SETTLED_AFTER),
];
/// One, in millionths.
const ONE: i128 = 1_000_000;

/// One settled figure: what it was known to be at which age, and what it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Age in days at which a version was learned, and its value in micro-units; oldest first.
    pub versions: Vec<(i32, i64)>,
    /// What it came to; 0 when it vanished.
    pub last: i64,
}

impl Settled {
    /// What was believed at the end of `age`; `None` when the figure was not known yet.
    fn at(&self, age: i32) -> Option<i64> {
        let known = self
            .versions
            .iter()
            .rev()
            .find(|(learned, _)| *learned <= age);
        known.map(|(_, value)| *value)
    }
}

/// What an estimate will probably come to: four of five figures before it ended within the range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// A tenth ended below.
    pub low: i64,
    /// Half ended below.
    pub likely: i64,
    /// A tenth ended above.
    pub high: i64,
    /// Figures it was learned from.
    pub sample: usize,
}

/// What was learned of one source: for each age the sorted ratios of last to then, in millionths.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Learned {
    ratios: [Vec<i128>; AGES.len()],
}

impl Learned {
    /// Learns from settled figures. A figure that was not above zero at an age teaches nothing about that age; one first seen
    /// when it was already settled teaches nothing at all.
    pub fn from_settled<'s>(figures: impl IntoIterator<Item = &'s Settled>) -> Self {
        let mut learned = Self::default();
        for figure in figures {
            for ((_, age), ratios) in AGES.iter().zip(&mut learned.ratios) {
                if let Some(then) = figure.at(*age).filter(|value| *value > 0) {
                    ratios.push(i128::from(figure.last) * ONE / i128::from(then));
                }
            }
        }
        learned.ratios.iter_mut().for_each(|r| r.sort_unstable());
        learned
    }

    /// What `value`, believed `age` days after its reporting day, will probably come to. `None` with too few figures of that
    /// age, for a value not above zero, and once it is settled.
    pub fn expect(&self, value: i64, age: i32) -> Option<Expected> {
        let place = AGES
            .iter()
            .position(|(from, to)| (*from..=*to).contains(&age.max(0)))?;
        let ratios = self.ratios.get(place)?;
        if ratios.len() < LEAST || value <= 0 {
            return None;
        }
        let of = |tenths: usize| {
            let rank = (ratios.len() * tenths).div_ceil(10).max(1) - 1;
            let ratio = ratios.get(rank)?;
            i64::try_from(i128::from(value) * ratio / ONE).ok()
        };
        Some(Expected {
            low: of(1)?,
            likely: of(5)?,
            high: of(9)?,
            sample: ratios.len(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A figure first seen at age 1 as 100 and corrected at age 10.
    fn corrected(last: i64) -> Settled {
        Settled {
            versions: vec![(1, 100_000_000), (10, last)],
            last,
        }
    }

    #[test]
    fn too_few_figures_say_nothing() {
        let few: Vec<Settled> = (0..LEAST - 1).map(|_| corrected(90_000_000)).collect();
        assert_eq!(
            Learned::from_settled(&few).expect(50_000_000, 1),
            None,
            "{} are too few",
            few.len()
        );
        let enough: Vec<Settled> = (0..LEAST).map(|_| corrected(90_000_000)).collect();
        let expected = Learned::from_settled(&enough)
            .expect(50_000_000, 1)
            .unwrap();
        assert_eq!(
            (
                expected.low,
                expected.likely,
                expected.high,
                expected.sample
            ),
            (45_000_000, 45_000_000, 45_000_000, LEAST)
        );
    }

    #[test]
    fn a_range_belongs_to_its_age() {
        let figures: Vec<Settled> = (0..20)
            .map(|n| corrected(80_000_000 + n * 1_000_000))
            .collect();
        let learned = Learned::from_settled(&figures);
        let young = learned.expect(100_000_000, 1).unwrap();
        assert_eq!(
            (young.low, young.likely, young.high),
            (81_000_000, 89_000_000, 97_000_000),
            "the 2nd, 10th and 18th of 20"
        );
        let old = learned.expect(100_000_000, 14).unwrap();
        assert_eq!(
            (old.low, old.high),
            (100_000_000, 100_000_000),
            "after the correction nothing moved any more"
        );
        assert_eq!(
            learned.expect(100_000_000, SETTLED_AFTER + 1),
            None,
            "settled money is not expected"
        );
    }

    #[test]
    fn what_was_seen_only_when_settled_teaches_nothing() {
        let late: Vec<Settled> = (0..40)
            .map(|_| Settled {
                versions: vec![(400, 5_000_000)],
                last: 5_000_000,
            })
            .collect();
        assert_eq!(Learned::from_settled(&late).expect(5_000_000, 1), None);
    }

    proptest! {
        #[test]
        fn the_range_is_ordered_and_within_what_was_seen(
            lasts in prop::collection::vec(0i64..300_000_000, LEAST..60), value in 1i64..1_000_000_000_000, age in 0i32..=SETTLED_AFTER,
        ) {
            let figures: Vec<Settled> = lasts.iter().map(|last| corrected(*last)).collect();
            if let Some(e) = Learned::from_settled(&figures).expect(value, age) {
                prop_assert!(e.low <= e.likely && e.likely <= e.high);
                prop_assert!(e.sample <= lasts.len());
                prop_assert!(e.low >= 0);
            }
        }
    }
}
