//! The presets that come with the program, one file each in `presets/`, built in.
//!
//! The rule it protects: a preset is data anybody may edit, so every one is read strictly and checked as a whole by the
//! tests; one that cannot be read would be missing from the list and fail them.

use super::preset::Preset;
use std::sync::{Arc, OnceLock};

macro_rules! embedded {
    ($($name:literal),+ $(,)?) => {
        /// Name and text of every preset file.
        const TEXTS: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../presets/", $name, ".toml")))),+];
    };
}

embedded!(
    "youtube-revenue",
    "youtube-totals",
    "youtube-videos",
    "youtube-chart",
    "adsense",
    "twitch",
    "patreon-members",
    "paypal",
    "ko-fi",
    "buy-me-a-coffee",
    "gumroad-sales",
    "gumroad-payout",
    "shopify-transactions",
    "shopify-payouts",
    "tiktok-overview",
    "tiktok-followers",
    "tiktok-content",
    "tiktok-viewers",
    "tiktok-audience",
    "tiktok-activity",
    "tiktok-affiliate",
    "tiktok-shop-income",
    "tiktok-shop-unsettled",
    "amazon-earnings",
    "amazon-orders",
);

/// How many files there are.
pub const FILES: usize = TEXTS.len();

/// Every preset that comes with the program, in the order lists show them.
pub fn presets() -> &'static [Arc<Preset>] {
    static ALL: OnceLock<Vec<Arc<Preset>>> = OnceLock::new();
    ALL.get_or_init(|| {
        TEXTS
            .iter()
            .filter_map(|(_, text)| toml::from_str::<Preset>(text).ok())
            .map(Arc::new)
            .collect()
    })
}

/// A preset by its id.
pub fn preset(id: &str) -> Option<Arc<Preset>> {
    presets().iter().find(|p| p.id == id).cloned()
}
