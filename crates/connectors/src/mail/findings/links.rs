//! Links that hide where they go, and link hosts that imitate a name.
//!
//! The rule it protects: links are compared as text; nothing is ever looked up.

use super::{finding, sender};
use crate::mail::brand::{label, registrable};
use crate::mail::message::Letter;
use crate::mail::pattern::Pattern;
use domain::offer::{Finding, FindingKind};

static URL: Pattern = Pattern::new(r#"(?i)\bhttps?://[^\s<>"'\]\)]+"#);
static HOST_SHOWN: Pattern =
    Pattern::new(r"(?i)^(?:https?://)?(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?$");

/// Services that hide the target.
const SHORT: &[&str] = &[
    "bit.ly",
    "buff.ly",
    "cutt.ly",
    "goo.gl",
    "is.gd",
    "ow.ly",
    "rb.gy",
    "rebrand.ly",
    "s.id",
    "shorturl.at",
    "t.co",
    "t.ly",
    "tiny.cc",
    "tinyurl.com",
    "v.gd",
];

pub(super) fn findings(letter: &Letter) -> Vec<Finding> {
    let mut out = Vec::new();
    for link in &letter.links {
        let shown_host = HOST_SHOWN
            .first(&link.shown)
            .map(|m| host(m.as_str()))
            .unwrap_or_default();
        let elsewhere =
            !shown_host.is_empty() && registrable(&shown_host) != registrable(&host(&link.href));
        let script = ["javascript:", "data:", "vbscript:"]
            .iter()
            .any(|s| link.href.to_lowercase().starts_with(s));
        if elsewhere || script {
            out.push(finding(
                FindingKind::HiddenLink,
                &format!("{} → {}", link.shown, link.href),
            ));
        }
    }
    let in_text = URL
        .all(&letter.draft.text)
        .into_iter()
        .filter_map(|c| c.get(0).map(|m| m.as_str().to_owned()));
    let hrefs = letter
        .links
        .iter()
        .map(|l| l.href.clone())
        .filter(|h| h.starts_with("http"));
    let sender = label(&letter.domain());
    let mut seen = Vec::new();
    for url in in_text.chain(hrefs).take(500) {
        let url = url
            .trim_end_matches(['.', ',', ';', ':', '!', '?'])
            .to_owned();
        if seen.contains(&url) {
            continue;
        }
        let host = host(&url);
        let numbers = !host.is_empty() && host.chars().all(|c| c.is_ascii_digit() || c == '.');
        let disguised = url
            .split_once("://")
            .and_then(|(_, r)| r.split(['/', '?', '#']).next())
            .is_some_and(|a| a.contains('@'));
        if SHORT.contains(&registrable(&host).as_str()) || numbers || disguised {
            out.push(finding(FindingKind::HiddenLink, &url));
        }
        if sender::imitates(&host) || borrows(&host, &sender) {
            out.push(finding(FindingKind::LookAlikeDomain, &url));
        }
        seen.push(url);
    }
    out
}

/// Whether a host wears the sender's name in front of a domain that is not the sender's
/// (`brand.login-verify.example`).
fn borrows(host: &str, sender: &str) -> bool {
    let own = registrable(host);
    let front = host.strip_suffix(&own).unwrap_or_default();
    sender.len() >= 4
        && label(host) != sender
        && sender::skeleton(front).contains(&sender::skeleton(sender))
}

/// The host of a URL, lower case, without user and port.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default().to_lowercase()
}
