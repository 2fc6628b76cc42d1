//! Mailboxes: which folders are read, and new mail as it comes.
//!
//! The rules it protects: the creator's choice of folders survives a new password; a folder is offered by the name people
//! read; nothing on the server changes.

mod listening;

pub use listening::Switchboard;

use crate::accounts::{self, AccountVault};
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use connectors::imap::{FolderRole, MailFolder, Mailbox};
use connectors::secret::MailLogin;
use connectors::{ConnectError, Credentials, HttpOptions, Job, Vault, VaultError};
use domain::{Account, AccountId, Platform};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// The folders of a mailbox that is connected, chosen ones marked.
///
/// # Errors
/// [`StudioError::Connect`], [`StudioError::BadRequest`] for an account that is no mailbox.
pub async fn folders(profile: &OpenProfile, id: i64) -> Result<Vec<MailFolderRow>, StudioError> {
    let account = mailbox(profile, id)?;
    let vault = AccountVault::of(profile, &account);
    listed(profile, &account, vault).await
}

/// The folders of a mailbox that is about to be connected: the form's fields are its login. Nothing is kept.
///
/// # Errors
/// As [`accounts::connect`].
pub async fn folders_of(
    profile: &OpenProfile,
    request: &ConnectRequest,
) -> Result<Vec<MailFolderRow>, StudioError> {
    if Platform::from(request.platform) != Platform::Mail {
        return Err(StudioError::bad("platform", "mail"));
    }
    let json =
        serde_json::to_string(&request.fields).map_err(|e| StudioError::Internal(e.to_string()))?;
    let credentials = Credentials::from_json(Platform::Mail, &json)
        .map_err(|e| StudioError::bad("mail", e.why))?;
    let account = Account {
        id: AccountId(0),
        platform: Platform::Mail,
        handle: request.handle.trim().to_owned(),
        region: None,
        base_url: request.base_url.clone().filter(|url| !url.is_empty()),
        external_id: None,
        manual: false,
        added_at: profile.now(),
    };
    listed(profile, &account, Arc::new(Typed(credentials))).await
}

/// Chooses the folders that are read from now on; none means INBOX. A folder that is not there is refused.
///
/// # Errors
/// As [`folders`]; nothing is changed then.
pub async fn choose(
    profile: &OpenProfile,
    id: i64,
    names: &[String],
) -> Result<Vec<MailFolderRow>, StudioError> {
    let mut rows = folders(profile, id).await?;
    for name in names {
        if !rows.iter().any(|row| row.there && row.name == *name) {
            return Err(StudioError::bad("folders", name.clone()));
        }
    }
    let account = mailbox(profile, id)?;
    let vault = AccountVault::of(profile, &account);
    let named = |source: ConnectError| refused(&account, source);
    let mut login = login(vault.as_ref()).await.map_err(named)?;
    login.choose(names);
    let chosen = login.folders();
    let credentials = Credentials::Mail(login);
    let saved = vault.save(&credentials).await;
    saved.map_err(|error| refused(&account, error.into()))?;
    for row in &mut rows {
        row.chosen = chosen.contains(&row.name);
    }
    rows.retain(|row| row.there || row.chosen);
    Ok(rows)
}

/// Keeps the folders chosen before, where new credentials name none.
pub(crate) async fn keep_choice(before: &dyn Vault, credentials: Credentials) -> Credentials {
    match credentials {
        Credentials::Mail(mut new) if new.folders.is_none() => {
            if let Ok(Credentials::Mail(old)) = before.load().await {
                new.folders = old.folders;
            }
            Credentials::Mail(new)
        }
        other => other,
    }
}

/// The account, which must be a mailbox that is connected.
fn mailbox(profile: &OpenProfile, id: i64) -> Result<Account, StudioError> {
    let account = profile
        .store()
        .read(|tx| Ok::<_, StudioError>(tx.account(AccountId(id))?))?;
    if account.platform != Platform::Mail || account.manual {
        return Err(StudioError::bad("account", id.to_string()));
    }
    Ok(account)
}

async fn listed(
    profile: &OpenProfile,
    account: &Account,
    vault: Arc<dyn Vault>,
) -> Result<Vec<MailFolderRow>, StudioError> {
    let named = |source: ConnectError| refused(account, source);
    let reader = Mailbox::new(account, vault.clone(), HttpOptions::default()).map_err(named)?;
    let job = Job {
        account: account.clone(),
        now: profile.now(),
        full: false,
        cancel: CancellationToken::new(),
    };
    let found = reader.folders(&job).await.map_err(named)?;
    let chosen = login(vault.as_ref()).await.map_err(named)?.folders();
    Ok(rows(found, &chosen))
}

/// The server's folders with the choice, and behind them what was chosen and is gone.
fn rows(found: Vec<MailFolder>, chosen: &[String]) -> Vec<MailFolderRow> {
    let mut rows: Vec<MailFolderRow> = found
        .into_iter()
        .map(|folder| MailFolderRow {
            chosen: chosen.contains(&folder.name),
            role: folder.role.map(role),
            name: folder.name,
            there: true,
        })
        .collect();
    for name in chosen {
        if !rows.iter().any(|row| row.name == *name) {
            rows.push(MailFolderRow {
                name: name.clone(),
                role: None,
                chosen: true,
                there: false,
            });
        }
    }
    rows
}

fn role(role: FolderRole) -> FolderRoleName {
    match role {
        FolderRole::Inbox => FolderRoleName::Inbox,
        FolderRole::All => FolderRoleName::All,
        FolderRole::Archive => FolderRoleName::Archive,
        FolderRole::Flagged => FolderRoleName::Flagged,
        FolderRole::Sent => FolderRoleName::Sent,
        FolderRole::Drafts => FolderRoleName::Drafts,
        FolderRole::Junk => FolderRoleName::Junk,
        FolderRole::Trash => FolderRoleName::Trash,
    }
}

fn refused(account: &Account, source: ConnectError) -> StudioError {
    StudioError::Connect {
        account: accounts::named(account),
        source,
    }
}

async fn login(vault: &dyn Vault) -> Result<MailLogin, ConnectError> {
    match vault.load().await? {
        Credentials::Mail(login) => Ok(login),
        _ => Err(VaultError::Missing.into()),
    }
}

/// A login that is not kept.
struct Typed(Credentials);

#[async_trait::async_trait]
impl Vault for Typed {
    async fn load(&self) -> Result<Credentials, VaultError> {
        Ok(self.0.clone())
    }

    async fn save(&self, _: &Credentials) -> Result<(), VaultError> {
        // tokens renewed to list folders are renewed again when the account is kept
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_folder_that_is_gone_stays_visible() {
        let folder = |name: &str, role| MailFolder {
            name: name.to_owned(),
            role,
            delimiter: None,
        };
        let found = vec![
            folder("INBOX", Some(FolderRole::Inbox)),
            folder("Brands", None),
        ];
        let rows = rows(found, &["Brands".to_owned(), "Old".to_owned()]);
        let told: Vec<(&str, bool, bool)> = rows
            .iter()
            .map(|row| (row.name.as_str(), row.chosen, row.there))
            .collect();
        let expected = [
            ("INBOX", false, true),
            ("Brands", true, true),
            ("Old", true, false),
        ];
        assert_eq!(told, expected);
    }
}
