//! The parts of a measure that need the studio: rows as a file, a plain table to compare with, a profile of a size.
//!
//! ```text
//! bench csv N FILE        the Stripe report of an invented creator with about N lines; prints how many
//! bench table DIR FILE    the entry table of the profile in DIR as CSV, and beside it FILE.sql with the table and its indexes
//! bench pages DATA        the milliseconds of a sync page in profiles of three sizes, as JSON
//! bench profile N DATA    the profile of N entries below DATA, grown when absent; prints its folder
//! bench ask NAME N ROUNDS DATA   asks a screen's question again and again, for a profiler; prints the median in milliseconds
//! bench screens DATA      the milliseconds of every screen's question in profiles of three sizes, as JSON
//! bench matching DATA     the milliseconds a year's matching takes, as JSON
//! ```

use bench::pages::{self, Ids};
use bench::{NOW, Outcome, bare, profile, questions};
use rusqlite::{Connection, types::ValueRef};
use sandbox::SandboxOptions;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["csv", entries, file] => csv(entries.parse()?, Path::new(file)),
        ["table", folder, file] => table(Path::new(folder), Path::new(file)),
        ["pages", data] => {
            let sizes = [10_000, 100_000, 1_000_000];
            let mut told = serde_json::Map::new();
            let data = Path::new(data);
            let [bare, in_memory] = bare::medians(data, &sizes, 200)?;
            let measures = [
                ("by_time", pages::medians(data, &sizes, Ids::ByTime, 200)?),
                (
                    "scattered",
                    pages::medians(data, &sizes, Ids::Scattered, 200)?,
                ),
                ("bare", bare),
                ("bare_in_memory", in_memory),
            ];
            for (name, medians) in measures {
                let millis: serde_json::Map<_, _> = medians
                    .into_iter()
                    .map(|(size, took)| (size.to_string(), (took.as_secs_f64() * 1e3).into()))
                    .collect();
                told.insert(name.to_owned(), millis.into());
            }
            println!("{}", serde_json::Value::Object(told));
            Ok(())
        }
        ["profile", entries, data] => {
            let folder = profile::of_size(Path::new(data), entries.parse()?)?;
            println!("{}", folder.display());
            Ok(())
        }
        ["ask", name, size, rounds, data] => {
            let folder = profile::of_size(Path::new(data), size.parse()?)?;
            let open = profile::open(&folder)?;
            ask(&open, name, rounds.parse()?)
        }
        ["screens", data] => screens(Path::new(data)),
        ["matching", data] => matching(Path::new(data)),
        _ => Err("usage: bench csv N FILE | table DIR FILE | pages DATA | profile N DATA | ask NAME N ROUNDS DATA | screens DATA | matching DATA".into()),
    }
}

/// The median time of a question in milliseconds, over at most `rounds`, and no more of them once they took two seconds.
fn median(question: &questions::Ask<'_>, rounds: usize) -> Outcome<f64> {
    // Asked once before it is measured: the first answer also reads the pages and prepares the statements.
    question()?;
    let mut took = Vec::with_capacity(rounds);
    let mut spent = std::time::Duration::ZERO;
    while took.len() < rounds && (took.len() < 5 || spent.as_secs() < 2) {
        let clock = std::time::Instant::now();
        question()?;
        took.push(clock.elapsed());
        spent += took.last().copied().unwrap_or_default();
    }
    took.sort_unstable();
    let median = took.get(took.len() / 2).copied().unwrap_or_default();
    Ok(median.as_secs_f64() * 1e3)
}

/// Asks the question of that name `rounds` times.
fn ask(profile: &studio::OpenProfile, name: &str, rounds: usize) -> Outcome<()> {
    let questions = questions::of(profile)?;
    let (_, question) = questions
        .iter()
        .find(|(known, _)| *known == name)
        .ok_or("no such question")?;
    println!("{:.2}", median(question, rounds)?);
    Ok(())
}

/// Every question in a profile of each size: by name, then by size.
fn screens(data: &Path) -> Outcome<()> {
    let mut told: BTreeMap<&str, BTreeMap<String, f64>> = BTreeMap::new();
    for size in [10_000_u64, 100_000, 1_000_000] {
        let open = profile::open(&profile::of_size(data, size)?)?;
        for (name, question) in questions::of(&open)? {
            let took = median(&question, 101)?;
            told.entry(name).or_default().insert(size.to_string(), took);
        }
    }
    println!("{}", serde_json::to_string(&told)?);
    Ok(())
}

/// A year of payouts against a year of bank lines, none of it matched yet: the queue from nothing, as the screen asks it.
fn matching(data: &Path) -> Outcome<()> {
    let profile = profile::of_a_year(data)?;
    let mut told = 0_u64;
    let mut took = Vec::new();
    let mut queue = None;
    for _ in 0..5 {
        told = 0;
        let clock = std::time::Instant::now();
        queue = Some(studio::payouts::queue(&profile, |_, _| {
            told += 1;
            true
        })?);
        took.push(clock.elapsed());
    }
    took.sort_unstable();
    let median = took.get(took.len() / 2).copied().unwrap_or_default();
    let (payouts, lines) = profile.store().read(|tx| {
        let payouts = tx.payouts(None, None, 100_000)?.len();
        Ok::<_, store::StoreError>((payouts, tx.landings(None, None, 100_000)?.len()))
    })?;
    let report = serde_json::json!({
        "ms": median.as_secs_f64() * 1e3,
        "payouts": payouts,
        "lines": lines,
        "told": told,
        "proposed": queue.map(|q| q.open),
    });
    println!("{report}");
    Ok(())
}

fn csv(entries: u64, file: &Path) -> Outcome<()> {
    let options = SandboxOptions {
        entries: Some(entries),
        ..SandboxOptions::new(NOW.parse::<domain::Instant>()?.0)
    };
    let runtime = tokio::runtime::Runtime::new()?;
    let emulator = runtime.block_on(sandbox::serve(options))?;
    let text = sandbox::stripe_itemised_csv(&emulator.world());
    std::fs::write(file, &text)?;
    println!("{}", text.lines().count().saturating_sub(1));
    Ok(runtime.block_on(emulator.shutdown())?)
}

/// The rows as they lie in the encrypted cache, for a database without encryption, documents, sums and words to take in.
fn table(folder: &Path, file: &Path) -> Outcome<()> {
    let key = std::fs::read_to_string(folder.join("key"))?;
    let conn = Connection::open(folder.join("studio.db"))?;
    conn.pragma_update(None, "key", format!("x'{}'", key.trim()))?;
    let mut schema = conn.prepare(
        "SELECT sql FROM sqlite_schema WHERE tbl_name = 'entry' AND sql IS NOT NULL ORDER BY type DESC",
    )?;
    let statements = schema
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<Result<Vec<_>, _>>()?;
    std::fs::write(
        file.with_extension("sql"),
        format!("{};\n", statements.join(";\n")),
    )?;
    let mut statement = conn.prepare("SELECT * FROM entry ORDER BY id")?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let mut out = BufWriter::new(File::create(file)?);
    let mut count = 0_u64;
    while let Some(row) = rows.next()? {
        for n in 0..columns {
            if n > 0 {
                out.write_all(b",")?;
            }
            match row.get_ref(n)? {
                ValueRef::Null => {}
                ValueRef::Integer(number) => write!(out, "{number}")?,
                ValueRef::Real(number) => write!(out, "{number}")?,
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    let text = String::from_utf8_lossy(bytes).replace('"', "\"\"");
                    write!(out, "\"{text}\"")?;
                }
            }
        }
        out.write_all(b"\n")?;
        count += 1;
    }
    out.flush()?;
    println!("{count}");
    Ok(())
}
