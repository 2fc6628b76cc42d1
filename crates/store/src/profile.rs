//! One creator's folder: `studio.db`, `profile.json`, `backups/`, `lock`, and without a keychain `key`.
//!
//! The rules it protects: a new key is made only where no cache exists; the vault that holds the key is written down before
//! the key is made, so a locked keychain is never taken for an empty one.

use crate::key::KeychainVault;
use crate::lock::ProfileLock;
use crate::migrate::{self, Standing};
use crate::secret::{KeychainSecrets, SecretVault, TableSecrets};
use crate::{
    FileVault, Key, KeyError, KeyVault, Passphrase, Store, StoreError, WrappedKey, connection,
};
use domain::Instant;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the profile is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Reading and writing.
    Write,
    /// Reading only.
    Read,
}

/// Whether a new profile may use the system's keychain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeychainMode {
    /// Use it if a trial entry can be kept, read and removed.
    Auto,
    /// Do not touch it; the key lies in a file.
    Off,
}

impl KeychainMode {
    /// `Off` when the environment variable `CREATOR_STUDIO_KEYCHAIN` is `off`.
    pub fn from_env() -> Self {
        match std::env::var_os("CREATOR_STUDIO_KEYCHAIN") {
            Some(value) if value.eq_ignore_ascii_case("off") => Self::Off,
            _ => Self::Auto,
        }
    }
}

/// How to open a profile.
#[derive(Debug, Clone, Copy)]
pub struct OpenOptions {
    /// What for.
    pub access: Access,
    /// Make the profile when the folder holds none.
    pub create: bool,
    /// Whether a new profile may use the keychain.
    pub keychain: KeychainMode,
    /// Whether a new profile is a sandbox with invented data.
    pub sandbox: bool,
    /// The present.
    pub now: Instant,
}

/// Which vault holds the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VaultKind {
    /// The system's keychain.
    Keychain,
    /// The file `key` in the folder.
    File,
}

/// `profile.json`: what must be known before the cache can be read. It holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileInfo {
    /// Format of this file.
    pub format: u32,
    /// Random name of the profile in the keychain.
    pub id: String,
    /// Which vault holds the key.
    pub vault: VaultKind,
    /// Invented data.
    pub sandbox: bool,
    /// When the profile was made.
    pub created_at: Instant,
    /// The key under the creator's passphrase; the vault holds none then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrapped: Option<WrappedKey>,
}

/// The newest format of `profile.json` this version reads.
const INFO_FORMAT: u32 = 2;
/// The format without a passphrase, which older versions read as well.
const PLAIN_FORMAT: u32 = 1;

/// An open profile. Dropping it closes the cache and frees the lock.
#[derive(Debug)]
pub struct Profile {
    folder: PathBuf,
    info: ProfileInfo,
    key: Key,
    store: Store,
    secrets: Arc<dyn SecretVault>,
    _lock: Option<ProfileLock>,
}

/// The cache file of a profile folder.
pub(crate) fn database(folder: &Path) -> PathBuf {
    folder.join("studio.db")
}

/// Where copies of the cache are laid.
pub(crate) fn backups(folder: &Path) -> PathBuf {
    folder.join("backups")
}

/// A cache with nothing in it was cut off before its first page was written.
fn has_cache(folder: &Path) -> bool {
    fs::metadata(database(folder)).is_ok_and(|m| m.len() > 0)
}

impl Profile {
    /// Whether the folder holds a profile.
    pub fn exists(folder: &Path) -> bool {
        has_cache(folder)
    }

    /// Opens the profile in `folder`, makes it when it is absent and `options.create` says so, and upgrades an older one.
    ///
    /// # Errors
    /// [`StoreError`], telling apart no profile, a missing or wrong key, a newer format, damage, a full disk, a read-only
    /// folder and a busy profile.
    pub fn open(folder: &Path, options: &OpenOptions) -> Result<Self, StoreError> {
        Self::unlock(folder, options, None)
    }

    /// As [`Profile::open`], with the creator's passphrase. A profile without one does not ask for it.
    ///
    /// # Errors
    /// As [`Profile::open`], and [`KeyError::PassphraseNeeded`] or [`KeyError::PassphraseWrong`].
    pub fn unlock(
        folder: &Path,
        options: &OpenOptions,
        passphrase: Option<&Passphrase>,
    ) -> Result<Self, StoreError> {
        if !has_cache(folder) {
            if !(options.create && options.access == Access::Write) {
                return Err(StoreError::NoProfile(folder.to_owned()));
            }
            fs::create_dir_all(folder).map_err(|e| StoreError::io(folder, e))?;
        }
        let lock = match options.access {
            Access::Write => Some(ProfileLock::shared(folder)?),
            // A reader of a folder that cannot be written has no lock file to hold, and nobody upgrades there either.
            Access::Read => ProfileLock::shared(folder).ok(),
        };
        let info = read_or_make_info(folder, options)?;
        let key = find_or_make_key(folder, &info, passphrase)?;
        let path = database(folder);
        let (writer, lock) = match options.access {
            Access::Read => {
                let conn = connection::reader(&path, &key)?;
                if let Standing::Older(found) = migrate::standing(&conn, migrate::MIGRATIONS)? {
                    return Err(StoreError::OlderFormat {
                        found,
                        supported: migrate::newest(migrate::MIGRATIONS),
                    });
                }
                (None, lock)
            }
            Access::Write => {
                let mut conn = connection::writer(&path, &key)?;
                let mut lock = lock;
                if migrate::standing(&conn, migrate::MIGRATIONS)? != Standing::Current {
                    let alone = lock.map(|l| l.raise(folder)).transpose()?;
                    migrate::upgrade(&mut conn, &key, &backups(folder), migrate::MIGRATIONS)?;
                    lock = alone.map(|l| l.lower(folder)).transpose()?;
                }
                (Some(conn), lock)
            }
        };
        let store = Store::start(&path, key.clone(), writer)?;
        let secrets: Arc<dyn SecretVault> = match info.vault {
            VaultKind::Keychain => Arc::new(KeychainSecrets::new(&info.id)),
            VaultKind::File => Arc::new(TableSecrets::new(store.clone())),
        };
        Ok(Self {
            folder: folder.to_owned(),
            info,
            key,
            store,
            secrets,
            _lock: lock,
        })
    }

    /// The cache.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The sign-in secrets of this profile's accounts.
    pub fn secrets(&self) -> &Arc<dyn SecretVault> {
        &self.secrets
    }

    /// What `profile.json` says.
    pub fn info(&self) -> &ProfileInfo {
        &self.info
    }

    /// Whether a passphrase is needed to open it, as `profile.json` says now.
    ///
    /// # Errors
    /// [`StoreError`] when the note cannot be read.
    pub fn has_passphrase(&self) -> Result<bool, StoreError> {
        Ok(read_info(&self.folder)?.is_some_and(|info| info.wrapped.is_some()))
    }

    /// Sets, changes or (with `None`) removes the passphrase. `current` is the one it has. At every moment the key can be
    /// found: it leaves its old place only once it is in the new one.
    ///
    /// # Errors
    /// [`KeyError::PassphraseNeeded`], [`KeyError::PassphraseWrong`] and [`KeyError::PassphraseShort`]; nothing is changed
    /// then.
    pub fn set_passphrase(
        &self,
        current: Option<&Passphrase>,
        new: Option<&Passphrase>,
    ) -> Result<(), StoreError> {
        let info =
            read_info(&self.folder)?.ok_or_else(|| StoreError::NoProfile(self.folder.clone()))?;
        if let Some(wrapped) = &info.wrapped {
            wrapped.open(current.ok_or(KeyError::PassphraseNeeded)?)?;
        }
        let vault = vault(&self.folder, &info);
        let wrapped = match new {
            Some(new) => Some(WrappedKey::seal(new, &self.key)?),
            None => {
                vault.save(&info.id, &self.key)?;
                None
            }
        };
        let next = ProfileInfo {
            format: match wrapped {
                Some(_) => INFO_FORMAT,
                None => PLAIN_FORMAT,
            },
            wrapped,
            ..info
        };
        write_info(&self.folder, &next)?;
        if next.wrapped.is_some() {
            vault.remove(&next.id)?;
        }
        Ok(())
    }

    /// The profile's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder copies are laid in unless told otherwise.
    pub fn backups(&self) -> PathBuf {
        backups(&self.folder)
    }
}

fn read_or_make_info(folder: &Path, options: &OpenOptions) -> Result<ProfileInfo, StoreError> {
    if let Some(info) = read_info(folder)? {
        return Ok(info);
    }
    if has_cache(folder) {
        // Without its note the key may be in either vault; the file is the only one that can be seen.
        return Err(StoreError::KeyMissing {
            looked_in: folder.join("profile.json").display().to_string(),
        });
    }
    let mut id = [0; 16];
    getrandom::fill(&mut id).map_err(|_| KeyError::Random)?;
    let id = hex::encode(id);
    let keychain = options.keychain == KeychainMode::Auto && KeychainVault::works(&id);
    let info = ProfileInfo {
        format: PLAIN_FORMAT,
        id,
        vault: if keychain {
            VaultKind::Keychain
        } else {
            VaultKind::File
        },
        sandbox: options.sandbox,
        created_at: options.now,
        wrapped: None,
    };
    write_info(folder, &info)?;
    Ok(info)
}

/// What `profile.json` of a folder says, if there is one.
pub(crate) fn read_info(folder: &Path) -> Result<Option<ProfileInfo>, StoreError> {
    let path = folder.join("profile.json");
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(StoreError::io(path, e)),
    };
    let info: ProfileInfo = serde_json::from_str(&text).map_err(|_| StoreError::Unreadable {
        what: "profile.json",
        value: path.display().to_string(),
    })?;
    if info.format > INFO_FORMAT {
        return Err(StoreError::NewerFormat {
            found: info.format,
            supported: INFO_FORMAT,
        });
    }
    Ok(Some(info))
}

fn write_info(folder: &Path, info: &ProfileInfo) -> Result<(), StoreError> {
    let path = folder.join("profile.json");
    let text = crate::codec::to_json("profile.json", info)?;
    let next = path.with_extension("json.new");
    let write = || -> std::io::Result<()> {
        use std::io::Write;
        let mut file = fs::File::create(&next)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&next, &path)
    };
    write().map_err(|e| StoreError::io(&path, e))
}

fn vault(folder: &Path, info: &ProfileInfo) -> Box<dyn KeyVault> {
    match info.vault {
        VaultKind::Keychain => Box::new(KeychainVault),
        VaultKind::File => Box::new(FileVault::new(folder)),
    }
}

/// The key under the passphrase, or in the vault that `info` names; a new one only where there is no cache yet.
pub(crate) fn find_or_make_key(
    folder: &Path,
    info: &ProfileInfo,
    passphrase: Option<&Passphrase>,
) -> Result<Key, StoreError> {
    let vault = vault(folder, info);
    if let Some(wrapped) = &info.wrapped {
        let key = wrapped.open(passphrase.ok_or(KeyError::PassphraseNeeded)?)?;
        // Left over when setting the passphrase was cut off. A place that refuses now is asked again the next time.
        if let Err(error) = vault.remove(&info.id) {
            tracing::warn!(%error, "the key under the passphrase also lies in its old place");
        }
        return Ok(key);
    }
    if let Some(key) = vault.load(&info.id)? {
        return Ok(key);
    }
    if has_cache(folder) {
        return Err(StoreError::KeyMissing {
            looked_in: vault.place(),
        });
    }
    let key = Key::random()?;
    vault.save(&info.id, &key)?;
    Ok(key)
}
