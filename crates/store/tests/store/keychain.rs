//! The system's keychain. Ignored by default, since it needs one that is unlocked:
//! `dbus-run-session -- bash -c 'printf pw | gnome-keyring-daemon --unlock --components=secrets;
//! cargo test -p store --test store keychain -- --ignored'` with a HOME of its own.

use crate::world::*;
use std::fs;
use store::*;

#[test]
#[ignore = "needs an unlocked system keychain"]
fn the_keychain_holds_the_key_and_the_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let auto = OpenOptions {
        keychain: KeychainMode::Auto,
        ..options(Access::Write)
    };
    let profile = Profile::open(folder.path(), &auto).unwrap();
    assert_eq!(
        profile.info().vault,
        VaultKind::Keychain,
        "it works, so it is used"
    );
    assert!(
        !folder.path().join("key").exists(),
        "no key lies in the folder"
    );
    let secret = SecretBytes::new(b"token".to_vec());
    profile
        .secrets()
        .save("account-1", &secret, minute(1))
        .unwrap();
    drop(profile);
    let profile = Profile::open(folder.path(), &options(Access::Write)).unwrap();
    let found = profile.secrets().load("account-1").unwrap();
    assert_eq!(
        found,
        Some(secret),
        "the profile remembers its vault whatever the next caller prefers"
    );
    profile.secrets().remove("account-1").unwrap();
    drop(profile);
    // Another name in profile.json is what a locked keychain looks like: no entry.
    let note = folder.path().join("profile.json");
    let text = fs::read_to_string(&note).unwrap();
    fs::write(&note, text.replace("\"id\":\"", "\"id\":\"0")).unwrap();
    let lost = Profile::open(folder.path(), &auto);
    assert!(
        matches!(lost, Err(StoreError::KeyMissing { .. })),
        "no new key for an old cache: {lost:?}"
    );
}
