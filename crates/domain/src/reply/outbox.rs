//! The states a reply goes through on its way out.
//!
//! The rule it protects: *sent* is only what a server took (or what evidence or the creator says it took), and nothing leads
//! from a state in which a server may have taken it back to *waiting* but the creator's own word.

use crate::Instant;
use crate::account::UnknownWord;
use crate::entry::words;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// Where a reply is.
    OutboxState, "outbox state" {
        /// Here, and goes out when it can.
        Waiting = "waiting",
        /// A server is being spoken to; it was not given the whole text yet.
        Sending = "sending",
        /// The server is being given the end of the text: from here on it may have taken it.
        Handed = "handed",
        /// The server said *later*; it is tried again at its time.
        Retry = "retry",
        /// It may have gone out: the answer was never heard.
        Unsure = "unsure",
        /// The server took it.
        Sent = "sent",
        /// The server refused it for good; its text is a draft again.
        Failed = "failed",
        /// The creator took it back; its text is a draft again.
        TakenBack = "taken_back",
    }
}

impl OutboxState {
    /// Whether it may become `next`.
    pub fn may_become(self, next: Self) -> bool {
        use OutboxState::{Failed, Handed, Retry, Sending, Sent, TakenBack, Unsure, Waiting};
        match self {
            Waiting | Retry => matches!(next, Sending | TakenBack | Failed),
            // Before the end of the text a server has nothing to deliver.
            Sending => matches!(next, Waiting | Retry | Failed | Handed),
            // An answer settles it either way; no answer settles nothing.
            Handed => matches!(next, Sent | Retry | Failed | Unsure),
            // Found in the mailbox, or by the creator's word.
            Unsure => matches!(next, Sent | Waiting),
            Sent | Failed | TakenBack => false,
        }
    }

    /// Whether it still waits for something.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Sent | Self::Failed | Self::TakenBack)
    }

    /// Whether the creator can still take it back: nobody else can have it.
    pub fn can_be_taken_back(self) -> bool {
        self.may_become(Self::TakenBack)
    }
}

words! {
    /// Why a reply is where it is.
    OutboxWhy, "outbox reason" {
        /// The server cannot be reached.
        Offline = "offline",
        /// The server asked to come again later; its words stand beside.
        Later = "later",
        /// The server refused it; its words stand beside.
        Refused = "refused",
        /// The server wants another sign-in.
        SignIn = "sign_in",
        /// The server did not prove who it is, or speaks without TLS.
        Certificate = "certificate",
        /// No mailbox it could go through has a server for sending.
        NoSender = "no_sender",
        /// The program or the line ended between the last words and the server's answer.
        CutOff = "cut_off",
        /// The server was asked for days.
        GaveUp = "gave_up",
        /// It was found in the mailbox: the folder stands beside.
        Found = "found",
        /// The creator said so.
        Creator = "creator",
    }
}

words! {
    /// What shows later that a message went out, when the server's answer was not heard.
    SentProof, "proof" {
        /// A hidden copy to the creator's own address, in the same hand-over.
        Bcc = "bcc",
        /// The provider files what it sends.
        Provider = "provider",
        /// Nothing: the creator is asked.
        None = "none",
    }
}

/// Days after the creator's click at which a server that keeps saying *later* is asked no more. Mail servers give up after
/// four to five days themselves (RFC 5321, 4.5.4.1).
pub const GIVE_UP_DAYS: i64 = 5;

/// Minutes to wait after the first, second, … *later*.
const PAUSES: [i64; 5] = [1, 5, 15, 60, 240];

/// When to try again after `attempts` attempts, the last of them at `now`.
pub fn next_try(attempts: u32, now: Instant) -> Instant {
    let nth = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    let minutes = PAUSES.get(nth).or(PAUSES.last()).copied().unwrap_or(240);
    Instant(now.0 + chrono::Duration::minutes(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_have_gone_out_is_never_waiting_again_by_itself() {
        use OutboxState::{Handed, Sent, Unsure, Waiting};
        assert!(!Handed.may_become(Waiting), "no answer was heard");
        assert!(!Sent.may_become(Waiting), "it went out");
        assert!(
            Unsure.may_become(Waiting),
            "only here, and only the creator's word leads there"
        );
        for state in OutboxState::ALL {
            assert!(!state.may_become(*state), "{state} is no step from itself");
            if !state.is_open() {
                let leads = OutboxState::ALL.iter().any(|next| state.may_become(*next));
                assert!(!leads, "nothing follows {state}");
            }
            if state.can_be_taken_back() {
                assert!(
                    matches!(state, Waiting | OutboxState::Retry),
                    "{state} may be in somebody else's hands"
                );
            }
        }
    }

    #[test]
    fn pauses_grow_and_stay() {
        let now = Instant::from_seconds(0).unwrap();
        let pauses: Vec<i64> = (1..8).map(|n| next_try(n, now).seconds() / 60).collect();
        assert_eq!(
            pauses,
            [1, 5, 15, 60, 240, 240, 240],
            "minutes after each attempt"
        );
    }
}
