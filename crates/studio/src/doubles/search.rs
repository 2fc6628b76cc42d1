//! The rows of two sources that can tell of the same money, laid beside each other.
//!
//! The rules it protects: a bounded number of rows is read, and what was not looked at is said; a row that was decided about
//! is not asked about again towards the same source.

use domain::doubles::{Finding, Kin, SURE, Side, Source, SourceKind, find, kin, pair_id};
use domain::{Account, AccountId, CivilDay, Platform};
use std::collections::{BTreeMap, BTreeSet};
use store::{DoubleVerdict, ReadTx, StoreError, ToldId, ToldKind, ToldRow};

/// Rows of a feed that are read whole; a larger one only for the days its partner tells of.
const SMALL: u32 = 20_000;
/// Rows of a larger feed read at most.
const MOST: u32 = 60_000;
/// Days looked back where both feeds are large.
const SPAN_DAYS: i32 = 400;

/// Everything that waits.
pub(super) struct Overlap {
    pub(super) groups: Vec<Group>,
    /// The first day looked at where both sources are large.
    pub(super) looked_from: Option<CivilDay>,
}

impl Overlap {
    /// Pairs in all groups.
    pub(super) fn open(&self) -> usize {
        self.groups.iter().map(|group| group.pairs.len()).sum()
    }
}

/// Two sources with pairs.
pub(super) struct Group {
    pub(super) id: String,
    pub(super) kin: Kin,
    pub(super) one: Source,
    pub(super) other: Source,
    pub(super) one_aside: bool,
    /// Best first.
    pub(super) pairs: Vec<Pair>,
}

impl Group {
    /// Whether either side may be put aside: a payout is in no sum, so putting it aside would leave its income twice.
    pub(super) fn either(&self) -> bool {
        self.kin != Kin::PayoutAsIncome
    }
}

/// Two rows that look like one.
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) one: ToldRow,
    pub(super) other: ToldRow,
    pub(super) score: u16,
    pub(super) findings: Vec<Finding>,
}

impl Pair {
    pub(super) fn sure(&self) -> bool {
        self.score >= SURE
    }
}

/// The rows of a source.
struct Rows {
    rows: Vec<ToldRow>,
    sides: Vec<Side>,
}

/// Looks for pairs; with `only`, among the sources of that account and all others.
pub(super) fn search(
    tx: &ReadTx<'_>,
    today: CivilDay,
    only: Option<AccountId>,
) -> Result<Overlap, StoreError> {
    let accounts: BTreeMap<AccountId, Account> =
        tx.accounts()?.into_iter().map(|a| (a.id, a)).collect();
    let mut ground = Ground::read(tx, accounts)?;
    let sources: Vec<Source> = ground.sources.keys().cloned().collect();
    let mut overlap = Overlap {
        groups: Vec::new(),
        looked_from: None,
    };
    for (n, one) in sources.iter().enumerate() {
        for other in sources.iter().skip(n + 1) {
            let about = only.is_none_or(|id| one.account == id || other.account == id);
            let Some(kin) = kin(one, other).filter(|_| about) else {
                continue;
            };
            let bounded = ground.load(tx, one, other, kin, today)?;
            overlap.looked_from = overlap.looked_from.max(bounded);
            overlap.groups.extend(ground.group(one, other, kin));
            ground.forget(one, other);
        }
    }
    overlap
        .groups
        .sort_by(|a, b| (b.pairs.len(), &a.id).cmp(&(a.pairs.len(), &b.id)));
    Ok(overlap)
}

/// What is read, source by source.
struct Ground {
    accounts: BTreeMap<AccountId, Account>,
    /// Each source with how many rows it has, counted up to a limit.
    sources: BTreeMap<Source, u32>,
    rows: BTreeMap<Source, Rows>,
    /// For each row that was decided about: the sources it is settled with.
    settled: BTreeMap<ToldId, BTreeSet<(ToldKind, AccountId, String)>>,
    /// Pairs of one account's payouts or bank lines, of which only the pair itself is settled.
    merged: BTreeSet<(ToldId, ToldId)>,
}

impl Ground {
    fn read(tx: &ReadTx<'_>, accounts: BTreeMap<AccountId, Account>) -> Result<Self, StoreError> {
        let mut ground = Self {
            accounts,
            sources: BTreeMap::new(),
            rows: BTreeMap::new(),
            settled: BTreeMap::new(),
            merged: BTreeSet::new(),
        };
        for (account, feed, rows) in tx.feed_sizes(SMALL + 1)? {
            if let Some(source) = ground.source(SourceKind::Entry, account, feed) {
                ground.sources.insert(source, rows);
            }
        }
        ground.flat(SourceKind::Payout, tx.told_payouts(SMALL)?, |row| {
            family(&row.id.key)
        });
        ground.flat(SourceKind::Landing, tx.told_landings(MOST)?, |row| {
            row.media.clone()
        });
        for ((one, other), verdict) in tx.decided_doubles()? {
            // In one account a line may be told three times: a merge settles only its two.
            if verdict == DoubleVerdict::Merged && place(&one) == place(&other) {
                ground.merged.insert((one, other));
                continue;
            }
            let settle = ground.settled.entry(one.clone()).or_default();
            settle.insert(place(&other));
            let settle = ground.settled.entry(other).or_default();
            settle.insert(place(&one));
        }
        Ok(ground)
    }

    fn source(&self, kind: SourceKind, account: AccountId, origin: String) -> Option<Source> {
        let account = self.accounts.get(&account)?;
        Some(Source {
            kind,
            account: account.id,
            platform: account.platform,
            manual: account.manual,
            origin,
        })
    }

    /// Payouts and bank lines, read at once and told apart by origin.
    fn flat(&mut self, kind: SourceKind, rows: Vec<ToldRow>, origin: impl Fn(&ToldRow) -> String) {
        for row in rows {
            let Some(source) = self.source(kind, row.id.account, origin(&row)) else {
                continue;
            };
            let side = self.side(&row, &source);
            let of = self.rows.entry(source.clone()).or_insert_with(|| Rows {
                rows: Vec::new(),
                sides: Vec::new(),
            });
            of.rows.push(row);
            of.sides.push(side);
            *self.sources.entry(source).or_default() += 1;
        }
    }

    fn side(&self, row: &ToldRow, source: &Source) -> Side {
        let handle = self
            .accounts
            .get(&source.account)
            .map(|a| a.handle.as_str());
        let text = match source.kind {
            // Who sent it.
            SourceKind::Payout => format!("{} {}", source.platform.slug(), row.text),
            _ => row.text.clone(),
        };
        Side {
            id: format!(
                "{}|{}|{}|{}|{}",
                row.id.kind.slug(),
                source.platform.slug(),
                handle.unwrap_or_default(),
                row.id.feed,
                row.id.key
            ),
            key: row.id.key.clone(),
            day: row.day,
            instant: row.instant,
            unit: row.unit,
            figures: row.figures.clone(),
            stream: row.stream,
            text,
            payer: row.payer.clone(),
        }
    }

    /// Reads the rows of two sources that may overlap. Gives the first day looked at when both are large.
    fn load(
        &mut self,
        tx: &ReadTx<'_>,
        one: &Source,
        other: &Source,
        kin: Kin,
        today: CivilDay,
    ) -> Result<Option<CivilDay>, StoreError> {
        let large = |s: &Source| {
            s.kind == SourceKind::Entry && self.sources.get(s).is_some_and(|n| *n > SMALL)
        };
        let (first_large, second_large) = (large(one), large(other));
        for (source, is_large) in [(one, first_large), (other, second_large)] {
            if !is_large && !self.rows.contains_key(source) {
                let rows = tx.told_feed(source.account, &source.origin, SMALL)?;
                self.put(source, rows);
            }
        }
        let (days, bounded) = match (first_large, second_large) {
            (false, false) => return Ok(None),
            (true, true) => {
                let from = today.plus_days(-SPAN_DAYS);
                (Some((from, today.plus_days(kin.days()))), Some(from))
            }
            (true, false) => (self.span(other, kin), None),
            (false, true) => (self.span(one, kin), None),
        };
        for source in [(one, first_large), (other, second_large)]
            .into_iter()
            .filter_map(|(source, is_large)| is_large.then_some(source))
        {
            let rows = match days {
                Some(days) => tx.told_days(source.account, &source.origin, days, MOST)?,
                None => Vec::new(),
            };
            self.put(source, rows);
        }
        Ok(bounded)
    }

    fn put(&mut self, source: &Source, rows: Vec<ToldRow>) {
        let sides = rows.iter().map(|row| self.side(row, source)).collect();
        self.rows.insert(source.clone(), Rows { rows, sides });
    }

    /// The days a loaded source tells of, and as many around as its partner may lie apart.
    fn span(&self, source: &Source, kin: Kin) -> Option<(CivilDay, CivilDay)> {
        let days = || {
            self.rows
                .get(source)
                .into_iter()
                .flat_map(|r| &r.rows)
                .map(|r| r.day)
        };
        let (first, last) = days().min().zip(days().max())?;
        Some((first.plus_days(-kin.days()), last.plus_days(kin.days())))
    }

    /// The pairs of two loaded sources.
    fn group(&self, one: &Source, other: &Source, kin: Kin) -> Option<Group> {
        let (left, right) = (self.rows.get(one)?, self.rows.get(other)?);
        let (ones, one_sides) = self.unsettled(left, other);
        let (others, other_sides) = self.unsettled(right, one);
        let pairs: Vec<Pair> = find(&one_sides, &other_sides, kin)
            .into_iter()
            .filter_map(|pair| {
                let (a, b) = (*ones.get(pair.one)?, *others.get(pair.other)?);
                let (x, y) = (one_sides.get(pair.one)?, other_sides.get(pair.other)?);
                (!self.is_merged(&a.id, &b.id)).then(|| Pair {
                    name: pair_id(&x.id, &y.id),
                    one: a.clone(),
                    other: b.clone(),
                    score: pair.score,
                    findings: pair.findings,
                })
            })
            .collect();
        let first = |rows: Vec<&ToldRow>| rows.iter().map(|row| row.first_run).min();
        let known = (first(ones), first(others));
        (!pairs.is_empty()).then(|| Group {
            id: format!("g{}", pair_id(&self.name(one), &self.name(other))),
            kin,
            one_aside: one_aside(kin, one, other, known),
            one: one.clone(),
            other: other.clone(),
            pairs,
        })
    }

    fn name(&self, source: &Source) -> String {
        let handle = self
            .accounts
            .get(&source.account)
            .map(|a| a.handle.as_str());
        format!(
            "{:?}|{}|{}|{}",
            source.kind,
            source.platform.slug(),
            handle.unwrap_or_default(),
            source.origin
        )
    }

    /// The rows that are not settled with the other source.
    fn unsettled<'r>(&self, rows: &'r Rows, other: &Source) -> (Vec<&'r ToldRow>, Vec<Side>) {
        let feed = match other.kind {
            SourceKind::Entry => other.origin.clone(),
            _ => String::new(),
        };
        let place = (told_kind(other.kind), other.account, feed);
        rows.rows
            .iter()
            .zip(&rows.sides)
            .filter(|(row, _)| {
                let settled = self.settled.get(&row.id);
                !settled.is_some_and(|with| with.contains(&place))
            })
            .map(|(row, side)| (row, side.clone()))
            .unzip()
    }

    fn is_merged(&self, one: &ToldId, other: &ToldId) -> bool {
        let pair = |a: &ToldId, b: &ToldId| self.merged.contains(&(a.clone(), b.clone()));
        !self.merged.is_empty() && (pair(one, other) || pair(other, one))
    }

    /// Frees what was read of large sources: the next partner asks for other days.
    fn forget(&mut self, one: &Source, other: &Source) {
        for source in [one, other] {
            if source.kind == SourceKind::Entry
                && self.sources.get(source).is_some_and(|n| *n > SMALL)
            {
                self.rows.remove(source);
            }
        }
    }
}

fn place(id: &ToldId) -> (ToldKind, AccountId, String) {
    (id.kind, id.account, id.feed.clone())
}

fn told_kind(kind: SourceKind) -> ToldKind {
    match kind {
        SourceKind::Entry => ToldKind::Entry,
        SourceKind::Payout => ToldKind::Payout,
        SourceKind::Landing => ToldKind::Landing,
    }
}

/// How a platform's ids of payouts begin (`po_`, `txn_`): two families are two reports.
fn family(id: &str) -> String {
    let head = id.split_once('_').map(|(head, _)| head);
    let family = head.filter(|h| !h.is_empty() && h.chars().all(|c| c.is_ascii_lowercase()));
    match family {
        Some(family) => format!("{family}_"),
        // Ids of a table are made of several cells.
        None if id.contains(['|', '/']) => "file".to_owned(),
        None => String::new(),
    }
}

/// The side that says less of the money itself: the tip jar beside the wallet that was paid, the file beside the API, what was
/// typed beside what was read; else what was known later.
fn one_aside(kin: Kin, one: &Source, other: &Source, known: (Option<i64>, Option<i64>)) -> bool {
    let wallet = |s: &Source| matches!(s.platform, Platform::Paypal | Platform::Stripe);
    let rank = |s: &Source| match kin {
        Kin::PassThrough => u8::from(!wallet(s)),
        Kin::PayoutAsIncome => u8::from(s.kind == SourceKind::Entry),
        Kin::SameDays => u8::from(s.origin == "file.adsense"),
        Kin::Payouts => u8::from(s.origin != "po_") + 2 * u8::from(s.manual),
        Kin::Typed if s.origin == "hand" => 2,
        Kin::Typed => u8::from(matches!(
            s.platform,
            Platform::Bank | Platform::Other | Platform::Mail
        )),
        _ => {
            u8::from(s.origin.starts_with("file.") || s.origin.starts_with("export."))
                + 2 * u8::from(s.manual)
        }
    };
    (rank(one), known.0, one) > (rank(other), known.1, other)
}
