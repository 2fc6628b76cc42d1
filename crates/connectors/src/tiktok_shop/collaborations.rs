//! `POST /affiliate_creator/202405/target_collaborations/search`: a shop asks this creator for products to be shown.

use super::walk::{ShopPage, page_of};
use crate::error::ConnectError;
use crate::http::document;
use crate::http::raw::{locate, misfit};
use domain::offer::{Evidence, Term, TermField, TermValue};
use domain::{Instant, Locator, OfferDraft, Page, Platform, Stage};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::sync::Arc;

/// Feed of the target collaborations.
pub const OFFERS_FEED: &str = "target_collaborations";

#[derive(Deserialize)]
struct Collaboration<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    shop_name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    status: Cow<'a, str>,
    #[serde(borrow, default)]
    products: Vec<Product<'a>>,
}

#[derive(Deserialize)]
struct Product<'a> {
    #[serde(borrow)]
    title: Option<Cow<'a, str>>,
    #[serde(borrow)]
    commission: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Commission {
    /// Hundredths of a percent.
    rate: i64,
}

/// Reads an answer of the target collaboration search.
///
/// The API states neither when an offer came nor until when it stands; it counts as received when first read. With several
/// products the lowest commission is the term, since it is what can be relied on.
///
/// # Errors
/// [`ConnectError::Malformed`] when the envelope cannot be read. An offer that cannot be read is among the rejects.
pub fn parse_collaborations(
    name: &str,
    body: &Arc<[u8]>,
    now: Instant,
) -> Result<ShopPage, ConnectError> {
    let page = Page::new(OFFERS_FEED, document(Platform::TiktokShop, name, body, now));
    let (mut parsed, rows) = page_of(page, body, "target_collaborations")?;
    for (n, raw) in rows.into_iter().enumerate() {
        let locator = locate(body, raw, format!("/data/target_collaborations/{n}"));
        match serde_json::from_str::<Collaboration<'_>>(raw) {
            Ok(offer) => parsed.page.offers.push(draft(&offer, now, locator)),
            Err(e) => parsed.page.rejects.push(misfit(&e, locator, raw)),
        }
    }
    Ok(parsed)
}

fn draft(offer: &Collaboration<'_>, now: Instant, locator: Locator) -> OfferDraft {
    let name = offer.name.as_deref().unwrap_or_default().trim();
    let brand = offer
        .shop_name
        .as_deref()
        .map(str::trim)
        .filter(|s| !s.is_empty())
        .unwrap_or(name);
    let titles: Vec<&str> = offer
        .products
        .iter()
        .filter_map(|p| p.title.as_deref())
        .collect();
    let products = titles.join(", ");
    let mut terms = vec![
        term(TermField::Brand, TermValue::Text(brand.to_owned()), brand),
        term(
            TermField::Platform,
            TermValue::Text("TikTok Shop".to_owned()),
            name,
        ),
    ];
    if !products.is_empty() {
        terms.push(term(
            TermField::Product,
            TermValue::Text(products.clone()),
            &products,
        ));
    }
    let rates = offer.products.iter().filter_map(|p| {
        let raw = p.commission?;
        let commission: Commission = serde_json::from_str(raw.get()).ok()?;
        Some((commission.rate, raw.get()))
    });
    if let Some((rate, words)) = rates.min_by_key(|(rate, _)| *rate) {
        terms.push(term(TermField::Commission, TermValue::Rate(rate), words));
    }
    OfferDraft {
        external_id: offer.id.clone().into_owned(),
        brand: brand.to_owned(),
        title: if name.is_empty() {
            products
        } else {
            name.to_owned()
        },
        stage: match &*offer.status {
            "LIVE" => Stage::New,
            _ => Stage::Expired,
        },
        received: now,
        terms,
        findings: Vec::new(),
        messages: Vec::new(),
        locator,
    }
}

fn term(field: TermField, value: TermValue, words: &str) -> Term {
    let text: String = words.chars().take(300).collect();
    let len = u32::try_from(text.len()).unwrap_or_default();
    Term {
        field,
        value,
        evidence: Evidence {
            text,
            start: None,
            len,
        },
    }
}
