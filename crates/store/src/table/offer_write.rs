//! Brand offers (*fetched*): the writes.

use super::change::{ChangeDraft, ChangeEntity, ChangeKind};
use super::offer::Part;
use crate::codec::{self, LocatorColumns};
use crate::{Origin, StoreError, Upsert, WriteTx};
use domain::offer::MessageDraft;
use domain::{AccountId, OfferDraft, OfferId, Stage};
use rusqlite::OptionalExtension;

fn says_the_same(part: &Part, draft: &OfferDraft) -> bool {
    part.brand == draft.brand
        && part.title == draft.title
        && part.stage == draft.stage
        && part.received.millis() == draft.received.millis()
        && part.terms == draft.terms
        && part.findings == draft.findings
}

/// What tells a part from the others of its offer: the mails it was read from, since a thread's mails may come one by one
/// and none takes the terms of another away; else the platform's id, since there is one listing.
fn part_key(draft: &OfferDraft) -> String {
    if draft.messages.is_empty() {
        return draft.external_id.clone();
    }
    let mut ids: Vec<&str> = draft
        .messages
        .iter()
        .map(|m| m.external_id.as_str())
        .collect();
    ids.sort_unstable();
    ids.join("\n")
}

impl WriteTx<'_> {
    /// Stores what a document says about an offer. A message that answers a known one (or is answered by it) joins the same
    /// offer, in whatever order the two are read.
    pub fn upsert_offer(
        &mut self,
        origin: &Origin<'_>,
        draft: &OfferDraft,
    ) -> Result<Upsert<OfferId>, StoreError> {
        if let Some(id) = self.offer_of_replies(&draft.messages)? {
            return Ok(Upsert::Same(id));
        }
        let Some(id) = self.find_offer(origin.account, draft)? else {
            let sql = "INSERT INTO offer (account_id, ext_key, first_run) VALUES (?1, ?2, ?3)";
            let values = (origin.account.0, &draft.external_id, origin.run.0);
            let id = OfferId(self.conn.prepare_cached(sql)?.insert(values)?);
            self.insert_part(id, origin, draft)?;
            self.offer_changed(origin, ChangeKind::New, id, draft)?;
            return Ok(Upsert::New(id));
        };
        let own = self.own_words(origin.account, id, draft)?;
        let draft = own.as_ref().unwrap_or(draft);
        let key = part_key(draft);
        let known = self.offer_parts(id)?.into_iter().find(|p| p.key == key);
        let same = match known {
            Some(part) => says_the_same(&part, draft),
            // Mails that all came before, grouped otherwise this time: a folder then, a mailbox now.
            None => !draft.messages.is_empty() && self.messages_known(id, &draft.messages)?,
        };
        if same {
            return Ok(Upsert::Same(id));
        }
        self.insert_part(id, origin, draft)?;
        self.offer_changed(origin, ChangeKind::Revised, id, draft)?;
        Ok(Upsert::Revised(id))
    }

    /// What is left of a document that holds only the creator's own messages of a known offer: that they talk. What the creator
    /// asks for is no term of the brand's.
    fn own_words(
        &self,
        account: AccountId,
        offer: OfferId,
        draft: &OfferDraft,
    ) -> Result<Option<OfferDraft>, StoreError> {
        let handle = self.account(account)?.handle;
        let wrote_to = "SELECT EXISTS (SELECT 1 FROM offer_message o JOIN mail m ON m.external_id = o.external_id \
                        JOIN json_each(m.to_addresses) t WHERE o.offer_id = ?1 AND lower(t.value) = lower(?2) \
                        AND lower(m.from_address) <> lower(?2))";
        let mut wrote_to = self.conn.prepare_cached(wrote_to)?;
        for message in &draft.messages {
            let from = &message.from_address;
            let own = from.eq_ignore_ascii_case(&handle)
                || wrote_to.query_row((offer.0, from), |row| row.get::<_, bool>(0))?;
            if !own {
                return Ok(None);
            }
        }
        Ok((!draft.messages.is_empty()).then(|| OfferDraft {
            stage: Stage::Talking,
            terms: Vec::new(),
            findings: Vec::new(),
            ..draft.clone()
        }))
    }

    fn find_offer(
        &self,
        account: AccountId,
        draft: &OfferDraft,
    ) -> Result<Option<OfferId>, StoreError> {
        let by_key = "SELECT o.id FROM offer o WHERE o.account_id = ?1 AND (o.ext_key = ?2 OR EXISTS \
                      (SELECT 1 FROM offer_part p WHERE p.offer_id = o.id AND p.part_key = ?2)) ORDER BY o.id LIMIT 1";
        let key = (account.0, &draft.external_id);
        let found = self
            .conn
            .prepare_cached(by_key)?
            .query_row(key, |row| row.get(0))
            .optional()?;
        if let Some(id) = found {
            return Ok(Some(OfferId(id)));
        }
        let mut by_message = self.conn.prepare_cached(
            "SELECT m.offer_id FROM offer_message m JOIN offer o ON o.id = m.offer_id \
             WHERE o.account_id = ?1 AND m.external_id = ?2 ORDER BY m.offer_id LIMIT 1",
        )?;
        let mut by_answer = self.conn.prepare_cached(
            "SELECT m.offer_id FROM offer_message_reference r JOIN offer_message m ON m.id = r.message_id \
             JOIN offer o ON o.id = m.offer_id WHERE o.account_id = ?1 AND r.external_id = ?2 ORDER BY m.offer_id LIMIT 1",
        )?;
        for message in &draft.messages {
            for id in message.references.iter().chain([&message.external_id]) {
                let found = by_message
                    .query_row((account.0, id), |row| row.get(0))
                    .optional()?;
                if let Some(id) = found {
                    return Ok(Some(OfferId(id)));
                }
                if let Some(id) = self.offer_of_reply(id)? {
                    return Ok(Some(id));
                }
            }
            let found = by_answer
                .query_row((account.0, &message.external_id), |row| row.get(0))
                .optional()?;
            if let Some(id) = found {
                return Ok(Some(OfferId(id)));
            }
        }
        Ok(None)
    }

    fn messages_known(
        &self,
        offer: OfferId,
        messages: &[MessageDraft],
    ) -> Result<bool, StoreError> {
        let sql =
            "SELECT EXISTS (SELECT 1 FROM offer_message WHERE offer_id = ?1 AND external_id = ?2)";
        let mut statement = self.conn.prepare_cached(sql)?;
        for message in messages {
            if !statement.query_row((offer.0, &message.external_id), |row| row.get::<_, bool>(0))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn insert_part(
        &mut self,
        offer: OfferId,
        origin: &Origin<'_>,
        draft: &OfferDraft,
    ) -> Result<(), StoreError> {
        let locator = LocatorColumns::of(&draft.locator)?;
        let part = self
            .conn
            .prepare_cached(
                "INSERT INTO offer_part (offer_id, part_key, brand, title, stage, received_ms, document_id, loc_start, loc_len, \
                 loc_line, loc_pointer, run_id, seen_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            )?
            .insert((
                offer.0,
                part_key(draft),
                &draft.brand,
                &draft.title,
                draft.stage.slug(),
                draft.received.millis(),
                origin.document.0,
                locator.start,
                locator.len,
                locator.line,
                locator.pointer,
                origin.run.0,
                origin.now.millis(),
            ))?;
        let mut insert = self.conn.prepare_cached(
            "INSERT INTO offer_term (part_id, n, field, value, evidence, evidence_start, evidence_len) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for (n, term) in draft.terms.iter().enumerate() {
            let value = codec::to_json("term value", &term.value)?;
            let evidence = &term.evidence;
            insert.execute((
                part,
                n,
                term.field.slug(),
                value,
                &evidence.text,
                evidence.start,
                evidence.len,
            ))?;
        }
        let sql = "INSERT INTO offer_finding (part_id, n, kind, line) VALUES (?1, ?2, ?3, ?4)";
        let mut insert = self.conn.prepare_cached(sql)?;
        for (n, finding) in draft.findings.iter().enumerate() {
            insert.execute((part, n, finding.kind.slug(), &finding.line))?;
        }
        for message in &draft.messages {
            if !self.messages_known(offer, std::slice::from_ref(message))? {
                self.insert_message(offer, part, message)?;
            }
        }
        Ok(())
    }

    fn insert_message(
        &self,
        offer: OfferId,
        part: i64,
        message: &MessageDraft,
    ) -> Result<(), StoreError> {
        let id = self
            .conn
            .prepare_cached(
                "INSERT INTO offer_message (offer_id, part_id, external_id, from_name, from_address, subject, sent_ms, text, \
                 attachments) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .insert((
                offer.0,
                part,
                &message.external_id,
                &message.from_name,
                &message.from_address,
                &message.subject,
                message.sent.millis(),
                &message.text,
                codec::to_json("attachments", &message.attachments)?,
            ))?;
        let sql =
            "INSERT INTO offer_message_reference (message_id, n, external_id) VALUES (?1, ?2, ?3)";
        let mut insert = self.conn.prepare_cached(sql)?;
        for (n, reference) in message.references.iter().enumerate() {
            insert.execute((id, n, reference))?;
        }
        Ok(())
    }

    fn offer_changed(
        &mut self,
        origin: &Origin<'_>,
        kind: ChangeKind,
        id: OfferId,
        draft: &OfferDraft,
    ) -> Result<(), StoreError> {
        let after = serde_json::json!({ "brand": draft.brand, "title": draft.title, "stage": draft.stage.slug() });
        self.insert_change(&ChangeDraft {
            run: origin.run,
            at: origin.now,
            kind,
            entity: ChangeEntity::Offer,
            entity_id: Some(id.0),
            account: Some(origin.account),
            stream: None,
            unit: None,
            count: 1,
            net: None,
            before: None,
            after: Some(after.to_string()),
        })?;
        Ok(())
    }
}
