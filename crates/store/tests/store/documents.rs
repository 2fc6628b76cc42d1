//! Documents: exact bytes, kept once, read in pieces.

use crate::world::*;
use domain::*;

#[test]
fn bytes_come_back_exactly_from_any_place() {
    let world = World::new();
    let account = world.account(Platform::Stripe);
    // Longer than two pieces, and not the same everywhere.
    let bytes: Vec<u8> = (0..600_000_u32)
        .flat_map(|n| (n / 7).to_le_bytes())
        .take(600_000)
        .collect();
    let draft = document("export.csv", &bytes);
    let (first, again, other) = world.write(move |tx| {
        let run = tx.start_run(RunKind::Import, "export.csv", minute(1))?;
        let first = tx.insert_document(&draft, Some(account), run)?;
        let again = tx.insert_document(&draft, Some(account), run)?;
        let renamed = DocumentDraft {
            name: "copy.csv".to_owned(),
            ..draft
        };
        Ok((
            first,
            again,
            tx.insert_document(&renamed, Some(account), run)?,
        ))
    });
    assert_eq!(
        first, again,
        "the same bytes under the same name are kept once"
    );
    assert_ne!(first, other, "another name is another document");
    for (start, len, why) in [
        (0, 10, "the beginning"),
        (262_140, 8, "across two pieces"),
        (100, 500_000, "over three pieces"),
        (599_990, 100, "past the end is cut"),
        (700_000, 5, "behind the end is nothing"),
    ] {
        let end = (start + len).min(bytes.len());
        let expected = bytes.get(start..end).unwrap_or_default();
        let got = world.read(|tx| tx.document_slice(first, start as u64, len as u64));
        assert!(got == expected, "{why}: {} bytes from {start}", got.len());
    }
    assert_eq!(
        world.read(|tx| tx.verify()).problems,
        [],
        "the stored hash agrees"
    );
}
