//! One request and one answer, free of any web framework.
//!
//! Rule protected: names and values are decoded once, here.

use axum::http::HeaderMap;
use base64::Engine;
use serde::Serialize;
use serde_json::Value;

use super::vault::Vault;
use crate::faults::Quirks;
use crate::world::World;

/// A request to one platform; `path` is the platform's own path, without the sandbox's prefix.
pub(crate) struct Call<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
    pub(crate) quirks: Quirks,
    pub(crate) world: World,
    pub(crate) vault: &'a mut Vault,
    /// Number of this request since the start, for request ids.
    pub(crate) serial: u64,
}

/// Name and value pairs of a query or a form, percent-decoded, `+` as space, in order.
pub(crate) fn parse_pairs(text: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(text).into_owned().collect()
}

impl Call<'_> {
    /// First value of a query parameter.
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        find(&self.query, name)
    }

    /// The body read as a form.
    pub(crate) fn form(&self) -> Vec<(String, String)> {
        parse_pairs(self.body)
    }

    /// A header as text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The bearer token.
    pub(crate) fn bearer(&self) -> Option<&str> {
        self.header("authorization")?.strip_prefix("Bearer ")
    }

    /// The user name of HTTP Basic.
    pub(crate) fn basic_user(&self) -> Option<String> {
        let coded = self.header("authorization")?.strip_prefix("Basic ")?;
        let plain = base64::engine::general_purpose::STANDARD
            .decode(coded)
            .ok()?;
        let text = String::from_utf8(plain).ok()?;
        Some(
            text.split_once(':')
                .map_or(text.as_str(), |(user, _)| user)
                .to_owned(),
        )
    }

    /// The body as JSON; an empty body is an empty object.
    pub(crate) fn json(&self) -> Option<Value> {
        if self.body.is_empty() {
            Some(Value::Object(Default::default()))
        } else {
            serde_json::from_slice(self.body).ok()
        }
    }

    /// An id for this request, as platforms put in their answers.
    pub(crate) fn request_id(&self) -> String {
        request_id(self.serial)
    }
}

/// Fourteen letters and digits that differ from request to request.
pub(crate) fn request_id(serial: u64) -> String {
    format!("{:014X}", serial.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 8)
}

/// First value of `name`.
pub(crate) fn find<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

/// What goes back over the wire.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// A JSON answer.
    pub(crate) fn json(status: u16, body: &impl Serialize) -> Self {
        // these are maps with string keys, which always serialise
        let body = serde_json::to_vec(body).unwrap_or_default();
        Self {
            status,
            headers: vec![("content-type", "application/json; charset=utf-8".to_owned())],
            body,
        }
    }

    /// An empty answer.
    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// A redirect of the browser.
    pub(crate) fn redirect(to: &url::Url) -> Self {
        Self::empty(302).with_header("location", to.to_string())
    }

    /// A page for a person: consent pages refuse with one.
    pub(crate) fn page(status: u16, text: &str) -> Self {
        let body = format!("<!doctype html><title>Sandbox</title><p>{text}</p>").into_bytes();
        Self {
            status,
            headers: vec![("content-type", "text/html; charset=utf-8".to_owned())],
            body,
        }
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }
}
