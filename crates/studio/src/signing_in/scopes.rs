//! Permissions asked for beside those granted.

use crate::shapes::{GrantRow, ScopeRow};
use domain::Platform;
use store::SignIn;

/// What was granted, from the platform's text. `None` when it said nothing.
pub(super) fn granted(text: &str) -> Option<Vec<String>> {
    let list: Vec<String> = text
        .split([' ', ','])
        .filter(|scope| !scope.is_empty())
        .map(str::to_owned)
        .collect();
    (!list.is_empty()).then_some(list)
}

/// One row for each permission asked for.
pub(super) fn rows<'a>(
    asked: impl IntoIterator<Item = &'a str>,
    granted: Option<&[String]>,
) -> Vec<ScopeRow> {
    asked
        .into_iter()
        .map(|name| ScopeRow {
            name: name.to_owned(),
            granted: granted.map(|list| list.iter().any(|scope| scope == name)),
        })
        .collect()
}

/// A sign-in as the Accounts screen shows it.
pub(crate) fn grant(sign_in: &SignIn) -> GrantRow {
    GrantRow {
        signed_at: sign_in.signed_at.to_string(),
        ends_at: sign_in.ends_at.map(|end| end.to_string()),
        scopes: rows(
            sign_in.asked.iter().map(String::as_str),
            sign_in.granted.as_deref(),
        ),
    }
}

/// What a platform will be asked for.
pub(super) fn asked(platform: Platform) -> Vec<ScopeRow> {
    let provider = connectors::oauth::provider_of(platform);
    rows(provider.map_or(&[][..], |p| p.scopes).iter().copied(), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_granted_is_told_from_what_was_not_said() {
        let asked = ["a.read", "b.read"];
        let of = |text: &str| {
            let list = granted(text);
            let rows = rows(asked, list.as_deref());
            rows.into_iter().map(|row| row.granted).collect::<Vec<_>>()
        };
        assert_eq!(of("a.read"), [Some(true), Some(false)], "one is missing");
        assert_eq!(of("b.read,a.read"), [Some(true); 2], "TikTok's commas");
        assert_eq!(of(""), [None; 2], "silence grants and refuses nothing");
    }
}
