//! From the socket to the platforms and back, with the spoiling of answers on the way out.
//!
//! Rule protected: every request is journalled, spoilt or not.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use futures::stream;

use super::control;
use super::journal::JournalEntry;
use super::site::{Incoming, Site};
use crate::faults::{Ending, Platform};
use crate::wire::Answer;

/// No platform call in use sends more.
const BODY_LIMIT: usize = 1 << 20;

/// Answers any request.
pub(crate) async fn handle(State(site): State<Arc<Site>>, request: Request) -> Response {
    let at_ms = site.elapsed_ms();
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, BODY_LIMIT).await else {
        return respond(Answer::page(413, "The body is too large."));
    };
    let (path, query) = (parts.uri.path(), parts.uri.query().unwrap_or_default());
    if let Some(order) = path.strip_prefix("/sandbox/") {
        return respond(control::answer(&site, parts.method.as_str(), order, &body));
    }
    let target = Platform::ALL.into_iter().find_map(|platform| {
        let inner = path.strip_prefix('/')?.strip_prefix(platform.prefix())?;
        inner.starts_with('/').then_some((platform, inner))
    });
    let Some((platform, inner)) = target else {
        return respond(Answer::page(
            404,
            &format!("Known prefixes: {}, sandbox.", Platform::known()),
        ));
    };
    let quirks = site.judge(platform, inner);
    if quirks.latency_ms > 0 {
        tokio::time::sleep(Duration::from_millis(quirks.latency_ms)).await;
    }
    let ending = quirks.ending.clone();
    let incoming = Incoming {
        method: parts.method.as_str(),
        path: inner,
        query,
        headers: &parts.headers,
        body: &body,
    };
    let answer = site.answer(platform, &incoming, quirks);
    site.note(JournalEntry {
        method: parts.method.to_string(),
        path: path.to_owned(),
        query: query.to_owned(),
        status: if ending == Some(Ending::Reset) {
            0
        } else {
            answer.status
        },
        at_ms,
    });
    spoil(answer, ending.as_ref())
}

fn spoil(mut answer: Answer, ending: Option<&Ending>) -> Response {
    match ending {
        Some(Ending::Reset) => cut(answer, 0),
        Some(Ending::Truncate) => {
            let half = answer.body.len() / 2;
            cut(answer, half)
        }
        Some(Ending::Malformed) => {
            // three quarters of the JSON, then what a proxy might add
            answer.body.truncate(answer.body.len() * 3 / 4);
            answer.body.extend_from_slice(b"\n<!-- upstream closed -->");
            respond(answer)
        }
        _ => respond(answer),
    }
}

/// Announces the whole body, sends `kept` bytes of it and closes the connection. With 0 not even the head is sent,
/// because the server flushes the head with the first bytes of the body.
fn cut(mut answer: Answer, kept: usize) -> Response {
    let whole = answer.body.len().max(1);
    answer.body.truncate(kept);
    let first =
        (!answer.body.is_empty()).then(|| Ok(Bytes::from(std::mem::take(&mut answer.body))));
    let broken = || std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    let pieces = stream::unfold((first, false), move |(piece, waited)| async move {
        match piece {
            Some(piece) => Some((piece, (None, false))),
            None if kept > 0 && !waited => {
                // let the first half leave before the connection goes
                tokio::time::sleep(Duration::from_millis(20)).await;
                Some((Err(broken()), (None, true)))
            }
            None => Some((Err(broken()), (None, true))),
        }
    });
    let mut response = respond(answer.with_header("content-length", whole.to_string()));
    *response.body_mut() = Body::from_stream(pieces);
    response
}

fn respond(answer: Answer) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in answer.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
        }
    }
    response
}
