//! Signing in to a platform: the creator's app, the consent, the account it leads to.
//!
//! The rules it protects: nothing is kept of an account before the platform said whose it is; an account is never signed in
//! as another one; one sign-in is under way at a time and can be stopped.

mod browser;
mod client;
mod page;
pub(crate) mod scopes;
mod slot;

pub use browser::{Browser, ByHand};
pub(crate) use slot::Slot;

use crate::accounts;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use connectors::oauth::{
    BrowserSignIn, Client, DeviceSignIn, Provider, SignInOptions, Way, provider_of,
};
use connectors::secret::OauthGrant;
use connectors::{ConnectError, Credentials, HttpOptions, Job};
use domain::{Account, AccountId, Instant, Platform};
use std::sync::Mutex;
use std::time::Duration;
use store::{AccountDraft, SignIn};
use tokio_util::sync::CancellationToken;

/// How long the browser is waited for: long enough for a password, a code on the phone and a page of small print.
const PATIENCE: Duration = Duration::from_secs(600);

/// Hears how a sign-in goes on.
pub trait Watch: Send + Sync {
    /// The state after a step.
    fn told(&self, view: &SignInView);
}

/// How a platform is signed in to, with what the creator entered before. `None` where it is not.
pub(crate) fn kind(
    tx: &store::ReadTx<'_>,
    platform: Platform,
) -> Result<Option<SignInKind>, StudioError> {
    let Some(provider) =
        provider_of(platform).filter(|_| connectors::capabilities_of(platform).is_some())
    else {
        return Ok(None);
    };
    let known = tx.client_registration(platform, None)?;
    let (way, register) = match provider.way {
        Way::Browser { register, .. } => (SignInWay::Browser, register),
        Way::Device { .. } => (SignInWay::Code, None),
    };
    Ok(Some(SignInKind {
        way,
        needs_secret: provider.needs_secret,
        scopes: provider.scopes.iter().map(|s| (*s).to_owned()).collect(),
        register: register.map(str::to_owned),
        testing_days: provider.testing_days.map(i64::from),
        testing: known.as_ref().is_none_or(|client| client.testing),
        client_id: known.map(|client| client.client_id),
    }))
}

/// A sign-in that has not begun.
pub(crate) fn start(platform: Platform) -> SignInView {
    SignInView {
        platform: platform.into(),
        step: SignInStep::Starting,
        address: None,
        opened: false,
        code: None,
        until: None,
        turned_away: 0,
        account: None,
        handle: None,
        scopes: scopes::asked(platform),
        ends_at: None,
        error: None,
    }
}

/// Signs in from the first address to the kept account. `watch` hears each step; the last one is given back too.
pub async fn sign_in(
    profile: &OpenProfile,
    browser: &dyn Browser,
    request: &SignInRequest,
    cancel: &CancellationToken,
    watch: &dyn Watch,
) -> SignInView {
    let told = Told {
        view: Mutex::new(start(request.platform.into())),
        watch,
    };
    match run(profile, browser, request, cancel, &told).await {
        Ok(()) => told.change(|view| view.step = SignInStep::Done),
        Err(error) => told.change(|view| {
            let canceled = matches!(
                error,
                StudioError::Canceled
                    | StudioError::Connect {
                        source: ConnectError::Canceled,
                        ..
                    }
            );
            view.step = if canceled {
                SignInStep::Canceled
            } else {
                SignInStep::Failed
            };
            view.error = (!canceled).then(|| error.shape());
        }),
    }
    told.now()
}

/// The state, told after every change.
struct Told<'a> {
    view: Mutex<SignInView>,
    watch: &'a dyn Watch,
}

impl Told<'_> {
    fn change(&self, change: impl FnOnce(&mut SignInView)) {
        let now = {
            let mut view = self
                .view
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner);
            change(&mut view);
            view.clone()
        };
        self.watch.told(&now);
    }

    fn now(&self) -> SignInView {
        let view = self.view.lock();
        view.unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }
}

async fn run(
    profile: &OpenProfile,
    browser: &dyn Browser,
    request: &SignInRequest,
    cancel: &CancellationToken,
    told: &Told<'_>,
) -> Result<(), StudioError> {
    let platform = Platform::from(request.platform);
    let provider =
        provider_of(platform).ok_or_else(|| StudioError::bad("platform", platform.to_string()))?;
    let account = subject(profile, request)?;
    let client = client::settle(profile, provider, request, account.base_url.as_deref())?;
    let job = Job {
        account: account.clone(),
        now: profile.now(),
        full: false,
        cancel: cancel.clone(),
    };
    let grant = consent(profile, browser, provider, client, &job, told)
        .await
        .map_err(|error| match error {
            Consent::Studio(error) => error,
            Consent::Connect(source) => StudioError::Connect {
                account: name(&account),
                source,
            },
        })?;
    told.change(|view| {
        view.step = SignInStep::Checking;
        view.scopes = scopes::rows(
            provider.scopes.iter().copied(),
            scopes::granted(&grant.scope).as_deref(),
        );
        view.ends_at = grant.ends_at.map(|end| end.to_string());
    });
    let row = keep(profile, provider, &account, request, grant).await?;
    told.change(|view| {
        view.account = Some(row.id);
        view.handle = Some(row.handle);
    });
    Ok(())
}

/// The account that is signed in: a known one again, or one that is not there yet.
fn subject(profile: &OpenProfile, request: &SignInRequest) -> Result<Account, StudioError> {
    let platform = Platform::from(request.platform);
    if let Some(id) = request.account {
        let known = profile
            .store()
            .read(|tx| Ok::<_, StudioError>(tx.account(AccountId(id))?))?;
        if known.platform != platform {
            return Err(StudioError::bad("platform", platform.to_string()));
        }
        return Ok(Account {
            manual: false,
            ..known
        });
    }
    let region = match request.region.as_deref().filter(|r| !r.is_empty()) {
        Some(text) => Some(text.parse().map_err(|_| StudioError::bad("region", text))?),
        None => None,
    };
    Ok(Account {
        id: AccountId(0),
        platform,
        handle: request.handle.trim().to_owned(),
        region,
        base_url: request.base_url.clone().filter(|url| !url.is_empty()),
        external_id: None,
        manual: false,
        added_at: profile.now(),
    })
}

fn name(account: &Account) -> String {
    if account.handle.is_empty() {
        account.platform.to_string()
    } else {
        account.handle.clone()
    }
}

/// Why there is no consent.
enum Consent {
    Studio(StudioError),
    Connect(ConnectError),
}

impl From<StudioError> for Consent {
    fn from(error: StudioError) -> Self {
        Self::Studio(error)
    }
}

impl From<ConnectError> for Consent {
    fn from(error: ConnectError) -> Self {
        Self::Connect(error)
    }
}

/// Asks the creator, in the browser or by a code.
async fn consent(
    profile: &OpenProfile,
    browser: &dyn Browser,
    provider: &'static Provider,
    client: Client,
    job: &Job,
    told: &Told<'_>,
) -> Result<OauthGrant, Consent> {
    let options = SignInOptions {
        provider,
        client,
        http: HttpOptions::default(),
    };
    let until = |wait: Duration| {
        let millis = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
        Instant::from_millis(profile.now().millis().saturating_add(millis)).map(|at| at.to_string())
    };
    match provider.way {
        Way::Browser { .. } => {
            let asking = BrowserSignIn::begin(options, &crate::chance::bytes()?, job).await?;
            let address = asking.address().to_string();
            let opened = browser::open(browser, &address)?;
            told.change(|view| {
                view.step = SignInStep::Waiting;
                view.address = Some(address);
                view.opened = opened;
                view.until = until(PATIENCE);
            });
            let words = page::Words {
                french: profile.is_french(),
            };
            let mut foreign = || told.change(|view| view.turned_away += 1);
            Ok(asking.finish(PATIENCE, &words, &mut foreign, job).await?)
        }
        Way::Device { .. } => {
            let asking = DeviceSignIn::begin(options, job).await?;
            let opened = browser::open(browser, asking.page().as_str())?;
            told.change(|view| {
                view.step = SignInStep::Waiting;
                view.address = Some(asking.address().to_owned());
                view.opened = opened;
                view.code = Some(asking.code().to_owned());
                view.until = until(asking.life());
            });
            Ok(asking.finish(job).await?)
        }
    }
}

/// Asks the platform whose grant it is, and keeps account, credentials and what was granted.
async fn keep(
    profile: &OpenProfile,
    provider: &Provider,
    account: &Account,
    request: &SignInRequest,
    grant: OauthGrant,
) -> Result<AccountRow, StudioError> {
    let note = SignIn {
        account: AccountId(0),
        client_id: grant.client_id.clone(),
        asked: provider.scopes.iter().map(|s| (*s).to_owned()).collect(),
        granted: scopes::granted(&grant.scope),
        signed_at: profile.now(),
        ends_at: grant.ends_at,
    };
    let credentials = Credentials::of_grant(provider.platform, grant)
        .ok_or(StudioError::NotYet("this platform's sign-in"))?;
    let row = match request.account {
        Some(_) => accounts::sign_in_again(profile, account, credentials).await?,
        None => {
            let draft = AccountDraft {
                platform: account.platform,
                handle: account.handle.clone(),
                region: account.region,
                base_url: account.base_url.clone(),
                external_id: None,
                manual: false,
                added_at: account.added_at,
            };
            accounts::add(profile, draft, Some(credentials)).await?
        }
    };
    let note = SignIn {
        account: AccountId(row.id),
        ..note
    };
    profile
        .store()
        .write(move |tx| Ok::<_, StudioError>(tx.put_sign_in(&note)?))?;
    accounts::row_of(profile, AccountId(row.id))
}
