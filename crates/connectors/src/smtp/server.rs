//! Where mail is handed over, and how the line to it is made safe.
//!
//! The rule it protects: TLS from the first byte or before anything is said; there is no third way and no fallback.

use crate::error::ConnectError;

/// Port of submission with TLS from the first byte, RFC 8314.
const IMPLICIT: u16 = 465;
/// Port of submission that begins TLS by a command, RFC 6409.
const STARTTLS: u16 = 587;

/// How TLS begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Safety {
    /// With the first byte.
    Implicit,
    /// By `STARTTLS`, before anything else is said.
    StartTls,
}

/// A server that takes mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Server {
    pub host: String,
    pub port: u16,
    pub safety: Safety,
}

/// Whether a text names a server that mail can be handed to.
///
/// # Errors
/// [`ConnectError::BaseUrl`] naming what is wrong.
pub fn check_server(text: &str) -> Result<(), ConnectError> {
    Server::parse(text).map(|_| ())
}

impl Server {
    /// Reads what a provider's help page states: `smtp.example.com`, `smtp.example.com:465`, or with the way spelt out,
    /// `smtps://…` and `starttls://…`. Without a way, 465 is TLS from the first byte and every other port begins it by a
    /// command; without a port, it is 587.
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
            Some(("smtps", rest)) => (Some(Safety::Implicit), rest),
            Some(("starttls", rest)) => (Some(Safety::StartTls), rest),
            Some(_) => return Err(refuse("only smtps:// and starttls:// are spoken")),
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
            Some(IMPLICIT) => Safety::Implicit,
            _ => Safety::StartTls,
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
            ("smtp.example.com", "smtp.example.com", 587, StartTls),
            (" SMTP.Example.com:465 ", "smtp.example.com", 465, Implicit),
            ("smtp.example.com:587", "smtp.example.com", 587, StartTls),
            ("smtps://127.0.0.1:10466/", "127.0.0.1", 10466, Implicit),
            ("smtps://mail.example", "mail.example", 465, Implicit),
            ("starttls://[::1]:25", "::1", 25, StartTls),
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
            "smtp://mail.example",
            "mail.example:0",
            "a@mail.example",
            "mail example",
        ] {
            let refused = matches!(check_server(text), Err(ConnectError::BaseUrl { .. }));
            assert!(refused, "“{text}” is no safe address");
        }
    }
}
