//! Archives: a zip becomes its members, within limits on count, size and ratio.
//!
//! The rule it protects: an archive from a stranger costs bounded memory, and no name in it can point outside.

use super::is_zip;
use crate::import::{ImportError, ImportInput};
use crate::tabular;
use crate::text::cut;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Most members of an archive.
pub const MAX_MEMBERS: u64 = 10_000;
/// Most bytes an archive may unpack to (1 GiB).
pub const MAX_UNPACKED: u64 = 1024 * 1024 * 1024;
/// Most bytes unpacked per packed byte, once [`RATIO_FREE`] is passed.
pub const MAX_RATIO: u64 = 200;
/// Bytes that may be unpacked whatever the ratio (10 MiB).
pub const RATIO_FREE: u64 = 10 * 1024 * 1024;

/// A zip's files, named `export.zip › user_data_tiktok.json`; anything else is handed back as it is. Zips inside are
/// not opened.
///
/// # Errors
/// [`ImportError::Empty`] for no bytes, and the `Zip…` errors.
pub fn members(input: ImportInput) -> Result<Vec<ImportInput>, ImportError> {
    super::check_size(&input.name, &input.bytes)?;
    // A spreadsheet is a zip too, and one file to the creator.
    if !is_zip(&input.bytes) || tabular::is_xlsx(&input.bytes) {
        return Ok(vec![input]);
    }
    unpack(&input, MAX_UNPACKED)
}

/// Bytes an archive of `packed` bytes may unpack to, `most` at most.
pub(crate) fn limits(packed: u64, most: u64) -> u64 {
    most.min(RATIO_FREE.max(packed.saturating_mul(MAX_RATIO)))
}

fn unpack(input: &ImportInput, most: u64) -> Result<Vec<ImportInput>, ImportError> {
    let unreadable = |file: &str, why: String| ImportError::ZipUnreadable {
        file: file.to_owned(),
        why,
    };
    let packed = input.bytes.len() as u64;
    let limit = limits(packed, most);
    let mut archive = ZipArchive::new(Cursor::new(&*input.bytes))
        .map_err(|e| unreadable(&input.name, e.to_string()))?;
    if archive.len() as u64 > MAX_MEMBERS {
        return Err(ImportError::TooLarge {
            file: input.name.clone(),
            found: archive.len() as u64,
            limit: MAX_MEMBERS,
        });
    }
    let mut out = Vec::new();
    let mut unpacked: u64 = 0;
    for n in 0..archive.len() {
        let mut member = archive
            .by_index(n)
            .map_err(|e| unreadable(&input.name, e.to_string()))?;
        let Some(inner) = safe_name(&String::from_utf8_lossy(member.name_raw())) else {
            continue;
        };
        if !member.is_file() {
            continue;
        }
        let name = format!("{} › {inner}", input.name);
        // The header's size is the sender's word: reading stops one byte past what is left.
        let left = limit.saturating_sub(unpacked);
        let mut bytes = Vec::new();
        let read = (&mut member)
            .take(left.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|e| unreadable(&name, e.to_string()))? as u64;
        unpacked = unpacked.saturating_add(read);
        if unpacked > limit {
            return Err(ImportError::ZipBomb {
                file: name,
                unpacked,
                limit,
            });
        }
        out.push(ImportInput {
            name,
            bytes: bytes.into(),
            received_at: input.received_at,
        });
    }
    if out.is_empty() {
        return Err(ImportError::ZipEmpty {
            file: input.name.clone(),
        });
    }
    Ok(out)
}

/// A member's path without drives, parents and control characters; `None` for folders and the litter of file managers.
fn safe_name(raw: &str) -> Option<String> {
    if raw.ends_with(['/', '\\']) {
        return None;
    }
    let parts: Vec<String> = raw
        .split(['/', '\\'])
        .map(|part| {
            let clean: String = part
                .chars()
                .filter(|c| {
                    !c.is_control()
                        && !matches!(c, ':' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
                })
                .collect();
            cut(clean.trim(), 100)
        })
        .filter(|part| !matches!(part.as_str(), "" | "." | ".."))
        .collect();
    let last = parts.last()?;
    let litter =
        last == ".DS_Store" || last.starts_with("._") || parts.iter().any(|p| p == "__MACOSX");
    (!litter).then(|| cut(&parts.join("/"), 300))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn zip(files: &[(&str, &[u8])]) -> ImportInput {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(bytes).unwrap();
        }
        input("export.zip", writer.finish().unwrap().into_inner())
    }

    fn input(name: &str, bytes: Vec<u8>) -> ImportInput {
        ImportInput {
            name: name.into(),
            bytes: bytes.into(),
            received_at: "2026-11-22T12:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn members_are_named_after_their_archive_and_cannot_escape() {
        let all = members(zip(&[
            ("user_data_tiktok.json", b"{}"),
            ("../../etc/passwd", b"x"),
            ("C:\\Windows\\a.csv", b"y"),
            ("__MACOSX/._user_data.json", b"z"),
        ]))
        .unwrap();
        let names: Vec<_> = all.iter().map(|m| m.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "export.zip › user_data_tiktok.json",
                "export.zip › etc/passwd",
                "export.zip › C/Windows/a.csv"
            ]
        );
        assert_eq!(&*all[0].bytes, b"{}");
    }

    #[test]
    fn a_file_that_is_no_archive_is_itself() {
        let all = members(input("a.csv", b"id,Net\n".to_vec())).unwrap();
        assert_eq!((all.len(), all[0].name.as_str()), (1, "a.csv"));
    }

    #[test]
    fn a_bomb_is_stopped_by_ratio_and_by_size() {
        let zeros = vec![0u8; 12 * 1024 * 1024];
        let refused = members(zip(&[("zeros.json", &zeros)])).unwrap_err();
        assert!(
            matches!(
                refused,
                ImportError::ZipBomb {
                    limit: RATIO_FREE,
                    ..
                }
            ),
            "{refused:?}"
        );
        let refused = unpack(&zip(&[("a", &zeros[..60]), ("b", &zeros[..60])]), 100).unwrap_err();
        assert_eq!(
            refused,
            ImportError::ZipBomb {
                file: "export.zip › b".into(),
                unpacked: 101,
                limit: 100
            },
            "members count together"
        );
    }

    #[test]
    fn empty_and_damaged_archives_say_so() {
        assert!(
            matches!(
                members(input("a.zip", vec![])),
                Err(ImportError::Empty { .. })
            ),
            "0 bytes"
        );
        assert!(matches!(
            members(zip(&[])),
            Err(ImportError::ZipEmpty { .. })
        ));
        let mut cut = zip(&[("a.json", b"{\"a\": 1}")]).bytes.to_vec();
        cut.truncate(30);
        assert!(matches!(
            members(input("a.zip", cut)),
            Err(ImportError::ZipUnreadable { .. })
        ));
    }
}
