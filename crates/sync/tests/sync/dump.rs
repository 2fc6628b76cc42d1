//! Everything a cache holds as sorted lines, so that two caches can be told apart.
//!
//! Identities are the sources' own, never row numbers: the order in which rows arrived must not show.

use rusqlite::Connection;
use std::path::Path;

/// What the rows say, without when and by which run they were read.
const ROWS: &[(&str, &str)] = &[
    (
        "entry",
        "SELECT a.platform, f.name, e.ext_key, e.day, z.name, e.instant_ms, e.stream, e.source_stream, e.title, \
         e.counterparty, e.unit, e.gross, e.fee, e.tax, e.net, e.status, e.available_on, e.payout_ext_id, \
         p.external_id, e.aside FROM entry e JOIN feed f ON f.id = e.feed_id JOIN account a ON a.id = e.account_id \
         JOIN zone z ON z.id = e.zone_id LEFT JOIN payout p ON p.id = e.payout_id",
    ),
    (
        "payout",
        "SELECT a.platform, p.external_id, p.unit, p.amount, p.state, p.created_ms, p.arrival_on, p.itemised, \
         p.failure, p.description FROM payout p JOIN account a ON a.id = p.account_id",
    ),
    (
        "metric",
        "SELECT DISTINCT a.platform, m.name, m.day, m.value, m.authored FROM metric m JOIN account a ON a.id = m.account_id \
         WHERE m.id = (SELECT max(id) FROM metric n WHERE n.account_id = m.account_id AND n.name = m.name AND n.day = m.day \
         AND n.authored = m.authored)",
    ),
    (
        "post",
        "SELECT a.platform, p.ext_key, p.published_ms, s.title, s.seconds, s.views, s.likes, s.comments, s.shares, s.public \
         FROM post p JOIN account a ON a.id = p.account_id JOIN post_snapshot s ON s.id = \
         (SELECT max(id) FROM post_snapshot WHERE post_id = p.id)",
    ),
    (
        "offer",
        "SELECT a.platform, o.ext_key, t.part_key, t.brand, t.title, t.stage, t.received_ms, m.n, m.field, m.value \
         FROM offer o JOIN account a ON a.id = o.account_id JOIN offer_part t ON t.id = (SELECT max(id) FROM offer_part \
         WHERE offer_id = o.id AND part_key = t.part_key) LEFT JOIN offer_term m ON m.part_id = t.id",
    ),
    (
        "rollup",
        "SELECT a.platform, r.day, r.stream, r.status, r.unit, r.count, r.gross, r.gross_known, r.fee, r.fee_known, r.tax, \
         r.tax_known, r.net FROM rollup r JOIN account a ON a.id = r.account_id",
    ),
];

/// Tables whose every column counts, for caches that went the same way until a point. Left out are the runs themselves,
/// interned names, and the run that last saw a row (it is told by the run, not by the row).
const WHOLE: &[(&str, &[&str])] = &[
    ("entry", &["last_run"]),
    ("entry_revision", &[]),
    ("payout", &["last_run"]),
    ("payout_revision", &[]),
    ("metric", &[]),
    ("post", &[]),
    ("post_snapshot", &[]),
    ("offer", &[]),
    ("offer_part", &[]),
    ("rollup", &[]),
    ("document", &[]),
    ("document_chunk", &[]),
    ("review", &[]),
    ("entry_note", &[]),
    ("cursor", &["run_id"]),
];

/// A second, reading connection to the cache of the profile in `folder`, whose key lies in its file.
pub fn open(folder: &Path) -> Connection {
    let key = std::fs::read_to_string(folder.join("key")).unwrap();
    let conn = Connection::open(folder.join("studio.db")).unwrap();
    conn.pragma_update(None, "key", format!("x'{}'", key.trim()))
        .unwrap();
    conn.pragma_update(None, "query_only", true).unwrap();
    conn
}

fn lines(conn: &Connection, name: &str, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).unwrap();
    let columns = statement.column_count();
    let mut rows = statement.query([]).unwrap();
    let mut found = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let cells: Vec<String> = (0..columns)
            .map(|n| match row.get_unwrap::<_, rusqlite::types::Value>(n) {
                rusqlite::types::Value::Blob(bytes) => format!("{bytes:x?}"),
                value => format!("{value:?}"),
            })
            .collect();
        found.push(format!("{name} {}", cells.join(" | ")));
    }
    found.sort();
    found
}

/// What the rows say, one line for each, sorted.
pub fn rows(folder: &Path) -> Vec<String> {
    let conn = open(folder);
    ROWS.iter()
        .flat_map(|(name, sql)| lines(&conn, name, sql))
        .collect()
}

/// Every column of every table that holds rows.
pub fn whole(folder: &Path) -> Vec<String> {
    let conn = open(folder);
    WHOLE
        .iter()
        .flat_map(|(table, left_out)| {
            let mut statement = conn
                .prepare(&format!("SELECT name FROM pragma_table_info('{table}')"))
                .unwrap();
            let names: Vec<String> = statement
                .query_map([], |row| row.get(0))
                .unwrap()
                .map(Result::unwrap)
                .filter(|name: &String| !left_out.contains(&name.as_str()))
                .collect();
            assert!(!names.is_empty(), "there is a table {table}");
            lines(
                &conn,
                table,
                &format!("SELECT {} FROM {table}", names.join(", ")),
            )
        })
        .collect()
}

/// Fails with the first lines in which two dumps differ.
pub fn assert_same(found: &[String], wanted: &[String], why: &str) {
    if found == wanted {
        return;
    }
    let only = |a: &[String], b: &[String]| -> Vec<String> {
        let known: std::collections::HashSet<&String> = b.iter().collect();
        a.iter()
            .filter(|l| !known.contains(l))
            .take(5)
            .cloned()
            .collect()
    };
    panic!(
        "{why}: {} lines found, {} wanted\nlost or changed: {:#?}\nadded or changed: {:#?}",
        found.len(),
        wanted.len(),
        only(wanted, found),
        only(found, wanted)
    );
}
