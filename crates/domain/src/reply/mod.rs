//! What the creator answers: templates and the fields they are filled with, the text as mail carries it, and the states a
//! reply goes through on its way out.
//!
//! The rules it protects: a field without a value stays visible and is never sent; a reply that may have gone out is never
//! sent again without evidence or the creator's word.

mod builtin;
mod field;
mod flow;
mod outbox;
mod spoken;
mod subject;

pub use builtin::built_in;
pub use field::{Filled, fill, open_fields, unknown_fields};
pub use flow::flowed;
pub use outbox::{GIVE_UP_DAYS, OutboxState, OutboxWhy, SentProof, next_try};
pub use spoken::{spoken_amount, spoken_day};
pub use subject::answer_subject;

use crate::account::UnknownWord;
use crate::entry::words;
use crate::offer::Stage;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// What a reply is for.
    ReplyKind, "reply" {
        /// Says yes to talking.
        Reply = "reply",
        /// Asks for more.
        Counter = "counter",
        /// Says no.
        Decline = "decline",
        /// Asks what the brand can pay.
        AskBudget = "ask_budget",
        /// Reminds of money that is late.
        ChasePayment = "chase_payment",
    }
}

impl ReplyKind {
    /// Where the offer stands once this went out, as it is proposed to the creator; `None` leaves it where it is. An offer
    /// that was agreed on is moved by no reply but a refusal.
    pub fn leads_to(self, stage: Stage) -> Option<Stage> {
        let next = match self {
            Self::Reply | Self::Counter | Self::AskBudget if stage == Stage::New => Stage::Talking,
            Self::Decline if stage != Stage::Paid => Stage::Declined,
            _ => return None,
        };
        (next != stage).then_some(next)
    }
}

words! {
    /// The language of a template.
    Language, "language" {
        /// English.
        En = "en",
        /// French.
        Fr = "fr",
    }
}

words! {
    /// A place in a template that is filled from the offer. It stands in the text as `{slug}`.
    ReplyField, "field" {
        /// Who offers.
        Brand = "brand",
        /// Who writes for the brand.
        Contact = "contact",
        /// The creator's own name.
        OwnName = "own_name",
        /// What the offer is for.
        Product = "product",
        /// What is to be made.
        Deliverables = "deliverables",
        /// The fee that was offered.
        Fee = "fee",
        /// The fee the creator asks for.
        CounterFee = "counter_fee",
        /// Last day to answer.
        AnswerBy = "answer_by",
        /// Day of publication.
        PublishOn = "publish_on",
        /// Number of the invoice.
        Invoice = "invoice",
        /// What is still to be paid.
        AmountDue = "amount_due",
        /// Day it was to be paid.
        DueOn = "due_on",
        /// Days since then.
        DaysLate = "days_late",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_proposes_a_stage_and_never_moves_an_agreed_offer_back() {
        for (kind, from, to) in [
            (ReplyKind::Reply, Stage::New, Some(Stage::Talking)),
            (ReplyKind::Counter, Stage::New, Some(Stage::Talking)),
            (ReplyKind::Counter, Stage::Talking, None),
            (ReplyKind::Counter, Stage::Agreed, None),
            (ReplyKind::Decline, Stage::New, Some(Stage::Declined)),
            (ReplyKind::Decline, Stage::Talking, Some(Stage::Declined)),
            (ReplyKind::Decline, Stage::Declined, None),
            (ReplyKind::Decline, Stage::Paid, None),
            (ReplyKind::ChasePayment, Stage::Invoiced, None),
        ] {
            assert_eq!(kind.leads_to(from), to, "{kind} of an offer that is {from}");
        }
    }
}
