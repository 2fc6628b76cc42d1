//! The sandbox's own endpoints under `/sandbox/`: clock, faults, journal, accounts of the world.
//!
//! Rule protected: they are never journalled and never spoilt, so a test can always look.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::json;

use super::site::Site;
use crate::faults::FaultSpec;
use crate::wire::Answer;

#[derive(Deserialize)]
struct NowOrder {
    now: DateTime<Utc>,
}

#[derive(Deserialize)]
struct FaultsOrder {
    faults: Vec<String>,
}

/// Carries out one control request; `order` is the path after `/sandbox/`.
pub(crate) fn answer(site: &Site, method: &str, order: &str, body: &[u8]) -> Answer {
    match (method, order.trim_end_matches('/')) {
        ("GET", "now") => now(site),
        ("POST", "now") => match serde_json::from_slice::<NowOrder>(body) {
            Ok(order) => {
                site.set_now(order.now.timestamp());
                now(site)
            }
            Err(error) => wrong(&error.to_string()),
        },
        ("GET", "faults") => faults(site),
        ("POST", "faults") => set_faults(site, body),
        ("GET", "journal") => Answer::json(200, &site.journal()),
        ("DELETE", "journal") => {
            site.clear_journal();
            Answer::empty(204)
        }
        _ => Answer::json(404, &json!({"error": "known: now, faults, journal"})),
    }
}

fn now(site: &Site) -> Answer {
    Answer::json(200, &json!({"now": site.world().now()}))
}

fn faults(site: &Site) -> Answer {
    Answer::json(200, &json!({"faults": site.faults()}))
}

fn set_faults(site: &Site, body: &[u8]) -> Answer {
    let parsed = serde_json::from_slice::<FaultsOrder>(body)
        .map_err(|error| error.to_string())
        .and_then(|order| {
            order
                .faults
                .iter()
                .map(|text| text.parse::<FaultSpec>().map_err(|error| error.to_string()))
                .collect()
        });
    match parsed {
        Ok(specs) => {
            site.set_faults(specs);
            faults(site)
        }
        Err(reason) => wrong(&reason),
    }
}

fn wrong(reason: &str) -> Answer {
    Answer::json(400, &json!({"error": reason}))
}
