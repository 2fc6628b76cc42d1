//! `GET /affiliate_creator/202508/profiles`: who the creator is.

use super::{Call, TiktokShop, grant_of};
use crate::error::{Action, ConnectError};
use crate::http::raw::envelope;
use crate::http::{Clock, Unheard};
use crate::source::{Identity, Job};
use serde::Deserialize;

#[derive(Deserialize)]
struct Envelope {
    data: Profile,
}

#[derive(Deserialize)]
struct Profile {
    username: String,
    register_region: Option<String>,
    selection_region: Option<String>,
}

impl TiktokShop {
    /// The profile; without the scope for it, what the grant itself says.
    pub(super) async fn profile(&self, job: &Job) -> Result<Identity, ConnectError> {
        let path = "/affiliate_creator/202508/profiles";
        let call = Call {
            path,
            query: &[],
            body: None,
            name: &format!("GET {path}"),
        };
        let answer = self
            .call(&call, Clock::start(job.now), job, &mut Unheard)
            .await;
        let credentials = self.session.credentials().await?;
        let open_id = grant_of(&credentials)?.open_id.clone();
        match (answer, open_id) {
            (Ok(answer), open_id) => {
                let profile = envelope::<Envelope>(&answer.name, &answer.body)?.data;
                let region = profile.register_region.or(profile.selection_region);
                Ok(Identity {
                    external_id: open_id.unwrap_or_else(|| profile.username.clone()),
                    handle: profile.username,
                    region: region.and_then(|r| r.parse().ok()),
                })
            }
            (Err(e), Some(external_id)) if e.action() == Action::Skip => {
                // the grant is good, only the profile is closed: an offer search proves nothing more
                Ok(Identity {
                    external_id,
                    handle: job.account.handle.clone(),
                    region: job.account.region,
                })
            }
            (Err(e), _) => Err(e),
        }
    }
}
