//! Seeded chance for the invented creator.
//!
//! Rule protected: the same seed and topic always roll the same numbers. Only the raw ChaCha stream is used and every
//! distribution is built here with integers, so neither a new release of `rand` nor another machine's floating-point
//! library can change the world.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};

/// A stream of rolls for one topic of one world.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// Opens the stream of `topic`: topics are independent, so adding rolls to one leaves the others unchanged.
    pub(crate) fn new(seed: u64, topic: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(seed.to_le_bytes());
        hash.update(topic.as_bytes());
        Self(ChaCha8Rng::from_seed(hash.finalize().into()))
    }

    /// A whole number in `0..n` (0 when `n` is 0).
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.0.next_u64()) * u128::from(n)) >> 64) as u64
    }

    /// A whole number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high
            .saturating_sub(low)
            .max(0)
            .unsigned_abs()
            .saturating_add(1);
        low.saturating_add(self.below(span) as i64)
    }

    /// True in `permille` of 1,000 rolls.
    pub(crate) fn chance(&mut self, permille: u64) -> bool {
        self.below(1000) < permille
    }

    /// One item of a list; the fallback only for an empty one.
    pub(crate) fn pick<T: Copy>(&mut self, list: &[T], fallback: T) -> T {
        list.get(self.below(list.len() as u64) as usize)
            .copied()
            .unwrap_or(fallback)
    }
}
