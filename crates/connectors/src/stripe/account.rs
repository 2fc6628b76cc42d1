//! Whose key it is.

use super::Stripe;
use crate::error::ConnectError;
use crate::http::raw::envelope;
use crate::secret::Secret;
use crate::source::{Identity, Job, Sink};
use serde::Deserialize;

#[derive(Deserialize)]
struct AccountObject {
    id: String,
    country: Option<String>,
    email: Option<String>,
    business_profile: Option<BusinessProfile>,
    settings: Option<Settings>,
}

#[derive(Deserialize)]
struct BusinessProfile {
    name: Option<String>,
}

#[derive(Deserialize)]
struct Settings {
    dashboard: Option<Dashboard>,
}

#[derive(Deserialize)]
struct Dashboard {
    display_name: Option<String>,
}

impl Stripe {
    pub(super) async fn account(
        &self,
        key: &Secret,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Identity, ConnectError> {
        let path = "/v1/account";
        let answer = self
            .get(key, path, &[], format!("GET {path}"), job, sink)
            .await?;
        let account: AccountObject = envelope(&answer.name, &answer.body)?;
        let shown = account
            .settings
            .and_then(|s| s.dashboard)
            .and_then(|d| d.display_name);
        let named = account.business_profile.and_then(|b| b.name);
        let handle = [shown, named, account.email]
            .into_iter()
            .flatten()
            .find(|text| !text.trim().is_empty())
            .unwrap_or_else(|| account.id.clone());
        Ok(Identity {
            external_id: account.id,
            handle,
            region: account.country.and_then(|c| c.parse().ok()),
        })
    }
}
