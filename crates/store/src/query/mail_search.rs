//! Messages and offers by their words.
//!
//! The rules it protects: nothing typed reaches the index as syntax; a page costs the same for a word in every message as for a
//! rare one, since the index hands out the newest first and stops. That is why the best come first by where the words stand
//! (subject and people, then text) and not by a formula that has to count every hit.

use super::words::words_from;
use crate::table::mail::{self, Mail};
use crate::{ReadTx, StoreError, fold};
use domain::mail::{MailField, MailPhrase};
use domain::{Instant, OfferId};

/// What is looked for: everything at once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MailWanted {
    /// Words.
    pub phrases: Vec<MailPhrase>,
    /// Sent at this moment or later.
    pub from: Option<Instant>,
    /// Sent before this moment.
    pub before: Option<Instant>,
    /// With, or without, something attached.
    pub attached: Option<bool>,
}

/// The order of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MailOrder {
    /// Those with the words in subject or people first, then those with the words in their text; the newest first in each.
    #[default]
    Best,
    /// The newest first.
    Newest,
}

/// The last message of a page; the next page starts behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailAfter {
    /// 0 while the words stand in subject or people, 1 behind them.
    pub tier: u8,
    /// Its place in time.
    pub position: i64,
}

/// A page of messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailFound {
    /// In order.
    pub mails: Vec<Mail>,
    /// Where the next page starts; `None` at the end.
    pub next: Option<MailAfter>,
}

pub(crate) const HITS: &str = "SELECT rowid FROM mail_words WHERE mail_words MATCH ?1 AND rowid >= ?2 AND rowid < ?3 \
     ORDER BY rowid DESC LIMIT ?4";
pub(crate) const ALL: &str = "SELECT position FROM mail WHERE position >= ?1 AND position < ?2 ORDER BY position DESC LIMIT ?3";
pub(crate) const NEXT_MAIL_WORD: &str =
    "SELECT term FROM mail_word_instance WHERE term >= ?1 ORDER BY term LIMIT 1";
pub(crate) const OFFER_HITS: &str = "SELECT rowid FROM offer_words WHERE offer_words MATCH ?1 \
     ORDER BY bm25(offer_words, 8, 4, 2, 4, 1), rowid DESC LIMIT ?2";
const NEXT_OFFER_WORD: &str =
    "SELECT term FROM offer_word_instance WHERE term >= ?1 ORDER BY term LIMIT 1";

/// Beginnings up to this long have an index of their own.
const INDEXED_BEGINNING: usize = 3;

/// Parts of an index query.
#[derive(Default)]
struct Parts {
    /// Words of any place.
    free: Vec<String>,
    /// Words of a place.
    placed: Vec<String>,
    /// What must not be there.
    not: Vec<String>,
}

impl Parts {
    fn is_empty(&self) -> bool {
        self.free.is_empty() && self.placed.is_empty() && self.not.is_empty()
    }

    /// All of it; `within` narrows the free words, `but` takes away.
    fn query(&self, within: Option<&str>, but: Option<&str>, every: &str) -> String {
        let mut all: Vec<String> = self.placed.clone();
        if !self.free.is_empty() {
            let free = self.free.join(" AND ");
            all.push(match within {
                Some(columns) => format!("{columns} : ({free})"),
                None => format!("({free})"),
            });
        }
        if all.is_empty() {
            all.push(every.to_owned());
        }
        let mut not = self.not.clone();
        if let Some(columns) = but {
            not.push(format!("({columns} : ({}))", self.free.join(" AND ")));
        }
        let all = all.join(" AND ");
        match not.is_empty() {
            true => all,
            false => format!("({all}) NOT ({})", not.join(" OR ")),
        }
    }
}

/// Where words weigh most.
const HEAD: &str = "{subject sender recipient}";
const EVERY: &str = "(marks : \"every\")";

impl ReadTx<'_> {
    /// A page of at most `limit` messages behind `after`.
    pub fn mails_found(
        &self,
        wanted: &MailWanted,
        order: MailOrder,
        after: Option<MailAfter>,
        limit: usize,
    ) -> Result<MailFound, StoreError> {
        let column = |field| match field {
            MailField::From => "sender",
            MailField::To => "recipient",
            MailField::Subject => "subject",
        };
        let mut parts = self.parts(&wanted.phrases, NEXT_MAIL_WORD, column)?;
        match wanted.attached {
            Some(true) => parts.placed.push("(marks : \"attached\")".to_owned()),
            Some(false) => parts.not.push("(marks : \"attached\")".to_owned()),
            None => {}
        }
        let tiers: Vec<(u8, Option<String>)> = match order {
            _ if parts.is_empty() => vec![(0, None)],
            MailOrder::Best if !parts.free.is_empty() => vec![
                (0, Some(parts.query(Some(HEAD), None, EVERY))),
                (1, Some(parts.query(None, Some(HEAD), EVERY))),
            ],
            _ => vec![(0, Some(parts.query(None, None, EVERY)))],
        };
        let place = |at: Option<Instant>| at.map(|at| at.millis().saturating_mul(1 << 10));
        let from = place(wanted.from).unwrap_or(i64::MIN);
        let before = place(wanted.before).unwrap_or(i64::MAX);
        let mut found: Vec<(u8, i64)> = Vec::new();
        for (tier, query) in tiers {
            if after.is_some_and(|after| after.tier > tier) {
                continue;
            }
            let behind = after.filter(|a| a.tier == tier).map(|a| a.position);
            let before = behind.map_or(before, |position| before.min(position));
            // One more than shown tells whether there is a next page.
            let room = (limit + 1).saturating_sub(found.len());
            let hits = self.positions(query.as_deref(), from, before, room)?;
            found.extend(hits.into_iter().map(|position| (tier, position)));
            if found.len() > limit {
                break;
            }
        }
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more);
        let next = next.map(|(tier, position)| MailAfter {
            tier: *tier,
            position: *position,
        });
        let sql = format!("SELECT {} FROM mail m WHERE m.position = ?1", mail::COLUMNS);
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut mails = Vec::with_capacity(found.len());
        for (_, position) in found {
            mails.extend(
                statement
                    .query_and_then([position], mail::read)?
                    .next()
                    .transpose()?,
            );
        }
        Ok(MailFound { mails, next })
    }

    fn positions(
        &self,
        query: Option<&str>,
        from: i64,
        before: i64,
        limit: usize,
    ) -> Result<Vec<i64>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let read = |row: &rusqlite::Row<'_>| row.get(0);
        Ok(match query {
            Some(query) => self
                .conn
                .prepare_cached(HITS)?
                .query_map((query, from, before, limit), read)?
                .collect::<Result<_, _>>()?,
            None => self
                .conn
                .prepare_cached(ALL)?
                .query_map((from, before, limit), read)?
                .collect::<Result<_, _>>()?,
        })
    }

    /// Offers with these words, the best first; none for what only a message has (recipients, attachments), nor without words.
    pub fn offers_found(
        &self,
        wanted: &MailWanted,
        limit: usize,
    ) -> Result<Vec<OfferId>, StoreError> {
        let of_message = wanted
            .phrases
            .iter()
            .any(|phrase| phrase.field == Some(MailField::To) && !phrase.not);
        if of_message || wanted.attached == Some(true) {
            return Ok(Vec::new());
        }
        let column = |field| match field {
            MailField::From => "{brand body}",
            MailField::To => "note",
            MailField::Subject => "title",
        };
        let parts = self.parts(&wanted.phrases, NEXT_OFFER_WORD, column)?;
        if parts.free.is_empty() && parts.placed.is_empty() {
            return Ok(Vec::new());
        }
        let query = parts.query(None, None, "");
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut statement = self.conn.prepare_cached(OFFER_HITS)?;
        let ids = statement.query_map((query, limit), |row| row.get(0).map(OfferId))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    fn parts(
        &self,
        phrases: &[MailPhrase],
        next_word: &str,
        column: impl Fn(MailField) -> &'static str,
    ) -> Result<Parts, StoreError> {
        let mut parts = Parts::default();
        for phrase in phrases {
            let Some(words) = self.expression(phrase, next_word)? else {
                continue;
            };
            let placed = phrase.field.map(|f| format!("({} : {words})", column(f)));
            match (phrase.not, placed) {
                (true, placed) => parts.not.push(placed.unwrap_or(words)),
                (false, Some(placed)) => parts.placed.push(placed),
                (false, None) => parts.free.push(words),
            }
        }
        Ok(parts)
    }

    /// The index expression of one phrase; `None` when it holds no word.
    fn expression(
        &self,
        phrase: &MailPhrase,
        next_word: &str,
    ) -> Result<Option<String>, StoreError> {
        let words = fold::words(&fold::folded(&phrase.text));
        let [word] = words.as_slice() else {
            if words.is_empty() {
                return Ok(None);
            }
            // Words that touch, as in `l'offre`, stand beside each other in the text too.
            let end = if phrase.whole { "" } else { "*" };
            return Ok(Some(format!("(\"{}\"{end})", words.join(" "))));
        };
        let letters = word.chars().count();
        if phrase.whole || letters == 1 {
            return Ok(Some(format!("(\"{word}\")")));
        }
        let form = fold::ascii_form(word).filter(|_| letters > INDEXED_BEGINNING);
        let whole = match form {
            Some(form) => words_from(&mut self.conn.prepare_cached(next_word)?, &form)?,
            None => None,
        };
        let beginning = whole.unwrap_or_else(|| format!("({})", fold::prefix_query(word)));
        Ok(Some(beginning))
    }
}
