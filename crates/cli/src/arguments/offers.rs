//! Brand offers.

use super::reply::{OutboxAction, Reply, Sender, Templates};
use clap::{Args, Subcommand};

/// Brand offers.
#[derive(Debug, Args)]
pub struct Offers {
    /// Only those that fit a search line: `stage:new due:week -tag:later`.
    #[arg(long = "where", value_name = "LINE")]
    pub line: Option<String>,
    /// Show or change one.
    #[command(subcommand)]
    pub action: Option<OffersAction>,
}

/// Show or change one.
#[derive(Debug, Subcommand)]
pub enum OffersAction {
    /// One offer with terms, evidence, findings and messages.
    Show {
        /// Offer id.
        id: i64,
    },
    /// Type one in.
    Add {
        /// FIELD=VALUE. With --paste: who, contact, place, sent, subject, account.
        fields: Vec<String>,
        /// A message from another app, from a file or `-`: its terms are read from its words.
        #[arg(long, value_name = "FILE|-")]
        paste: Option<String>,
    },
    /// The offers as columns by stage, with sums for each unit.
    Board {
        /// Only those that fit a search line.
        #[arg(long = "where", value_name = "LINE")]
        line: Option<String>,
    },
    /// What to do next: one thing for each offer, the earliest day first.
    Next,
    /// How an offer came to stand where it stands.
    History {
        /// Offer id.
        id: i64,
    },
    /// Move offers to a stage in one step: new talking agreed making in_review published invoiced paid declined expired not_offer.
    Move {
        /// The stage, or `source` to let the source's word hold again.
        stage: String,
        /// Which.
        #[command(flatten)]
        which: Which,
    },
    /// Give offers tags, take others from them, in one step.
    Tag {
        /// Which.
        #[command(flatten)]
        which: Which,
        /// A tag to give.
        #[arg(long, value_name = "TAG")]
        add: Vec<String>,
        /// A tag to take.
        #[arg(long, value_name = "TAG")]
        remove: Vec<String>,
    },
    /// Lay offers aside; they wake by themselves.
    Snooze {
        /// Which.
        #[command(flatten)]
        which: Which,
        /// The day they wake.
        #[arg(long, value_name = "DAY")]
        until: Option<String>,
        /// A new message of the thread wakes them.
        #[arg(long)]
        on_reply: bool,
        /// Wake them now.
        #[arg(long, conflicts_with_all = ["until", "on_reply"])]
        wake: bool,
    },
    /// Take a step (move, tag, snooze) back.
    Undo {
        /// The step's number.
        step: i64,
    },
    /// Saved searches.
    Searches {
        /// Save or remove one.
        #[command(subcommand)]
        action: Option<SearchesAction>,
    },
    /// Correct fields: `stage=talking`, `fee=850 EUR`; your word wins for ever.
    Set {
        /// Offer id.
        id: i64,
        /// FIELD=VALUE.
        #[arg(required = true)]
        fields: Vec<String>,
    },
    /// Answer one: the reply waits in the outbox.
    Reply(Reply),
    /// Answers that are being written.
    Drafts,
    /// Answers on their way out.
    Outbox {
        /// Send, take back, settle.
        #[command(subcommand)]
        action: Option<OutboxAction>,
    },
    /// Templates of answers.
    Templates(Templates),
    /// How mailboxes send.
    Sender(Sender),
}

/// Which offers a step is about.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Which {
    /// Offer ids.
    pub ids: Vec<i64>,
    /// All that fit a search line.
    #[arg(long = "where", value_name = "LINE")]
    pub line: Option<String>,
}

/// Save or remove a search.
#[derive(Debug, Subcommand)]
pub enum SearchesAction {
    /// Save a search line under a name.
    Save {
        /// Its name.
        name: String,
        /// The line.
        line: String,
    },
    /// Remove one.
    Remove {
        /// Its name.
        name: String,
    },
}

/// Brands over the years.
#[derive(Debug, Args)]
pub struct Brands {
    /// Only those whose name holds this.
    pub name: Option<String>,
    /// NAME (or `@` and a domain) is the brand `--is`; alone it stands for itself again.
    #[arg(long, value_name = "NAME")]
    pub alias: Option<String>,
    /// The brand that `--alias` is.
    #[arg(long = "is", value_name = "BRAND", requires = "alias")]
    pub brand: Option<String>,
}
