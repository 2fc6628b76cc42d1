//! Copies and the way back from one.

use crate::world::*;
use domain::*;
use std::fs;
use store::*;

fn entries(profile: &Profile) -> u64 {
    profile
        .store()
        .read(|tx| tx.counts())
        .map(|c| c.entries)
        .unwrap()
}

#[test]
fn a_copy_is_encrypted_checked_and_brings_everything_back() {
    let world = World::new();
    let account = world.account(Platform::Stripe);
    import(
        &world,
        account,
        1,
        vec![("a", sale("2026-03-01", "One", 100))],
    );
    let copy = world.folder.path().join("backups/one.db");
    let report = world.store().backup(&copy).unwrap();
    assert_eq!(report.entries, 1, "the copy was counted");
    let head = fs::read(&copy).unwrap();
    assert_ne!(
        head.get(..16),
        Some(b"SQLite format 3\0".as_slice()),
        "it is encrypted as the cache is"
    );
    import(
        &world,
        account,
        2,
        vec![("b", sale("2026-03-02", "Two", 200))],
    );
    let World { folder, profile } = world;
    assert!(
        matches!(
            restore(folder.path(), &copy, None, minute(3)),
            Err(StoreError::Busy)
        ),
        "not while a program has the profile open"
    );
    assert_eq!(entries(&profile), 2, "and then nothing has changed");
    drop(profile);
    restore(folder.path(), &copy, None, minute(3)).unwrap();
    let profile = open(folder.path()).unwrap();
    assert_eq!(entries(&profile), 1, "as it was when copied");
    assert_eq!(
        profile.store().read(|tx| tx.verify()).unwrap().problems,
        [],
        "and sound"
    );
    drop(profile);
    let kept: Vec<_> = fs::read_dir(folder.path().join("backups"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.to_string_lossy().contains("before-restore"))
        .collect();
    assert_eq!(kept.len(), 1, "what was replaced is kept");
    restore(folder.path(), &kept[0], None, minute(4)).unwrap();
    assert_eq!(
        entries(&open(folder.path()).unwrap()),
        2,
        "and can be had back"
    );
}

#[test]
fn what_is_no_copy_of_this_profile_changes_nothing() {
    let world = World::new();
    let account = world.account(Platform::Stripe);
    import(
        &world,
        account,
        1,
        vec![("a", sale("2026-03-01", "One", 100))],
    );
    let stranger = World::new();
    let copy = stranger.folder.path().join("copy.db");
    stranger.store().backup(&copy).unwrap();
    let World { folder, profile } = world;
    drop(profile);
    let refused = restore(folder.path(), &copy, None, minute(2));
    assert!(
        matches!(refused, Err(StoreError::WrongKey)),
        "another profile's copy has another key"
    );
    fs::write(&copy, "no database").unwrap();
    assert!(
        restore(folder.path(), &copy, None, minute(2)).is_err(),
        "rubbish is refused"
    );
    assert_eq!(
        entries(&open(folder.path()).unwrap()),
        1,
        "the cache is untouched"
    );
}
