//! A temporary profile and invented rows for it.

use domain::document::{DocumentKind, Place};
use domain::*;
use std::path::Path;
use std::sync::Arc;
use store::*;

pub struct World {
    pub folder: tempfile::TempDir,
    pub profile: Profile,
}

pub fn day(text: &str) -> CivilDay {
    text.parse().unwrap()
}

/// A moment `n` minutes after the start of the invented history.
pub fn minute(n: i64) -> Instant {
    Instant::from_seconds(1_760_000_000 + 60 * n).unwrap()
}

pub fn options(access: Access) -> OpenOptions {
    OpenOptions {
        access,
        create: access == Access::Write,
        keychain: KeychainMode::Off,
        sandbox: false,
        now: minute(0),
    }
}

pub fn open(folder: &Path) -> Result<Profile, StoreError> {
    Profile::open(folder, &options(Access::Write))
}

impl World {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let profile = open(folder.path()).unwrap();
        Self { folder, profile }
    }

    pub fn store(&self) -> &Store {
        self.profile.store()
    }

    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut WriteTx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.store().write(work).unwrap()
    }

    pub fn read<T>(&self, work: impl FnOnce(&ReadTx<'_>) -> Result<T, StoreError>) -> T {
        self.store().read(work).unwrap()
    }

    pub fn account(&self, platform: Platform) -> AccountId {
        self.write(move |tx| tx.insert_account(&account(platform)))
    }
}

pub fn account(platform: Platform) -> AccountDraft {
    AccountDraft {
        platform,
        handle: "@ines.atelier".to_owned(),
        region: Some("FR".parse().unwrap()),
        base_url: None,
        external_id: None,
        manual: false,
        added_at: minute(0),
    }
}

pub fn document(name: &str, bytes: &[u8]) -> DocumentDraft {
    DocumentDraft {
        kind: DocumentKind::File,
        platform: Platform::Stripe,
        name: name.to_owned(),
        media_type: "text/csv".to_owned(),
        bytes: Arc::from(bytes),
        received_at: minute(1),
    }
}

/// A shop sale in euros with a known fee.
pub fn sale(day_text: &str, title: &str, cents: i64) -> EntryDraft {
    EntryDraft {
        external_id: None,
        day: day(day_text),
        zone: Zone("Europe/Paris".parse().unwrap()),
        instant: None,
        stream: Stream::ShopSale,
        title: title.to_owned(),
        counterparty: Some("Galerie Éclat".to_owned()),
        money: Money {
            unit: Unit::EUR,
            gross: Some(cents * 10_000),
            fee: Some(10_000),
            tax: None,
            net: cents * 10_000 - 10_000,
        },
        status: Status::Available,
        available_on: None,
        payout_external_id: None,
        locator: Locator {
            start: 0,
            len: 4,
            place: Place::Line(2),
        },
    }
}

/// One page of rows, as a sync would write it: new rows inserted, changed ones revised, the rest touched.
pub fn apply(
    tx: &mut WriteTx<'_>,
    origin: &Origin<'_>,
    rows: &[(&str, EntryDraft)],
) -> Result<(), StoreError> {
    let keys: Vec<&str> = rows.iter().map(|(k, _)| *k).collect();
    let known = tx.known_entries(origin.account, origin.feed, &keys)?;
    for ((key, draft), known) in rows.iter().zip(known) {
        match known {
            None => {
                tx.insert_entry(origin, key, draft)?;
            }
            Some(k) if k.vanished || !k.says_the_same(draft) => {
                tx.revise_entry(k.id, draft, origin)?
            }
            Some(k) => tx.touch_entries(&[k.id], origin.run)?,
        }
    }
    Ok(())
}

/// One import of `rows` in a run of its own.
pub fn import(
    world: &World,
    account: AccountId,
    n: i64,
    rows: Vec<(&'static str, EntryDraft)>,
) -> RunId {
    world.write(move |tx| {
        let run = tx.start_run(RunKind::Import, "sales.csv", minute(n))?;
        let text = format!("file {n}");
        let document =
            tx.insert_document(&document("sales.csv", text.as_bytes()), Some(account), run)?;
        let origin = Origin {
            account,
            feed: "sales",
            document,
            run,
            now: minute(n),
        };
        apply(tx, &origin, &rows)?;
        tx.finish_run(run, RunState::Done, minute(n), None)?;
        Ok(run)
    })
}
