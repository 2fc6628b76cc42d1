//! The address an account is spoken to at.
//!
//! The rule it protects: credentials travel over TLS, or not beyond this machine.

use crate::error::ConnectError;
use domain::Account;
use std::net::IpAddr;
use url::{Host, Url};

/// An address to which a platform's own paths are appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    url: Url,
    loopback: bool,
}

impl BaseUrl {
    /// Reads an address such as `https://api.example.com` or `http://127.0.0.1:8080/stripe`.
    ///
    /// # Errors
    /// [`ConnectError::BaseUrl`] for anything but `https`, or `http` to this machine; for a user name, password, query or
    /// fragment.
    pub fn parse(text: &str) -> Result<Self, ConnectError> {
        let refuse = |url: &str, why| ConnectError::BaseUrl {
            url: url.to_owned(),
            why,
        };
        let Ok(mut url) = Url::parse(text.trim()) else {
            return Err(refuse("…", "it is not a URL"));
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refuse(
                url.host_str().unwrap_or("…"),
                "credentials do not belong in an address",
            ));
        }
        if url.query().is_some() || url.fragment().is_some() {
            url.set_query(None);
            url.set_fragment(None);
            return Err(refuse(url.as_str(), "it has a query or a fragment"));
        }
        let loopback = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(ip)) => IpAddr::V4(ip).is_loopback(),
            Some(Host::Ipv6(ip)) => IpAddr::V6(ip).is_loopback(),
            None => return Err(refuse(url.as_str(), "it names no host")),
        };
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            "http" => {
                return Err(refuse(
                    url.as_str(),
                    "only https is safe beyond this machine",
                ));
            }
            _ => return Err(refuse(url.as_str(), "only https is spoken")),
        }
        Ok(Self { url, loopback })
    }

    /// The account's configured address, or the platform's own.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn of(account: &Account, platform: &str) -> Result<Self, ConnectError> {
        Self::parse(account.base_url.as_deref().unwrap_or(platform))
    }

    /// Whether it is this machine (an emulator or a test server), where no platform's limits apply.
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// The address of a path that starts with `/`, below this address's own path. The path keeps its trailing slash.
    pub(crate) fn join(&self, path: &str) -> Url {
        let mut url = self.url.clone();
        let own = url.path().trim_end_matches('/').to_owned();
        url.set_path(&format!("{own}{path}"));
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_safe_addresses_are_accepted() {
        let cases = [
            ("https://api.example.com", true, "the ordinary case"),
            ("http://127.0.0.1:4242/stripe", true, "the emulator"),
            ("http://localhost:1/", true, "this machine by name"),
            ("http://[::1]:8080", true, "this machine by IPv6"),
            ("http://api.example.com", false, "a key in the clear"),
            (
                "http://127.0.0.1.example.com",
                false,
                "a host that only looks local",
            ),
            (
                "https://me:pw@api.example.com",
                false,
                "a password in the address",
            ),
            ("https://api.example.com?key=1", false, "a query"),
            ("ftp://127.0.0.1", false, "another protocol"),
            ("api.example.com", false, "no scheme"),
            ("file:///etc/hosts", false, "a file"),
        ];
        for (text, good, why) in cases {
            assert_eq!(BaseUrl::parse(text).is_ok(), good, "{text}: {why}");
        }
        let error = BaseUrl::parse("https://me:pw@api.example.com").unwrap_err();
        assert!(
            !error.to_string().contains("pw"),
            "a password is not repeated: {error}"
        );
    }

    #[test]
    fn paths_go_below_the_address() {
        let base = BaseUrl::parse("http://127.0.0.1:1/tiktok/").unwrap();
        assert_eq!(
            base.join("/v2/user/info/").as_str(),
            "http://127.0.0.1:1/tiktok/v2/user/info/",
            "one slash between, the last one kept"
        );
    }
}
