//! A creator with ten accounts, three years of daily figures and ten thousand videos on each.
//!
//! The rule it protects: what programmes cost is measured on more figures than one creator has, kept as a sync keeps them.

use crate::profile::{now, open};
use crate::{Outcome, rows};
use domain::{
    AccountId, DocumentDraft, Instant, Locator, MetricDraft, Platform, PostDraft, RunKind,
    RunState, document,
};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::{AccountDraft, Origin, WriteTx};
use studio::OpenProfile;

/// Days of daily figures.
pub const DAYS: i32 = 1_095;
/// Videos of an account.
pub const VIDEOS: i64 = 10_000;
/// Milliseconds between two videos: three years in all.
const APART_MS: i64 = 9_460_800;

/// Accounts by platform; where there are two, the one with more followers is judged.
const ACCOUNTS: [(Platform, &str, &str); 10] = [
    (Platform::Tiktok, "atelier.example", "FR"),
    (Platform::Tiktok, "second.example", "FR"),
    (Platform::Youtube, "atelier.example", "FR"),
    (Platform::Youtube, "second.example", "FR"),
    (Platform::Instagram, "atelier.example", "FR"),
    (Platform::Instagram, "second.example", "FR"),
    (Platform::Twitch, "atelier.example", "US"),
    (Platform::Twitch, "second.example", "US"),
    (Platform::Facebook, "atelier.example", "FR"),
    (Platform::Patreon, "atelier.example", "FR"),
];

/// What each account has for each day: name, value of today, how much less it was a day before.
const FIGURES: [(&str, i64, i64); 6] = [
    ("followers", 40_000, 20),
    ("lifetime_views", 9_000_000, 5_000),
    ("minutes_watched_by_day", 900, 0),
    ("views_by_day", 5_000, 0),
    ("live_minutes", 60, 0),
    ("avg_concurrent_viewers", 41_000, 0),
];

/// The profile below `data`, made when it is not there yet.
///
/// # Errors
/// What the studio or the disk says.
pub fn of_ten_accounts(data: &Path) -> Outcome<PathBuf> {
    let folder = data.join("creator-10");
    let schema = crate::profile::schema()?;
    let mark = folder.join("complete");
    if std::fs::read_to_string(&mark).is_ok_and(|made| made == schema) {
        return Ok(folder);
    }
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let profile = open(&folder)?;
    for (place, (platform, handle, region)) in (0_i64..).zip(ACCOUNTS) {
        fill(&profile, platform, handle, region, place)?;
    }
    std::fs::write(mark, schema)?;
    Ok(folder)
}

fn fill(
    profile: &OpenProfile,
    platform: Platform,
    handle: &str,
    region: &str,
    place: i64,
) -> Outcome<()> {
    let now = now()?;
    let draft = AccountDraft {
        platform,
        handle: handle.to_owned(),
        region: region.parse().ok(),
        base_url: None,
        external_id: None,
        manual: true,
        added_at: now,
    };
    profile.store().write(move |tx| {
        let account = tx.insert_account(&draft)?;
        let run = tx.start_run(RunKind::Import, "", now)?;
        let document = DocumentDraft {
            kind: document::DocumentKind::File,
            platform,
            name: "figures.json".to_owned(),
            media_type: "application/json".to_owned(),
            bytes: Arc::from(format!("{place}").as_bytes()),
            received_at: now,
        };
        let document = tx.insert_document(&document, Some(account), run)?;
        let origin = Origin {
            account,
            feed: rows::FEED,
            document,
            run,
            now,
        };
        figures(tx, &origin, place)?;
        videos(tx, &origin, now, account)?;
        Ok::<(), studio::StudioError>(tx.finish_run(run, RunState::Done, now, None)?)
    })?;
    Ok(())
}

fn somewhere() -> Locator {
    Locator {
        start: 0,
        len: 1,
        place: document::Place::Whole,
    }
}

fn figures(
    tx: &mut WriteTx<'_>,
    origin: &Origin<'_>,
    place: i64,
) -> Result<(), studio::StudioError> {
    let today = origin.now.day_in(domain::Zone::UTC);
    for back in 0..DAYS {
        for (name, value, less) in FIGURES {
            let draft = MetricDraft {
                name: name.to_owned(),
                day: today.plus_days(-back),
                // A weekly rhythm and something of its own for each account, so that no two pasts are alike.
                value: value - i64::from(back) * less + i64::from(back % 7) + place,
                locator: Some(somewhere()),
            };
            tx.upsert_metric(origin, &draft)?;
        }
    }
    Ok(())
}

fn videos(
    tx: &mut WriteTx<'_>,
    origin: &Origin<'_>,
    now: Instant,
    account: AccountId,
) -> Result<(), studio::StudioError> {
    for n in 0..VIDEOS {
        let Some(published) = Instant::from_millis(now.millis() - n * APART_MS) else {
            continue;
        };
        let draft = PostDraft {
            external_id: Some(format!("{}-{n}", account.0)),
            published,
            title: format!("A pot, part {n}"),
            seconds: Some(75),
            views: Some(900 + n % 97),
            likes: None,
            comments: None,
            shares: None,
            public: Some(true),
            locator: somewhere(),
        };
        tx.upsert_post(origin, &draft)?;
    }
    Ok(())
}
