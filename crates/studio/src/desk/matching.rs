//! The match queue as a window asks for it: with counts while it is worked out, and with a way to stop.
//!
//! The rule it protects: matching only reads, so it waits for no other work and stops none; of two questions the later one
//! counts, and what was stopped leaves nothing half done.

use super::Desk;
use crate::events::Events;
use crate::shapes::{MatchQueue, TaskProgress};
use crate::{StudioError, payouts};
use domain::Instant;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The task's name in its progress.
const TASK: &str = "matching";
/// Times a window hears from one question, at most about.
const TOLD: usize = 40;

/// Questions asked and stopped, by number.
#[derive(Debug, Default)]
pub(super) struct Asked {
    last: AtomicU64,
    stopped: AtomicU64,
    answered: AtomicU64,
}

impl Asked {
    fn begin(&self) -> u64 {
        self.last.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn newest(&self, question: u64) -> bool {
        self.last.load(Ordering::Relaxed) == question
    }

    fn wanted(&self, question: u64) -> bool {
        self.newest(question) && self.stopped.load(Ordering::Relaxed) < question
    }

    fn answer(&self, question: u64) {
        self.answered.fetch_max(question, Ordering::Relaxed);
    }

    /// Stops every question so far. Whether one was still open.
    pub(super) fn stop(&self) -> bool {
        let last = self.last.load(Ordering::Relaxed);
        self.stopped.fetch_max(last, Ordering::Relaxed);
        self.answered.load(Ordering::Relaxed) < last
    }
}

/// What a window hears of one question.
struct Counter {
    events: Arc<dyn Events>,
    started: Instant,
    told: Option<(usize, usize)>,
}

impl Counter {
    /// Tells how far it is, now and then.
    fn step(&mut self, done: usize, about: usize) {
        let apart = (about / TOLD).max(1);
        if done.is_multiple_of(apart) {
            self.told = Some((done, about));
            self.say("running", done, about);
        }
    }

    fn end(&self, state: &str) {
        if let Some((done, about)) = self.told {
            let done = if state == "done" { about } else { done };
            self.say(state, done, about);
        }
    }

    fn say(&self, state: &str, done: usize, about: usize) {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        self.events.progress(&TaskProgress {
            task: TASK.to_owned(),
            run: None,
            state: state.to_owned(),
            done: count(done),
            about: Some(count(about)),
            parts: Vec::new(),
            started_at: self.started.to_string(),
            error: None,
        });
    }
}

impl Desk {
    /// Payouts and bank lines that wait for a decision, and the decisions. Counts of payouts come as progress of the task
    /// `matching`. A later question stops this one.
    ///
    /// # Errors
    /// [`StudioError::Canceled`] when it was stopped or a later one came, else as the use case says.
    pub async fn match_queue(&self) -> Result<MatchQueue, StudioError> {
        let asked = self.matching.clone();
        let mine = asked.begin();
        let mut counter = Counter {
            events: self.events.clone(),
            started: self.clock.now(),
            told: None,
        };
        let ended = asked.clone();
        let answer = self
            .ask(move |profile| {
                let queue = payouts::queue(profile, |done, about| {
                    let wanted = asked.wanted(mine);
                    if wanted {
                        counter.step(done, about);
                    }
                    wanted
                });
                // The question that took this one's place tells for itself.
                if asked.newest(mine) {
                    counter.end(match &queue {
                        Ok(_) => "done",
                        Err(StudioError::Canceled) => "canceled",
                        Err(_) => "failed",
                    });
                }
                queue
            })
            .await;
        ended.answer(mine);
        answer
    }

    /// Stops the matching under way. Whether there was any.
    ///
    /// # Errors
    /// None; it is a command like the others.
    pub async fn cancel_match(&self) -> Result<bool, StudioError> {
        Ok(self.matching.stop())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[derive(Default)]
    struct Heard(Mutex<Vec<(String, i64, Option<i64>)>>);

    impl Events for Heard {
        fn progress(&self, p: &TaskProgress) {
            let line = (p.state.clone(), p.done, p.about);
            self.0.lock().unwrap().push(line);
        }
        fn changed(&self, _: &[&str]) {}
    }

    fn counter(heard: &Arc<Heard>) -> Counter {
        Counter {
            events: heard.clone(),
            started: Instant::from_seconds(0).unwrap(),
            told: None,
        }
    }

    #[test]
    fn a_later_question_and_a_stop_end_the_earlier_ones() {
        let asked = Asked::default();
        assert!(!asked.stop(), "nothing was asked yet");
        let first = asked.begin();
        assert!(asked.wanted(first), "the newest goes on");
        let second = asked.begin();
        assert!(!asked.wanted(first), "a later one came");
        assert!(asked.stop(), "one is open");
        assert!(
            asked.newest(second) && !asked.wanted(second),
            "the newest was stopped"
        );
        asked.answer(second);
        assert!(!asked.stop(), "all are answered");
        let third = asked.begin();
        assert!(asked.wanted(third), "a stop holds for what was asked then");
    }

    #[test]
    fn a_window_hears_some_forty_counts_however_many_payouts_there_are() {
        for (payouts, most) in [(1, 2), (30, 31), (5_000, 42)] {
            let heard = Arc::new(Heard::default());
            let mut counter = counter(&heard);
            (0..payouts).for_each(|done| counter.step(done, payouts));
            counter.end("done");
            let told = heard.0.lock().unwrap();
            assert!(told.len() <= most, "{payouts}: {} counts", told.len());
            let all = Some(payouts as i64);
            assert_eq!(
                told.last(),
                Some(&("done".to_owned(), payouts as i64, all)),
                "{payouts}: the end says all of all"
            );
        }
        let heard = Arc::new(Heard::default());
        counter(&heard).end("done");
        assert!(
            heard.0.lock().unwrap().is_empty(),
            "nothing to match is no news"
        );
    }
}
