//! Messages into threads, by what they answer.
//!
//! The rule it protects: a conversation is one offer, whatever order a mailbox holds it in.

use super::message::Letter;
use std::collections::HashMap;

/// Groups letters that answer one another or one common message; each thread oldest first, threads by their first letter.
pub(super) fn group(letters: Vec<Letter>) -> Vec<Vec<Letter>> {
    let mut parent: Vec<usize> = (0..letters.len()).collect();
    let mut owner: HashMap<&str, usize> = HashMap::new();
    for (n, letter) in letters.iter().enumerate() {
        let ids = [&letter.draft.external_id]
            .into_iter()
            .chain(&letter.draft.references);
        for id in ids {
            match owner.get(id.as_str()) {
                Some(other) => {
                    let (a, b) = (root(&parent, n), root(&parent, *other));
                    if let Some(slot) = parent.get_mut(a.max(b)) {
                        *slot = a.min(b);
                    }
                }
                None => {
                    owner.insert(id, n);
                }
            }
        }
    }
    let roots: Vec<usize> = (0..letters.len()).map(|n| root(&parent, n)).collect();
    let mut threads: Vec<(usize, Vec<Letter>)> = Vec::new();
    let mut place: HashMap<usize, usize> = HashMap::new();
    for (letter, root) in letters.into_iter().zip(roots) {
        let slot = *place.entry(root).or_insert_with(|| {
            threads.push((root, Vec::new()));
            threads.len() - 1
        });
        if let Some((_, thread)) = threads.get_mut(slot) {
            thread.push(letter);
        }
    }
    let mut out: Vec<Vec<Letter>> = threads.into_iter().map(|(_, thread)| thread).collect();
    for thread in &mut out {
        thread.sort_by(|a, b| {
            (a.draft.sent, &a.draft.external_id).cmp(&(b.draft.sent, &b.draft.external_id))
        });
    }
    out
}

fn root(parent: &[usize], mut n: usize) -> usize {
    while let Some(up) = parent.get(n).copied().filter(|up| *up != n) {
        n = up;
    }
    n
}
