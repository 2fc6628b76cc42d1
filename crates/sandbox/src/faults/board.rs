//! The faults in force, and what they mean for one request.
//!
//! Rule protected: a request is matched against every fault once, in the order they were given; of several faults
//! that end a request the first wins and only that one is spent.

use super::spec::{FaultKind, FaultSpec, Platform};

#[derive(Debug)]
struct Posted {
    spec: FaultSpec,
    seen: u64,
    spent: u64,
}

/// The faults in force.
#[derive(Debug, Default)]
pub(crate) struct FaultBoard(Vec<Posted>);

/// How an answer is spoilt on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ending {
    Status {
        status: u16,
        retry_after: Option<u64>,
    },
    Soft,
    Reset,
    Truncate,
    Malformed,
}

/// What the faults in force do to one request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Quirks {
    pub(crate) latency_ms: u64,
    pub(crate) skew: i64,
    pub(crate) expire: bool,
    pub(crate) ignore_cursor: bool,
    /// How many pages were shortened before this one, plus one; 0 for none.
    pub(crate) shrink: u64,
    pub(crate) deny: bool,
    /// Ledger lines left out of lists.
    pub(crate) dropped: Vec<String>,
    pub(crate) ending: Option<Ending>,
}

impl Quirks {
    /// The page size left of `asked` under `shrink-page`: a half, a quarter, then always an eighth, at least one.
    pub(crate) fn page_size(&self, asked: usize) -> usize {
        (asked >> self.shrink.min(3)).max(1)
    }
}

impl FaultBoard {
    /// Puts these faults in force and forgets the former ones.
    pub(crate) fn replace(&mut self, specs: Vec<FaultSpec>) {
        self.0 = specs
            .into_iter()
            .map(|spec| Posted {
                spec,
                seen: 0,
                spent: 0,
            })
            .collect();
    }

    /// The texts of the faults that can still fire.
    pub(crate) fn texts(&self) -> Vec<String> {
        let alive = |posted: &&Posted| posted.spec.times.is_none_or(|times| posted.spent < times);
        self.0
            .iter()
            .filter(alive)
            .map(|posted| posted.spec.to_string())
            .collect()
    }

    /// Spends what matches a request and says what happens to it.
    pub(crate) fn judge(&mut self, platform: Platform, path: &str) -> Quirks {
        let mut quirks = Quirks::default();
        for posted in &mut self.0 {
            let spec = &posted.spec;
            let here = spec.platform.is_none_or(|only| only == platform);
            let there = spec.path.as_deref().is_none_or(|part| path.contains(part));
            let applies = match spec.kind {
                FaultKind::Deny => path.contains("/auth"),
                // signing in must stay possible, or an expired token could never be renewed
                FaultKind::Expired | FaultKind::RepeatPage | FaultKind::ShrinkPage => {
                    !path.contains("token")
                }
                _ => true,
            };
            if !(here && there && applies) {
                continue;
            }
            posted.seen += 1;
            let used_up = spec.times.is_some_and(|times| posted.spent >= times);
            if used_up || posted.seen <= spec.after {
                continue;
            }
            if quirks.apply(spec, posted.spent) {
                posted.spent += 1;
            }
        }
        quirks
    }
}

impl Quirks {
    fn apply(&mut self, spec: &FaultSpec, spent: u64) -> bool {
        match &spec.kind {
            FaultKind::Latency(ms) => self.latency_ms += ms,
            FaultKind::ClockSkew(seconds) => self.skew += seconds,
            FaultKind::Expired => self.expire = true,
            FaultKind::RepeatPage => self.ignore_cursor = true,
            FaultKind::ShrinkPage => self.shrink = spent + 1,
            FaultKind::Deny => self.deny = true,
            FaultKind::DropLine(id) => self.dropped.push(id.clone()),
            FaultKind::Status(status) => {
                return self.end(Ending::Status {
                    status: *status,
                    retry_after: spec.retry_after,
                });
            }
            FaultKind::Soft => return self.end(Ending::Soft),
            FaultKind::Reset => return self.end(Ending::Reset),
            FaultKind::Truncate => return self.end(Ending::Truncate),
            FaultKind::Malformed => return self.end(Ending::Malformed),
        }
        true
    }

    fn end(&mut self, ending: Ending) -> bool {
        let first = self.ending.is_none();
        if first {
            self.ending = Some(ending);
        }
        first
    }
}
