//! Signing in as a desktop app: system browser, loopback redirect, PKCE.
//!
//! Source: Google's page *OAuth 2.0 for mobile and desktop apps*.

use super::grant::TOKEN_PATH;
use crate::error::ConnectError;
use crate::http::{BaseUrl, HttpOptions, Method, Request, Unheard, Wire};
use crate::oauth::{OauthDialect, Pkce, Tokens, read_tokens};
use crate::secret::{GoogleGrant, Secret};
use crate::source::Job;
use domain::Platform;
use url::Url;

const AUTHORIZE: &str = "https://accounts.google.com";

/// The registered desktop client.
#[derive(Debug, Clone)]
pub struct App {
    /// Public id.
    pub client_id: String,
    /// Asked for by the token call, though Google treats it as public.
    pub client_secret: Secret,
}

/// The address to open in the browser. `pkce` must be in [`Challenge::Base64Url`](crate::oauth::Challenge::Base64Url) form.
/// Consent is asked for each time: only then does Google send a refresh token. `base` replaces Google's host.
///
/// # Errors
/// [`ConnectError::BaseUrl`] for an unsafe `base`.
pub fn authorize_url(
    base: Option<&str>,
    client_id: &str,
    scopes: &[&str],
    redirect_uri: &str,
    state: &str,
    pkce: &Pkce,
) -> Result<Url, ConnectError> {
    let mut url = BaseUrl::parse(base.unwrap_or(AUTHORIZE))?.join("/o/oauth2/v2/auth");
    url.query_pairs_mut()
        .append_pair("client_id", client_id)
        .append_pair("response_type", "code")
        .append_pair("scope", &scopes.join(" "))
        .append_pair("redirect_uri", redirect_uri)
        .append_pair("state", state)
        .append_pair("code_challenge", &pkce.challenge)
        .append_pair("code_challenge_method", "S256")
        .append_pair("access_type", "offline")
        .append_pair("prompt", "consent");
    Ok(url)
}

/// Exchanges the code for a grant. `redirect_uri` must be the one the browser was sent with.
///
/// # Errors
/// [`ConnectError::SignIn`] when Google refuses the code or sends no refresh token, and the HTTP errors.
pub async fn exchange_code(
    app: &App,
    code: &str,
    redirect_uri: &str,
    pkce: &Pkce,
    http: HttpOptions,
    job: &Job,
) -> Result<GoogleGrant, ConnectError> {
    let base = BaseUrl::of(&job.account, super::TOKEN_HOST)?;
    let wire = Wire::new(
        http,
        super::CAPABILITIES.requests_per_minute,
        base.is_loopback(),
    )?;
    let request = Request::new(Method::Post, base.join(TOKEN_PATH), "POST /token").form(vec![
        ("client_id", Secret::new(app.client_id.clone())),
        ("client_secret", app.client_secret.clone()),
        ("code", Secret::new(code)),
        ("grant_type", Secret::new("authorization_code")),
        ("redirect_uri", Secret::new(redirect_uri)),
        ("code_verifier", pkce.verifier.clone()),
    ]);
    let answer = wire
        .send(
            &request,
            &OauthDialect(Platform::Youtube),
            job,
            &mut Unheard,
        )
        .await?;
    let tokens: Tokens = read_tokens(&answer)?;
    let expires_at = tokens.expires_at(job.now);
    Ok(GoogleGrant {
        client_id: app.client_id.clone(),
        client_secret: app.client_secret.clone(),
        access_token: tokens.access_token,
        refresh_token: tokens.refresh_token.ok_or_else(|| ConnectError::SignIn {
            platform: Platform::Youtube,
            reason: "no refresh token".to_owned(),
        })?,
        scope: tokens.scope,
        expires_at,
    })
}
