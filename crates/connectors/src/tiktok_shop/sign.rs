//! The signature of a request.
//!
//! The signed text is, without separators: the app secret; the API path (`/affiliate_creator/202410/orders/search`, without
//! host and query); each query parameter except `sign` and `access_token`, sorted by name, as name then value, undecorated;
//! the body, byte for byte (nothing for a GET); the app secret again. The signature is its HMAC-SHA256 under the app secret,
//! in lowercase hex. Source: TikTok Shop Partner Center, *Sign your API request*.

use crate::secret::Secret;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Signs a request.
pub fn signature(app_secret: &Secret, path: &str, query: &[(&str, &str)], body: &str) -> String {
    let mut pairs: Vec<&(&str, &str)> = query
        .iter()
        .filter(|(name, _)| !matches!(*name, "sign" | "access_token"))
        .collect();
    pairs.sort();
    let secret = app_secret.expose().as_bytes();
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else {
        // HMAC takes keys of any length
        return String::new();
    };
    mac.update(secret);
    mac.update(path.as_bytes());
    for (name, value) in pairs {
        mac.update(name.as_bytes());
        mac.update(value.as_bytes());
    }
    mac.update(body.as_bytes());
    mac.update(secret);
    hex::encode(mac.finalize().into_bytes())
}
