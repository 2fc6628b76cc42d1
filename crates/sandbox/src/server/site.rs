//! The state behind the server: the story, its clock, tokens, faults and journal.
//!
//! Rule protected: locks are held for the length of one answer and never across a wait.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use serde_json::json;

use super::journal::{Journal, JournalEntry};
use crate::faults::{Ending, FaultBoard, FaultSpec, Platform, Quirks};
use crate::options::{SandboxAccount, SandboxOptions};
use crate::wire::{self, Answer, Call, Vault};
use crate::world::{World, instant};

/// A request taken off the wire.
pub(crate) struct Incoming<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) headers: &'a axum::http::HeaderMap,
    pub(crate) body: &'a [u8],
}

/// Everything the platforms share.
#[derive(Debug)]
pub(crate) struct Site {
    world: Mutex<World>,
    vault: Mutex<(Vault, u64)>,
    faults: Mutex<FaultBoard>,
    journal: Mutex<Journal>,
    sign_ins: Vec<(Platform, String, String)>,
    started: Instant,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // a panic elsewhere leaves nothing half-written that an answer could not bear
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Site {
    pub(crate) fn new(options: &SandboxOptions) -> Self {
        let world = World::new(options.seed, options.days, options.entries, options.now);
        let mut vault = Vault::new(options.seed);
        let sign_ins = [
            (Platform::Tiktok, wire::tiktok::SCOPES),
            (Platform::Shop, wire::shop::SCOPES),
            (Platform::Youtube, wire::youtube::SCOPES),
            (Platform::Patreon, wire::patreon::SCOPES),
            (Platform::Twitch, wire::twitch::SCOPES),
            (Platform::Instagram, wire::instagram::SCOPES),
        ]
        .into_iter()
        .map(|(platform, scopes)| {
            let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
            let grant = vault.grant(platform, scopes, world.now);
            (platform, grant.access, grant.refresh)
        })
        .collect();
        let mut faults = FaultBoard::default();
        faults.replace(options.faults.clone());
        Self {
            world: Mutex::new(world),
            vault: Mutex::new((vault, 0)),
            faults: Mutex::new(faults),
            journal: Mutex::default(),
            sign_ins,
            started: Instant::now(),
        }
    }

    pub(crate) fn world(&self) -> World {
        lock(&self.world).clone()
    }

    pub(crate) fn set_now(&self, now: i64) {
        lock(&self.world).now = now;
    }

    pub(crate) fn set_faults(&self, faults: Vec<FaultSpec>) {
        lock(&self.faults).replace(faults);
    }

    pub(crate) fn faults(&self) -> Vec<String> {
        lock(&self.faults).texts()
    }

    pub(crate) fn journal(&self) -> Vec<JournalEntry> {
        lock(&self.journal).entries()
    }

    pub(crate) fn clear_journal(&self) {
        lock(&self.journal).clear();
    }

    pub(crate) fn note(&self, entry: JournalEntry) {
        lock(&self.journal).push(entry);
    }

    pub(crate) fn elapsed_ms(&self) -> u64 {
        self.started.elapsed().as_millis() as u64
    }

    /// Spends the faults that match a request.
    pub(crate) fn judge(&self, platform: Platform, path: &str) -> Quirks {
        lock(&self.faults).judge(platform, path)
    }

    /// The platform's answer, with its own clock in the `Date` header.
    pub(crate) fn answer(
        &self,
        platform: Platform,
        incoming: &Incoming<'_>,
        quirks: Quirks,
    ) -> Answer {
        let mut world = self.world();
        world.now += quirks.skew;
        let now = world.now;
        let mut guard = lock(&self.vault);
        let (vault, served) = &mut *guard;
        *served += 1;
        let ending = quirks.ending.clone();
        let answer = match ending {
            Some(Ending::Status {
                status,
                retry_after,
            }) => {
                let answer = wire::refuse(platform, status, false, *served);
                match retry_after {
                    Some(seconds) => answer.with_header("retry-after", seconds.to_string()),
                    None => answer,
                }
            }
            Some(Ending::Soft) => wire::refuse(platform, 500, true, *served),
            _ => wire::answer(
                platform,
                &mut Call {
                    method: incoming.method,
                    path: incoming.path,
                    query: wire::parse_pairs(incoming.query.as_bytes()),
                    headers: incoming.headers,
                    body: incoming.body,
                    quirks,
                    world,
                    vault,
                    serial: *served,
                },
            ),
        };
        answer.with_header(
            "date",
            instant(now).format("%a, %d %b %Y %H:%M:%S GMT").to_string(),
        )
    }

    /// The accounts, with the tokens given out at the start.
    pub(crate) fn accounts(&self, origin: &str) -> Vec<SandboxAccount> {
        let world = self.world();
        let seed = world.plan.seed;
        let tokens = |wanted: Platform| {
            let found = self
                .sign_ins
                .iter()
                .find(|(platform, ..)| *platform == wanted);
            found
                .map(|(_, access, refresh)| (access.clone(), refresh.clone()))
                .unwrap_or_default()
        };
        Platform::ALL
            .into_iter()
            .filter_map(|platform| {
                let (access, refresh) = tokens(platform);
                let (handle, region, credentials) = match platform {
                    // Rates need no account.
                    Platform::Ecb => return None,
                    Platform::Tiktok => (
                        wire::tiktok::HANDLE,
                        "FR",
                        wire::tiktok::credentials(seed, &access, &refresh),
                    ),
                    Platform::Stripe => (
                        "Atelier Camille",
                        "FR",
                        json!({"api_key": wire::stripe::full_key(seed)}),
                    ),
                    Platform::Shop => (
                        wire::shop::HANDLE,
                        "US",
                        wire::shop::credentials(seed, &access, &refresh),
                    ),
                    Platform::Youtube => (
                        "@camilleatelier",
                        "FR",
                        wire::youtube::credentials(seed, &access, &refresh),
                    ),
                    Platform::Twitch => (
                        wire::twitch::HANDLE,
                        "FR",
                        wire::twitch::credentials(seed, &access, &refresh),
                    ),
                    Platform::Instagram => (
                        wire::instagram::HANDLE,
                        "FR",
                        wire::instagram::credentials(&access),
                    ),
                    Platform::Paypal => {
                        (wire::paypal::HANDLE, "FR", wire::paypal::credentials(seed))
                    }
                    Platform::Shopify => (
                        wire::shopify::HANDLE,
                        "FR",
                        wire::shopify::credentials(seed),
                    ),
                    Platform::Gumroad => (
                        wire::gumroad::HANDLE,
                        "FR",
                        wire::gumroad::credentials(seed),
                    ),
                    Platform::Patreon => (
                        wire::patreon::HANDLE,
                        "FR",
                        wire::patreon::credentials(seed, &access, &refresh),
                    ),
                };
                Some(SandboxAccount {
                    platform: platform.prefix().to_owned(),
                    handle: handle.to_owned(),
                    region: region.to_owned(),
                    base_url: format!("{origin}/{}", platform.prefix()),
                    credentials,
                })
            })
            .collect()
    }
}
