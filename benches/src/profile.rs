//! The sample creator's profile, grown to a wanted number of entries.

use crate::{NOW, Outcome, rows};
use domain::{AccountId, Instant, Page, Platform, RunKind, RunState};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::KeychainMode;
use studio::clock::Clock;
use studio::demo::{self, World};
use studio::work::Work;
use studio::{OpenProfile, Opening, Silence};
use sync::apply::Target;
use sync::import::{self, Keep};

/// Lines of one page while a profile is grown: large, since growing is not what is measured.
const PAGE: u64 = 20_000;

/// The instant [`NOW`].
///
/// # Errors
/// Never in practice: the text is an instant.
pub fn now() -> Outcome<Instant> {
    Ok(NOW.parse()?)
}

/// Opens the profile in `folder`, making an empty one when there is none. Its key lies in a file.
///
/// # Errors
/// What the studio says.
pub fn open(folder: &Path) -> Outcome<Arc<OpenProfile>> {
    let opening = Opening::Create { sandbox: true };
    let clock = Clock::fixed(now()?);
    let opened = OpenProfile::open_with(folder, opening, clock, false, KeychainMode::Off)?;
    Ok(Arc::new(opened))
}

/// What tells the formats of the cache apart, also between two releases: the text of every step of its schema.
fn schema() -> Outcome<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/store/schema");
    let mut steps = std::fs::read_dir(folder)?
        .map(|file| Ok(std::fs::read_to_string(file?.path())?))
        .collect::<Outcome<Vec<_>>>()?;
    steps.sort();
    let mut hasher = DefaultHasher::new();
    steps.hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}

/// The profile of `entries` lines below `data`, grown when it is not there yet or has another schema.
///
/// # Errors
/// What the studio or the disk says.
pub fn of_size(data: &Path, entries: u64) -> Outcome<PathBuf> {
    let folder = data.join(format!("profile-{entries}"));
    let schema = schema()?;
    let mark = folder.join("complete");
    if std::fs::read_to_string(&mark).is_ok_and(|grown| grown == schema) {
        return Ok(folder);
    }
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let profile = open(&folder)?;
    let work = Arc::new(Work::new(Arc::new(Silence)));
    tokio::runtime::Runtime::new()?.block_on(demo::fill(&profile, &work, World::default()))?;
    grow(&profile, entries)?;
    std::fs::write(mark, schema)?;
    Ok(folder)
}

/// A copy of the profile of `entries` lines that may be written to.
///
/// # Errors
/// What the studio or the disk says.
pub fn copy_of_size(data: &Path, entries: u64) -> Outcome<PathBuf> {
    let from = of_size(data, entries)?;
    let to = data.join(format!("copy-{entries}"));
    if to.exists() {
        std::fs::remove_dir_all(&to)?;
    }
    std::fs::create_dir_all(&to)?;
    for name in ["studio.db", "profile.json", "key"] {
        std::fs::copy(from.join(name), to.join(name))?;
    }
    Ok(to)
}

/// The account the invented lines belong to.
///
/// # Errors
/// When the profile has no Stripe account.
pub fn account(profile: &OpenProfile) -> Outcome<AccountId> {
    let accounts = profile.store().read(|tx| tx.accounts())?;
    let stripe = accounts.iter().find(|a| a.platform == Platform::Stripe);
    Ok(stripe.ok_or("the sample creator has a Stripe account")?.id)
}

/// Adds lines until the profile holds `entries`.
fn grow(profile: &OpenProfile, entries: u64) -> Outcome<()> {
    let now = now()?;
    let have = profile.store().read(|tx| tx.counts())?.entries;
    let all = entries.saturating_sub(have);
    let account = account(profile)?;
    let run = profile
        .store()
        .write(move |tx| tx.start_run(RunKind::Sync, "", now))?;
    let target = Target { account, run, now };
    let mut paid = Page::new(rows::FEED, rows::document("payouts", now));
    paid.payouts = rows::payouts();
    import::file(profile.store(), target, vec![paid], Keep::Written)?;
    for from in (0..all).step_by(usize::try_from(PAGE)?) {
        let page = rows::page(from, (from + PAGE).min(all), all, now);
        import::file(profile.store(), target, vec![page], Keep::Written)?;
    }
    profile
        .store()
        .write(move |tx| tx.finish_run(run, RunState::Done, now, None))?;
    Ok(())
}
