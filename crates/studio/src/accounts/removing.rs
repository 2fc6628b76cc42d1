//! Taking a connection away, here and at the platform.
//!
//! The rules it protects: what the creator disconnects is gone here whatever the platform says; and they are told when the
//! platform may still hold the grant.

use super::{AccountVault, connect_shape, secret_name, view};
use crate::shapes::{AccountRemoval, GrantEnd};
use crate::{OpenProfile, StudioError};
use connectors::oauth::give_back;
use connectors::{HttpOptions, Job, Vault};
use domain::AccountId;
use tokio_util::sync::CancellationToken;

/// Removes a connection, forgets its secret, and gives its grant back to the platform. With `keep_data` the account stays as
/// a manual one with all it brought.
///
/// # Errors
/// [`StudioError`] when it could not be removed here. A platform that refuses is in the answer.
pub async fn remove(
    profile: &OpenProfile,
    id: i64,
    keep_data: bool,
) -> Result<AccountRemoval, StudioError> {
    let id = AccountId(id);
    let account = profile
        .store()
        .read(|tx| Ok::<_, StudioError>(tx.account(id)?))?;
    // An account without credentials has nothing to give back; one whose vault is locked can still be removed.
    let credentials = AccountVault::of(profile, &account).load().await.ok();
    profile.store().write(move |tx| {
        let mut account = tx.account(id)?;
        if keep_data {
            account.manual = true;
            account.base_url = None;
            tx.update_account(&account)?;
            tx.remove_sign_in(id)?;
            tx.remove_mail_sender(id)?;
        } else {
            tx.remove_account(id)?;
        }
        Ok::<(), StudioError>(())
    })?;
    profile.secrets().remove(&secret_name(id))?;
    profile.secrets().remove(&crate::outbox::secret_name(id))?;
    let mut answer = AccountRemoval {
        view: view(profile)?,
        grant: GrantEnd::Nothing,
        error: None,
    };
    // The sample creator's platforms run only while they are synced.
    let Some(credentials) = credentials.filter(|_| !profile.is_sandbox()) else {
        return Ok(answer);
    };
    let job = Job {
        account,
        now: profile.now(),
        full: false,
        cancel: CancellationToken::new(),
    };
    match give_back(&credentials, HttpOptions::default(), &job).await {
        Ok(true) => answer.grant = GrantEnd::GivenBack,
        Ok(false) => {}
        Err(error) => {
            answer.grant = GrantEnd::MayStand;
            answer.error = Some(connect_shape(&job.account.handle, &error));
        }
    }
    Ok(answer)
}
