//! One creator's open profile: the store, its secrets, its settings and the clock it is looked at with.

use crate::StudioError;
use crate::clock::Clock;
use crate::settings::ProfileSettings;
use domain::{CivilDay, Instant, Zone};
use std::path::Path;
use store::{Access, KeychainMode, OpenOptions, Profile, SecretVault, Store};

/// An open profile. Cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct OpenProfile {
    profile: std::sync::Arc<Profile>,
    clock: Clock,
    french: bool,
}

/// How a profile is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// It must be there already.
    Existing,
    /// It is made when it is not there.
    Create {
        /// Whether everything in it will be invented.
        sandbox: bool,
    },
}

impl OpenProfile {
    /// Opens the profile in `folder`. Runs that were cut off are marked as interrupted.
    ///
    /// # Errors
    /// [`StudioError::NoProfile`] when it must be there and is not, [`StudioError::NotAProfile`] for a folder that holds
    /// something else, and whatever the store says.
    pub fn open(
        folder: &Path,
        opening: Opening,
        clock: Clock,
        french: bool,
    ) -> Result<Self, StudioError> {
        Self::open_with(folder, opening, clock, french, KeychainMode::from_env())
    }

    /// As [`OpenProfile::open`], saying whether a new profile may use the system's keychain.
    ///
    /// # Errors
    /// As [`OpenProfile::open`].
    pub fn open_with(
        folder: &Path,
        opening: Opening,
        clock: Clock,
        french: bool,
        keychain: KeychainMode,
    ) -> Result<Self, StudioError> {
        let given = crate::passphrase::from_environment()?;
        Self::unlock(folder, opening, clock, french, keychain, given.as_ref())
    }

    /// As [`OpenProfile::open_with`], with the creator's passphrase instead of one from the environment.
    ///
    /// # Errors
    /// As [`OpenProfile::open`], and the store's for a passphrase that is missing or wrong.
    pub fn unlock(
        folder: &Path,
        opening: Opening,
        clock: Clock,
        french: bool,
        keychain: KeychainMode,
        passphrase: Option<&store::Passphrase>,
    ) -> Result<Self, StudioError> {
        let (create, sandbox) = match opening {
            Opening::Existing => (false, false),
            Opening::Create { sandbox } => (true, sandbox),
        };
        if !Profile::exists(folder) {
            if !create {
                return Err(StudioError::NoProfile(folder.to_owned()));
            }
            if holds_something_else(folder)? {
                return Err(StudioError::NotAProfile(folder.to_owned()));
            }
        }
        let now = clock.now();
        let options = OpenOptions {
            access: Access::Write,
            create,
            keychain,
            sandbox,
            now,
        };
        let profile = Profile::unlock(folder, &options, passphrase)?;
        profile
            .store()
            .write(move |tx| tx.mark_interrupted_runs(now))?;
        Ok(Self {
            profile: std::sync::Arc::new(profile),
            clock,
            french,
        })
    }

    /// The same profile, looked at with a clock that always shows `now`: what is written through it is known from then on.
    #[must_use]
    pub fn seen_at(&self, now: Instant) -> Self {
        Self {
            profile: self.profile.clone(),
            clock: Clock::fixed(now),
            french: self.french,
        }
    }

    /// The store.
    pub fn store(&self) -> &Store {
        self.profile.store()
    }

    /// Where secrets are kept.
    pub fn secrets(&self) -> &std::sync::Arc<dyn SecretVault> {
        self.profile.secrets()
    }

    /// The profile's folder and facts.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Whether everything in it is invented.
    pub fn is_sandbox(&self) -> bool {
        self.profile.info().sandbox
    }

    /// The instant that counts as now.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// The clock itself.
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// Whether words made here (axis labels) are French.
    pub fn is_french(&self) -> bool {
        self.french
    }

    /// The creator's choices for this profile.
    ///
    /// # Errors
    /// [`StudioError::Store`].
    pub fn settings(&self) -> Result<ProfileSettings, StudioError> {
        ProfileSettings::read(self)
    }

    /// The zone instants are shown in.
    ///
    /// # Errors
    /// [`StudioError::BadRequest`] for a stored zone that is none.
    pub fn zone(&self) -> Result<Zone, StudioError> {
        let name = self.settings()?.zone;
        name.parse().map_err(|_| StudioError::bad("zone", name))
    }

    /// The day it is in the creator's zone.
    ///
    /// # Errors
    /// As [`OpenProfile::zone`].
    pub fn today(&self) -> Result<CivilDay, StudioError> {
        Ok(self.now().day_in(self.zone()?))
    }
}

/// Whether a folder exists and holds files that no profile has.
fn holds_something_else(folder: &Path) -> Result<bool, StudioError> {
    let list = match std::fs::read_dir(folder) {
        Ok(list) => list,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(StudioError::file(folder, error)),
    };
    const OURS: [&str; 7] = [
        "profile.json",
        "profile.json.new",
        "key",
        "lock",
        "locks",
        "backups",
        "studio.db",
    ];
    for item in list {
        let name = item.map_err(|e| StudioError::file(folder, e))?.file_name();
        if !OURS.iter().any(|ours| name == *ours) {
            return Ok(true);
        }
    }
    Ok(false)
}
