//! How mailboxes send: the server, the name and the proof, by the creator's word.
//!
//! The rules it protects: a server is tried before it is kept; a password goes into the vault and is never read back out to
//! a screen.

use super::carrier::Carrier;
use crate::shapes::{SenderRequest, SenderRow, SentProofName};
use crate::{OpenProfile, StudioError};
use connectors::ConnectError;
use connectors::smtp::{SendError, check_server, is_address};
use domain::{Account, AccountId, Platform};
use store::{MailSender, SecretBytes};

/// The name of a password for sending in the vault.
pub(crate) fn secret_name(account: AccountId) -> String {
    format!("account-{account}-smtp")
}

/// Every connected mailbox with how it sends; `server` is absent for one that does not.
///
/// # Errors
/// [`StudioError`].
pub fn senders(profile: &OpenProfile) -> Result<Vec<SenderRow>, StudioError> {
    let name = profile.settings()?.name;
    profile.store().read(|tx| {
        let known = tx.mail_senders()?;
        let row = |account: Account| {
            let said = known.iter().find(|s| s.account == account.id);
            let own = account.external_id.as_deref().filter(|id| is_address(id));
            SenderRow {
                account: account.id.0,
                server: said.map(|s| s.server.clone()),
                user: said.and_then(|s| s.user.clone()),
                name: said.map_or_else(|| name.clone(), |s| s.name.clone()),
                address: said
                    .map_or_else(|| own.unwrap_or_default().to_owned(), |s| s.address.clone()),
                proof: said.map_or(SentProofName::Bcc, |s| s.proof.into()),
                own_password: said.is_some_and(|s| s.own_password),
                handle: account.handle,
            }
        };
        let mailboxes = tx.accounts()?.into_iter();
        let connected = mailboxes.filter(|a| a.platform == Platform::Mail && !a.manual);
        Ok(connected.map(row).collect())
    })
}

/// The sender to use: the one chosen, else the mailbox the offer came to, else the only one.
pub(super) fn chosen(
    senders: &[MailSender],
    wanted: Option<AccountId>,
    offer: AccountId,
) -> Option<&MailSender> {
    let of = |account| senders.iter().find(|s| s.account == account);
    let only = match senders {
        [one] => Some(one),
        _ => None,
    };
    wanted.and_then(of).or_else(|| of(offer)).or(only)
}

/// Says how a mailbox sends. The server is signed in to first; nothing is kept when it refuses.
///
/// # Errors
/// [`StudioError::BadRequest`] for an address or server that is none, [`StudioError::Connect`] when the server cannot be
/// reached or refuses.
pub async fn set_sender(
    profile: &OpenProfile,
    request: SenderRequest,
) -> Result<Vec<SenderRow>, StudioError> {
    let account = profile
        .store()
        .read(|tx| tx.account(AccountId(request.account)))?;
    if account.platform != Platform::Mail || account.manual {
        return Err(StudioError::bad("account", request.account.to_string()));
    }
    if !is_address(&request.address) {
        return Err(StudioError::bad("address", request.address));
    }
    if check_server(&request.server).is_err() {
        return Err(StudioError::bad("server", request.server));
    }
    let given = |text: Option<String>| text.filter(|t| !t.trim().is_empty());
    let password = given(request.password);
    let before = profile.store().read(|tx| tx.mail_senders())?;
    let had_own = before
        .iter()
        .any(|s| s.account == account.id && s.own_password);
    let sender = MailSender {
        account: account.id,
        server: request.server.trim().to_owned(),
        user: given(request.user).map(|u| u.trim().to_owned()),
        name: request.name.trim().to_owned(),
        address: request.address.trim().to_owned(),
        proof: request.proof.into(),
        own_password: password.is_some() || had_own,
        edited: profile.now(),
    };
    let handle = account.handle.clone();
    let carrier = Carrier::of(profile, account, sender.clone()).with_password(password.as_deref());
    carrier
        .sign_in()
        .await
        .map_err(|error| StudioError::Connect {
            account: handle,
            source: refused(error),
        })?;
    if let Some(password) = password {
        let secret = SecretBytes::new(password.into_bytes());
        profile
            .secrets()
            .save(&secret_name(sender.account), &secret, profile.now())?;
    }
    profile
        .store()
        .write(move |tx| tx.set_mail_sender(&sender))?;
    senders(profile)
}

fn refused(error: SendError) -> ConnectError {
    match error {
        SendError::Line(error) => error,
        other => ConnectError::Refused {
            status: 0,
            code: other.to_string(),
        },
    }
}

/// Lets a mailbox send no more; its password for sending is forgotten.
///
/// # Errors
/// [`StudioError`].
pub fn remove_sender(profile: &OpenProfile, account: i64) -> Result<Vec<SenderRow>, StudioError> {
    profile
        .store()
        .write(move |tx| tx.remove_mail_sender(AccountId(account)))?;
    profile.secrets().remove(&secret_name(AccountId(account)))?;
    senders(profile)
}
