//! The plans of the questions about messages and offers that must not grow with the mailbox.

use super::mail_search::{ALL, HITS, NEXT_MAIL_WORD, OFFER_HITS};
use crate::table::mail::{COLUMNS, THREAD};
use crate::table::mail_place::{BY_UID, OTHER_VALIDITY};
use crate::table::mail_thread::{BY_BARE_ANSWER, BY_REFERENCE, BY_SUBJECT};
use crate::table::offer::{FINDINGS, HEADS, PARTS, SENDERS, TERMS};
use crate::{Access, KeychainMode, OpenOptions, Profile, StoreError};
use domain::Instant;

#[test]
fn questions_about_messages_walk_an_index() {
    let folder = tempfile::tempdir().unwrap();
    let options = OpenOptions {
        access: Access::Write,
        create: true,
        keychain: KeychainMode::Off,
        sandbox: false,
        now: Instant::from_seconds(0).unwrap(),
    };
    let profile = Profile::open(folder.path(), &options).unwrap();
    let thread = format!("SELECT {COLUMNS} FROM {THREAD}");
    let found = format!("SELECT {COLUMNS} FROM mail m WHERE m.position = ?1");
    let cases = [
        (HITS, "VIRTUAL TABLE INDEX", "a page of a search"),
        (ALL, "sqlite_autoindex_mail", "a page without words"),
        (
            NEXT_MAIL_WORD,
            "VIRTUAL TABLE INDEX",
            "the words that begin so",
        ),
        (OFFER_HITS, "VIRTUAL TABLE INDEX", "offers by their words"),
        (&found, "sqlite_autoindex_mail", "the message of a hit"),
        (&thread, "mail_by_thread", "a conversation"),
        (
            BY_REFERENCE,
            "mail_reference_by_external",
            "whose conversation a message joins",
        ),
        (
            BY_SUBJECT,
            "mail_by_subject",
            "an answer that names nothing",
        ),
        (
            BY_BARE_ANSWER,
            "mail_bare_answer",
            "answers that name nothing",
        ),
        (BY_UID, "mail_place_by_uid", "a place in a folder"),
        (
            OTHER_VALIDITY,
            "mail_place_here",
            "what a folder numbered anew leaves behind",
        ),
        (PARTS, "offer_part_by_offer", "the parts that hold"),
        (SENDERS, "offer_message_by_part", "known senders"),
    ];
    let plan = |sql: &str| {
        let read = profile.store().read(|tx| -> Result<String, StoreError> {
            let mut statement = tx.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
            let nulls = vec![rusqlite::types::Null; statement.parameter_count()];
            let lines = statement.query_map(rusqlite::params_from_iter(nulls), |row| row.get(3))?;
            Ok(lines.collect::<Result<Vec<String>, _>>()?.join("; "))
        });
        read.unwrap()
    };
    for (sql, index, what) in cases {
        let plan = plan(sql);
        assert!(plan.contains(index), "{what}: expected {index} in {plan}");
        let sorted =
            plan.contains("TEMP B-TREE") && ![OFFER_HITS, BY_REFERENCE, SENDERS].contains(&sql);
        let walked = plan.contains("SCAN mail") && !plan.contains("SCAN mail_") && sql != ALL;
        assert!(!sorted && !walked, "{what}: reads too much: {plan}");
    }
    // What a list of every offer reads, it reads once each, in the order of the table.
    for sql in [
        HEADS.to_owned(),
        format!("{TERMS} ORDER BY part_id, n"),
        format!("{FINDINGS} ORDER BY part_id, n"),
    ] {
        let plan = plan(&sql);
        assert!(!plan.contains("TEMP B-TREE"), "no sorting: {plan}");
    }
}
