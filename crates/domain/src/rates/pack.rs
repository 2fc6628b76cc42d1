//! The compact form of a rate history: what the project carries in `crates/domain/data`.
//!
//! `CSR1`, the SHA-256 of the file it was made from, then numbers as varints (7 bits a byte, low first, high bit for more):
//! number of days, the first day and the gaps to each next; number of currencies; for each its three letters, the number
//! of zeros left off the millionths, the number of runs, and for each run the days skipped, its length and its rates as
//! differences (zigzag). A fifth of the original, unpacked once in a few milliseconds.

use super::quote::{Currency, Table};
use std::collections::{BTreeMap, BTreeSet};

const MAGIC: &[u8; 4] = b"CSR1";

/// A history and the file it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// SHA-256 of the file the history was read from.
    pub source: [u8; 32],
    /// The rates.
    pub table: Table,
}

/// Why bytes are no packed history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// They do not begin as one.
    #[error("not a packed rate history")]
    Magic,
    /// They end early, or a number is out of range.
    #[error("the packed rate history is damaged")]
    Damaged,
}

/// Packs a history.
pub fn encode(packed: &Packed) -> Vec<u8> {
    let table = &packed.table;
    let lists: Vec<(Currency, Vec<(i32, i64)>)> = table
        .currencies()
        .map(|c| (c, table.history(c).map(|(d, r)| (d.number(), r)).collect()))
        .collect();
    let days: Vec<i32> = lists
        .iter()
        .flat_map(|(_, list)| list.iter().map(|(day, _)| *day))
        .collect::<BTreeSet<i32>>()
        .into_iter()
        .collect();
    let mut out = Vec::new();
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(&packed.source);
    put(&mut out, days.len() as u64);
    let mut before = 0;
    for day in &days {
        put(&mut out, zigzag(i64::from(*day) - before));
        before = i64::from(*day);
    }
    put(&mut out, lists.len() as u64);
    for (currency, list) in &lists {
        out.extend_from_slice(currency);
        let zeros = (0..=6u32)
            .rev()
            .find(|z| list.iter().all(|(_, rate)| rate % 10i64.pow(*z) == 0))
            .unwrap_or(0);
        put(&mut out, u64::from(zeros));
        let scale = 10i64.pow(zeros);
        let rates: BTreeMap<i32, i64> = list.iter().copied().collect();
        let mut runs: Vec<(u64, Vec<i64>)> = Vec::new();
        let mut skipped = 0;
        let mut open = false;
        for day in &days {
            match rates.get(day) {
                Some(rate) => {
                    if !open {
                        runs.push((skipped, Vec::new()));
                        skipped = 0;
                    }
                    open = true;
                    if let Some((_, run)) = runs.last_mut() {
                        run.push(rate / scale);
                    }
                }
                None => {
                    open = false;
                    skipped += 1;
                }
            }
        }
        put(&mut out, runs.len() as u64);
        let mut before = 0;
        for (skipped, run) in runs {
            put(&mut out, skipped);
            put(&mut out, run.len() as u64);
            for rate in run {
                put(&mut out, zigzag(rate - before));
                before = rate;
            }
        }
    }
    out
}

/// Unpacks a history.
///
/// # Errors
/// [`PackError`].
pub fn decode(bytes: &[u8]) -> Result<Packed, PackError> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(PackError::Magic)?;
    let (source, rest) = rest.split_first_chunk::<32>().ok_or(PackError::Damaged)?;
    let mut reader = Reader(rest);
    let count = reader.count(bytes.len())?;
    let mut days = Vec::with_capacity(count);
    let mut day = 0i64;
    for _ in 0..count {
        day = day
            .checked_add(reader.signed()?)
            .ok_or(PackError::Damaged)?;
        days.push(i32::try_from(day).map_err(|_| PackError::Damaged)?);
    }
    let mut lists = BTreeMap::new();
    for _ in 0..reader.count(bytes.len())? {
        let currency = reader.letters()?;
        let zeros = u32::try_from(reader.number()?).map_err(|_| PackError::Damaged)?;
        let scale = 10i64.checked_pow(zeros).ok_or(PackError::Damaged)?;
        let mut list = Vec::new();
        let mut place = 0usize;
        let mut rate = 0i64;
        for _ in 0..reader.count(bytes.len())? {
            let skipped = reader.count(days.len())?;
            place = place.checked_add(skipped).ok_or(PackError::Damaged)?;
            for _ in 0..reader.count(days.len())? {
                rate = rate
                    .checked_add(reader.signed()?)
                    .ok_or(PackError::Damaged)?;
                let day = *days.get(place).ok_or(PackError::Damaged)?;
                let micros = rate.checked_mul(scale).filter(|m| *m > 0);
                list.push((day, micros.ok_or(PackError::Damaged)?));
                place += 1;
            }
        }
        lists.insert(currency, list);
    }
    if !reader.0.is_empty() {
        return Err(PackError::Damaged);
    }
    Ok(Packed {
        source: *source,
        table: Table::of_sorted(lists),
    })
}

fn zigzag(n: i64) -> u64 {
    (n.cast_unsigned() << 1) ^ (n >> 63).cast_unsigned()
}

fn put(out: &mut Vec<u8>, mut n: u64) {
    loop {
        let low = u8::try_from(n & 0x7f).unwrap_or(0);
        n >>= 7;
        if n == 0 {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
}

struct Reader<'b>(&'b [u8]);

impl Reader<'_> {
    fn number(&mut self) -> Result<u64, PackError> {
        let mut n = 0u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first().ok_or(PackError::Damaged)?;
            self.0 = rest;
            n |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(n);
            }
        }
        Err(PackError::Damaged)
    }

    fn signed(&mut self) -> Result<i64, PackError> {
        let n = self.number()?;
        Ok((n >> 1).cast_signed() ^ -(n & 1).cast_signed())
    }

    /// A count that cannot exceed `most`: a damaged one does not make us reserve memory.
    fn count(&mut self, most: usize) -> Result<usize, PackError> {
        let n = usize::try_from(self.number()?).map_err(|_| PackError::Damaged)?;
        if n > most {
            return Err(PackError::Damaged);
        }
        Ok(n)
    }

    fn letters(&mut self) -> Result<Currency, PackError> {
        let (letters, rest) = self.0.split_first_chunk::<3>().ok_or(PackError::Damaged)?;
        self.0 = rest;
        Ok(*letters)
    }
}
