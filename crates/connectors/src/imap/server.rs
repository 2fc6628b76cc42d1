//! Where a mailbox lives, and how the line to it is made safe.
//!
//! The rule it protects: a password travels over TLS or not at all. A server is spoken to with TLS from the first byte or
//! made to begin it before anything is said; there is no third way and no fallback.

use crate::error::ConnectError;

/// Port of IMAP with TLS from the first byte, RFC 8314.
const IMPLICIT: u16 = 993;
/// Port of IMAP that begins TLS by a command, RFC 9051.
const STARTTLS: u16 = 143;

/// How TLS begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Safety {
    /// With the first byte.
    Implicit,
    /// By `STARTTLS`, before anything else is said.
    StartTls,
}

/// A server of mailboxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Server {
    pub host: String,
    pub port: u16,
    pub safety: Safety,
}

impl Server {
    /// Reads what a provider's help page states: `imap.example.com`, `imap.example.com:993`, `imap.example.com:143`, or with
    /// the way spelt out, `imaps://…` and `starttls://…`. A port without a way is taken as the standard has it: 143 begins
    /// TLS by a command, every other one with it.
    ///
    /// # Errors
    /// [`ConnectError::BaseUrl`] naming what is wrong.
    pub fn parse(text: &str) -> Result<Self, ConnectError> {
        let refuse = |why| ConnectError::BaseUrl {
            url: text.chars().take(100).collect(),
            why,
        };
        let text = text.trim();
        let (way, rest) = match text.split_once("://") {
            Some(("imaps", rest)) => (Some(Safety::Implicit), rest),
            Some(("starttls", rest)) => (Some(Safety::StartTls), rest),
            Some(_) => return Err(refuse("only imaps:// and starttls:// are spoken")),
            None => (None, text),
        };
        let rest = rest.trim_end_matches('/');
        let (host, port) = match rest.rsplit_once(':') {
            // an IPv6 address has colons of its own
            Some((host, port)) if !host.contains(':') || host.ends_with(']') => {
                let port = port.parse::<u16>().ok().filter(|p| *p != 0);
                (
                    host,
                    Some(port.ok_or_else(|| refuse("its port is no number"))?),
                )
            }
            _ => (rest, None),
        };
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        if host.is_empty() || host.len() > 253 || !host.chars().all(fits) {
            return Err(refuse("it names no host"));
        }
        let safety = way.unwrap_or(match port {
            Some(STARTTLS) => Safety::StartTls,
            _ => Safety::Implicit,
        });
        let usual = match safety {
            Safety::Implicit => IMPLICIT,
            Safety::StartTls => STARTTLS,
        };
        Ok(Self {
            host: host.to_ascii_lowercase(),
            port: port.unwrap_or(usual),
            safety,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_decides_the_way() {
        use Safety::{Implicit, StartTls};
        for (text, host, port, safety) in [
            ("imap.example.com", "imap.example.com", 993, Implicit),
            (" IMAP.Example.com:993 ", "imap.example.com", 993, Implicit),
            ("imap.example.com:143", "imap.example.com", 143, StartTls),
            (
                "imap.example.com:10993",
                "imap.example.com",
                10993,
                Implicit,
            ),
            ("starttls://127.0.0.1:10143/", "127.0.0.1", 10143, StartTls),
            ("starttls://mail.example", "mail.example", 143, StartTls),
            ("[::1]:993", "::1", 993, Implicit),
            ("::1", "::1", 993, Implicit),
        ] {
            let expected = Server {
                host: host.to_owned(),
                port,
                safety,
            };
            assert_eq!(Server::parse(text).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_safe_server_is_refused() {
        for text in [
            "",
            "imap://mail.example",
            "http://mail.example",
            "mail.example:0",
            "mail.example:imap",
            "mail.example:99999",
            "user@mail.example",
            "mail.example/INBOX",
            "mail example",
        ] {
            let refused = matches!(Server::parse(text), Err(ConnectError::BaseUrl { .. }));
            assert!(refused, "“{text}” is no safe address");
        }
    }
}
