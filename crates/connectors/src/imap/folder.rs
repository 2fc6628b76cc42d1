//! Folders of a mailbox: what there is, and opening one.
//!
//! The rules it protects: folders are examined, never selected, so nothing is marked as read; a folder is known by the name
//! people read, and asked for by the one the server takes.

use super::names;
use super::session::Session;
use crate::error::ConnectError;
use async_imap::imap_proto::NameAttribute;
use futures::TryStreamExt;

/// What a folder is for, when the server says so (RFC 6154).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FolderRole {
    /// Where mail arrives.
    Inbox,
    /// Everything that is kept.
    All,
    /// Put aside by hand.
    Archive,
    /// Marked as important.
    Flagged,
    /// Copies of what was sent.
    Sent,
    /// Not sent yet.
    Drafts,
    /// Taken for unwanted.
    Junk,
    /// To be removed.
    Trash,
}

impl FolderRole {
    /// Stable slug.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::All => "all",
            Self::Archive => "archive",
            Self::Flagged => "flagged",
            Self::Sent => "sent",
            Self::Drafts => "drafts",
            Self::Junk => "junk",
            Self::Trash => "trash",
        }
    }
}

/// A folder of a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailFolder {
    /// Its whole name, as people read it.
    pub name: String,
    /// What it is for, when stated.
    pub role: Option<FolderRole>,
    /// What stands between the names of a folder and the one it lies in.
    pub delimiter: Option<String>,
}

/// A folder as it is now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Folder {
    /// Its UIDVALIDITY.
    pub validity: u32,
    /// Messages in it.
    pub exists: u32,
    /// The number the next arrival gets, when stated.
    pub next: Option<u32>,
    /// Its HIGHESTMODSEQ (RFC 7162), where the server keeps one.
    pub marks: Option<u64>,
}

impl Session {
    /// Opens a folder for reading only.
    ///
    /// # Errors
    /// [`ConnectError::Refused`] for one that is not there.
    pub async fn examine(&mut self, folder: &str) -> Result<Folder, ConnectError> {
        let name = names::encoded(folder);
        let state = self.step(async |imap| imap.examine(name).await).await?;
        let validity = state.uid_validity.ok_or_else(|| ConnectError::Refused {
            status: 0,
            code: "no UIDVALIDITY".to_owned(),
        })?;
        Ok(Folder {
            validity,
            exists: state.exists,
            next: state.uid_next,
            marks: state.highest_modseq.filter(|marks| *marks > 0),
        })
    }

    /// Every folder that holds messages: INBOX, those with a role, then the others by name.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn folders(&mut self) -> Result<Vec<MailFolder>, ConnectError> {
        let mut found = Vec::new();
        if self.offered.special_use {
            found = self.list("\"*\" RETURN (SPECIAL-USE)").await?;
        }
        if found.is_empty() {
            found = self.list("\"*\"").await?;
        }
        found.sort_by(|a, b| {
            let key = |f: &MailFolder| (f.role.is_none(), f.role);
            key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
        });
        Ok(found)
    }

    async fn list(&mut self, pattern: &str) -> Result<Vec<MailFolder>, ConnectError> {
        self.step(async |imap| {
            let found = imap.list(Some(""), Some(pattern)).await?;
            found
                .try_filter_map(|name| async move { Ok(folder(&name)) })
                .try_collect()
                .await
        })
        .await
    }
}

/// A line of the list; `None` for a name that holds no messages itself.
fn folder(listed: &async_imap::types::Name) -> Option<MailFolder> {
    let inbox = listed.name().eq_ignore_ascii_case("INBOX");
    let mut role = inbox.then_some(FolderRole::Inbox);
    for attribute in listed.attributes() {
        let stated = match attribute {
            NameAttribute::NoSelect => return None,
            NameAttribute::Extension(word) if word.eq_ignore_ascii_case("\\NonExistent") => {
                return None;
            }
            NameAttribute::All => FolderRole::All,
            NameAttribute::Archive => FolderRole::Archive,
            NameAttribute::Drafts => FolderRole::Drafts,
            NameAttribute::Flagged => FolderRole::Flagged,
            NameAttribute::Junk => FolderRole::Junk,
            NameAttribute::Sent => FolderRole::Sent,
            NameAttribute::Trash => FolderRole::Trash,
            _ => continue,
        };
        role = role.or(Some(stated));
    }
    Some(MailFolder {
        // RFC 9051, 5.1: this one name is the same in any case
        name: if inbox {
            "INBOX".to_owned()
        } else {
            names::decoded(listed.name())
        },
        role,
        delimiter: listed.delimiter().map(str::to_owned),
    })
}
