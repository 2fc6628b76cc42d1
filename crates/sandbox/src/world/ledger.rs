//! The Stripe ledger of the creator: every balance transaction, compact enough for a million of them.
//!
//! Rule protected: rows are sorted by creation and never change; what a client sees at an instant is a prefix of
//! them. A row takes 32 bytes plus about 20 for the indexes, and any page is found by binary search.

use std::collections::BTreeMap;

use super::calendar::{DAY, utc_day};

/// "No row" in a link.
pub(crate) const NONE: u32 = u32::MAX;

/// What a balance transaction is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A tip: arrives whole, the payer bore the fee.
    Tip,
    /// An order in the creator's own shop.
    Sale,
    /// A paid brand invoice.
    Deal,
    /// Money given back for a sale.
    Refund,
    /// Stripe's monthly fee.
    Fee,
    /// A disputed sale: the amount and a dispute fee.
    Dispute,
    /// Money sent to the bank.
    Payout,
    /// A payout the bank sent back.
    PayoutFailure,
}

impl Kind {
    /// All kinds, in the order of the per-kind indexes.
    pub(crate) const ALL: [Self; 8] = [
        Self::Tip,
        Self::Sale,
        Self::Deal,
        Self::Refund,
        Self::Fee,
        Self::Dispute,
        Self::Payout,
        Self::PayoutFailure,
    ];

    /// Stripe's `type`.
    pub(crate) const fn wire(self) -> &'static str {
        match self {
            Self::Tip => "payment",
            Self::Sale | Self::Deal => "charge",
            Self::Refund => "refund",
            Self::Fee => "stripe_fee",
            Self::Dispute => "adjustment",
            Self::Payout => "payout",
            Self::PayoutFailure => "payout_failure",
        }
    }

    /// Stripe's `reporting_category`.
    pub(crate) const fn category(self) -> &'static str {
        match self {
            Self::Tip | Self::Sale | Self::Deal => "charge",
            Self::Refund => "refund",
            Self::Fee => "fee",
            Self::Dispute => "dispute",
            Self::Payout => "payout",
            Self::PayoutFailure => "payout_reversal",
        }
    }

    /// Prefix of the id of the object behind the row.
    pub(crate) const fn source_prefix(self) -> Option<&'static str> {
        match self {
            Self::Tip => Some("py"),
            Self::Sale | Self::Deal => Some("ch"),
            Self::Refund => Some("re"),
            Self::Dispute => Some("du"),
            Self::Payout | Self::PayoutFailure => Some("po"),
            Self::Fee => None,
        }
    }

    /// Rows a customer paid: they have a charge object.
    pub(crate) const fn is_charge(self) -> bool {
        matches!(self, Self::Tip | Self::Sale | Self::Deal)
    }
}

/// One balance transaction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// Creation, unix seconds.
    pub(crate) at: i64,
    /// Gross in euro cents, negative when money leaves.
    pub(crate) amount: i64,
    /// Fee in euro cents.
    pub(crate) fee: i32,
    /// The other row of a pair: sale ↔ refund or dispute, payout ↔ failure.
    pub(crate) link: u32,
    /// Number of the payout that pays this row (or, for a payout row, is this payout).
    pub(crate) payout: u32,
    pub(crate) kind: Kind,
}

impl Row {
    /// Net in euro cents.
    pub(crate) fn net(&self) -> i64 {
        self.amount - i64::from(self.fee)
    }

    /// When the net may be paid out: two days for money from customers, at once for the rest.
    pub(crate) fn available_on(&self) -> i64 {
        if self.kind.is_charge() {
            (utc_day(self.at) + 2) * DAY
        } else {
            self.at
        }
    }
}

/// One automatic weekly payout.
#[derive(Debug, Clone)]
pub(crate) struct Payout {
    pub(crate) at: i64,
    /// Midnight UTC of the bank day.
    pub(crate) arrival: i64,
    /// Euro cents, positive.
    pub(crate) amount: i64,
    /// Its own balance transaction.
    pub(crate) row: u32,
    /// When the bank sends it back, and the row that books it.
    pub(crate) failure: Option<(i64, u32)>,
    /// The rows it pays, ascending, its own row left out.
    pub(crate) members: Vec<u32>,
}

/// What a brand invoice says beside its amount.
#[derive(Debug, Clone)]
pub(crate) struct Deal {
    pub(crate) brand: &'static str,
    pub(crate) invoice: String,
    /// US cents the brand paid, when it paid in dollars.
    pub(crate) usd: Option<i64>,
}

/// The whole ledger, past and the months after the world's birth.
#[derive(Debug)]
pub(crate) struct Ledger {
    pub(crate) tag: String,
    pub(crate) rows: Vec<Row>,
    pub(crate) payouts: Vec<Payout>,
    pub(crate) deals: BTreeMap<u32, Deal>,
    by_kind: [Vec<u32>; 8],
    charges: Vec<u32>,
    cumulative: Vec<i64>,
}

impl Ledger {
    /// Builds the indexes over sorted rows.
    pub(crate) fn new(
        tag: String,
        rows: Vec<Row>,
        payouts: Vec<Payout>,
        deals: BTreeMap<u32, Deal>,
    ) -> Self {
        let mut by_kind: [Vec<u32>; 8] = Default::default();
        let mut charges = Vec::new();
        let mut cumulative = Vec::with_capacity(rows.len());
        let mut sum = 0;
        for (index, row) in rows.iter().enumerate() {
            let index = index as u32;
            sum += row.net();
            cumulative.push(sum);
            if let Some(list) = by_kind.get_mut(row.kind as usize) {
                list.push(index);
            }
            if row.kind.is_charge() {
                charges.push(index);
            }
        }
        Self {
            tag,
            rows,
            payouts,
            deals,
            by_kind,
            charges,
            cumulative,
        }
    }

    /// A row by number.
    pub(crate) fn row(&self, index: u32) -> Option<&Row> {
        self.rows.get(index as usize)
    }

    /// The number of rows created before `at`: also the number of the first row not yet created.
    pub(crate) fn rows_before(&self, at: i64) -> u32 {
        self.rows.partition_point(|row| row.at < at) as u32
    }

    /// Rows of one kind, ascending.
    pub(crate) fn of_kind(&self, kind: Kind) -> &[u32] {
        self.by_kind.get(kind as usize).map_or(&[], Vec::as_slice)
    }

    /// Rows with a charge object, ascending.
    pub(crate) fn charges(&self) -> &[u32] {
        &self.charges
    }

    /// `(available, pending)` in euro cents at an instant.
    pub(crate) fn balance(&self, now: i64) -> (i64, i64) {
        let visible = self.rows_before(now + 1);
        let total = visible
            .checked_sub(1)
            .and_then(|last| self.cumulative.get(last as usize))
            .copied()
            .unwrap_or(0);
        let recent = self.rows_before(now - 4 * DAY);
        let pending: i64 = (recent..visible)
            .filter_map(|index| self.row(index))
            .filter(|row| row.available_on() > now)
            .map(Row::net)
            .sum();
        (total - pending, pending)
    }

    /// The opaque id of row `index` under a prefix such as `txn` or `ch`. Ids do not sort by time.
    pub(crate) fn id(&self, prefix: &str, index: u32) -> String {
        format!(
            "{prefix}_1{}{}",
            self.tag,
            base36(index.wrapping_mul(SCATTER))
        )
    }

    /// The row number inside an id with this prefix.
    pub(crate) fn index_of(&self, prefix: &str, id: &str) -> Option<u32> {
        let body = id
            .strip_prefix(prefix)?
            .strip_prefix("_1")?
            .strip_prefix(self.tag.as_str())?;
        if body.len() != 7 {
            return None;
        }
        let scattered = u32::try_from(u64::from_str_radix(body, 36).ok()?).ok()?;
        let index = scattered.wrapping_mul(GATHER);
        // the text must be the one spelling this ledger writes
        (self.row(index).is_some() && self.id(prefix, index) == id).then_some(index)
    }

    /// The payout behind a `po_` id that exists at `now`.
    pub(crate) fn payout_of(&self, id: &str, now: i64) -> Option<&Payout> {
        let row = self.row(self.index_of("po", id)?)?;
        self.payouts
            .get(row.payout as usize)
            .filter(|payout| row.kind == Kind::Payout && payout.at <= now)
    }

    /// The `po_` id of a payout.
    pub(crate) fn payout_id(&self, payout: &Payout) -> String {
        self.id("po", payout.row)
    }
}

// An odd multiplier and its inverse modulo 2^32: ids look random and still lead straight to their row.
const SCATTER: u32 = 0x9E37_79B1;
const GATHER: u32 = inverse(SCATTER);

const fn inverse(odd: u32) -> u32 {
    // Newton's step doubles the correct bits: 3, 6, 12, 24, 48
    let mut x = odd;
    let mut step = 0;
    while step < 5 {
        x = x.wrapping_mul(2_u32.wrapping_sub(odd.wrapping_mul(x)));
        step += 1;
    }
    x
}

fn base36(mut number: u32) -> String {
    let mut text = Vec::with_capacity(7);
    for _ in 0..7 {
        text.push(
            char::from_digit(number % 36, 36)
                .unwrap_or('0')
                .to_ascii_uppercase(),
        );
        number /= 36;
    }
    text.iter().rev().collect()
}
