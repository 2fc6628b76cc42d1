//! Brand offers (*fetched*): an offer is what its documents say, laid over each other by time of arrival.
//!
//! The rules it protects: the order in which mails are read does not change the offer; a term keeps the words it came from;
//! the creator's stage and terms are shown in place of the source's.

use super::offer_note::OfferNote;
use crate::codec;
use crate::{ReadTx, StoreError};
use domain::offer::{Evidence, Finding, MessageDraft, Term};
use domain::{AccountId, DocumentId, Instant, Locator, OfferId, RunId, Stage};
use rusqlite::Row;
use std::collections::HashMap;

/// An offer as the creator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its row.
    pub id: OfferId,
    /// Whose it is.
    pub account: AccountId,
    /// Its identity at the source.
    pub ext_key: String,
    /// Who offers: the creator's word, else the first document's.
    pub brand: String,
    /// One line on what it is, by the first document.
    pub title: String,
    /// Where it stands: the creator's word, else the latest document's.
    pub stage: Stage,
    /// Where it stands by the source's word.
    pub source_stage: Stage,
    /// When the first document arrived.
    pub received: Instant,
    /// When the latest arrived.
    pub last_activity: Instant,
    /// Terms; a later document's word on a field replaces an earlier one's, the creator's replaces both.
    pub terms: Vec<Term>,
    /// Reasons to distrust it, of all documents.
    pub findings: Vec<Finding>,
    /// The document it came with first.
    pub document: DocumentId,
    /// The place in it.
    pub locator: Locator,
    /// The run that brought it first.
    pub first_run: RunId,
    /// What the creator wrote on it.
    pub note: Option<OfferNote>,
}

/// A message of an offer's thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferMessage {
    /// Its row.
    pub id: i64,
    /// What it says.
    pub message: MessageDraft,
    /// The document that holds it.
    pub document: DocumentId,
}

/// What one document says.
pub(crate) struct Part {
    pub(crate) key: String,
    pub(crate) brand: String,
    pub(crate) title: String,
    pub(crate) stage: Stage,
    pub(crate) received: Instant,
    pub(crate) document: DocumentId,
    pub(crate) locator: Locator,
    pub(crate) terms: Vec<Term>,
    pub(crate) findings: Vec<Finding>,
}

/// What the `offer` table itself says.
struct Head {
    id: OfferId,
    account: AccountId,
    ext_key: String,
    first_run: RunId,
}

impl Head {
    fn read(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: OfferId(row.get(0)?),
            account: AccountId(row.get(1)?),
            ext_key: row.get(2)?,
            first_run: RunId(row.get(3)?),
        })
    }

    /// Lays the parts over each other, oldest first, and the creator's words over them; `None` without a part.
    fn laid_over(self, mut parts: Vec<Part>, note: Option<OfferNote>) -> Option<Offer> {
        let mut terms: Vec<Term> = Vec::new();
        let mut findings: Vec<Finding> = Vec::new();
        for part in &mut parts {
            lay(&mut terms, std::mem::take(&mut part.terms));
            for finding in std::mem::take(&mut part.findings) {
                if !findings.contains(&finding) {
                    findings.push(finding);
                }
            }
        }
        lay(
            &mut terms,
            note.as_ref().map(|n| n.terms.clone()).unwrap_or_default(),
        );
        terms.sort_by_key(|t| t.field);
        let (stage, last_activity) = parts.last().map(|last| (last.stage, last.received))?;
        let first = parts.into_iter().next()?;
        Some(Offer {
            id: self.id,
            account: self.account,
            ext_key: self.ext_key,
            brand: first.brand,
            title: first.title,
            stage: note.as_ref().and_then(|n| n.stage).unwrap_or(stage),
            source_stage: stage,
            received: first.received,
            last_activity,
            terms,
            findings,
            document: first.document,
            locator: first.locator,
            first_run: self.first_run,
            note,
        })
    }
}

/// Lays terms over those that were said before, field by field.
fn lay(terms: &mut Vec<Term>, over: Vec<Term>) {
    for mut new in over {
        match terms.iter_mut().find(|old| old.field == new.field) {
            Some(old) => {
                // A correction has no words of its own: it stays beside the words it corrects.
                if new.evidence.text.is_empty() {
                    new.evidence = old.evidence.clone();
                }
                *old = new;
            }
            None => terms.push(new),
        }
    }
}

/// Every offer by its row.
pub(crate) const HEADS: &str = "SELECT id, account_id, ext_key, first_run FROM offer ORDER BY id";
/// The parts that hold, by offer and time of arrival.
pub(crate) const PARTS: &str = "SELECT id, part_key, brand, title, stage, received_ms, document_id, loc_start, loc_len, \
     loc_line, loc_pointer, offer_id FROM offer_part p WHERE id = (SELECT max(id) FROM offer_part q \
     WHERE q.offer_id = p.offer_id AND q.part_key = p.part_key)";
pub(crate) const TERMS: &str =
    "SELECT field, value, evidence, evidence_start, evidence_len, part_id FROM offer_term";
pub(crate) const FINDINGS: &str = "SELECT kind, line, part_id FROM offer_finding";
/// Who wrote in the threads the creator took for offers; from the creator's words on, so that no other message is read.
pub(crate) const SENDERS: &str = "SELECT DISTINCT o.id, p.brand, m.from_address FROM offer_note n \
     CROSS JOIN offer o ON o.account_id = n.account_id AND o.ext_key = n.ext_key \
     CROSS JOIN offer_part p ON p.offer_id = o.id CROSS JOIN offer_message m ON m.part_id = p.id \
     WHERE n.stage IS NOT NULL AND n.stage <> 'not_offer'";

fn read_part(row: &Row<'_>) -> Result<Part, StoreError> {
    Ok(Part {
        key: row.get(1)?,
        brand: row.get(2)?,
        title: row.get(3)?,
        stage: codec::word(
            "stage",
            row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?,
        )?,
        received: codec::instant(row.get(5)?)?,
        document: DocumentId(row.get(6)?),
        locator: codec::locator(row, 7)?,
        terms: Vec::new(),
        findings: Vec::new(),
    })
}

fn read_term(row: &Row<'_>) -> Result<Term, StoreError> {
    let text = |at: usize| row.get_ref(at)?.as_str().map_err(rusqlite::Error::from);
    Ok(Term {
        field: codec::word("term", text(0)?)?,
        value: codec::json("term value", text(1)?)?,
        evidence: Evidence {
            text: row.get(2)?,
            start: row.get(3)?,
            len: row.get(4)?,
        },
    })
}

fn read_finding(row: &Row<'_>) -> Result<Finding, StoreError> {
    let kind = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
    Ok(Finding {
        kind: codec::word("finding", kind)?,
        line: row.get(1)?,
    })
}

impl ReadTx<'_> {
    /// Every offer, the latest activity first. Asks the same five questions however many there are.
    pub fn offers(&self) -> Result<Vec<Offer>, StoreError> {
        let mut parts = self.every_part()?;
        let mut notes = self.offer_notes()?;
        let mut heads = self.conn.prepare_cached(HEADS)?;
        let mut offers: Vec<Offer> = heads
            .query_and_then([], Head::read)?
            .map(|head| {
                let head = head?;
                let parts = parts.remove(&head.id.0).unwrap_or_default();
                let note = notes.remove(&(head.account, head.ext_key.clone()));
                let id = head.id;
                head.laid_over(parts, note).ok_or_else(|| missing(id))
            })
            .collect::<Result<_, StoreError>>()?;
        offers.sort_by_key(|o| std::cmp::Reverse((o.last_activity, o.id)));
        Ok(offers)
    }

    /// The parts that hold, by offer, each offer's by time of arrival.
    fn every_part(&self) -> Result<HashMap<i64, Vec<Part>>, StoreError> {
        let mut terms = self.by_part(TERMS, 5, read_term)?;
        let mut findings = self.by_part(FINDINGS, 2, read_finding)?;
        let mut parts: HashMap<i64, Vec<Part>> = HashMap::new();
        let mut statement = self.conn.prepare_cached(PARTS)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let mut part = read_part(row)?;
            part.terms = terms.remove(&id).unwrap_or_default();
            part.findings = findings.remove(&id).unwrap_or_default();
            parts.entry(row.get(11)?).or_default().push(part);
        }
        for list in parts.values_mut() {
            list.sort_by(|a, b| (a.received, &a.key).cmp(&(b.received, &b.key)));
        }
        Ok(parts)
    }

    /// Rows that belong to parts, in the order they were said.
    fn by_part<T>(
        &self,
        select: &str,
        part: usize,
        read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<HashMap<i64, Vec<T>>, StoreError> {
        let mut found: HashMap<i64, Vec<T>> = HashMap::new();
        let sql = format!("{select} ORDER BY part_id, n");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            found.entry(row.get(part)?).or_default().push(read(row)?);
        }
        Ok(found)
    }

    /// One offer.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn offer(&self, id: OfferId) -> Result<Offer, StoreError> {
        let sql = "SELECT id, account_id, ext_key, first_run FROM offer WHERE id = ?1";
        let head = self
            .conn
            .prepare_cached(sql)?
            .query_and_then([id.0], Head::read)?
            .next()
            .transpose()?
            .ok_or_else(|| missing(id))?;
        let parts = self.offer_parts(id)?;
        let note = self.offer_note(head.account, &head.ext_key)?;
        head.laid_over(parts, note).ok_or_else(|| missing(id))
    }

    /// Who wrote in the threads the creator took for offers: the offer, its brand and the address, each once, ordered by brand
    /// and address.
    pub fn known_senders(&self) -> Result<Vec<(OfferId, String, String)>, StoreError> {
        let mut statement = self.conn.prepare_cached(SENDERS)?;
        let rows = statement.query_map([], |row| {
            Ok((OfferId(row.get(0)?), row.get(1)?, row.get(2)?))
        })?;
        let mut senders: Vec<(OfferId, String, String)> = rows.collect::<Result<_, _>>()?;
        senders.sort_by(|a, b| (&a.1, &a.2, a.0).cmp(&(&b.1, &b.2, b.0)));
        Ok(senders)
    }

    /// The messages of an offer, oldest first.
    pub fn offer_messages(&self, id: OfferId) -> Result<Vec<OfferMessage>, StoreError> {
        let sql = "SELECT m.id, m.external_id, m.from_name, m.from_address, m.subject, m.sent_ms, m.text, m.attachments, \
                   p.document_id FROM offer_message m JOIN offer_part p ON p.id = m.part_id WHERE m.offer_id = ?1 \
                   ORDER BY m.sent_ms, m.external_id";
        let read = |row: &Row<'_>| -> Result<OfferMessage, StoreError> {
            let id: i64 = row.get(0)?;
            Ok(OfferMessage {
                id,
                message: MessageDraft {
                    external_id: row.get(1)?,
                    references: self.message_references(id)?,
                    from_name: row.get(2)?,
                    from_address: row.get(3)?,
                    subject: row.get(4)?,
                    sent: codec::instant(row.get(5)?)?,
                    text: row.get(6)?,
                    attachments: codec::json("attachments", &row.get::<_, String>(7)?)?,
                },
                document: DocumentId(row.get(8)?),
            })
        };
        self.conn
            .prepare_cached(sql)?
            .query_and_then([id.0], read)?
            .collect()
    }

    fn message_references(&self, message: i64) -> Result<Vec<String>, StoreError> {
        let sql =
            "SELECT external_id FROM offer_message_reference WHERE message_id = ?1 ORDER BY n";
        let mut statement = self.conn.prepare_cached(sql)?;
        let ids = statement.query_map([message], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The parts that hold, by time of arrival.
    pub(crate) fn offer_parts(&self, id: OfferId) -> Result<Vec<Part>, StoreError> {
        let sql = format!("{PARTS} AND offer_id = ?1 ORDER BY received_ms, part_key");
        let read = |row: &Row<'_>| -> Result<Part, StoreError> {
            let id: i64 = row.get(0)?;
            let mut part = read_part(row)?;
            part.terms = self.of_part(TERMS, id, read_term)?;
            part.findings = self.of_part(FINDINGS, id, read_finding)?;
            Ok(part)
        };
        self.conn
            .prepare_cached(&sql)?
            .query_and_then([id.0], read)?
            .collect()
    }

    fn of_part<T>(
        &self,
        select: &str,
        part: i64,
        read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        self.conn
            .prepare_cached(&format!("{select} WHERE part_id = ?1 ORDER BY n"))?
            .query_and_then([part], read)?
            .collect()
    }
}

fn missing(id: OfferId) -> StoreError {
    StoreError::NotFound {
        what: "offer",
        id: id.0,
    }
}
