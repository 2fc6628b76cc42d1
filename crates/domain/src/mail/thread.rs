//! Messages into conversations.
//!
//! The rules it protects: what names the message it answers belongs to it, whatever order they are read in; a subject joins only
//! an answer that names nothing with a message between the same people, near in time.

use crate::Instant;
use std::collections::HashMap;
use std::hash::Hash;

/// How far apart an answer that names nothing and its message may be: 60 days.
pub const SUBJECT_REACH_MS: i64 = 60 * 24 * 60 * 60 * 1_000;

/// What of a message decides its conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threaded {
    /// Its id and those it answers.
    pub ids: Vec<String>,
    /// Its subject's name.
    pub subject: String,
    /// Its subject says it answers, and it names no message.
    pub bare_answer: bool,
    /// Sender's address.
    pub from: String,
    /// Recipients' addresses.
    pub to: Vec<String>,
    /// When it was sent.
    pub sent: Instant,
}

impl Threaded {
    /// Whether the subject makes two messages one conversation.
    #[must_use]
    pub fn joins_by_subject(&self, other: &Self) -> bool {
        !self.subject.is_empty()
            && self.subject == other.subject
            && (self.bare_answer || other.bare_answer)
            && self.sent.millis().abs_diff(other.sent.millis()) <= SUBJECT_REACH_MS.unsigned_abs()
            && self.has(&other.from)
            && other.has(&self.from)
    }

    /// Whether somebody takes part.
    fn has(&self, address: &str) -> bool {
        let same = |one: &String| one.eq_ignore_ascii_case(address);
        !address.is_empty() && (same(&self.from) || self.to.iter().any(same))
    }
}

/// Groups messages; for each the place of the first of its group.
#[must_use]
pub fn conversations(messages: &[Threaded]) -> Vec<usize> {
    let mut groups = Groups::of(messages.len());
    let mut by_id = HashMap::new();
    for (n, message) in messages.iter().enumerate() {
        for id in &message.ids {
            join_first(&mut groups, &mut by_id, id.as_str(), n);
        }
    }
    let mut by_subject: HashMap<&str, Vec<(usize, &Threaded)>> = HashMap::new();
    for (n, message) in messages.iter().enumerate() {
        by_subject
            .entry(&message.subject)
            .or_default()
            .push((n, message));
    }
    for (subject, alike) in by_subject {
        if subject.is_empty() {
            continue;
        }
        for (n, answer) in alike.iter().filter(|(_, m)| m.bare_answer) {
            for (other, message) in &alike {
                if answer.joins_by_subject(message) {
                    groups.join(*n, *other);
                }
            }
        }
    }
    (0..messages.len()).map(|n| groups.root(n)).collect()
}

fn join_first<K: Hash + Eq>(groups: &mut Groups, owners: &mut HashMap<K, usize>, key: K, n: usize) {
    let owner = *owners.entry(key).or_insert(n);
    groups.join(owner, n);
}

/// Which messages hang together; the root of a group is its lowest place.
struct Groups(Vec<usize>);

impl Groups {
    fn of(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut n: usize) -> usize {
        while let Some(up) = self.0.get(n).copied().filter(|up| *up != n) {
            // Halves the way for the next who asks.
            let above = self.0.get(up).copied().unwrap_or(up);
            if let Some(slot) = self.0.get_mut(n) {
                *slot = above;
            }
            n = above;
        }
        n
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.0.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(
        ids: &[&str],
        subject: &str,
        bare_answer: bool,
        from: &str,
        to: &str,
        day: i64,
    ) -> Threaded {
        Threaded {
            ids: ids.iter().map(|s| (*s).to_owned()).collect(),
            subject: subject.to_owned(),
            bare_answer,
            from: from.to_owned(),
            to: vec![to.to_owned()],
            sent: Instant::from_seconds(1_760_000_000 + day * 86_400).unwrap(),
        }
    }

    #[test]
    fn answers_find_their_conversation_in_any_order() {
        let (brand, me, other) = (
            "ines@lune.example",
            "camille@mail.example",
            "x@else.example",
        );
        let messages = [
            mail(&["a"], "offer", false, brand, me, 0),
            mail(&["b", "a"], "offer", false, me, brand, 1),
            mail(&["c"], "offer", true, brand, me, 2),
            mail(&["d", "lost"], "brief", false, brand, me, 3),
            mail(&["e", "lost"], "other words", false, brand, me, 4),
            mail(&["f"], "offer", true, other, me, 2),
            mail(&["g"], "offer", true, brand, me, 200),
            mail(&["h"], "offer", false, other, me, 1),
        ];
        let want = [
            (0, 1, true, "an answer names its message"),
            (
                0,
                2,
                true,
                "an answer that names none joins by subject and people",
            ),
            (3, 4, true, "two answers to a message nobody has"),
            (0, 5, false, "another person's answer"),
            (5, 7, true, "which belongs to that person's own message"),
            (0, 6, false, "too late to be meant"),
            (0, 7, false, "one subject alone joins nothing"),
        ];
        let there = conversations(&messages);
        let turned: Vec<Threaded> = messages.iter().rev().cloned().collect();
        let back = conversations(&turned);
        let last = messages.len() - 1;
        for (a, b, together, why) in want {
            assert_eq!(there[a] == there[b], together, "{why}");
            assert_eq!(
                back[last - a] == back[last - b],
                together,
                "read backwards: {why}"
            );
        }
    }
}
