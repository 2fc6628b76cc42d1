//! Hits for the command palette, over everything that has a name.

use crate::shapes::*;
use crate::{OpenProfile, StudioError, earnings, inbox, programmes};

/// Hits of each kind at most.
const EACH: usize = 6;

/// Hits for some words; nothing for none.
///
/// # Errors
/// [`StudioError`].
pub fn search(profile: &OpenProfile, text: &str) -> Result<Vec<SearchHit>, StudioError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let folded = text.to_lowercase();
    let mut hits = Vec::new();
    let filter = OfferFilter {
        text: Some(text.to_owned()),
        stage: None,
    };
    let offers = inbox::offers(profile, &filter)?
        .groups
        .into_iter()
        .flat_map(|group| group.offers);
    hits.extend(offers.take(EACH).map(|offer| SearchHit {
        kind: "offer".to_owned(),
        id: offer.id.to_string(),
        title: offer.brand,
        detail: offer.title,
        platform: Some(offer.platform),
        amount: offer.fee,
    }));
    let registry = programmes::rules_today(profile)?;
    let named = registry.programmes().into_iter().filter_map(|programme| {
        let name = &programme.versions.first()?.name;
        let found = name.to_lowercase().contains(&folded)
            || programme
                .pack
                .platform_name
                .to_lowercase()
                .contains(&folded);
        found.then(|| SearchHit {
            kind: "programme".to_owned(),
            id: programme.id.to_owned(),
            title: name.clone(),
            detail: programme.pack.platform_name.clone(),
            platform: programme
                .pack
                .platform
                .parse::<domain::Platform>()
                .ok()
                .map(Into::into),
            amount: None,
        })
    });
    hits.extend(named.take(EACH));
    let accounts = crate::accounts::list(profile)?;
    hits.extend(
        accounts
            .into_iter()
            .filter(|a| a.handle.to_lowercase().contains(&folded))
            .take(EACH)
            .map(|account| SearchHit {
                kind: "account".to_owned(),
                id: account.id.to_string(),
                title: account.handle,
                detail: account.host.unwrap_or_default(),
                platform: Some(account.platform),
                amount: None,
            }),
    );
    let filter = EntryFilter {
        text: Some(text.to_owned()),
        ..EntryFilter::default()
    };
    let page = earnings::entries(profile, &filter, None, u32::try_from(EACH).unwrap_or(6))?;
    hits.extend(page.entries.into_iter().map(|entry| SearchHit {
        kind: "entry".to_owned(),
        id: entry.id.to_string(),
        title: entry.title,
        detail: entry.day,
        platform: Some(entry.platform),
        amount: Some(entry.figures.net),
    }));
    Ok(hits)
}
