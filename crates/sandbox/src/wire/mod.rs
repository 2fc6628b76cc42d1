//! The platforms' wire formats.
//!
//! Rule protected: an answer is a pure function of the story, the clock, the tokens and the request; transport faults
//! are laid over it by the server.

mod call;
pub(crate) mod ecb;
pub(crate) mod gumroad;
pub(crate) mod instagram;
pub(crate) mod patreon;
pub(crate) mod paypal;
pub(crate) mod shop;
pub(crate) mod shopify;
pub(crate) mod stripe;
pub(crate) mod tiktok;
pub(crate) mod twitch;
mod vault;
pub(crate) mod youtube;

pub(crate) use call::{Answer, Call, parse_pairs};
pub(crate) use vault::{Code, Grant, TokenFault, Vault};

use crate::faults::Platform;

/// Answers a request to one platform.
pub(crate) fn answer(platform: Platform, call: &mut Call<'_>) -> Answer {
    match platform {
        Platform::Ecb => ecb::answer(call),
        Platform::Tiktok => tiktok::answer(call),
        Platform::Stripe => stripe::answer(call),
        Platform::Shop => shop::answer(call),
        Platform::Youtube => youtube::answer(call),
        Platform::Twitch => twitch::answer(call),
        Platform::Instagram => instagram::answer(call),
        Platform::Paypal => paypal::answer(call),
        Platform::Patreon => patreon::answer(call),
        Platform::Gumroad => gumroad::answer(call),
        Platform::Shopify => shopify::answer(call),
    }
}

/// The platform's own error body for a status it did not mean to give (faults).
pub(crate) fn refuse(platform: Platform, status: u16, soft: bool, serial: u64) -> Answer {
    match platform {
        Platform::Ecb => ecb::refuse(status),
        Platform::Tiktok => tiktok::refuse(status, serial),
        Platform::Stripe => stripe::refuse(status),
        Platform::Shop => shop::refuse(status, serial),
        Platform::Youtube => youtube::refuse(status),
        Platform::Twitch => twitch::refuse(status),
        Platform::Instagram => instagram::refuse(status),
        Platform::Paypal => paypal::refuse(status, serial),
        Platform::Patreon => patreon::refuse(status, serial),
        Platform::Gumroad => gumroad::refuse(status),
        Platform::Shopify => shopify::refuse(status),
    }
    .with_status(if soft { 200 } else { status })
}
