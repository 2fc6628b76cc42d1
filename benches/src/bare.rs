//! What the identities of a page cost by themselves: a bare table in the same cipher that holds nothing but ids.
//!
//! The rule it protects: a figure that grows with the cache is told apart from what any encrypted b-tree of that many ids
//! costs, in the same run: opened anew, and with the whole index in memory.

use crate::{Outcome, rows};
use rusqlite::Connection;
use std::path::Path;
use std::time::{Duration, Instant};

/// New ids of one page; as many are known already.
const NEW: u64 = 50;
/// Numbers from here on stand for ids that no table has.
const UNKNOWN: u64 = 10_000_000;

/// By size.
pub type Medians = Vec<(u64, Duration)>;

struct Bare {
    conn: Connection,
    next: u64,
}

fn id(n: u64) -> Option<String> {
    rows::entry(n, UNKNOWN * 10).external_id
}

/// As the writer of a profile is opened.
fn open(file: &Path) -> Outcome<Connection> {
    let conn = Connection::open(file)?;
    conn.pragma_update(None, "key", format!("x'{}'", "5a".repeat(32)))?;
    conn.pragma_update(None, "cache_size", -64 * 1024)?;
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.pragma_update(None, "synchronous", "normal")?;
    conn.pragma_update(None, "wal_autocheckpoint", 4_000)?;
    Ok(conn)
}

impl Bare {
    /// A table of `entries` ids without order.
    fn of_size(folder: &Path, entries: u64) -> Outcome<Self> {
        let file = folder.join(format!("bare-{entries}.db"));
        let conn = open(&file)?;
        conn.execute_batch(
            "CREATE TABLE bare (id INTEGER PRIMARY KEY, feed_id INTEGER NOT NULL, ext_key TEXT NOT NULL, \
             UNIQUE (feed_id, ext_key)) STRICT; BEGIN",
        )?;
        let mut ids: Vec<String> = (0..entries).filter_map(id).collect();
        ids.sort_unstable();
        {
            let mut put = conn.prepare("INSERT INTO bare (feed_id, ext_key) VALUES (7, ?1)")?;
            for id in &ids {
                put.execute([id])?;
            }
        }
        conn.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)")?;
        drop(conn);
        Ok(Self {
            conn: open(&file)?,
            next: UNKNOWN,
        })
    }

    /// Reads the index once, so that its pages lie in memory.
    fn warm(&self) -> Outcome<()> {
        let sql = "SELECT max(length(ext_key)) FROM bare INDEXED BY sqlite_autoindex_bare_1";
        let _: i64 = self.conn.query_row(sql, [], |row| row.get(0))?;
        Ok(())
    }

    /// A page: every id is looked up, the new ones are put in, all of it is committed.
    fn page(&mut self) -> Outcome<Duration> {
        let ids: Vec<String> = (self.next - NEW..self.next + NEW).filter_map(id).collect();
        let clock = Instant::now();
        let tx = self.conn.transaction()?;
        {
            let mut find =
                tx.prepare_cached("SELECT id FROM bare WHERE feed_id = 7 AND ext_key = ?1")?;
            let mut put =
                tx.prepare_cached("INSERT INTO bare (feed_id, ext_key) VALUES (7, ?1)")?;
            for id in &ids {
                if !find.exists([id])? {
                    put.execute([id])?;
                }
            }
        }
        tx.commit()?;
        self.next += NEW;
        Ok(clock.elapsed())
    }
}

/// The median time of one page in a bare table of each size, over `rounds` pages; the tables take turns. First opened anew,
/// then with the index in memory.
///
/// # Errors
/// What the disk says.
pub fn medians(data: &Path, sizes: &[u64], rounds: usize) -> Outcome<[Medians; 2]> {
    let folder = data.join("bare");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&folder)?;
    let mut tables = sizes
        .iter()
        .map(|size| Bare::of_size(&folder, *size))
        .collect::<Outcome<Vec<_>>>()?;
    let cold = turns(&mut tables, sizes, rounds)?;
    for table in &tables {
        table.warm()?;
    }
    let warm = turns(&mut tables, sizes, rounds)?;
    drop(tables);
    std::fs::remove_dir_all(&folder)?;
    Ok([cold, warm])
}

fn turns(tables: &mut [Bare], sizes: &[u64], rounds: usize) -> Outcome<Medians> {
    let mut spent = vec![Vec::with_capacity(rounds); sizes.len()];
    for round in 0..rounds + 10 {
        for (table, spent) in tables.iter_mut().zip(&mut spent) {
            let took = table.page()?;
            // The first pages warm the caches.
            if round >= 10 {
                spent.push(took);
            }
        }
    }
    let median = |mut list: Vec<Duration>| {
        list.sort_unstable();
        list.get(list.len() / 2).copied().unwrap_or_default()
    };
    Ok(sizes
        .iter()
        .copied()
        .zip(spent.into_iter().map(median))
        .collect())
}
