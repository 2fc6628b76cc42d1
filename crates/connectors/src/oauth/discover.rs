//! What a server at a configured address says about itself (RFC 8414).
//!
//! The rule it protects: only the server's own metadata, fetched from that very address, replaces what the platform's table
//! says; and it may not send credentials to another place.

use super::answer::{OauthDialect, address};
use super::provider::{Provider, Way};
use super::token::reason;
use crate::error::ConnectError;
use crate::http::{BaseUrl, HttpOptions, Method, Request, Unheard, Wire};
use crate::source::Job;
use serde::Deserialize;
use url::Url;

/// Where one sign-in goes.
#[derive(Debug, Clone)]
pub(crate) struct Endpoints {
    /// The page to open, or the place that gives out device codes.
    pub consent: Url,
    pub token: Url,
    /// The name the server promises to state in its answers.
    pub issuer: Option<String>,
    pub loopback: bool,
}

#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    #[serde(default, deserialize_with = "address")]
    authorization_endpoint: Option<Url>,
    #[serde(default, deserialize_with = "address")]
    device_authorization_endpoint: Option<Url>,
    #[serde(default, deserialize_with = "address")]
    token_endpoint: Option<Url>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl Endpoints {
    /// The platform's own, or those of the server at `base`.
    pub async fn find(
        provider: &Provider,
        base: Option<&str>,
        http: &HttpOptions,
        job: &Job,
    ) -> Result<Self, ConnectError> {
        let consent = match provider.way {
            Way::Browser { authorize, .. } => authorize,
            Way::Device { device, .. } => device,
        };
        let mut found = Self {
            consent: consent.at(base)?,
            token: provider.token.at(base)?,
            issuer: None,
            loopback: false,
        };
        let Some(base) = base else {
            return Ok(found);
        };
        found.loopback = BaseUrl::parse(base)?.is_loopback();
        let Some(metadata) = metadata(provider, base, http, job, found.loopback).await? else {
            return Ok(found);
        };
        if metadata.issuer.trim_end_matches('/') != base.trim_end_matches('/') {
            return Err(ConnectError::SignIn {
                platform: provider.platform,
                reason: reason::ISSUER.to_owned(),
            });
        }
        let consent = match provider.way {
            Way::Browser { .. } => metadata.authorization_endpoint,
            Way::Device { .. } => metadata.device_authorization_endpoint,
        };
        found.take(consent, |found| &mut found.consent)?;
        found.take(metadata.token_endpoint, |found| &mut found.token)?;
        found.issuer = metadata
            .authorization_response_iss_parameter_supported
            .then_some(metadata.issuer);
        Ok(found)
    }

    /// Takes a stated address over when it lies on the same origin.
    fn take(
        &mut self,
        stated: Option<Url>,
        place: fn(&mut Self) -> &mut Url,
    ) -> Result<(), ConnectError> {
        let Some(stated) = stated else {
            return Ok(());
        };
        let place = place(self);
        if stated.origin() != place.origin() {
            return Err(ConnectError::BaseUrl {
                url: stated.origin().ascii_serialization(),
                why: "the server names an address of another host",
            });
        }
        *place = stated;
        Ok(())
    }
}

/// The metadata document; `None` when the server has none. One try: the sign-in works without it.
async fn metadata(
    provider: &Provider,
    base: &str,
    http: &HttpOptions,
    job: &Job,
    loopback: bool,
) -> Result<Option<Metadata>, ConnectError> {
    let mut url = BaseUrl::parse(base)?.join("");
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&format!("/.well-known/oauth-authorization-server{path}"));
    let options = HttpOptions {
        attempts: 1,
        ..http.clone()
    };
    let wire = Wire::new(options, 60, loopback)?;
    let request = Request::new(Method::Get, url, "GET oauth-authorization-server");
    match wire
        .send(
            &request,
            &OauthDialect(provider.platform),
            job,
            &mut Unheard,
        )
        .await
    {
        Ok(answer) => Ok(serde_json::from_slice(&answer.body).ok()),
        Err(error @ (ConnectError::Unreachable { .. } | ConnectError::Canceled)) => Err(error),
        Err(_) => Ok(None),
    }
}
