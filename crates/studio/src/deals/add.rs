//! An offer typed by hand: one that came by telephone, at a fair, in another app.
//!
//! The rules it protects: it stands beside the others as an offer like any; its typed words are kept as its document; undoing its
//! run takes exactly it away.

use crate::hand::{finish, hand_account};
use crate::inbox::term_typed;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::document::{DocumentKind, Place};
use domain::offer::{Evidence, Term, TermField};
use domain::{CivilDay, DocumentDraft, Locator, OfferDraft, Page, Platform, RunKind, Stage};
use std::sync::Arc;
use sync::apply::{self, Target};
use sync::key::Occurrences;

/// The stream of data that hand-typed offers stand in.
const FEED: &str = "hand_offers";

/// Keeps an offer typed by hand.
///
/// # Errors
/// [`StudioError::BadRequest`] naming what is missing or makes no sense; nothing is written then.
pub fn add_offer(profile: &OpenProfile, typed: &HandOffer) -> Result<HandOfferDone, StudioError> {
    let brand = typed.brand.trim().to_owned();
    if brand.is_empty() {
        return Err(StudioError::bad("brand", &typed.brand));
    }
    let title = typed
        .title
        .as_deref()
        .map(str::trim)
        .filter(|t| !t.is_empty());
    let title: String = title.unwrap_or(&brand).chars().take(300).collect();
    let now = profile.now();
    let received = match typed.received.as_deref() {
        Some(text) => {
            let day: CivilDay = text
                .parse()
                .map_err(|_| StudioError::bad("received", text))?;
            day.utc_start()
        }
        None => now,
    };
    let mut terms = vec![said(TermField::Brand, &brand)?];
    for term in &typed.terms {
        let field = TermField::from(term.field);
        if terms.iter().any(|t| t.field == field) {
            return Err(StudioError::bad(field.slug(), &term.value));
        }
        terms.push(said(field, term.value.trim())?);
    }
    let words = words(&title, received.to_string(), &terms);
    let stage = typed.stage.map_or(Stage::New, Into::into);
    let french = profile.is_french();
    profile.store().write(move |tx| {
        let account = hand_account(tx, None, french, now)?;
        let run = tx.start_run(RunKind::Hand, &title, now)?;
        let external_id = format!("hand:{run}");
        let document = DocumentDraft {
            kind: DocumentKind::Hand,
            platform: Platform::Other,
            name: title.chars().take(80).collect(),
            media_type: "text/plain".to_owned(),
            bytes: Arc::from(words.as_bytes()),
            received_at: now,
        };
        let mut page = Page::new(FEED, document);
        page.offers = vec![OfferDraft {
            external_id: external_id.clone(),
            brand,
            title,
            stage,
            received,
            terms,
            findings: Vec::new(),
            messages: Vec::new(),
            locator: Locator {
                start: 0,
                len: words.len() as u64,
                place: Place::Whole,
            },
        }];
        let target = Target { account, run, now };
        let (_, counts) = apply::page(tx, target, &page, None, &mut Occurrences::default())?;
        finish(tx, target, counts)?;
        let mut offers = tx.offers()?.into_iter();
        let ours = offers.find(|o| o.account == account && o.ext_key == external_id);
        let offer = ours.ok_or_else(|| StudioError::Internal("the offer was not kept".into()))?;
        Ok(HandOfferDone {
            offer: offer.id.0,
            run: run.0,
        })
    })
}

/// A term whose words are the typed ones.
fn said(field: TermField, text: &str) -> Result<Term, StudioError> {
    let evidence = Evidence {
        text: text.chars().take(300).collect(),
        start: None,
        len: 0,
    };
    Ok(Term {
        evidence,
        ..term_typed(field, text)?
    })
}

/// The typed words as they are kept.
fn words(title: &str, received: String, terms: &[Term]) -> String {
    let mut text = format!("title: {title}\nreceived: {received}\n");
    for term in terms {
        text.push_str(&format!("{}: {}\n", term.field.slug(), term.evidence.text));
    }
    text
}
