//! The sample creator's profile, grown to a wanted number of entries.

use crate::{NOW, Outcome, rows};
use domain::{AccountId, Instant, LandingDraft, Page, Platform, RunKind, RunState};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::{AccountDraft, ChangeDraft, ChangeEntity, ChangeKind, KeychainMode};
use studio::clock::Clock;
use studio::demo::{self, World};
use studio::work::Work;
use studio::{OpenProfile, Opening, Silence};
use sync::apply::Target;
use sync::import::{self, Keep};

/// Lines of one page while a profile is grown: large, since growing is not what is measured.
const PAGE: u64 = 20_000;
/// Lines a day on the statement that are no payouts.
const OTHERS: u64 = 3;
/// Changes nobody has looked at yet, at most.
const OPEN_LINES: u64 = 5_000;

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
pub(crate) fn schema() -> Outcome<String> {
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
    bank(
        profile,
        rows::statement(&rows::payouts(), rows::DAYS, OTHERS),
    )?;
    feed(profile, account, entries)
}

/// A feed of changes as years of corrections leave it: a line for every twentieth entry, the newest of them not looked at yet.
fn feed(profile: &OpenProfile, account: AccountId, entries: u64) -> Outcome<()> {
    let now = now()?;
    profile.store().write(move |tx| {
        let run = tx.start_run(RunKind::Sync, "", now)?;
        let mut seen = Vec::new();
        let lines = entries / 20;
        for n in 0..lines {
            let (before, after) = rows::correction(n, lines);
            let id = tx.insert_change(&ChangeDraft {
                run,
                at: now,
                kind: ChangeKind::Revised,
                entity: ChangeEntity::Entry,
                entity_id: i64::try_from(1 + n * 20).ok(),
                account: Some(account),
                stream: Some(before.stream),
                unit: Some(before.money.unit),
                count: 1,
                net: Some(after.money.net),
                before: Some(rows::state(&before)),
                after: Some(rows::state(&after)),
            })?;
            if n + OPEN_LINES < lines {
                seen.push(id);
            }
        }
        tx.acknowledge_changes(&seen, now)?;
        tx.finish_run(run, RunState::Done, now, None)
    })?;
    Ok(())
}

/// An account fed by files.
fn by_hand(profile: &OpenProfile, platform: Platform, handle: &str) -> Outcome<AccountId> {
    let draft = AccountDraft {
        platform,
        handle: handle.to_owned(),
        region: None,
        base_url: None,
        external_id: None,
        manual: true,
        added_at: now()?,
    };
    Ok(profile.store().write(move |tx| tx.insert_account(&draft))?)
}

/// One import of `page` into `account`.
fn imported(profile: &OpenProfile, account: AccountId, page: Page) -> Outcome<()> {
    let now = now()?;
    let run = profile
        .store()
        .write(move |tx| tx.start_run(RunKind::Import, "", now))?;
    let target = Target { account, run, now };
    import::file(profile.store(), target, vec![page], Keep::Written)?;
    Ok(profile
        .store()
        .write(move |tx| tx.finish_run(run, RunState::Done, now, None))?)
}

/// Adds a bank with its statement.
fn bank(profile: &OpenProfile, lines: Vec<LandingDraft>) -> Outcome<()> {
    let account = by_hand(profile, Platform::Bank, "…4711")?;
    let mut page = Page::new("statement", rows::document("statement", now()?));
    page.landings = lines;
    imported(profile, account, page)
}

/// A profile of a year whose payouts wait for their bank lines: three platforms that pay each day, one bank that says eight
/// other lines a day. Nothing of it is matched yet.
///
/// # Errors
/// What the studio or the disk says.
pub fn of_a_year(data: &Path) -> Outcome<Arc<OpenProfile>> {
    let folder = data.join("profile-year");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let profile = open(&folder)?;
    let mut paid = Vec::new();
    let payers = [
        (Platform::Stripe, "STRIPE PAYOUT"),
        (Platform::Paypal, "PAYPAL TRANSFER"),
        (Platform::Patreon, "PATREON MEMBERSHIPS"),
    ];
    for ((platform, words), seed) in payers.into_iter().zip(1..) {
        let account = by_hand(&profile, platform, platform.slug())?;
        let mut page = Page::new("payouts", rows::document(platform.slug(), now()?));
        page.payouts = rows::daily_payouts(platform.slug(), words, seed);
        paid.extend(page.payouts.iter().cloned());
        imported(&profile, account, page)?;
    }
    bank(&profile, rows::statement(&paid, 365, 8))?;
    Ok(profile)
}
