//! One figure of one account: its history, and each path it was followed along, worked out once.
//!
//! The rule it protects: many rules ask about the same followers; the past is measured once for all of them.

use super::history::History;
use super::path::{Growth, Path, Sum, Trend};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A path by what it adds up and from which value it starts.
type Paths = BTreeMap<(Sum, Option<i64>), Option<Rc<Path>>>;

/// A history with what was worked out of it.
#[derive(Debug)]
pub struct Figure {
    history: History,
    level: Option<i64>,
    paths: RefCell<Paths>,
    growth: OnceCell<Option<Growth>>,
}

impl Figure {
    /// From its history and, for a level or counter, its value at the end of the last day.
    pub fn new(history: History, level: Option<i64>) -> Self {
        Self {
            history,
            level,
            paths: RefCell::default(),
            growth: OnceCell::new(),
        }
    }

    /// The past.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The value at the end of the last day, for a level or counter.
    pub fn level(&self) -> Option<i64> {
        self.level
    }

    /// How the pace changes.
    pub fn trend(&self) -> Trend {
        self.growth().map_or(Trend::Steady, Growth::trend)
    }

    fn growth(&self) -> Option<&Growth> {
        self.growth
            .get_or_init(|| Growth::of(&self.history))
            .as_ref()
    }

    /// The days ahead; `None` for a past too short to measure.
    pub fn path(&self, sum: Sum, now: Option<i64>) -> Option<Rc<Path>> {
        if let Some(path) = self.paths.borrow().get(&(sum, now)) {
            return path.clone();
        }
        let path = self
            .growth()
            .and_then(|growth| growth.path(sum, now))
            .map(Rc::new);
        self.paths.borrow_mut().insert((sum, now), path.clone());
        path
    }
}
