//! What the browser brings back, read without believing it.
//!
//! The rule it protects: only an answer with our state counts at all, and only one from the server we asked (RFC 9207) is
//! exchanged. Anything may call an address of this machine: another tab, another program, a page that guesses ports.

use super::token::reason;
use crate::secret::Secret;
use std::collections::BTreeMap;

/// What an answer must show.
#[derive(Debug, Clone)]
pub struct Expected {
    /// The random text sent along.
    pub state: String,
    /// The server's name, when it promises to state it.
    pub issuer: Option<String>,
}

/// What an answer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// The creator agreed; the code is to be exchanged.
    Code(Secret),
    /// No code, and why: a word of [`reason`] or of the server.
    Refused(String),
    /// Not an answer to this sign-in.
    Foreign,
}

/// Reads the query of a callback.
pub fn read_callback(query: &str, expected: &Expected) -> Answered {
    let mut fields = BTreeMap::new();
    for (key, value) in url::form_urlencoded::parse(query.as_bytes()) {
        if fields
            .insert(key.into_owned(), value.into_owned())
            .is_some()
        {
            // no server sends a field twice; whoever does wants one reader to see another value than the next
            return Answered::Foreign;
        }
    }
    let field = |name: &str| fields.get(name).map(String::as_str);
    if field("state") != Some(expected.state.as_str()) {
        return Answered::Foreign;
    }
    if let Some(issuer) = &expected.issuer
        && field("iss") != Some(issuer.as_str())
    {
        return Answered::Refused(reason::ISSUER.to_owned());
    }
    // TikTok sends access_denied for every refusal; its error_type tells what it really was
    let refusal = field("error_type").or(field("error"));
    match (refusal, field("code")) {
        (Some(word), _) => Answered::Refused(word.chars().take(60).collect()),
        (None, Some(code)) if !code.is_empty() => Answered::Code(Secret::new(code)),
        (None, _) => Answered::Foreign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_answer_of_our_own_counts() {
        let plain = Expected {
            state: "s1".to_owned(),
            issuer: None,
        };
        let named = Expected {
            issuer: Some("https://id.example.com".to_owned()),
            ..plain.clone()
        };
        let code = |text: &str| Answered::Code(Secret::new(text));
        let refused = |text: &str| Answered::Refused(text.to_owned());
        let cases = [
            (
                &plain,
                "code=c%2A0%215932&state=s1&scopes=a,b",
                code("c*0!5932"),
                "the code is decoded",
            ),
            (
                &plain,
                "code=c&state=s2",
                Answered::Foreign,
                "another state",
            ),
            (&plain, "code=c", Answered::Foreign, "no state"),
            (
                &plain,
                "code=c&state=s1&state=s1",
                Answered::Foreign,
                "a field twice",
            ),
            (
                &plain,
                "state=s1",
                Answered::Foreign,
                "neither code nor error",
            ),
            (&plain, "code=&state=s1", Answered::Foreign, "an empty code"),
            (
                &plain,
                "error=access_denied&state=s1",
                refused("access_denied"),
                "the creator said no",
            ),
            (
                &plain,
                "error=access_denied&state=s2",
                Answered::Foreign,
                "a no that is not ours",
            ),
            (
                &plain,
                "error=access_denied&error_type=redirect_uri&state=s1",
                refused("redirect_uri"),
                "TikTok's real reason",
            ),
            (
                &plain,
                "error=x&code=c&state=s1",
                refused("x"),
                "an error beside a code is an error",
            ),
            (
                &named,
                "code=c&state=s1&iss=https%3A%2F%2Fid.example.com",
                code("c"),
                "the server we asked",
            ),
            (
                &named,
                "code=c&state=s1&iss=https%3A%2F%2Fevil.example.com",
                refused("issuer_mismatch"),
                "another server's code",
            ),
            (
                &named,
                "code=c&state=s1",
                refused("issuer_mismatch"),
                "a promised name that is missing",
            ),
        ];
        for (expected, query, want, why) in cases {
            assert_eq!(read_callback(query, expected), want, "{query}: {why}");
        }
    }
}
