//! What goes out and what comes back.
//!
//! The rule it protects: a request knows the name its answer is filed under, so that no URL with a token or signature in
//! it ever becomes a document's name.

use crate::secret::Secret;
use domain::document::{DocumentDraft, DocumentKind};
use domain::{Instant, Platform};
use std::sync::Arc;
use url::Url;

/// The two verbs a reader needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
}

/// What is sent along.
#[derive(Debug, Clone)]
pub(crate) enum Body {
    None,
    /// `application/json`, already encoded since some platforms sign the very bytes.
    Json(String),
    /// `application/x-www-form-urlencoded`; the values may be secrets.
    Form(Vec<(&'static str, Secret)>),
}

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub method: Method,
    pub url: Url,
    pub headers: Vec<(&'static str, Secret)>,
    pub body: Body,
    /// Name of the answer's document: verb, path, page. No query of a signed request, no token.
    pub name: String,
}

impl Request {
    pub fn new(method: Method, url: Url, name: impl Into<String>) -> Self {
        Self {
            method,
            url,
            headers: Vec::new(),
            body: Body::None,
            name: name.into(),
        }
    }

    /// A request for one list, object or page, with its parameters.
    pub fn get(url: Url, name: impl Into<String>, query: &[(&str, &str)]) -> Self {
        let plain = Self::new(Method::Get, url, name);
        query
            .iter()
            .fold(plain, |request, (field, value)| request.query(field, value))
    }

    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, Secret::new(value)));
        self
    }

    pub fn bearer(self, token: &Secret) -> Self {
        self.header("authorization", format!("Bearer {}", token.expose()))
    }

    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.url.query_pairs_mut().append_pair(name, value);
        self
    }

    pub fn json(mut self, body: String) -> Self {
        self.body = Body::Json(body);
        self
    }

    pub fn form(mut self, fields: Vec<(&'static str, Secret)>) -> Self {
        self.body = Body::Form(fields);
        self
    }
}

/// One answer, read to its end.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: Arc<[u8]>,
    /// The request's document name.
    pub name: String,
}

impl Answer {
    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// An API answer as a document.
pub(crate) fn document(
    platform: Platform,
    name: &str,
    bytes: &Arc<[u8]>,
    now: Instant,
) -> DocumentDraft {
    DocumentDraft {
        kind: DocumentKind::ApiPage,
        platform,
        name: name.to_owned(),
        media_type: "application/json".to_owned(),
        bytes: Arc::clone(bytes),
        received_at: now,
    }
}
