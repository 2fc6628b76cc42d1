//! Everything a case holds, read once.
//!
//! The rule it protects: a figure stands with every version of it, a stage with who set it and when, a word of the creator also
//! after it was taken back.

use super::letters::{Letter, letters};
use crate::shapes::*;
use crate::{OpenProfile, StudioError, deliverables, earnings, inbox, invoices};
use domain::deal::stage_history;
use domain::{CivilDay, Instant, OfferId};
use serde::Serialize;
use store::{EntryFilter, WorkWord};

/// Rows of the ledger a case holds at most.
const MOST: u32 = 1_000;

/// A case.
pub(super) struct Case {
    /// The offer with its terms beside their evidence, findings and messages as text.
    pub detail: OfferDetail,
    /// Pieces, rights and conflicts.
    pub work: DealTimeline,
    /// Messages with their bytes.
    pub letters: Vec<Letter>,
    /// Where it stood when, by whose word.
    pub stages: Vec<StageTold>,
    /// Every word of the creator on its parts, those taken back too.
    pub words: Vec<WordTold>,
    /// The creator's note on it.
    pub note: Option<String>,
    /// Its invoices, with what came of them.
    pub invoices: InvoiceList,
    /// Ledger rows of the brand, with every version.
    pub figures: Vec<EntryDetail>,
    /// Whether there were more than the case holds.
    pub more_figures: bool,
    /// When it was made.
    pub made: Instant,
    /// The creator's day then.
    pub day: CivilDay,
}

impl Case {
    /// The folder everything lies in.
    pub fn folder(&self) -> String {
        format!("case-{}-{}", self.detail.offer.id, self.day)
    }
}

/// A move of the offer.
#[derive(Debug, Clone, Serialize)]
pub(super) struct StageTold {
    from: Option<String>,
    to: String,
    at: String,
    author: String,
    taken_back: Option<String>,
}

impl StageTold {
    /// One line.
    pub fn line(&self) -> String {
        let from = self.from.as_deref().unwrap_or("–");
        let back = self.taken_back.as_deref();
        let back = back
            .map(|at| format!(", taken back {at}"))
            .unwrap_or_default();
        format!("{}  {from} → {} ({}{back})", self.at, self.to, self.author)
    }
}

/// A word of the creator on a piece, a right or the worth.
#[derive(Debug, Clone, Serialize)]
pub(super) struct WordTold {
    part: &'static str,
    item: String,
    said: serde_json::Value,
    noted: String,
    until: Option<String>,
}

/// Reads it.
pub(super) fn gather(profile: &OpenProfile, offer: i64) -> Result<Case, StudioError> {
    let detail = inbox::offer(profile, offer)?;
    let work = deliverables::of_offer(profile, offer)?;
    let day = profile.today()?;
    let (letters, stages, words, note, ids, more) = profile.store().read(|tx| {
        let known = tx.offer(OfferId(offer))?;
        let messages = tx.offer_messages(known.id)?;
        let moves = stage_history(&tx.said_stages(known.id)?);
        let stages: Vec<StageTold> = moves
            .into_iter()
            .map(|step| StageTold {
                from: step.from.map(|stage| stage.slug().to_owned()),
                to: step.to.slug().to_owned(),
                at: step.at.to_string(),
                author: step.author.slug().to_owned(),
                taken_back: step.undone.map(|at| at.to_string()),
            })
            .collect();
        let words = tx.work_history(known.account, &known.ext_key)?;
        let words: Vec<WordTold> = words.into_iter().map(told).collect();
        let filter = EntryFilter {
            text: Some(known.brand.clone()).filter(|brand| !brand.trim().is_empty()),
            ..EntryFilter::default()
        };
        let page = match filter.text {
            Some(_) => Some(tx.entries_page(&filter, None, MOST)?),
            None => None,
        };
        let more = page.as_ref().is_some_and(|page| page.next.is_some());
        let ids: Vec<i64> = page
            .map(|page| page.entries.iter().map(|entry| entry.id.0).collect())
            .unwrap_or_default();
        let note = known.note.and_then(|note| note.note);
        Ok::<_, StudioError>((letters(tx, &messages)?, stages, words, note, ids, more))
    })?;
    let figures = ids
        .into_iter()
        .map(|id| earnings::entry(profile, id))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Case {
        detail,
        work,
        letters,
        stages,
        words,
        note,
        invoices: invoices::invoices(profile, Some(offer))?,
        figures,
        more_figures: more,
        made: profile.now(),
        day,
    })
}

fn told(word: WorkWord) -> WordTold {
    // What cannot be read as JSON is kept as the text it is.
    let said = serde_json::from_str(&word.said).unwrap_or(serde_json::Value::String(word.said));
    WordTold {
        part: word.part.slug(),
        item: word.item,
        said,
        noted: word.noted.to_string(),
        until: word.until.map(|at| at.to_string()),
    }
}
