//! Connected accounts: what they are, what they bring, how they did last.
//!
//! The rule it protects: a secret goes from the form or file straight into the vault and is never read back out to a screen.

mod kinds;
mod removing;
mod runs;
mod vault;

pub use removing::remove;
pub(crate) use runs::{first_rejects, rejected_row};
pub use runs::{resolve_review, review, run, runs};
pub use vault::{AccountVault, secret_name};

use crate::error::connect_code;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use connectors::{
    ConnectError, Credentials, HttpOptions, Job, Vault, capabilities_of, connector_for,
};
use domain::{Account, AccountId, Platform, RunState};
use std::collections::BTreeMap;
use store::{AccountDraft, SecretBytes};
use tokio_util::sync::CancellationToken;

/// Everything the screen lists.
///
/// # Errors
/// [`StudioError`].
pub fn view(profile: &OpenProfile) -> Result<AccountsView, StudioError> {
    let accounts = list(profile)?;
    let runs = runs(profile, 50)?;
    let open = profile
        .store()
        .read(|tx| Ok::<_, StudioError>(tx.reviews(true, 10_000)?))?;
    let mut review_runs: Vec<i64> = open.iter().map(|r| r.run.0).collect();
    review_runs.sort_unstable();
    review_runs.dedup();
    Ok(AccountsView {
        accounts,
        runs,
        review_count: count(open.len()),
        review_runs: count(review_runs.len()),
        kinds: profile.store().read(kinds::kinds)?,
    })
}

/// The accounts alone.
///
/// # Errors
/// [`StudioError`].
pub fn list(profile: &OpenProfile) -> Result<Vec<AccountRow>, StudioError> {
    profile.store().read(|tx| {
        let runs = tx.runs(200)?;
        let accounts = tx.accounts()?;
        let sign_ins = tx.sign_ins()?;
        let mut rows = Vec::with_capacity(accounts.len());
        for account in &accounts {
            let latest = tx.metrics_latest(Some(account.id))?;
            let followers = latest
                .iter()
                .find(|m| m.name == "followers")
                .map(|m| m.value);
            let filter = store::EntryFilter {
                accounts: vec![account.id],
                ..Default::default()
            };
            let entries: u64 = tx.totals(&[], &filter)?.iter().map(|row| row.count).sum();
            let parts = || {
                runs.iter().filter_map(|r| {
                    r.accounts
                        .iter()
                        .find(|a| a.account == account.id)
                        .map(|a| (r, a))
                })
            };
            let last = parts().next();
            let good = parts().find(|(_, a)| matches!(a.state, RunState::Done | RunState::Partial));
            rows.push(AccountRow {
                id: account.id.0,
                platform: account.platform.into(),
                handle: account.handle.clone(),
                region: account.region.map(|r| r.to_string()),
                host: host(account),
                manual: account.manual,
                followers,
                brings: kinds::brings(account.platform, account.manual),
                entries: i64::try_from(entries).unwrap_or(i64::MAX),
                synced_at: good.map(|(run, _)| run.ended.unwrap_or(run.started).to_string()),
                state: last.map(|(_, part)| part.state.into()),
                error: last.and_then(|(_, part)| runs::error_shape(part, &account.handle)),
                sign_in: sign_ins
                    .iter()
                    .find(|known| known.account == account.id && !account.manual)
                    .map(crate::signing_in::scopes::grant),
            });
        }
        Ok(rows)
    })
}

/// Whether signing in to a platform needs the secret of the creator's own app.
pub fn wants_secret(platform: PlatformName) -> bool {
    connectors::oauth::provider_of(platform.into()).is_some_and(|provider| provider.needs_secret)
}

/// Connects an account. Its credentials are checked against the platform first, unless it is manual.
///
/// # Errors
/// [`StudioError::BadRequest`] for a field that is missing, [`StudioError::Connect`] when the platform refuses; nothing is
/// then kept.
pub async fn connect(
    profile: &OpenProfile,
    request: ConnectRequest,
) -> Result<AccountRow, StudioError> {
    let platform = Platform::from(request.platform);
    let region = match request.region.as_deref().filter(|r| !r.is_empty()) {
        Some(text) => Some(text.parse().map_err(|_| StudioError::bad("region", text))?),
        None => None,
    };
    let draft = AccountDraft {
        platform,
        handle: request.handle.trim().to_owned(),
        region,
        base_url: request.base_url.filter(|url| !url.is_empty()),
        external_id: None,
        manual: request.manual,
        added_at: profile.now(),
    };
    let credentials = if request.manual {
        None
    } else {
        let json = serde_json::to_string(&request.fields)
            .map_err(|e| StudioError::Internal(e.to_string()))?;
        let credentials = Credentials::from_json(platform, &json);
        Some(credentials.map_err(|e| StudioError::bad(platform.slug(), e.why))?)
    };
    add(profile, draft, credentials).await
}

/// Keeps an account with its credentials, checked first when there are any.
///
/// # Errors
/// As [`connect`].
pub async fn add(
    profile: &OpenProfile,
    mut draft: AccountDraft,
    mut credentials: Option<Credentials>,
) -> Result<AccountRow, StudioError> {
    if let Some(given) = credentials.take() {
        let (identity, rotated) = identify(profile, &draft, given).await?;
        credentials = Some(rotated);
        draft.external_id = Some(identity.external_id);
        if draft.handle.is_empty() {
            draft.handle = identity.handle;
        }
        draft.region = draft.region.or(identity.region);
    } else if draft.handle.is_empty() {
        draft.handle = draft.platform.slug().to_owned();
    }
    let id = profile.store().write(move |tx| {
        let known = match &draft.external_id {
            Some(external) => tx.accounts()?.into_iter().find(|account| {
                account.platform == draft.platform
                    && account.external_id.as_deref() == Some(external.as_str())
                    && (account.manual || account.base_url == draft.base_url)
            }),
            None => None,
        };
        // connected before: its figures, notes and tags are these credentials' own
        let Some(mut account) = known else {
            return Ok::<_, StudioError>(tx.insert_account(&draft)?);
        };
        account.manual = false;
        account.base_url = draft.base_url;
        account.region = draft.region.or(account.region);
        tx.update_account(&account)?;
        Ok(account.id)
    })?;
    if let Some(credentials) = credentials {
        let kept = profile
            .store()
            .read(|tx| Ok::<_, StudioError>(tx.account(id)?))?;
        let before = AccountVault::of(profile, &kept);
        let credentials = crate::mailbox::keep_choice(before.as_ref(), credentials).await;
        keep_secret(profile, id, &credentials)?;
    }
    row_of(profile, id)
}

/// Replaces the credentials of a known account, which must be the platform's same one.
///
/// # Errors
/// [`StudioError::Connect`]; nothing is changed then.
pub(crate) async fn sign_in_again(
    profile: &OpenProfile,
    account: &Account,
    credentials: Credentials,
) -> Result<AccountRow, StudioError> {
    let vault = std::sync::Arc::new(Held(tokio::sync::Mutex::new(credentials)));
    let identity = ask(profile, account, vault.clone()).await?;
    same_account(account, &identity.external_id)?;
    let mut kept = account.clone();
    kept.external_id = Some(identity.external_id);
    profile
        .store()
        .write(move |tx| Ok::<_, StudioError>(tx.update_account(&kept)?))?;
    keep_secret(profile, account.id, &*vault.0.lock().await)?;
    row_of(profile, account.id)
}

fn keep_secret(
    profile: &OpenProfile,
    id: AccountId,
    credentials: &Credentials,
) -> Result<(), StudioError> {
    let secret = SecretBytes::new(credentials.expose_json().expose().as_bytes().to_vec());
    Ok(profile
        .secrets()
        .save(&secret_name(id), &secret, profile.now())?)
}

/// How an account is called in a message about it.
pub(crate) fn named(account: &Account) -> String {
    match account.handle.as_str() {
        "" => account.platform.to_string(),
        handle => handle.to_owned(),
    }
}

/// Refuses credentials that lead to another account than the known one.
fn same_account(account: &Account, found: &str) -> Result<(), StudioError> {
    match &account.external_id {
        Some(expected) if expected != found => Err(StudioError::Connect {
            account: account.handle.clone(),
            source: ConnectError::AnotherAccount {
                expected: expected.clone(),
                found: found.to_owned(),
            },
        }),
        _ => Ok(()),
    }
}

/// Asks the platform who these credentials belong to, before anything is kept; with the credentials as they are afterwards,
/// since a token that had run out was exchanged on the way and the old one opens nothing any more.
async fn identify(
    profile: &OpenProfile,
    draft: &AccountDraft,
    credentials: Credentials,
) -> Result<(connectors::Identity, Credentials), StudioError> {
    let account = Account {
        id: AccountId(0),
        platform: draft.platform,
        handle: draft.handle.clone(),
        region: draft.region,
        base_url: draft.base_url.clone(),
        external_id: None,
        manual: false,
        added_at: draft.added_at,
    };
    let vault = std::sync::Arc::new(Held(tokio::sync::Mutex::new(credentials)));
    let identity = ask(profile, &account, vault.clone()).await?;
    let rotated = vault.0.lock().await.clone();
    Ok((identity, rotated))
}

/// Credentials that are not kept yet.
struct Held(tokio::sync::Mutex<Credentials>);

#[async_trait::async_trait]
impl Vault for Held {
    async fn load(&self) -> Result<Credentials, connectors::VaultError> {
        Ok(self.0.lock().await.clone())
    }

    async fn save(&self, credentials: &Credentials) -> Result<(), connectors::VaultError> {
        *self.0.lock().await = credentials.clone();
        Ok(())
    }
}

async fn ask(
    profile: &OpenProfile,
    account: &Account,
    vault: std::sync::Arc<dyn Vault>,
) -> Result<connectors::Identity, StudioError> {
    let named = |source: ConnectError| StudioError::Connect {
        account: named(account),
        source,
    };
    let connector = connector_for(account, vault, HttpOptions::default()).map_err(named)?;
    let job = Job {
        account: account.clone(),
        now: profile.now(),
        full: false,
        cancel: CancellationToken::new(),
    };
    // every missing permission at once: a key is corrected on another site, one round is enough
    let missing = connector.missing(&job).await.map_err(named)?;
    if !missing.is_empty() {
        let missing = missing.join(", ");
        return Err(named(ConnectError::Permission { missing }));
    }
    connector.identify(&job).await.map_err(named)
}

/// Checks an account's credentials without reading anything else.
///
/// # Errors
/// [`StudioError::Connect`].
pub async fn test(profile: &OpenProfile, id: i64) -> Result<AccountRow, StudioError> {
    let account = profile
        .store()
        .read(|tx| Ok::<_, StudioError>(tx.account(AccountId(id))?))?;
    let identity = ask(profile, &account, AccountVault::of(profile, &account)).await?;
    same_account(&account, &identity.external_id)?;
    row_of(profile, account.id)
}

pub(crate) fn row_of(profile: &OpenProfile, id: AccountId) -> Result<AccountRow, StudioError> {
    let row = list(profile)?.into_iter().find(|row| row.id == id.0);
    row.ok_or_else(|| StudioError::NotFound {
        what: "account",
        id: id.to_string(),
    })
}

/// The host an account talks to; `None` for a manual one.
fn host(account: &Account) -> Option<String> {
    if account.manual || capabilities_of(account.platform).is_none() {
        return None;
    }
    let url = account
        .base_url
        .as_deref()
        .unwrap_or_else(|| kinds::own_address(account.platform));
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    Some(rest.split('/').next().unwrap_or(rest).to_owned())
}

/// An error of one account as the edge shows it.
pub(crate) fn connect_shape(account: &str, error: &ConnectError) -> ErrorShape {
    let mut details = BTreeMap::from([("account".to_owned(), account.to_owned())]);
    let code = connect_code(error, &mut |key: &str, value: String| {
        details.insert(key.to_owned(), value);
    });
    ErrorShape {
        code,
        message: format!("{account}: {error}"),
        details,
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
