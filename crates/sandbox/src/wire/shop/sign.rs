//! The request signature (shop/sign-your-api-request).
//!
//! Rule protected: HMAC-SHA256 with the app's secret over secret + path + sorted parameters + body + secret, lowercase
//! hex; `sign` and `access_token` themselves stay out, and so does the body of a multipart upload.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::wire::Call;

/// The signature this request must carry.
pub(super) fn expected(call: &Call<'_>, secret: &str) -> String {
    let mut pairs: Vec<&(String, String)> = call
        .query
        .iter()
        .filter(|(name, _)| name != "sign" && name != "access_token")
        .collect();
    pairs.sort();
    let mut text = format!("{secret}{}", call.path);
    for (name, value) in pairs {
        text.push_str(name);
        text.push_str(value);
    }
    let multipart = call
        .header("content-type")
        .is_some_and(|kind| kind.starts_with("multipart/form-data"));
    let body = if multipart { &[] } else { call.body };
    sign(secret, &[text.as_bytes(), body, secret.as_bytes()])
}

fn sign(secret: &str, pieces: &[&[u8]]) -> String {
    // HMAC takes a key of any length; the error cannot happen
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        return String::new();
    };
    for piece in pieces {
        mac.update(piece);
    }
    hex::encode(mac.finalize().into_bytes())
}
