//! The platform's own page on a programme, from the sources of its rule.
//!
//! The rule it protects: an address is never made up. It is one a source of the rule names, and its host is the platform's own.

use crate::shapes::PlatformPage;
use domain::programmes::{Rule, Source};

/// Hosts of a platform's own pages, by the registry's slug. A subdomain of one belongs to it.
const HOSTS: &[(&str, &[&str])] = &[
    ("tiktok", &["tiktok.com", "tiktokglobalshop.com"]),
    (
        "youtube",
        &["youtube.com", "support.google.com", "blog.youtube"],
    ),
    (
        "instagram",
        &["instagram.com", "facebook.com", "meta.com", "about.fb.com"],
    ),
    ("facebook", &["facebook.com", "meta.com", "about.fb.com"]),
    ("twitch", &["twitch.tv", "twitch.com"]),
    ("x", &["x.com", "twitter.com"]),
    ("snapchat", &["snapchat.com", "snap.com"]),
    ("pinterest", &["pinterest.com"]),
    ("kick", &["kick.com"]),
    ("rumble", &["rumble.com"]),
    ("patreon", &["patreon.com"]),
    ("substack", &["substack.com"]),
    ("medium", &["medium.com"]),
    ("reddit", &["redditinc.com", "reddithelp.com"]),
    ("spotify", &["spotify.com"]),
];

/// The first source of a rule that is a page of the platform itself, by its slug in the registry.
pub(super) fn own(platform: &str, rule: &Rule) -> Option<PlatformPage> {
    let (_, hosts) = HOSTS.iter().find(|(slug, _)| *slug == platform)?;
    rule.sources.iter().find_map(|source| page(source, hosts))
}

fn page(source: &Source, hosts: &[&str]) -> Option<PlatformPage> {
    let url = source.url.as_deref()?;
    let host = url
        .strip_prefix("https://")?
        .split(['/', '?', '#'])
        .next()?;
    let own = hosts
        .iter()
        .any(|own| host == *own || host.strip_suffix(own).is_some_and(|sub| sub.ends_with('.')));
    own.then(|| PlatformPage {
        title: source.title.clone(),
        url: url.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::programmes::Registry;

    #[test]
    fn a_host_is_the_platforms_own_or_none() {
        let source = |url: &str| Source {
            title: "t".to_owned(),
            url: Some(url.to_owned()),
            date: None,
        };
        let cases = [
            ("https://support.tiktok.com/en/x", true, "a subdomain"),
            ("https://tiktok.com", true, "the host itself"),
            (
                "https://eviltiktok.com/",
                false,
                "another name that ends alike",
            ),
            (
                "https://tiktok.com.example/",
                false,
                "another name that begins alike",
            ),
            ("http://tiktok.com/", false, "not encrypted"),
            ("https://news.example/tiktok.com", false, "only in the path"),
        ];
        for (url, expected, why) in cases {
            assert_eq!(
                page(&source(url), &["tiktok.com"]).is_some(),
                expected,
                "{why}"
            );
        }
    }

    #[test]
    fn every_platform_of_the_registry_has_its_hosts() {
        let registry = Registry::embedded().unwrap();
        for pack in registry.packs() {
            assert!(
                HOSTS.iter().any(|(slug, _)| *slug == pack.platform),
                "{}",
                pack.platform
            );
        }
    }
}
