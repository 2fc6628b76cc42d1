//! A profile under a passphrase: opened by it alone, changed and taken off, and never without a key.

use crate::world::*;
use domain::*;
use std::fs;
use store::*;

fn unlock(folder: &std::path::Path, text: Option<&str>) -> Result<Profile, StoreError> {
    let passphrase = text.map(Passphrase::new);
    Profile::unlock(folder, &options(Access::Write), passphrase.as_ref())
}

#[test]
fn only_the_passphrase_opens_what_it_locks() {
    let world = World::new();
    world.account(Platform::Stripe);
    let folder = world.folder.path().to_owned();
    let first = Passphrase::new("glazed bowl, blue");
    assert!(!world.profile.has_passphrase().unwrap());
    world.profile.set_passphrase(None, Some(&first)).unwrap();
    assert!(!folder.join("key").exists(), "the key left its file");
    assert_eq!(
        world
            .profile
            .store()
            .read(|tx| tx.accounts())
            .unwrap()
            .len(),
        1,
        "an open profile stays open"
    );
    drop(world.profile);
    let needed = unlock(&folder, None);
    assert!(
        matches!(needed, Err(StoreError::Key(KeyError::PassphraseNeeded))),
        "{needed:?}"
    );
    let wrong = unlock(&folder, Some("glazed bowl, red"));
    assert!(
        matches!(wrong, Err(StoreError::Key(KeyError::PassphraseWrong))),
        "{wrong:?}"
    );
    let open = unlock(&folder, Some("glazed bowl, blue")).unwrap();
    assert_eq!(open.store().read(|tx| tx.accounts()).unwrap().len(), 1);

    let next = Passphrase::new("another, longer one");
    let stolen = open.set_passphrase(Some(&next), None);
    assert!(
        matches!(stolen, Err(StoreError::Key(KeyError::PassphraseWrong))),
        "an open window is not enough to take it off: {stolen:?}"
    );
    open.set_passphrase(Some(&first), Some(&next)).unwrap();
    drop(open);
    assert!(
        unlock(&folder, Some("glazed bowl, blue")).is_err(),
        "the old one is over"
    );
    let open = unlock(&folder, Some("another, longer one")).unwrap();
    open.set_passphrase(Some(&next), None).unwrap();
    drop(open);
    assert!(folder.join("key").exists(), "the key is back in its file");
    let note = fs::read_to_string(folder.join("profile.json")).unwrap();
    assert!(
        note.contains("\"format\":1") && !note.contains("wrapped"),
        "older versions read the note again: {note}"
    );
    unlock(&folder, None).unwrap();
}

#[test]
fn a_change_that_was_cut_off_loses_no_key() {
    let world = World::new();
    let folder = world.folder.path().to_owned();
    let key = fs::read(folder.join("key")).unwrap();
    let passphrase = Passphrase::new("glazed bowl, blue");
    world
        .profile
        .set_passphrase(None, Some(&passphrase))
        .unwrap();
    drop(world.profile);
    // as if the process had ended between the note and the old place
    fs::write(folder.join("key"), key).unwrap();
    assert!(unlock(&folder, None).is_err(), "the note counts");
    unlock(&folder, Some("glazed bowl, blue")).unwrap();
    assert!(!folder.join("key").exists(), "and the rest is made up for");
}

#[test]
fn a_copy_is_put_back_with_the_passphrase_alone() {
    let world = World::new();
    world.account(Platform::Stripe);
    let folder = world.folder.path().to_owned();
    let elsewhere = tempfile::tempdir().unwrap();
    let passphrase = Passphrase::new("glazed bowl, blue");
    world
        .profile
        .set_passphrase(None, Some(&passphrase))
        .unwrap();
    let copy = elsewhere.path().join("copy.db");
    world.profile.store().backup(&copy).unwrap();
    drop(world.profile);
    assert!(restore(&folder, &copy, None, minute(3)).is_err());
    restore(&folder, &copy, Some(&passphrase), minute(3)).unwrap();
    unlock(&folder, Some("glazed bowl, blue")).unwrap();
}
