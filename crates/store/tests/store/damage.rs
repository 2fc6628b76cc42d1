//! Damaged, cut off, read-only: what the store says then, and what it never does.

use crate::world::*;
use domain::*;
use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use store::*;

/// A profile with enough rows for many pages, closed.
fn filled() -> tempfile::TempDir {
    let world = World::new();
    let account = world.account(Platform::Stripe);
    world.write(move |tx| {
        let run = tx.start_run(RunKind::Import, "sales.csv", minute(1))?;
        let document = tx.insert_document(&document("sales.csv", b"x"), Some(account), run)?;
        let origin = Origin {
            account,
            feed: "sales",
            document,
            run,
            now: minute(1),
        };
        for n in 0..2_000 {
            tx.insert_entry(
                &origin,
                &format!("k{n}"),
                &sale("2026-03-01", &format!("Order {n}"), 100),
            )?;
        }
        Ok(())
    });
    let World { folder, profile } = world;
    drop(profile);
    folder
}

#[test]
fn a_corrupted_page_is_found_and_named_as_such() {
    let folder = filled();
    let path = folder.path().join("studio.db");
    let mut file = fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(&path)
        .unwrap();
    let pages = file.metadata().unwrap().len() / 4096;
    // Every page but the first few: whichever is read, it does not pass its authentication.
    for page in 8..pages {
        file.seek(SeekFrom::Start(page * 4096 + 100)).unwrap();
        let mut byte = [0];
        file.read_exact(&mut byte).unwrap();
        file.seek(SeekFrom::Current(-1)).unwrap();
        file.write_all(&[byte[0] ^ 0xff]).unwrap();
    }
    drop(file);
    let result = open(folder.path()).and_then(|p| {
        p.store().read(|tx| {
            tx.entries_page(&EntryFilter::default(), None, 1_000)
                .map(|_| ())
        })
    });
    assert!(
        matches!(result, Err(StoreError::Corrupt(_))),
        "damage is called damage, got {result:?}"
    );
    assert!(path.exists(), "and the file is left for a repair");
}

#[test]
fn a_file_cut_off_is_damage_too() {
    let folder = filled();
    let path = folder.path().join("studio.db");
    let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_len(file.metadata().unwrap().len() / 2 / 4096 * 4096)
        .unwrap();
    drop(file);
    let result = open(folder.path()).and_then(|p| p.store().read(|tx| tx.verify()));
    match result {
        Err(StoreError::Corrupt(_)) => {}
        Ok(report) => assert!(!report.problems.is_empty(), "the check must find it"),
        Err(other) => panic!("a cut-off file is damage, not {other:?}"),
    }
}

#[test]
fn a_file_that_is_no_database_is_not_overwritten() {
    let folder = filled();
    let path = folder.path().join("studio.db");
    fs::write(&path, "a letter, by mistake saved under this name").unwrap();
    assert!(
        matches!(open(folder.path()), Err(StoreError::WrongKey)),
        "it is no database"
    );
    assert!(
        fs::read_to_string(&path).unwrap().starts_with("a letter"),
        "and it is untouched"
    );
}

#[test]
#[cfg(unix)]
fn a_read_only_folder_can_be_read_and_says_why_not_written() {
    use std::os::unix::fs::PermissionsExt;
    let folder = filled();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    // The superuser writes everywhere; then there is nothing to see here.
    let may_write = fs::write(folder.path().join("probe"), "").is_ok();
    let result = open(folder.path());
    if !may_write {
        assert!(
            matches!(result, Err(StoreError::ReadOnly)),
            "writing is refused: {result:?}"
        );
    }
    drop(result);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
}
