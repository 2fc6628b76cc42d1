//! Files as a creator has them: each kind is read, the same again brings nothing, an undo takes exactly it back, and every
//! row opens to its bytes.

mod common;

use common::{NOW, at, open, work};
use sandbox::{Generation, SandboxOptions};
use std::path::{Path, PathBuf};
use studio::importing::{self, ImportRequest};
use studio::shapes::*;
use studio::{OpenProfile, earnings, settings, sources};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// The emulator's files of one invented creator, by the name of what they are.
async fn samples(
    folder: &Path,
) -> Result<Vec<(&'static str, PathBuf)>, Box<dyn std::error::Error>> {
    let options = SandboxOptions {
        days: 200,
        ..SandboxOptions::new(at(NOW).0)
    };
    let emulator = sandbox::serve(options).await?;
    let world = emulator.world();
    emulator.shutdown().await?;
    let mut made = Vec::new();
    for (what, generation) in [
        ("TikTok export, generation A", Generation::A),
        ("TikTok export, generation B", Generation::B),
        ("TikTok export, generation C", Generation::C),
    ] {
        let file = folder.join(what).join("user_data_tiktok.json");
        std::fs::create_dir_all(folder.join(what))?;
        std::fs::write(&file, sandbox::tiktok_export(&world, generation))?;
        made.push((what, file));
    }
    let file = folder.join("itemised.csv");
    std::fs::write(&file, sandbox::stripe_itemised_csv(&world))?;
    made.push(("Stripe report", file));
    let mails = folder.join("mails");
    std::fs::create_dir_all(&mails)?;
    for (name, bytes) in sandbox::offer_mails(&world) {
        std::fs::write(mails.join(name), bytes)?;
    }
    made.push(("a folder of mails", mails));
    Ok(made)
}

fn import(profile: &OpenProfile, path: &Path, dry_run: bool) -> ImportReport {
    let request = ImportRequest {
        paths: vec![path.to_owned()],
        dry_run,
        live_unit: Some("diamond".to_owned()),
        ..ImportRequest::default()
    };
    importing::import(profile, &work(), &request).expect("the profile takes imports")
}

fn sum(report: &ImportReport) -> (i64, i64, i64) {
    report
        .files
        .iter()
        .fold((0, 0, 0), |(new, revised, same), file| {
            assert_eq!(file.error, None, "{} is read", file.path);
            (new + file.new, revised + file.revised, same + file.same)
        })
}

/// What the profile holds, in numbers and in its newest rows.
fn state(profile: &OpenProfile) -> (store::Counts, String) {
    let page = earnings::entries(profile, &EntryFilter::default(), None, 1_000);
    let counts = profile
        .store()
        .read(|tx| tx.counts())
        .expect("a store that can be read");
    // An undone run is remembered, and an account made for a file stays.
    let counts = store::Counts {
        accounts: 0,
        ..counts
    };
    (counts, format!("{:?}", page.expect("a page")))
}

#[tokio::test(flavor = "multi_thread")]
async fn each_kind_of_file_is_read_once_and_taken_back_whole() -> Outcome {
    let folder = tempfile::tempdir()?;
    for (what, path) in samples(folder.path()).await? {
        let profile = open(
            &folder.path().join(format!("profile of {what}")),
            false,
            NOW,
        );
        let empty = state(&profile);
        let look = import(&profile, &path, true);
        assert_eq!(look.run, None, "{what}: a look is no run");
        assert_eq!(state(&profile), empty, "{what}: a look writes nothing");

        let first = import(&profile, &path, false);
        let (new, revised, _) = sum(&first);
        assert!(new > 0, "{what}: something is read");
        // An answer in a thread joins the offer that the mail before it made, which a look at single files cannot know.
        let read = new + revised;
        let promised = sum(&look);
        assert_eq!(
            promised.0 + promised.1,
            read,
            "{what}: the look promised what came"
        );
        let full = state(&profile);

        let second = import(&profile, &path, false);
        let (again, changed, same) = sum(&second);
        assert_eq!(
            (again, changed),
            (0, 0),
            "{what}: the same again brings nothing"
        );
        assert_eq!(same, read, "{what}: every row is known");
        assert_eq!(state(&profile).1, full.1, "{what}: no row moved");

        let run = second.run.ok_or("an import that is kept has a run")?;
        importing::undo(&profile, run)?;
        assert_eq!(
            state(&profile).1,
            full.1,
            "{what}: undoing the repetition takes no row"
        );
        let run = first.run.ok_or("an import that is kept has a run")?;
        importing::undo(&profile, run)?;
        assert_eq!(
            state(&profile),
            empty,
            "{what}: undoing the import leaves nothing of it"
        );
        assert!(
            settings::verify(&profile)?.clean,
            "{what}: the check is clean"
        );
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_imported_row_opens_to_its_bytes() -> Outcome {
    let folder = tempfile::tempdir()?;
    let profile = open(&folder.path().join("profile"), false, NOW);
    for (_, path) in samples(folder.path()).await? {
        import(&profile, &path, false);
    }
    let page = earnings::entries(&profile, &EntryFilter::default(), None, 1_000)?;
    assert!(page.entries.len() > 100, "there are rows to open");
    for row in page.entries.iter().step_by(7) {
        let place = earnings::entry(&profile, row.id)?.source;
        let opened = sources::source(&profile, place.document, place.start, place.len, None)?;
        assert!(
            opened.hash_agrees,
            "entry {}: the bytes are the ones read",
            row.id
        );
        assert!(
            !opened.text.trim().is_empty(),
            "entry {}: it stands somewhere",
            row.id
        );
    }
    Ok(())
}

#[test]
fn a_row_of_a_spreadsheet_opens_to_its_cells() -> Outcome {
    let folder = tempfile::tempdir()?;
    let profile = open(folder.path(), false, NOW);
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../connectors/fixtures/presets/tiktok_affiliate.xlsx"
    );
    import(&profile, std::path::Path::new(file), false);
    let page = earnings::entries(&profile, &EntryFilter::default(), None, 10)?;
    assert!(!page.entries.is_empty(), "there are rows to open");
    for row in &page.entries {
        let place = earnings::entry(&profile, row.id)?.source;
        let spot = sources::sheet_row(&place);
        let (sheet, number) = spot.clone().expect("a sheet and a row");
        let (document, start, len) = (place.document, place.start, place.len);
        let opened = sources::source(&profile, document, start, len, spot)?;
        assert!(
            opened.text.starts_with(&format!("{sheet} {number}  ")),
            "the row itself: {}",
            opened.text
        );
        assert_eq!(opened.text.lines().count(), 1, "and no other");
        assert!(
            opened.before.starts_with(&format!("{sheet} 1  ")),
            "what stands around it, the column names here: {}",
            opened.before
        );
        assert_eq!(opened.source.line, place.line, "the place is repeated");
    }
    let (document, len) = (1, earnings::entry(&profile, page.entries[0].id)?.source.len);
    let whole = sources::source(&profile, document, 0, len, None)?;
    assert!(whole.text.lines().count() > 3, "without a row, the sheet");
    Ok(())
}
