//! Money platforms sent, and the former versions of it (*fetched*): the writes.

use super::change::{ChangeDraft, ChangeEntity, ChangeKind};
use super::payout::{PAYOUT_SQL, read_payout};
use crate::codec::LocatorColumns;
use crate::{Origin, StoreError, ToldKind, Upsert, WriteTx};
use domain::{PayoutDraft, PayoutId};
use rusqlite::params;

/// The small JSON of a payout for before and after.
fn payout_json(draft: &PayoutDraft) -> String {
    serde_json::json!({
        "amount": draft.amount,
        "state": draft.state.slug(),
        "arrival": draft.arrival.map(|d| d.to_string()),
    })
    .to_string()
}

impl WriteTx<'_> {
    /// Stores a payout, or a new version of a known one, and links the rows that name it.
    pub fn upsert_payout(
        &mut self,
        origin: &Origin<'_>,
        draft: &PayoutDraft,
    ) -> Result<Upsert<PayoutId>, StoreError> {
        let sql = format!("{PAYOUT_SQL} WHERE p.account_id = ?1 AND p.external_id = ?2");
        let known = self
            .conn
            .prepare_cached(&sql)?
            .query_and_then((origin.account.0, &draft.external_id), read_payout)?
            .next()
            .transpose()?;
        let Some(known) = known else {
            let id = self.insert_payout(origin, draft)?;
            self.payout_changed(origin, ChangeKind::New, id, None, draft)?;
            return Ok(Upsert::New(id));
        };
        let mut as_known = draft.clone();
        as_known.locator = known.payout.locator.clone();
        as_known.created = known.payout.created;
        if as_known == known.payout && draft.created.millis() == known.payout.created.millis() {
            let sql = "UPDATE payout SET last_run = ?2 WHERE id = ?1";
            self.conn
                .prepare_cached(sql)?
                .execute((known.id.0, origin.run.0))?;
            return Ok(Upsert::Same(known.id));
        }
        self.revise_payout(known.id, origin, draft)?;
        let kind = if draft.amount == known.payout.amount {
            ChangeKind::Status
        } else {
            ChangeKind::Revised
        };
        self.payout_changed(
            origin,
            kind,
            known.id,
            Some(payout_json(&known.payout)),
            draft,
        )?;
        Ok(Upsert::Revised(known.id))
    }

    fn insert_payout(
        &mut self,
        origin: &Origin<'_>,
        draft: &PayoutDraft,
    ) -> Result<PayoutId, StoreError> {
        let double = self.double_bit(ToldKind::Payout, origin.account, "", &draft.external_id)?;
        let locator = LocatorColumns::of(&draft.locator)?;
        let id = self
            .conn
            .prepare_cached(
                "INSERT INTO payout (account_id, external_id, unit, amount, state, created_ms, arrival_on, itemised, failure, \
                 description, document_id, loc_start, loc_len, loc_line, loc_pointer, first_run, last_run, version_run, \
                 known_from_ms, aside) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?16, ?16, \
                 ?17, ?18)",
            )?
            .insert(params![
                origin.account.0,
                draft.external_id,
                draft.amount.unit.to_string(),
                draft.amount.micros,
                draft.state.slug(),
                draft.created.millis(),
                draft.arrival.map(|d| d.number()),
                draft.itemised,
                draft.failure,
                draft.description,
                origin.document.0,
                locator.start,
                locator.len,
                locator.line,
                locator.pointer,
                origin.run.0,
                origin.now.millis(),
                double,
            ])?;
        self.conn
            .prepare_cached(
                "UPDATE entry SET payout_id = ?3 WHERE account_id = ?1 AND payout_ext_id = ?2 AND payout_id IS NULL",
            )?
            .execute((origin.account.0, &draft.external_id, id))?;
        self.sum_payout(PayoutId(id))?;
        self.told_changed(ToldKind::Payout, origin.account, "", &draft.external_id)?;
        Ok(PayoutId(id))
    }

    fn revise_payout(
        &mut self,
        id: PayoutId,
        origin: &Origin<'_>,
        draft: &PayoutDraft,
    ) -> Result<(), StoreError> {
        let locator = LocatorColumns::of(&draft.locator)?;
        self.conn
            .prepare_cached(
                "INSERT INTO payout_revision (payout_id, revision, known_from_ms, known_to_ms, version_run, replaced_by_run, \
                 unit, amount, state, created_ms, arrival_on, itemised, failure, description, document_id, loc_start, \
                 loc_len, loc_line, loc_pointer) \
                 SELECT id, revision, known_from_ms, ?2, version_run, ?3, unit, amount, state, created_ms, arrival_on, \
                 itemised, failure, description, document_id, loc_start, loc_len, loc_line, loc_pointer \
                 FROM payout WHERE id = ?1",
            )?
            .execute((id.0, origin.now.millis(), origin.run.0))?;
        self.conn
            .prepare_cached(
                "UPDATE payout SET unit = ?2, amount = ?3, state = ?4, created_ms = ?5, arrival_on = ?6, itemised = ?7, \
                 failure = ?8, description = ?9, document_id = ?10, loc_start = ?11, loc_len = ?12, loc_line = ?13, \
                 loc_pointer = ?14, last_run = ?15, version_run = ?15, revision = revision + 1, known_from_ms = ?16 \
                 WHERE id = ?1",
            )?
            .execute(params![
                id.0,
                draft.amount.unit.to_string(),
                draft.amount.micros,
                draft.state.slug(),
                draft.created.millis(),
                draft.arrival.map(|d| d.number()),
                draft.itemised,
                draft.failure,
                draft.description,
                origin.document.0,
                locator.start,
                locator.len,
                locator.line,
                locator.pointer,
                origin.run.0,
                origin.now.millis(),
            ])?;
        Ok(())
    }

    fn payout_changed(
        &mut self,
        origin: &Origin<'_>,
        kind: ChangeKind,
        id: PayoutId,
        before: Option<String>,
        draft: &PayoutDraft,
    ) -> Result<(), StoreError> {
        self.insert_change(&ChangeDraft {
            run: origin.run,
            at: origin.now,
            kind,
            entity: ChangeEntity::Payout,
            entity_id: Some(id.0),
            account: Some(origin.account),
            stream: None,
            unit: Some(draft.amount.unit),
            count: 1,
            net: Some(draft.amount.micros),
            before,
            after: Some(payout_json(draft)),
        })?;
        Ok(())
    }
}
