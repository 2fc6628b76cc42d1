//! Patreon: the charges of the creator's members, read with a creator's access token.
//!
//! The rules it protects: a charge counts in the currency the patron paid in and is the patron's side of it. Patreon's fees,
//! taxes and payouts are not in its API, and nothing is made up in their place.

mod campaigns;
mod dialect;
mod grant;
mod members;

pub use campaigns::{CAMPAIGNS_FEED, Campaign, CampaignsPage, parse_campaigns};
pub use members::{MEMBERS_FEED, MembersPage, parse_members};

use crate::error::ConnectError;
use crate::http::paging::PageGuard;
use crate::http::walk::Walk;
use crate::http::{Answer, BaseUrl, HttpOptions, Request, Unheard, Wire};
use crate::oauth::Session;
use crate::secret::{Credentials, PatreonToken, SecretError};
use crate::source::{Capabilities, Connector, Identity, Job, Note, Sink, Summary, Vault};
use async_trait::async_trait;
use domain::{Account, CivilDay, Platform, Window, Zone};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What Patreon can tell.
pub static CAPABILITIES: Capabilities = Capabilities {
    platform: Platform::Patreon,
    money: true,
    payouts: false,
    metrics: &["patrons"],
    posts: false,
    offers: false,
    // a charge can be declined, paid and refunded long after: everything is read again
    revision_window_days: u16::MAX,
    zone: Zone::UTC,
    scopes: &["campaigns", "campaigns.members"],
    page_size: 100,
    // a hundred a minute and token
    requests_per_minute: 90,
};

const HOST: &str = "https://www.patreon.com";
const CAMPAIGNS_PATH: &str = "/api/oauth2/v2/campaigns";

/// One creator's Patreon.
pub struct Patreon {
    wire: Wire,
    base: BaseUrl,
    session: Session,
}

impl Patreon {
    /// A reader for `account`, with its token in `vault`.
    ///
    /// # Errors
    /// [`ConnectError::BaseUrl`] for an unsafe address, [`ConnectError::Client`] when no client can be made.
    pub fn new(
        account: &Account,
        vault: Arc<dyn Vault>,
        http: HttpOptions,
    ) -> Result<Self, ConnectError> {
        let base = BaseUrl::of(account, HOST)?;
        let wire = Wire::new(http, CAPABILITIES.requests_per_minute, base.is_loopback())?;
        Ok(Self {
            wire,
            base,
            session: Session::new(vault),
        })
    }

    async fn get(
        &self,
        path: &str,
        query: &[(&str, &str)],
        name: &str,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Answer, ConnectError> {
        let build = |credentials: &Credentials| {
            let token = token_of(credentials)?;
            Ok(Request::get(self.base.join(path), name, query).bearer(&token.access_token))
        };
        let renewal = grant::CreatorToken {
            base: self.base.clone(),
        };
        self.session
            .send(
                &self.wire,
                &dialect::PatreonDialect,
                &renewal,
                &build,
                job,
                sink,
            )
            .await
    }

    /// Every campaign of the token. There is one, as a rule.
    async fn campaigns(
        &self,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<CampaignsPage, ConnectError> {
        let query = [("fields[campaign]", "creation_name,patron_count,vanity")];
        let name = format!("GET {CAMPAIGNS_PATH}");
        let answer = self.get(CAMPAIGNS_PATH, &query, &name, job, sink).await?;
        let parsed = parse_campaigns(&answer.name, &answer.body, job.now)?;
        let found = parsed.campaigns.first().map(|c| c.id.clone());
        match (&job.account.external_id, found) {
            (Some(expected), Some(_)) if parsed.campaigns.iter().any(|c| c.id == *expected) => {
                Ok(parsed)
            }
            (Some(expected), Some(found)) => Err(ConnectError::AnotherAccount {
                expected: expected.clone(),
                found,
            }),
            _ => Ok(parsed),
        }
    }

    /// Walks the members of every campaign from the first to the last.
    async fn members(
        &self,
        campaigns: &[Campaign],
        walk: &mut Walk<'_>,
        skipped: &mut BTreeMap<String, u64>,
    ) -> Result<(), ConnectError> {
        for campaign in campaigns {
            walk.guard = PageGuard::default();
            self.members_of(campaign, walk, skipped).await?;
        }
        // all days at once: every charge of every member was shown
        let today = walk.job.now.day_in(Zone::UTC);
        let window = Window {
            from: CivilDay::from_number(0).unwrap_or(today),
            to: today,
        };
        walk.end(None, Some(window)).await
    }

    async fn members_of(
        &self,
        campaign: &Campaign,
        walk: &mut Walk<'_>,
        skipped: &mut BTreeMap<String, u64>,
    ) -> Result<(), ConnectError> {
        let path = format!("{CAMPAIGNS_PATH}/{}/members", campaign.id);
        let mut cursor: Option<String> = None;
        loop {
            let mut query = vec![
                ("include", "pledge_history"),
                (
                    "fields[pledge-event]",
                    "amount_cents,currency_code,date,payment_status,tier_id,tier_title,type",
                ),
                ("page[count]", "100"),
            ];
            query.extend(cursor.as_deref().map(|c| ("page[cursor]", c)));
            let name = format!("GET {path}, page {}", walk.next_page());
            let answer = self
                .get(&path, &query, &name, walk.job, &mut *walk.sink)
                .await?;
            let parsed = parse_members(&answer.name, &answer.body, walk.job.now)?;
            let ends = parsed.ends.as_ref().map(|(a, b)| (a.as_str(), b.as_str()));
            walk.guard.admit(MEMBERS_FEED, &answer.body, ends)?;
            for (kind, count) in parsed.skipped {
                *skipped.entry(kind).or_default() += count;
            }
            // no cursor is kept: a page's token need not outlive the run
            walk.page(parsed.page, None).await?;
            let Some(next) = parsed.next else {
                return Ok(());
            };
            let listed = usize::from(parsed.ends.is_some());
            PageGuard::moves(MEMBERS_FEED, listed, cursor.as_deref(), Some(&next))?;
            cursor = Some(next);
        }
    }
}

fn token_of(credentials: &Credentials) -> Result<&PatreonToken, SecretError> {
    match credentials {
        Credentials::Patreon(token) => Ok(token),
        other => Err(other.not_for(Platform::Patreon)),
    }
}

#[async_trait]
impl Connector for Patreon {
    fn capabilities(&self) -> &'static Capabilities {
        &CAPABILITIES
    }

    async fn identify(&self, job: &Job) -> Result<Identity, ConnectError> {
        let page = self.campaigns(job, &mut Unheard).await?;
        let campaign = page.campaigns.into_iter().next();
        let campaign = campaign.ok_or_else(|| ConnectError::Permission {
            missing: "campaigns".to_owned(),
        })?;
        Ok(Identity {
            handle: campaign.name,
            external_id: campaign.id,
            region: None,
        })
    }

    async fn missing(&self, job: &Job) -> Result<Vec<String>, ConnectError> {
        let closed = |scope: &str| Ok(vec![scope.to_owned()]);
        let campaign = match self.campaigns(job, &mut Unheard).await {
            Ok(parsed) => parsed.campaigns.into_iter().next(),
            // members are asked for by campaign: whether they are closed too cannot be known yet
            Err(ConnectError::Permission { .. }) => return closed("campaigns"),
            Err(error) => return Err(error),
        };
        let Some(campaign) = campaign else {
            return Ok(Vec::new());
        };
        let path = format!("{CAMPAIGNS_PATH}/{}/members", campaign.id);
        let name = format!("GET {path}");
        let asked = self
            .get(&path, &[("page[count]", "1")], &name, job, &mut Unheard)
            .await;
        match asked {
            Ok(_) => Ok(Vec::new()),
            Err(ConnectError::Permission { .. }) => closed("campaigns.members"),
            Err(error) => Err(error),
        }
    }

    async fn fetch(&self, job: &Job, sink: &mut dyn Sink) -> Result<Summary, ConnectError> {
        let mut summary = Summary::default();
        let mut walk = Walk::new(Platform::Patreon, CAMPAIGNS_FEED, job, sink);
        let campaigns = match self.campaigns(job, &mut *walk.sink).await {
            Ok(parsed) => {
                let result = walk.page(parsed.page, None).await;
                walk.settle(result, &mut summary).await?;
                parsed.campaigns
            }
            Err(error) => {
                // without a campaign nothing says whose members to list
                walk.settle(Err(error), &mut summary).await?;
                return Ok(summary);
            }
        };
        let mut walk = Walk::new(Platform::Patreon, MEMBERS_FEED, job, sink);
        let result = self
            .members(&campaigns, &mut walk, &mut summary.skipped)
            .await;
        walk.settle(result, &mut summary).await?;
        summary.notes.push(Note {
            code: "not_given",
            detail: "fees, tax, payouts".to_owned(),
        });
        Ok(summary)
    }
}

#[cfg(test)]
mod tests;
