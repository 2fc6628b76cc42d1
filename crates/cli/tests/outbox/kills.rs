//! `kill -9` at a hundred random moments of sending: every reply arrives, and none twice.
//!
//! The program is the real one, the servers are a real Postfix and Dovecot, and the moments are pieces of data on their way
//! between them, chosen by dice with a fixed seed: from the first byte to the copy in the folder of sent mail.

use crate::World;
use crate::stack::Stack;
use crate::wire::{Moment, Wires};
use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;

const KILLS: u32 = 100;
const SEED: u64 = 20_261_122;

/// Dice with a seed: Marsaglia's xorshift.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from((self.0 >> 16) % u64::from(n)).unwrap()
    }
}

#[derive(Debug, Default)]
struct Tally {
    kills: u32,
    alone: u32,
    /// Nobody had it: it was waiting again by itself.
    resumed: u32,
    /// Had been recorded as sent before the kill.
    recorded: u32,
    /// Unsure, found in the mailbox at once or when the server had delivered.
    found: u32,
    /// Unsure, not in the mailbox: the creator was asked, who asked the brand.
    asked_sent: u32,
    asked_again: u32,
}

#[test]
#[ignore = "needs Postfix and Dovecot, and root: scripts/checks/outbox"]
fn killed_at_a_hundred_moments_every_reply_arrives_once() {
    let stack = Stack::start();
    let wires = Wires::default();
    let (imaps, submission) = (wires.to(stack.imaps), wires.to(stack.submission));
    let world = World::new(&stack, imaps, submission, "bcc");
    // How many pieces pass when nobody is killed.
    wires.reset();
    let mut sent: Vec<String> = vec![world.queue("Undisturbed", &[]).1];
    assert_eq!(world.send()["sent"].as_array().unwrap().len(), 1);
    let pieces = wires.pieces();
    assert!(
        pieces > 30,
        "SMTP and IMAP pass over the wires: {pieces} pieces"
    );

    let mut dice = Dice(SEED);
    let mut tally = Tally::default();
    while tally.kills < KILLS {
        let (id, message_id) = world.queue(&format!("Reply {}", sent.len()), &[]);
        sent.push(message_id.clone());
        let moment = Moment {
            piece: dice.below(pieces),
            arrives: dice.below(2) == 0,
        };
        match killed(&world, &wires, moment) {
            true => tally.kills += 1,
            false => tally.alone += 1,
        }
        wires.reset();
        settle(&world, &stack, id, &message_id, &mut tally);
    }
    world.send();
    stack.drained();
    once(&stack, "ana", "", &sent);
    once(&stack, "camille", "", &sent);
    once(&stack, "camille", "Sent", &sent);
    let left = world.run(&["offers", "outbox"]).done();
    assert_eq!(left["open"], serde_json::json!([]), "nothing is left open");
    assert!(
        tally.found > 0,
        "some moments fell between the end of a message and its answer: {tally:?}"
    );
    println!(
        "seed {SEED}: {} replies, {} kills at {pieces} places ({} children ended before their moment): {} waited again by \
         themselves, {} were recorded as sent, {} unsure and found in the mailbox, {} unsure and settled by the creator \
         (arrived {}, sent again {}); every reply arrived once",
        sent.len(),
        tally.kills,
        tally.alone,
        tally.resumed,
        tally.recorded,
        tally.found,
        tally.asked_sent + tally.asked_again,
        tally.asked_sent,
        tally.asked_again,
    );
}

/// Sends in a child that is killed at `moment`. Whether it was.
fn killed(world: &World, wires: &Wires, moment: Moment) -> bool {
    wires.reset();
    let mut child = world
        .bench
        .command("p", &["--json", "--quiet", "offers", "outbox", "send"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    wires.aim(child.id(), moment);
    let ended = child.wait().unwrap();
    ended.signal() == Some(9) && wires.struck()
}

/// The next run of the program, and the creator's word where it asks for one.
fn settle(world: &World, stack: &Stack, id: i64, message_id: &str, tally: &mut Tally) {
    if world.row(id)["state"] == "sent" {
        tally.recorded += 1;
        return;
    }
    let report = world.send();
    let has = |part: &str| report[part].as_array().unwrap().iter().any(|n| *n == id);
    if has("sent") {
        tally.resumed += 1;
        return;
    }
    // A server needs a moment to deliver what it took, to the creator as to the brand.
    stack.drained();
    if has("found")
        || world.send()["found"]
            .as_array()
            .unwrap()
            .iter()
            .any(|n| *n == id)
    {
        tally.found += 1;
        return;
    }
    assert_eq!(world.row(id)["state"], "unsure", "{report}");
    // The creator asks the brand.
    let arrived = stack.ids("ana", "").iter().any(|known| known == message_id);
    let word = if arrived { "--sent" } else { "--again" };
    world
        .run(&["offers", "outbox", "settle", &id.to_string(), word])
        .done();
    if arrived {
        tally.asked_sent += 1;
    } else {
        tally.asked_again += 1;
        let report = world.send();
        assert_eq!(report["sent"], serde_json::json!([id]), "{report}");
    }
}

/// Each message lies once in a folder, and nothing else does.
fn once(stack: &Stack, user: &str, folder: &str, sent: &[String]) {
    let mut copies: BTreeMap<String, u32> = BTreeMap::new();
    for id in stack.ids(user, folder) {
        *copies.entry(id).or_default() += 1;
    }
    for id in sent {
        let n = copies.remove(id).unwrap_or(0);
        assert_eq!(n, 1, "{id} lies {n} times in “{folder}” of {user}");
    }
    assert!(copies.is_empty(), "nothing else was sent: {copies:?}");
}
