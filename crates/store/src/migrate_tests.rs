use super::*;
use crate::{
    Access, AccountDraft, ChangesSince, EntryFilter, KeychainMode, OpenOptions, Profile,
    StoreError, TotalKey,
};
use domain::{AccountId, DocumentId, EntryId, Instant, OfferId, Platform, Stage, Stream};
use std::path::Path;

const FIRST: &str = include_str!("../schema/0001.sql");
const ROWS: &str = include_str!("../fixtures/format-1-rows.sql");

fn options() -> OpenOptions {
    OpenOptions {
        access: Access::Write,
        create: true,
        keychain: KeychainMode::Off,
        sandbox: false,
        now: Instant::from_seconds(1_760_000_000).unwrap(),
    }
}

/// A file as version 1 left it, behind the note and key of a real profile.
fn frozen(folder: &Path) -> Key {
    let profile = Profile::open(folder, &options()).unwrap();
    let key = profile.store().key().clone();
    drop(profile);
    let path = folder.join("studio.db");
    std::fs::remove_file(&path).unwrap();
    let conn = connection::writer(&path, &key).unwrap();
    conn.execute_batch(FIRST).unwrap();
    conn.execute_batch(ROWS).unwrap();
    conn.pragma_update(None, "user_version", 1).unwrap();
    key
}

fn steps(sql: &'static str) -> Vec<Migration> {
    let next = newest(MIGRATIONS) + 1;
    MIGRATIONS
        .iter()
        .copied()
        .chain([Migration { version: next, sql }])
        .collect()
}

#[test]
fn the_first_format_opens_with_every_row() {
    let folder = tempfile::tempdir().unwrap();
    frozen(folder.path());
    let profile = Profile::open(folder.path(), &options()).unwrap();
    let check = |tx: &crate::ReadTx<'_>| -> Result<(), StoreError> {
        assert_eq!(
            tx.verify()?.problems,
            [],
            "the frozen rows agree with each other"
        );
        let entry = tx.entry(EntryId(2))?;
        assert_eq!(
            (entry.stream, entry.title.as_str()),
            (Stream::Tip, "Tip from Zoé"),
            "with its note"
        );
        assert_eq!(tx.revisions(EntryId(1))?.len(), 1, "with its history");
        assert_eq!(
            tx.document_slice(DocumentId(1), 0, 9)?,
            b"x",
            "with its source"
        );
        assert_eq!(
            tx.offer(OfferId(1))?.stage,
            Stage::Talking,
            "with the creator's stage"
        );
        assert_eq!(tx.offer_messages(OfferId(1))?.len(), 1, "with its message");
        assert_eq!(
            tx.totals(&[TotalKey::Stream], &EntryFilter::default())?
                .len(),
            2,
            "with its sums"
        );
        assert_eq!(tx.payouts(None, None, 9)?.len(), 1, "with its payout");
        assert_eq!(tx.metrics_latest(None)?.len(), 1, "with its figures");
        assert_eq!(
            tx.posts(Some(AccountId(2)), None, None, 9)?.len(),
            1,
            "with its posts"
        );
        assert_eq!(
            tx.changes(ChangesSince::Unseen, 9)?.len(),
            1,
            "with what changed"
        );
        assert_eq!(tx.reviews(true, 9)?.len(), 1, "with what waits");
        let standings = tx.programme_statuses()?;
        assert_eq!(
            standings
                .iter()
                .map(|row| row.status.standing)
                .collect::<Vec<_>>(),
            [domain::Standing::Admitted],
            "with its memberships, in the words of today"
        );
        assert_eq!(
            tx.setting::<String>("currency")?.as_deref(),
            Some("EUR"),
            "with its settings"
        );
        Ok(())
    };
    profile.store().read(check).unwrap();
}

#[test]
fn an_upgrade_keeps_the_rows_and_lays_a_copy_aside() {
    let folder = tempfile::tempdir().unwrap();
    let key = frozen(folder.path());
    let mut conn = connection::writer(&folder.path().join("studio.db"), &key).unwrap();
    let steps = steps("ALTER TABLE setting ADD COLUMN origin TEXT");
    let backups = folder.path().join("backups");
    upgrade(&mut conn, &key, &backups, &steps).unwrap();
    assert_eq!(format(&conn).unwrap(), newest(&steps), "the newest format");
    let kept: i64 = conn
        .query_row("SELECT count(*) FROM entry", [], |r| r.get(0))
        .unwrap();
    assert_eq!(kept, 2, "with its rows");
    let copy = backups.join(format!("before-format-{}.db", newest(&steps)));
    let copy = connection::reader(&copy, &key).unwrap();
    assert_eq!(format(&copy).unwrap(), 1, "the copy is what it was");
    upgrade(&mut conn, &key, &backups, &steps).unwrap();
}

#[test]
fn a_step_that_fails_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let key = frozen(folder.path());
    let mut conn = connection::writer(&folder.path().join("studio.db"), &key).unwrap();
    let steps = steps("ALTER TABLE setting ADD COLUMN origin TEXT; SELECT no_such_function();");
    let failed = upgrade(&mut conn, &key, &folder.path().join("backups"), &steps);
    assert!(failed.is_err(), "the step fails");
    assert_eq!(format(&conn).unwrap(), 1, "the old format holds");
    assert!(
        conn.prepare("SELECT origin FROM setting").is_err(),
        "its first half is gone too"
    );
}

#[test]
fn a_newer_file_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let key = frozen(folder.path());
    let path = folder.path().join("studio.db");
    let conn = connection::writer(&path, &key).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    drop(conn);
    let before = std::fs::read(&path).unwrap();
    let refused = Profile::open(folder.path(), &options());
    let supported = newest(MIGRATIONS);
    match refused {
        Err(StoreError::NewerFormat {
            found: 99,
            supported: s,
        }) => assert_eq!(s, supported, "says both"),
        other => panic!("a newer file is refused by name, not {other:?}"),
    }
    assert!(
        std::fs::read(&path).unwrap() == before,
        "not a byte was changed"
    );
}

#[test]
fn a_full_disk_is_told_apart_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let profile = Profile::open(folder.path(), &options()).unwrap();
    let store = profile.store();
    let limit = store.on_writer(|conn| -> Result<(), StoreError> {
        let pages: i64 = conn.pragma_query_value(None, "page_count", |row| row.get(0))?;
        conn.pragma_query_value(None, "page_count", |row| row.get::<_, i64>(0))?;
        conn.query_row(
            &format!("PRAGMA max_page_count = {}", pages + 2),
            [],
            |_| Ok(()),
        )?;
        Ok(())
    });
    limit.unwrap().unwrap();
    let draft = AccountDraft {
        platform: Platform::Other,
        handle: "x".repeat(1_000_000),
        region: None,
        base_url: None,
        external_id: None,
        manual: true,
        added_at: options().now,
    };
    let full = store.write(move |tx| tx.insert_account(&draft));
    assert!(
        matches!(full, Err(StoreError::Full)),
        "the disk is full, and that is said: {full:?}"
    );
    assert_eq!(
        store
            .read(|tx| tx.accounts())
            .map_err(|e: StoreError| e)
            .unwrap()
            .len(),
        0,
        "nothing is there"
    );
}
