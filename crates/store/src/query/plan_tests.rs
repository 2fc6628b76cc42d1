//! The plans of the questions that must not grow with the number of entries.

use super::arrivals::{ARRIVALS, nets_sql, unit_nets_sql};
use super::changes::{ChangeFilter, OPEN_COUNTS, page_sql};
use super::drift::{GONE, LIVED, MOVED};
use super::figures::POST_VIEWS;
use super::page::{ASIDE_IDS, CELL_IDS, PAYOUT_IDS, RUN_IDS, WORD_ROWS};
use crate::table::change::{ChangeEntity, ChangeKind, ChangesSince};
use crate::table::entry_write::VANISHED_IDS;
use crate::table::payout::{MADE, PAYING};
use crate::{Access, KeychainMode, OpenOptions, Profile, StoreError};
use domain::{AccountId, Instant, RunId, Status};

#[test]
fn hot_questions_walk_an_index_and_never_the_table() {
    let folder = tempfile::tempdir().unwrap();
    let options = OpenOptions {
        access: Access::Write,
        create: true,
        keychain: KeychainMode::Off,
        sandbox: false,
        now: Instant::from_seconds(0).unwrap(),
    };
    let profile = Profile::open(folder.path(), &options).unwrap();
    let known = "SELECT id FROM entry e WHERE e.feed_id = ?1 AND e.ext_key = ?2";
    let waiting = "UPDATE entry SET payout_id = ?3 WHERE account_id = ?1 AND payout_ext_id = ?2 AND payout_id IS NULL";
    let days = "SELECT day FROM rollup WHERE day BETWEEN ?1 AND ?2 ORDER BY day DESC";
    let figure = "SELECT id FROM metric WHERE account_id = ?1 AND name = ?2 ORDER BY day DESC, authored DESC, id DESC LIMIT 1";
    let payouts = "SELECT id FROM payout WHERE created_ms >= ?1 AND created_ms < ?2 ORDER BY created_ms DESC, id DESC LIMIT 9";
    let nets = nets_sql(&[Status::Available, Status::Paid]);
    let unit_nets = unit_nets_sql(&[Status::Available, Status::Paid]);
    let cases = [
        (CELL_IDS, "entry_by_cell", "a page of a list"),
        (PAYOUT_IDS, "entry_by_payout", "the rows of a payout"),
        (RUN_IDS, "entry_by_first_run", "the rows of a run"),
        (ASIDE_IDS, "entry_aside", "the rows laid aside"),
        (WORD_ROWS, "VIRTUAL TABLE INDEX", "a search"),
        (known, "sqlite_autoindex_entry_1", "is this row known"),
        (
            waiting,
            "entry_awaiting_payout",
            "rows that wait for their payout",
        ),
        (VANISHED_IDS, "entry_by_cell", "rows a walk may have missed"),
        (days, "PRIMARY KEY", "totals"),
        (figure, "metric_by_name", "the latest figure"),
        (payouts, "payout_by_created", "the list of payouts"),
        (PAYING, "payout_by_account", "who pays out at all"),
        (
            MADE,
            "COVERING INDEX payout_by_account",
            "when an account's payouts were made",
        ),
        (
            POST_VIEWS,
            "COVERING INDEX post_by_account",
            "the posts of an account",
        ),
        (
            POST_VIEWS,
            "COVERING INDEX post_snapshot_by_post",
            "a post as last seen",
        ),
        (ARRIVALS, "PRIMARY KEY", "what came on which day"),
        (
            &nets,
            "COVERING INDEX rollup_by_account",
            "what an account brought each day",
        ),
        (
            &unit_nets,
            "COVERING INDEX rollup_by_account",
            "what an account brought each day, in each unit",
        ),
    ];
    for (sql, index, what) in cases {
        let plan = profile.store().read(|tx| -> Result<String, StoreError> {
            let mut statement = tx.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
            let nulls = vec![rusqlite::types::Null; statement.parameter_count()];
            let lines = statement.query_map(rusqlite::params_from_iter(nulls), |row| row.get(3))?;
            Ok(lines.collect::<Result<Vec<String>, _>>()?.join("; "))
        });
        let plan = plan.unwrap();
        assert!(plan.contains(index), "{what}: expected {index} in {plan}");
        let scan = plan.contains("SCAN entry") && !plan.contains("SCAN entry_words VIRTUAL");
        let sort = plan.contains("TEMP B-TREE") && ![PAYOUT_IDS, RUN_IDS].contains(&sql);
        assert!(!scan && !sort, "{what}: reads too much: {plan}");
    }
}

/// The plan of a statement in an empty profile.
fn plan_of(profile: &Profile, sql: &str) -> String {
    let plan = profile.store().read(|tx| -> Result<String, StoreError> {
        let mut statement = tx.conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
        let nulls = vec![rusqlite::types::Null; statement.parameter_count()];
        let lines = statement.query_map(rusqlite::params_from_iter(nulls), |row| row.get(3))?;
        Ok(lines.collect::<Result<Vec<String>, _>>()?.join("; "))
    });
    plan.unwrap()
}

#[test]
fn the_feed_of_changes_walks_an_index_whatever_the_filter() {
    let folder = tempfile::tempdir().unwrap();
    let options = OpenOptions {
        access: Access::Write,
        create: true,
        keychain: KeychainMode::Off,
        sandbox: false,
        now: Instant::from_seconds(0).unwrap(),
    };
    let profile = Profile::open(folder.path(), &options).unwrap();
    let open = ChangeFilter::since(ChangesSince::Unseen);
    let ever = ChangeFilter::since(ChangesSince::Ever);
    let kind = |filter: ChangeFilter| ChangeFilter {
        entity: Some(ChangeEntity::Entry),
        kind: Some(ChangeKind::Revised),
        ..filter
    };
    let account = |filter: ChangeFilter| ChangeFilter {
        account: Some(AccountId(1)),
        ..filter
    };
    let cases = [
        (page_sql(&open), "change_open", "open lines"),
        (
            page_sql(&kind(open)),
            "change_open_by_kind",
            "open lines of a kind",
        ),
        (
            page_sql(&account(open)),
            "change_open_by_account",
            "open lines of an account",
        ),
        (page_sql(&ever), "INTEGER PRIMARY KEY", "the whole feed"),
        (
            page_sql(&kind(ever)),
            "change_by_kind",
            "the feed of a kind",
        ),
        (
            page_sql(&account(ever)),
            "change_by_account",
            "the feed of an account",
        ),
        (
            page_sql(&ChangeFilter::since(ChangesSince::Run(RunId(3)))),
            "INTEGER PRIMARY KEY",
            "the feed since a run",
        ),
        (
            OPEN_COUNTS.to_owned(),
            "change_open_by_kind",
            "counts of open lines",
        ),
        (MOVED.to_owned(), "entry_revised", "rows with a history"),
        (
            LIVED.to_owned(),
            "entry_revised",
            "rows with a history, newest first",
        ),
        (GONE.to_owned(), "entry_aside", "rows that vanished"),
    ];
    for (sql, index, what) in cases {
        let plan = plan_of(&profile, &sql);
        assert!(plan.contains(index), "{what}: expected {index} in {plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{what}: sorts: {plan}");
    }
}
