//! Signing in: what a platform asks for, how a sign-in under way stands, what was granted.

use super::{ErrorShape, PlatformName};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a platform is signed in to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SignInKind {
    /// Where the creator consents.
    pub way: SignInWay,
    /// Whether the creator's own app needs a secret too.
    pub needs_secret: bool,
    /// Permissions asked for, in the platform's words.
    pub scopes: Vec<String>,
    /// The redirect address to enter at the platform; `null` where none is entered.
    pub register: Option<String>,
    /// Days a sign-in lasts while the creator's app is in testing; `null` where there is no such limit.
    pub testing_days: Option<i64>,
    /// The app's id, when one was entered before; its secret is then kept too.
    pub client_id: Option<String>,
    /// Whether that app was said to be in testing.
    pub testing: bool,
}

/// Where the creator consents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SignInWay {
    /// In the system's browser.
    Browser,
    /// By a short code, on any device.
    Code,
}

/// What the creator entered to sign in.
#[derive(Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SignInRequest {
    /// Whose.
    pub platform: PlatformName,
    /// The account to sign in again; `null` for a new one.
    pub account: Option<i64>,
    /// The name the creator knows it by; the platform's own when empty.
    pub handle: String,
    /// Country.
    pub region: Option<String>,
    /// Another address than the platform's own (a test server).
    pub base_url: Option<String>,
    /// The app's id; the one entered before when `null`.
    pub client_id: Option<String>,
    /// The app's secret; the one entered before when `null`.
    pub client_secret: Option<String>,
    /// Whether the app is in the platform's testing status.
    pub testing: bool,
}

impl std::fmt::Debug for SignInRequest {
    /// The secret stays out of every log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignInRequest")
            .field("platform", &self.platform)
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

/// A sign-in under way, or how the last one ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SignInView {
    /// Whose.
    pub platform: PlatformName,
    /// How far it is.
    pub step: SignInStep,
    /// The page to open, once there is one.
    pub address: Option<String>,
    /// Whether the system's browser was opened with it.
    pub opened: bool,
    /// The code to type on that page.
    pub code: Option<String>,
    /// When the wait ends by itself.
    pub until: Option<String>,
    /// Answers that did not belong to this sign-in and were turned away.
    pub turned_away: i64,
    /// The account it led to.
    pub account: Option<i64>,
    /// Its name.
    pub handle: Option<String>,
    /// Permissions, with what was granted once that is known.
    pub scopes: Vec<ScopeRow>,
    /// The end of the whole sign-in, when known.
    pub ends_at: Option<String>,
    /// Why it did not come about.
    pub error: Option<ErrorShape>,
}

/// How far a sign-in is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SignInStep {
    /// Being prepared.
    Starting,
    /// The creator is asked, in the browser or on another device.
    Waiting,
    /// The creator agreed; the platform is asked whose account it is.
    Checking,
    /// Signed in.
    Done,
    /// It did not come about.
    Failed,
    /// Stopped by the creator.
    Canceled,
}

/// One permission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ScopeRow {
    /// The platform's name for it; worded by the UI.
    pub name: String,
    /// Whether it was granted; `null` when not known.
    pub granted: Option<bool>,
}

/// How an account is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GrantRow {
    /// When the creator consented.
    pub signed_at: String,
    /// The end of the whole sign-in, when known.
    pub ends_at: Option<String>,
    /// What was asked for and granted.
    pub scopes: Vec<ScopeRow>,
}
