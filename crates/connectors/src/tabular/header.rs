//! Which row names the columns, and which column is which: by name, in any order, in any language a preset knows.
//!
//! The rule it protects: a column is never found by position; one a preset reads stands there once, and what is missing or
//! unknown is told by name.

use super::fold::fold;
use super::preset::{Preset, Target};
use super::table::{Mark, Opened, Part};
use crate::import::ImportError;
use crate::text::cut;
use csv::StringRecord;
use domain::Unit;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Rows looked at for the header: titles and remarks may stand before it.
const HEAD: usize = 25;

/// A row that may be the header.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    pub part: Part,
    /// Names as written.
    pub names: Vec<String>,
    /// Names made comparable.
    pub folded: Vec<String>,
    /// Line or row it stands on.
    pub line: u64,
    /// Where the data begin.
    pub after: Mark,
}

/// A preset's columns in one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bound {
    /// For each column of the preset, where it stands.
    pub at: Vec<Option<usize>>,
    /// The currency a name states.
    pub unit: Option<Unit>,
    /// Columns nothing is read from, as written.
    pub unread: Vec<String>,
    /// A column that is read and occurs twice.
    pub twice: Option<String>,
    /// Required columns that are not there.
    pub missing: Vec<String>,
    /// Columns found.
    pub matched: usize,
}

/// Every row near the top that could name columns.
pub(crate) fn headers(opened: &Opened<'_>) -> Vec<Header> {
    let mut found = Vec::new();
    for part in opened.parts() {
        let mut rows = opened.rows(part, Mark::START);
        let mut record = StringRecord::new();
        for _ in 0..HEAD {
            let Some(span) = rows.next(&mut record) else {
                break;
            };
            if record.iter().filter(|c| !c.trim().is_empty()).count() < 2 {
                continue;
            }
            let names: Vec<String> = record.iter().map(|c| c.trim().to_owned()).collect();
            found.push(Header {
                part,
                folded: names.iter().map(|n| fold(n)).collect(),
                names,
                line: span.line,
                after: rows.mark(),
            });
        }
    }
    found
}

/// Finds a preset's columns under a header.
pub(crate) fn bind(preset: &Preset, header: &Header) -> Bound {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, name) in header
        .folded
        .iter()
        .enumerate()
        .filter(|(_, n)| !n.is_empty())
    {
        places.entry(name).or_default().push(at);
    }
    let mut out = Bound {
        at: Vec::with_capacity(preset.columns.len()),
        unit: None,
        unread: Vec::new(),
        twice: None,
        missing: Vec::new(),
        matched: 0,
    };
    let mut used = vec![false; header.names.len()];
    for column in &preset.columns {
        let found = column
            .all_names()
            .find_map(|name| place(name, &places, &used));
        if let Some((at, unit, many)) = found {
            if let Some(flag) = used.get_mut(at) {
                *flag = true;
            }
            out.unit = out.unit.or(unit);
            out.matched += 1;
            if many && !preset.repeats {
                out.twice = out.twice.or_else(|| header.names.get(at).cloned());
            }
        } else if column.required {
            out.missing.push(column.shown().to_owned());
        }
        out.at.push(found.map(|(at, ..)| at));
    }
    let unread = header.names.iter().zip(&used);
    out.unread = unread
        .filter(|(name, used)| !**used && !name.is_empty())
        .map(|(name, _)| name.clone())
        .collect();
    out
}

/// Where a name stands, with the currency it states and whether it stands there more than once.
fn place(
    name: &str,
    places: &HashMap<&str, Vec<usize>>,
    used: &[bool],
) -> Option<(usize, Option<Unit>, bool)> {
    let free = |at: &usize| !used.get(*at).copied().unwrap_or(true);
    let name = fold(name);
    if let Some((before, after)) = name.split_once("{unit}") {
        let mut hits: Vec<(usize, Unit)> = places
            .iter()
            .filter_map(|(folded, at)| {
                let code = folded.strip_prefix(before)?.strip_suffix(after)?;
                Some((
                    at.iter().copied().find(|at| free(at))?,
                    Unit::currency(code).ok()?,
                ))
            })
            .collect();
        hits.sort_by_key(|(at, _)| *at);
        let many = hits.len() > 1;
        return hits.first().map(|(at, unit)| (*at, Some(*unit), many));
    }
    let at = places.get(name.as_str())?;
    let first = at.iter().copied().find(|at| free(at))?;
    Some((first, None, at.len() > 1))
}

/// A preset that fits a table.
pub(crate) struct Found {
    pub preset: Arc<Preset>,
    pub header: Header,
    pub bound: Bound,
}

/// The preset that reads most columns of the file. All its required columns are there.
pub(crate) fn find(opened: &Opened<'_>, name: &str, presets: &[Arc<Preset>]) -> Option<Found> {
    let headers = headers(opened);
    let mut best: Option<Found> = None;
    for header in &headers {
        for preset in presets.iter().filter(|p| name_fits(p, name)) {
            if !required_there(preset, header) {
                continue;
            }
            let bound = bind(preset, header);
            let fits = bound.missing.is_empty() && (!preset.exact || bound.unread.is_empty());
            let better = best
                .as_ref()
                .is_none_or(|b| bound.matched > b.bound.matched);
            if fits && better {
                best = Some(Found {
                    preset: preset.clone(),
                    header: header.clone(),
                    bound,
                });
            }
        }
    }
    best
}

/// A quick look, since most presets fail it.
fn required_there(preset: &Preset, header: &Header) -> bool {
    preset.columns.iter().filter(|c| c.required).all(|column| {
        column.all_names().any(|name| {
            let name = fold(name);
            match name.split_once("{unit}") {
                Some((before, after)) => header
                    .folded
                    .iter()
                    .any(|h| h.starts_with(before) && h.ends_with(after)),
                None => header.folded.contains(&name),
            }
        })
    })
}

fn name_fits(preset: &Preset, file: &str) -> bool {
    let last = file.rsplit(['›', '/', '\\']).next().unwrap_or(file);
    let patterns = &preset.file_names;
    patterns.is_empty() || patterns.iter().any(|p| super::fold::matches(p, last))
}

/// The best header for one preset, or what it lacks.
///
/// # Errors
/// [`ImportError::NoHeader`], [`ImportError::MissingColumns`], [`ImportError::DuplicateHeader`].
pub(crate) fn locate(
    opened: &Opened<'_>,
    file: &str,
    preset: &Preset,
) -> Result<(Header, Bound), ImportError> {
    let best = headers(opened)
        .into_iter()
        .map(|header| {
            let bound = bind(preset, &header);
            (header, bound)
        })
        .reduce(|best, next| {
            let rank = |b: &Bound| (std::cmp::Reverse(b.missing.len()), b.matched);
            if rank(&next.1) > rank(&best.1) {
                next
            } else {
                best
            }
        });
    let Some((header, bound)) = best.filter(|(_, bound)| bound.matched > 0) else {
        return Err(ImportError::NoHeader {
            file: file.to_owned(),
        });
    };
    if !bound.missing.is_empty() {
        let found: Vec<String> = header.names.iter().take(40).map(|n| cut(n, 60)).collect();
        return Err(ImportError::MissingColumns {
            file: file.to_owned(),
            missing: bound.missing.join(", "),
            found: found.join(", "),
        });
    }
    if let Some(name) = bound
        .twice
        .clone()
        .filter(|_| preset.target != Target::Nothing)
    {
        return Err(ImportError::DuplicateHeader {
            file: file.to_owned(),
            name,
        });
    }
    Ok((header, bound))
}

/// A stable print of a table's shape: its column names, whatever their order.
pub(crate) fn fingerprint(header: &Header) -> String {
    use sha2::{Digest, Sha256};
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for name in header.folded.iter().filter(|n| !n.is_empty()) {
        *names.entry(name).or_default() += 1;
    }
    let mut hash = Sha256::new();
    for (name, count) in names {
        hash.update(format!("{}:{name}:{count};", name.len()));
    }
    hex::encode(
        hash.finalize()
            .iter()
            .take(16)
            .copied()
            .collect::<Vec<u8>>(),
    )
}
