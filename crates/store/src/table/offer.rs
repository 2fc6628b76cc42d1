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

impl ReadTx<'_> {
    /// Every offer, the latest activity first.
    pub fn offers(&self) -> Result<Vec<Offer>, StoreError> {
        let ids: Vec<i64> = self
            .conn
            .prepare_cached("SELECT id FROM offer")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let mut offers: Vec<Offer> = ids
            .into_iter()
            .map(|id| self.offer(OfferId(id)))
            .collect::<Result<_, _>>()?;
        offers.sort_by_key(|o| std::cmp::Reverse((o.last_activity, o.id)));
        Ok(offers)
    }

    /// One offer.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn offer(&self, id: OfferId) -> Result<Offer, StoreError> {
        let missing = || StoreError::NotFound {
            what: "offer",
            id: id.0,
        };
        let mut statement = self
            .conn
            .prepare_cached("SELECT account_id, ext_key, first_run FROM offer WHERE id = ?1")?;
        let mut rows = statement.query([id.0])?;
        let row = rows.next()?.ok_or_else(missing)?;
        let (account, ext_key, first_run) = (
            AccountId(row.get(0)?),
            row.get::<_, String>(1)?,
            RunId(row.get(2)?),
        );
        let parts = self.offer_parts(id)?;
        let (first, last) = parts.first().zip(parts.last()).ok_or_else(missing)?;
        let note = self.offer_note(account, &ext_key)?;
        let mut terms: Vec<Term> = Vec::new();
        let said = parts.iter().map(|p| p.terms.as_slice());
        for layer in said.chain(note.as_ref().map(|n| n.terms.as_slice())) {
            for new in layer {
                let mut new = new.clone();
                // A correction has no words of its own: it stays beside the words it corrects.
                let old = terms.iter().find(|old| old.field == new.field);
                if let Some(old) = old.filter(|_| new.evidence.text.is_empty()) {
                    new.evidence = old.evidence.clone();
                }
                terms.retain(|old| old.field != new.field);
                terms.push(new);
            }
        }
        terms.sort_by_key(|t| t.field);
        let mut findings: Vec<Finding> = Vec::new();
        for finding in parts.iter().flat_map(|p| &p.findings) {
            if !findings.contains(finding) {
                findings.push(finding.clone());
            }
        }
        Ok(Offer {
            id,
            account,
            ext_key,
            brand: first.brand.clone(),
            title: first.title.clone(),
            stage: note.as_ref().and_then(|n| n.stage).unwrap_or(last.stage),
            source_stage: last.stage,
            received: first.received,
            last_activity: last.received,
            terms,
            findings,
            document: first.document,
            locator: first.locator.clone(),
            first_run,
            note,
        })
    }

    /// Who wrote in the threads the creator took for offers: brand and address, each pair once. `but` is left out.
    pub fn known_senders(&self, but: Option<OfferId>) -> Result<Vec<(String, String)>, StoreError> {
        let sql = "SELECT DISTINCT p.brand, m.from_address FROM offer_note n \
                   JOIN offer o ON o.account_id = n.account_id AND o.ext_key = n.ext_key \
                   JOIN offer_part p ON p.offer_id = o.id JOIN offer_message m ON m.part_id = p.id \
                   WHERE n.stage IS NOT NULL AND n.stage <> 'not_offer' AND o.id IS NOT ?1 ORDER BY 1, 2";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows =
            statement.query_map([but.map(|id| id.0)], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
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
        let sql = "SELECT id, part_key, brand, title, stage, received_ms, document_id, loc_start, loc_len, loc_line, \
                   loc_pointer FROM offer_part p WHERE offer_id = ?1 AND id = (SELECT max(id) FROM offer_part q \
                   WHERE q.offer_id = p.offer_id AND q.part_key = p.part_key) ORDER BY received_ms, part_key";
        let read = |row: &Row<'_>| -> Result<Part, StoreError> {
            let id = row.get(0)?;
            Ok(Part {
                key: row.get(1)?,
                brand: row.get(2)?,
                title: row.get(3)?,
                stage: codec::word("stage", &row.get::<_, String>(4)?)?,
                received: codec::instant(row.get(5)?)?,
                document: DocumentId(row.get(6)?),
                locator: codec::locator(row, 7)?,
                terms: self.part_terms(id)?,
                findings: self.part_findings(id)?,
            })
        };
        self.conn
            .prepare_cached(sql)?
            .query_and_then([id.0], read)?
            .collect()
    }

    fn part_terms(&self, part: i64) -> Result<Vec<Term>, StoreError> {
        let sql = "SELECT field, value, evidence, evidence_start, evidence_len FROM offer_term WHERE part_id = ?1 ORDER BY n";
        let read = |row: &Row<'_>| {
            Ok(Term {
                field: codec::word("term", &row.get::<_, String>(0)?)?,
                value: codec::json("term value", &row.get::<_, String>(1)?)?,
                evidence: Evidence {
                    text: row.get(2)?,
                    start: row.get(3)?,
                    len: row.get(4)?,
                },
            })
        };
        self.conn
            .prepare_cached(sql)?
            .query_and_then([part], read)?
            .collect()
    }

    fn part_findings(&self, part: i64) -> Result<Vec<Finding>, StoreError> {
        let sql = "SELECT kind, line FROM offer_finding WHERE part_id = ?1 ORDER BY n";
        let read = |row: &Row<'_>| {
            Ok(Finding {
                kind: codec::word("finding", &row.get::<_, String>(0)?)?,
                line: row.get(1)?,
            })
        };
        self.conn
            .prepare_cached(sql)?
            .query_and_then([part], read)?
            .collect()
    }
}
