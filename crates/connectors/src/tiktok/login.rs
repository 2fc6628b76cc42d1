//! Login Kit for Desktop: the address to open, and the code's exchange.
//!
//! Source: TikTok's pages *Login Kit for Desktop* and *Get a user access token*.

use super::grant::TOKEN_PATH;
use crate::error::ConnectError;
use crate::http::{BaseUrl, HttpOptions, Method, Request, Unheard, Wire};
use crate::oauth::{OauthDialect, Pkce, Tokens, read_tokens};
use crate::secret::{Secret, TiktokGrant};
use crate::source::Job;
use domain::Platform;
use url::Url;

/// The page the creator's browser opens; another host than the API's.
const AUTHORIZE: &str = "https://www.tiktok.com";

/// The registered app. TikTok has no public clients: the secret is needed even with PKCE.
#[derive(Debug, Clone)]
pub struct App {
    /// Public id.
    pub client_key: String,
    /// Secret.
    pub client_secret: Secret,
}

/// The address to open in the browser. `pkce` must be in [`Challenge::Hex`](crate::oauth::Challenge::Hex) form; `state` is
/// the caller's random text and comes back with the code; `base` replaces TikTok's host.
///
/// # Errors
/// [`ConnectError::BaseUrl`] for an unsafe `base`.
pub fn authorize_url(
    base: Option<&str>,
    client_key: &str,
    scopes: &[&str],
    redirect_uri: &str,
    state: &str,
    pkce: &Pkce,
) -> Result<Url, ConnectError> {
    let mut url = BaseUrl::parse(base.unwrap_or(AUTHORIZE))?.join("/v2/auth/authorize/");
    url.query_pairs_mut()
        .append_pair("client_key", client_key)
        .append_pair("response_type", "code")
        .append_pair("scope", &scopes.join(","))
        .append_pair("redirect_uri", redirect_uri)
        .append_pair("state", state)
        .append_pair("code_challenge", &pkce.challenge)
        .append_pair("code_challenge_method", "S256");
    Ok(url)
}

/// Exchanges the code (already URL-decoded) for a grant. `redirect_uri` must be the one the browser was sent with.
///
/// # Errors
/// [`ConnectError::SignIn`] when TikTok refuses the code, and the HTTP errors.
pub async fn exchange_code(
    app: &App,
    code: &str,
    redirect_uri: &str,
    pkce: &Pkce,
    http: HttpOptions,
    job: &Job,
) -> Result<TiktokGrant, ConnectError> {
    let base = BaseUrl::of(&job.account, super::HOST)?;
    let wire = Wire::new(
        http,
        super::CAPABILITIES.requests_per_minute,
        base.is_loopback(),
    )?;
    let request =
        Request::new(Method::Post, base.join(TOKEN_PATH), "POST /v2/oauth/token/").form(vec![
            ("client_key", Secret::new(app.client_key.clone())),
            ("client_secret", app.client_secret.clone()),
            ("code", Secret::new(code)),
            ("grant_type", Secret::new("authorization_code")),
            ("redirect_uri", Secret::new(redirect_uri)),
            ("code_verifier", pkce.verifier.clone()),
        ]);
    let answer = wire
        .send(&request, &OauthDialect(Platform::Tiktok), job, &mut Unheard)
        .await?;
    let tokens: Tokens = read_tokens(&answer)?;
    let expires_at = tokens.expires_at(job.now);
    Ok(TiktokGrant {
        client_key: app.client_key.clone(),
        client_secret: app.client_secret.clone(),
        access_token: tokens.access_token,
        refresh_token: tokens.refresh_token.ok_or_else(|| ConnectError::SignIn {
            platform: Platform::Tiktok,
            reason: "no refresh token".to_owned(),
        })?,
        scope: tokens.scope,
        expires_at,
    })
}
