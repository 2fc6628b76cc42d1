//! The frame: opening, leaving and describing profiles; language and looks.

use super::{Desk, Wanted};
use crate::passphrase::Passphrase;
use crate::profile::Opening;
use crate::shapes::*;
use crate::{OpenProfile, StudioError, demo, settings, today};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::KeychainMode;

impl Desk {
    /// The frame: open profile, language, theme, badges.
    pub async fn app_state(&self) -> Result<AppState, StudioError> {
        let wanted = self.state().to_open.take();
        match wanted {
            // Making it takes a while and is watched on the first screen; one that is made already opens at once.
            Some(Wanted::Sample) if crate::home::is_profile(&self.home.sandbox_profile()) => {
                return self.open_sandbox().await;
            }
            Some(Wanted::Sample) => {
                let mut frame = self.frame().await?;
                frame.sample = true;
                return Ok(frame);
            }
            Some(Wanted::Folder(folder)) => {
                if let Err(error) = self.open(&folder, Opening::Existing).await {
                    if crate::passphrase::is_needed(&error) {
                        self.state().to_open = Some(Wanted::Folder(folder));
                    }
                    return Err(error);
                }
            }
            None => {}
        }
        self.frame().await
    }

    async fn frame(&self) -> Result<AppState, StudioError> {
        let choices = self.state().choices.clone();
        let open = self.state().profile.is_some();
        let (profile, zone, today) = if open {
            self.ask(|profile| {
                let info = info(profile)?;
                Ok((
                    Some(info),
                    profile.settings()?.zone,
                    profile.today()?.to_string(),
                ))
            })
            .await?
        } else {
            let today = self.clock.now().day_in(domain::Zone::UTC).to_string();
            (None, settings::ProfileSettings::default().zone, today)
        };
        Ok(AppState {
            profile,
            sample: false,
            locale: choices.locale(),
            theme: choices.theme,
            density: choices.density,
            patterns: choices.patterns,
            letter_keys: choices.letter_keys,
            zone,
            today,
            now: self.clock.now().to_string(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            start_screen: choices.start_screen,
        })
    }

    /// Opens a profile, lays it on the desk and remembers it as the last one.
    async fn open(&self, folder: &Path, opening: Opening) -> Result<Arc<OpenProfile>, StudioError> {
        let profile = self.load(folder, opening).await?;
        self.lay(profile.clone())?;
        Ok(profile)
    }

    /// Opens a profile without laying it on the desk yet.
    async fn load(&self, folder: &Path, opening: Opening) -> Result<Arc<OpenProfile>, StudioError> {
        let (clock, french) = (self.clock, self.state().choices.locale() == "fr");
        let typed = self.state().passphrase.clone();
        let path = folder.to_owned();
        let opened = tokio::task::spawn_blocking(move || {
            let given = match typed {
                Some(typed) => Some(typed),
                None => crate::passphrase::from_environment()?,
            };
            let keychain = KeychainMode::from_env();
            OpenProfile::unlock(&path, opening, clock, french, keychain, given.as_ref())
        })
        .await;
        Ok(Arc::new(
            opened.map_err(|e| StudioError::Internal(e.to_string()))??,
        ))
    }

    fn lay(&self, profile: Arc<OpenProfile>) -> Result<(), StudioError> {
        self.listen_to(&profile);
        let choices = {
            let mut state = self.state();
            state.choices.last_profile = Some(profile.profile().folder().to_owned());
            state.profile = Some(profile);
            state.choices.clone()
        };
        self.home.keep_choices(&choices)
    }

    /// Makes the creator's own profile, or opens it.
    pub async fn start_profile(&self) -> Result<AppState, StudioError> {
        self.refuse_while_working()?;
        self.open(&self.home.own_profile(), Opening::Create { sandbox: false })
            .await?;
        self.told_everything();
        self.frame().await
    }

    /// Opens the profile in a folder.
    pub async fn open_profile(&self, folder: String) -> Result<AppState, StudioError> {
        self.refuse_while_working()?;
        self.open(&PathBuf::from(folder), Opening::Existing).await?;
        self.told_everything();
        self.frame().await
    }

    /// Opens a profile under its passphrase: the one in `folder`, else the one that waits since the window began.
    pub async fn unlock(
        &self,
        passphrase: String,
        folder: Option<String>,
    ) -> Result<AppState, StudioError> {
        self.refuse_while_working()?;
        let folder = {
            let mut state = self.state();
            match (folder, state.to_open.take()) {
                (Some(folder), _) => PathBuf::from(folder),
                (None, Some(Wanted::Folder(folder))) => folder,
                (None, waiting) => {
                    state.to_open = waiting;
                    return Err(StudioError::bad("folder", ""));
                }
            }
        };
        let before = {
            let mut state = self.state();
            state.passphrase.replace(Passphrase::new(&passphrase))
        };
        if let Err(error) = self.open(&folder, Opening::Existing).await {
            let mut state = self.state();
            state.passphrase = before;
            if state.profile.is_none() {
                state.to_open = Some(Wanted::Folder(folder));
            }
            return Err(error);
        }
        self.told_everything();
        self.frame().await
    }

    /// Sets, changes or takes off the passphrase of the open profile; whether it has one now.
    pub async fn set_passphrase(
        &self,
        current: Option<String>,
        new: Option<String>,
    ) -> Result<bool, StudioError> {
        let phrase = |text: Option<String>| text.map(|text| Passphrase::new(&text));
        let (current, new) = (phrase(current), phrase(new));
        let kept = new.clone();
        self.change(&["settings"], move |profile| {
            crate::passphrase::set(profile, current.as_ref(), new.as_ref())
        })
        .await?;
        let has = kept.is_some();
        self.state().passphrase = kept;
        Ok(has)
    }

    /// Opens the sample creator; makes and syncs it on the first call, with progress. It is laid on the desk only once it is
    /// whole; one that was cut off while it was made is removed and made again.
    pub async fn open_sandbox(&self) -> Result<AppState, StudioError> {
        self.refuse_while_working()?;
        let folder = self.home.sandbox_profile();
        let mut profile = self
            .load(&folder, Opening::Create { sandbox: true })
            .await?;
        if !demo::is_whole(&profile)? {
            if demo::world(&profile)?.is_some() {
                drop(profile);
                self.remove_folder(&folder).await?;
                profile = self
                    .load(&folder, Opening::Create { sandbox: true })
                    .await?;
            }
            self.work.together(Some("demo"));
            let filled = demo::fill(&profile, &self.work, demo::World::default()).await;
            self.work.together(None);
            if let Err(error) = filled {
                drop(profile);
                self.remove_folder(&folder).await?;
                return Err(error);
            }
        }
        self.lay(profile)?;
        self.told_everything();
        self.frame().await
    }

    /// Goes back from the sample creator; removes it from the disk when asked.
    pub async fn leave_sandbox(&self, remove: bool) -> Result<AppState, StudioError> {
        self.refuse_while_working()?;
        let own = self.home.own_profile();
        let choices = {
            let mut state = self.state();
            state.profile = None;
            state.choices.last_profile = None;
            state.choices.clone()
        };
        self.home.keep_choices(&choices)?;
        if remove {
            self.remove_folder(&self.home.sandbox_profile()).await?;
        }
        if crate::home::is_profile(&own) {
            self.open(&own, Opening::Existing).await?;
        }
        self.told_everything();
        self.frame().await
    }

    async fn remove_folder(&self, folder: &Path) -> Result<(), StudioError> {
        let path = folder.to_owned();
        let removed = tokio::task::spawn_blocking(move || std::fs::remove_dir_all(&path)).await;
        match removed.map_err(|e| StudioError::Internal(e.to_string()))? {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(StudioError::file(folder, error))
            }
            _ => Ok(()),
        }
    }

    fn refuse_while_working(&self) -> Result<(), StudioError> {
        match self.work.progress().filter(|p| p.state == "running") {
            Some(running) => Err(StudioError::Busy(running.task)),
            None => {
                // a sign-in belongs to the profile it was begun in
                self.signing_in.cancel();
                Ok(())
            }
        }
    }

    fn told_everything(&self) {
        self.events.changed(&[
            "app",
            "entries",
            "payouts",
            "programmes",
            "offers",
            "accounts",
            "runs",
            "review",
            "settings",
        ]);
    }

    /// The creator's choices.
    pub async fn settings(&self) -> Result<Settings, StudioError> {
        let window = self.state().choices.clone();
        match self.profile() {
            Ok(_) => {
                self.ask(move |profile| Ok(settings::shape(&window, &profile.settings()?)))
                    .await
            }
            Err(_) => Ok(settings::shape(
                &window,
                &settings::ProfileSettings::default(),
            )),
        }
    }

    /// Changes some choices. Without an open profile only those of the window are kept.
    pub async fn set_settings(&self, patch: SettingsPatch) -> Result<Settings, StudioError> {
        let mut window = self.state().choices.clone();
        let open = self.profile().ok();
        let mut own = match &open {
            Some(profile) => profile.settings()?,
            None => settings::ProfileSettings::default(),
        };
        let language = window.locale();
        settings::patch(&mut window, &mut own, &patch)?;
        self.home.keep_choices(&window)?;
        let shape = settings::shape(&window, &own);
        let changed_language = window.locale() != language;
        self.state().choices = window;
        if let Some(profile) = open {
            own.keep(&profile)?;
            if changed_language {
                // Axis labels are drawn by the core, in the profile's language.
                let folder = profile.profile().folder().to_owned();
                drop(profile);
                self.open(&folder, Opening::Existing).await?;
            }
        }
        self.told_everything();
        Ok(shape)
    }
}

/// A profile as the sidebar shows it.
fn info(profile: &OpenProfile) -> Result<ProfileInfo, StudioError> {
    let settings = profile.settings()?;
    let (counts, runs) = profile
        .store()
        .read(|tx| Ok::<_, StudioError>((tx.counts()?, tx.runs(50)?)))?;
    // A refresh of reference rates is a run without accounts.
    let syncs = || {
        runs.iter()
            .filter(|run| run.kind == domain::RunKind::Sync && !run.accounts.is_empty())
    };
    let good =
        syncs().find(|r| matches!(r.state, domain::RunState::Done | domain::RunState::Partial));
    let offline = syncs().next().is_some_and(|run| {
        run.accounts
            .iter()
            .any(|part| part.error_code.as_deref() == Some("unreachable"))
    });
    Ok(ProfileInfo {
        name: settings.name,
        currency: settings.currency,
        folder: profile.profile().folder().display().to_string(),
        sandbox: profile.is_sandbox(),
        rates_until: crate::rates::real_until(profile).map(|day| day.to_string()),
        empty: counts.accounts == 0 && counts.entries == 0 && counts.offers == 0,
        synced_at: good.map(|run| run.ended.unwrap_or(run.started).to_string()),
        offline,
        badges: today::badges(profile)?,
    })
}
