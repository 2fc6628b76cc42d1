//! The file, its key and its folder: what cannot be opened, and how that is said.

use crate::world::*;
use domain::*;
use std::fs;
use store::*;

#[test]
fn the_file_is_unreadable_without_its_key() {
    let world = World::new();
    world.account(Platform::Stripe);
    drop(world.profile);
    let bytes = fs::read(world.folder.path().join("studio.db")).unwrap();
    assert_ne!(
        bytes.get(..16),
        Some(b"SQLite format 3\0".as_slice()),
        "no plain header"
    );
    let text = String::from_utf8_lossy(&bytes).contains("ines.atelier");
    assert!(!text, "no plain text either");
    let again = open(world.folder.path()).unwrap();
    let (versions, _) = again.store().read(|tx| tx.versions()).unwrap();
    assert!(
        versions.starts_with("SQLCipher 4"),
        "the build encrypts: {versions}"
    );
    assert_eq!(
        again.store().read(|tx| tx.accounts()).unwrap().len(),
        1,
        "the key opens it"
    );
}

#[test]
#[cfg(unix)]
fn the_key_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new();
    let mode = fs::metadata(world.folder.path().join("key"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600, "nobody else may read it");
    assert_eq!(
        world.profile.info().vault,
        VaultKind::File,
        "and the profile says where the key is"
    );
}

#[test]
fn a_lost_key_is_never_replaced_by_a_new_one() {
    let world = World::new();
    drop(world.profile);
    let key = world.folder.path().join("key");
    let bytes = fs::read(&key).unwrap();
    fs::remove_file(&key).unwrap();
    let lost = open(world.folder.path());
    match lost {
        Err(StoreError::KeyMissing { looked_in }) => {
            assert!(looked_in.contains("key"), "says where: {looked_in}")
        }
        other => panic!("a missing key is its own error, not {other:?}"),
    }
    assert!(!key.exists(), "no new key was made");
    fs::write(&key, bytes).unwrap();
    assert!(
        open(world.folder.path()).is_ok(),
        "with its key back, so is the profile"
    );
}

#[test]
fn other_failures_are_told_apart() {
    let world = World::new();
    world.account(Platform::Stripe);
    drop(world.profile);
    let folder = world.folder.path();
    let key = fs::read(folder.join("key")).unwrap();

    fs::write(folder.join("key"), "00".repeat(32)).unwrap();
    assert!(
        matches!(open(folder), Err(StoreError::WrongKey)),
        "another key does not open it"
    );
    fs::write(folder.join("key"), "no hex").unwrap();
    let no_key = open(folder);
    assert!(
        matches!(no_key, Err(StoreError::Key(KeyError::NotAKey(_)))),
        "rubbish is no key: {no_key:?}"
    );
    fs::write(folder.join("key"), key).unwrap();

    let empty = tempfile::tempdir().unwrap();
    let none = Profile::open(empty.path(), &options(Access::Read));
    assert!(
        matches!(none, Err(StoreError::NoProfile(_))),
        "an empty folder holds no profile"
    );
    assert_eq!(
        fs::read_dir(empty.path()).unwrap().count(),
        0,
        "and nothing was made in it"
    );
}

#[test]
fn a_reader_cannot_write_and_two_programs_share() {
    let world = World::new();
    let reader = Profile::open(world.folder.path(), &options(Access::Read)).unwrap();
    let refused = reader
        .store()
        .write(|tx| tx.insert_account(&account(Platform::Stripe)));
    assert!(
        matches!(refused, Err(StoreError::ReadOnly)),
        "opened for reading only"
    );
    let other = open(world.folder.path()).unwrap();
    let threads: Vec<_> = [world.store().clone(), other.store().clone()]
        .into_iter()
        .map(|store| {
            std::thread::spawn(move || {
                for _ in 0..20 {
                    store
                        .write(|tx| tx.insert_account(&account(Platform::Stripe)))
                        .map_err(|e: StoreError| e)
                        .unwrap();
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|t| t.join().unwrap());
    assert_eq!(
        reader.store().read(|tx| tx.accounts()).unwrap().len(),
        40,
        "both wrote, nothing was lost"
    );
}

#[test]
fn a_failed_write_leaves_nothing_behind_and_the_writer_lives_on() {
    let world = World::new();
    let failed: Result<(), StoreError> = world.store().write(|tx| {
        tx.insert_account(&account(Platform::Stripe))?;
        Err(StoreError::Overflow)
    });
    assert!(
        matches!(failed, Err(StoreError::Overflow)),
        "the closure's own error comes back"
    );
    let panicked: Result<(), StoreError> = world.store().write(|tx| {
        tx.insert_account(&account(Platform::Stripe))?;
        panic!("a bug in the closure")
    });
    assert!(
        matches!(panicked, Err(StoreError::Panicked)),
        "a panic is an error, not the end"
    );
    assert_eq!(
        world.read(|tx| tx.accounts()).len(),
        0,
        "neither wrote anything"
    );
    world.account(Platform::Stripe);
}

#[test]
fn secrets_are_replaced_whole_and_print_redacted() {
    let world = World::new();
    let vault = world.profile.secrets();
    let secret = |text: &str| SecretBytes::new(text.as_bytes().to_vec());
    vault.save("account-1", &secret("old"), minute(1)).unwrap();
    vault.save("account-1", &secret("new"), minute(2)).unwrap();
    assert_eq!(
        vault.load("account-1").unwrap(),
        Some(secret("new")),
        "the last one holds"
    );
    assert_eq!(
        format!("{:?}", secret("new")),
        "SecretBytes([redacted])",
        "never printed"
    );
    assert_eq!(
        format!("{:?}", Key::from_bytes([7; 32])),
        "Key([redacted])",
        "nor is a key"
    );
    vault.remove("account-1").unwrap();
    assert_eq!(vault.load("account-1").unwrap(), None, "forgotten");
}
