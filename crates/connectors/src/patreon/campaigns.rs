//! The creator's campaigns: whose members to list, and how many there are.

use crate::error::ConnectError;
use crate::http::document;
use crate::http::raw::{envelope, locate};
use domain::{Instant, MetricDraft, Page, Platform, Zone};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::sync::Arc;

/// Feed of the campaigns.
pub const CAMPAIGNS_FEED: &str = "campaigns";

/// A parsed list of campaigns.
#[derive(Debug)]
pub struct CampaignsPage {
    /// The document with the number of patrons.
    pub page: Page,
    /// The campaigns, in Patreon's order.
    pub campaigns: Vec<Campaign>,
}

/// One campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// Patreon's id.
    pub id: String,
    /// What it is known by: its vanity, else what it makes, else its id.
    pub name: String,
}

#[derive(Deserialize)]
struct List<'a> {
    #[serde(borrow)]
    data: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Resource {
    id: String,
    #[serde(default)]
    attributes: Attributes,
}

#[derive(Deserialize, Default)]
struct Attributes {
    creation_name: Option<String>,
    patron_count: Option<i64>,
    vanity: Option<String>,
}

/// Reads one answer of `GET /api/oauth2/v2/campaigns`. The patrons of all campaigns are one figure of the account.
///
/// # Errors
/// [`ConnectError::Malformed`] when it is not a list of resources.
pub fn parse_campaigns(
    name: &str,
    body: &Arc<[u8]>,
    now: Instant,
) -> Result<CampaignsPage, ConnectError> {
    let list: List<'_> = envelope(name, body)?;
    let mut page = Page::new(CAMPAIGNS_FEED, document(Platform::Patreon, name, body, now));
    let mut campaigns = Vec::new();
    let mut patrons: Option<i64> = None;
    for raw in &list.data {
        let resource: Resource =
            serde_json::from_str(raw.get()).map_err(|e| ConnectError::Malformed {
                what: name.to_owned(),
                detail: e.to_string().chars().take(200).collect(),
                body: Some(Arc::clone(body)),
            })?;
        if let Some(count) = resource.attributes.patron_count {
            patrons = Some(patrons.unwrap_or_default().saturating_add(count));
        }
        let words = [
            resource.attributes.vanity,
            resource.attributes.creation_name,
        ];
        let shown = words.into_iter().flatten().find(|w| !w.trim().is_empty());
        campaigns.push(Campaign {
            name: shown.unwrap_or_else(|| resource.id.clone()),
            id: resource.id,
        });
    }
    if let (Some(value), Some(raw)) = (patrons, list.data.first()) {
        page.metrics.push(MetricDraft {
            name: "patrons".to_owned(),
            day: now.day_in(Zone::UTC),
            value,
            locator: Some(locate(body, raw.get(), "/data/0".to_owned())),
        });
    }
    Ok(CampaignsPage { page, campaigns })
}
