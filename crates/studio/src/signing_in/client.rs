//! The creator's own app at a platform: entered once, kept, used for every account there.
//!
//! The rule it protects: its id is in the cache, its secret in the vault, and neither is asked for twice.

use crate::shapes::SignInRequest;
use crate::{OpenProfile, StudioError};
use connectors::Secret;
use connectors::oauth::{Client, Provider};
use domain::Platform;
use store::{ClientRegistration, SecretBytes};

/// The name an app's secret has in the vault.
fn secret_name(platform: Platform, base_url: Option<&str>) -> String {
    match base_url {
        Some(url) => format!("client-{platform}-{url}"),
        None => format!("client-{platform}"),
    }
}

/// What the creator entered, completed with what is kept; kept in turn.
///
/// # Errors
/// [`StudioError::BadRequest`] for an id or a secret that nobody ever entered.
pub(super) fn settle(
    profile: &OpenProfile,
    provider: &Provider,
    request: &SignInRequest,
    base_url: Option<&str>,
) -> Result<Client, StudioError> {
    let platform = provider.platform;
    let entered = |text: &Option<String>| {
        let text = text.as_deref().map(str::trim).filter(|t| !t.is_empty());
        text.map(str::to_owned)
    };
    let known = profile
        .store()
        .read(|tx| Ok::<_, StudioError>(tx.client_registration(platform, base_url)?))?;
    let id = entered(&request.client_id);
    let same = match (&id, &known) {
        (Some(id), Some(known)) => *id == known.client_id,
        (None, Some(_)) => true,
        (_, None) => false,
    };
    let Some(id) = id.or(known.map(|known| known.client_id)) else {
        return Err(StudioError::bad(provider.client_id_field, ""));
    };
    let name = secret_name(platform, base_url);
    let secret = match entered(&request.client_secret) {
        Some(text) => {
            let bytes = SecretBytes::new(text.as_bytes().to_vec());
            profile.secrets().save(&name, &bytes, profile.now())?;
            Some(Secret::new(text))
        }
        // a secret kept for another app would be sent with this one's id
        None if same => {
            let kept = profile.secrets().load(&name)?;
            let text = kept.and_then(|bytes| String::from_utf8(bytes.expose().to_vec()).ok());
            text.map(Secret::new)
        }
        None => None,
    };
    if provider.needs_secret && secret.is_none() {
        return Err(StudioError::bad("client_secret", ""));
    }
    let kept = ClientRegistration {
        platform,
        base_url: base_url.map(str::to_owned),
        client_id: id.clone(),
        testing: request.testing,
    };
    let now = profile.now();
    profile
        .store()
        .write(move |tx| Ok::<_, StudioError>(tx.put_client_registration(&kept, now)?))?;
    Ok(Client {
        id,
        secret,
        testing: request.testing,
    })
}
