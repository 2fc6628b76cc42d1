//! One file of rates from the bank, through the same client as every other request.

use super::{RateFileError, RatePage, parse_csv, parse_xml};
use crate::error::ConnectError;
use crate::http::{Answer, BaseUrl, Dialect, HttpOptions, Meaning, Method, Request, Unheard, Wire};
use crate::import::ImportInput;
use crate::source::Job;
use domain::document::{DocumentDraft, DocumentKind};
use domain::{Account, AccountId, Instant, Platform};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// The bank's own address.
pub const HOST: &str = "https://www.ecb.europa.eu";
/// One file a refresh, and none states a limit: more would be a fault of ours.
const REQUESTS_PER_MINUTE: u32 = 10;

/// How far back a file reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// The last ninety days.
    Quarter,
    /// Every day since 1999.
    All,
}

impl Span {
    const fn path(self) -> &'static str {
        match self {
            Self::Quarter => "/stats/eurofxref/eurofxref-hist-90d.xml",
            Self::All => "/stats/eurofxref/eurofxref-hist.zip",
        }
    }
}

/// The bank's file server.
pub struct Ecb {
    wire: Wire,
    base: BaseUrl,
}

/// What answers of a file server mean.
struct FileDialect;

impl Dialect for FileDialect {
    fn expects_json(&self) -> bool {
        false
    }

    fn judge(&self, answer: &Answer) -> Meaning {
        if (200..300).contains(&answer.status) {
            return Meaning::Fine;
        }
        Meaning::Fail(ConnectError::Refused {
            status: answer.status,
            code: "no such file".to_owned(),
        })
    }
}

impl Ecb {
    /// A reader of `base_url`; of the bank's own address when `None`.
    ///
    /// # Errors
    /// [`ConnectError::BaseUrl`] for an unsafe address, [`ConnectError::Client`] when no client can be made.
    pub fn new(base_url: Option<&str>, http: HttpOptions) -> Result<Self, ConnectError> {
        let base = BaseUrl::parse(base_url.unwrap_or(HOST))?;
        let wire = Wire::new(http, REQUESTS_PER_MINUTE, base.is_loopback())?;
        Ok(Self { wire, base })
    }

    /// Fetches and reads one file.
    ///
    /// # Errors
    /// [`ConnectError`]; [`ConnectError::Malformed`] for a file that is none of rates.
    pub async fn fetch(
        &self,
        span: Span,
        now: Instant,
        cancel: CancellationToken,
    ) -> Result<RatePage, ConnectError> {
        let name = format!("GET {}", span.path());
        let request = Request::new(Method::Get, self.base.join(span.path()), name.clone());
        let job = Job {
            account: nobody(now),
            now,
            full: false,
            cancel,
        };
        let answer = self
            .wire
            .send(&request, &FileDialect, &job, &mut Unheard)
            .await?;
        read(span, &name, answer.body, now)
    }
}

/// From the bytes of an answer to rates. The archive's one file is what is kept: it is what a rate opens to.
fn read(span: Span, name: &str, body: Arc<[u8]>, now: Instant) -> Result<RatePage, ConnectError> {
    let malformed = |detail: String| ConnectError::Malformed {
        what: name.to_owned(),
        detail,
        body: None,
    };
    let (name, media_type, bytes) = match span {
        Span::Quarter => (name.to_owned(), "application/xml", body),
        Span::All => {
            let archive = ImportInput {
                name: name.to_owned(),
                bytes: body,
                received_at: now,
            };
            let file = crate::detect::members(archive)
                .map_err(|e| malformed(e.to_string()))?
                .into_iter()
                .next()
                .ok_or_else(|| malformed("the archive is empty".to_owned()))?;
            (file.name, "text/csv", file.bytes)
        }
    };
    let parsed = match span {
        Span::Quarter => parse_xml(&bytes),
        Span::All => parse_csv(&bytes),
    };
    let (rates, rejects) = parsed.map_err(|RateFileError::Form(why)| malformed(why))?;
    Ok(RatePage {
        document: DocumentDraft {
            kind: DocumentKind::ApiPage,
            platform: Platform::Other,
            name,
            media_type: media_type.to_owned(),
            bytes,
            received_at: now,
        },
        rates,
        rejects,
    })
}

/// The client asks on behalf of an account; here there is none.
fn nobody(now: Instant) -> Account {
    Account {
        id: AccountId(0),
        platform: Platform::Other,
        handle: String::new(),
        region: None,
        base_url: None,
        external_id: None,
        manual: false,
        added_at: now,
    }
}
