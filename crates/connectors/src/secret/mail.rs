//! What a mailbox is signed in to with, and which of its folders the creator chose.
//!
//! The rules it protects: a password or token travels to the server the creator named and nowhere else; a token that can be
//! renewed says where.

use super::{OauthGrant, Secret};
use domain::Instant;
use serde::Deserialize;

/// `{"server","user","password"}`, with `"folders"` (separated by commas or as a JSON list; INBOX when absent) and
/// `"certificate"` (PEM, trusted for this mailbox alone). Instead of a password `"access_token"`; to renew it by itself
/// `"token_url","client_id","refresh_token"`, and `"client_secret"` where the provider wants one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "Fields")]
pub struct MailLogin {
    /// Host of the IMAP server, with its port where that is not 993.
    pub server: String,
    /// Name to sign in with, mostly the address.
    pub user: String,
    /// Password, or one made for this app.
    pub password: Option<Secret>,
    /// Token of an OAuth sign-in that cannot be renewed here.
    pub access_token: Option<Secret>,
    /// Tokens of an OAuth sign-in that can.
    pub grant: Option<OauthGrant>,
    /// Where they are renewed.
    pub token_url: Option<String>,
    /// Folders to read, as the creator chose them.
    pub folders: Option<String>,
    /// The server's own certificate in PEM, where no public authority vouches for it.
    pub certificate: Option<String>,
}

#[derive(Deserialize)]
struct Fields {
    #[serde(default)]
    server: String,
    user: String,
    password: Option<Secret>,
    access_token: Option<Secret>,
    token_url: Option<String>,
    client_id: Option<String>,
    client_secret: Option<Secret>,
    refresh_token: Option<Secret>,
    #[serde(default)]
    scope: String,
    expires_at: Option<Instant>,
    ends_at: Option<Instant>,
    renewing_since: Option<Instant>,
    folders: Option<String>,
    certificate: Option<String>,
}

impl From<Fields> for MailLogin {
    fn from(fields: Fields) -> Self {
        let typed = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let given = |secret: Option<Secret>| secret.filter(|s| !s.expose().trim().is_empty());
        let access_token = given(fields.access_token);
        let grant = typed(fields.client_id)
            .zip(given(fields.refresh_token))
            .map(|(client_id, refresh_token)| OauthGrant {
                client_id,
                client_secret: given(fields.client_secret),
                // none yet: the first use fetches one
                expires_at: match access_token {
                    Some(_) => fields.expires_at,
                    None => Instant::from_seconds(0),
                },
                access_token: access_token.clone().unwrap_or_else(|| Secret::new("")),
                refresh_token,
                scope: fields.scope,
                ends_at: fields.ends_at,
                renewing_since: fields.renewing_since,
            });
        Self {
            server: fields.server,
            user: fields.user,
            password: given(fields.password),
            access_token: access_token.filter(|_| grant.is_none()),
            grant,
            token_url: typed(fields.token_url),
            folders: typed(fields.folders),
            certificate: typed(fields.certificate),
        }
    }
}

impl MailLogin {
    /// The folders to read, INBOX when none is named.
    pub fn folders(&self) -> Vec<String> {
        let text = self.folders.as_deref().unwrap_or_default();
        let list = serde_json::from_str::<Vec<String>>(text).ok();
        let named = list.unwrap_or_else(|| text.split(',').map(str::to_owned).collect());
        let mut chosen: Vec<String> = Vec::new();
        for name in named {
            let name = name.trim();
            if !name.is_empty() && !chosen.iter().any(|known| known == name) {
                chosen.push(name.to_owned());
            }
        }
        if chosen.is_empty() {
            chosen.push("INBOX".to_owned());
        }
        chosen
    }

    /// Chooses the folders to read; none means INBOX.
    pub fn choose(&mut self, folders: &[String]) {
        self.folders = match folders {
            [] => None,
            // a list, since a name may hold a comma
            some => serde_json::to_string(some).ok(),
        };
    }

    pub(super) fn json(&self) -> serde_json::Value {
        let mut fields = serde_json::json!({
            "server": self.server,
            "user": self.user,
            "password": self.password.as_ref().map(Secret::expose),
            "access_token": self.access_token.as_ref().map(Secret::expose),
            "token_url": self.token_url,
            "folders": self.folders,
            "certificate": self.certificate,
        });
        if let (Some(grant), Some(fields)) = (&self.grant, fields.as_object_mut())
            && let serde_json::Value::Object(tokens) = grant.json()
        {
            fields.extend(tokens);
        }
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Credentials;
    use domain::Platform;

    fn login(text: &str) -> MailLogin {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn folders_are_named_with_commas_or_as_a_list() {
        for (folders, expected) in [
            (serde_json::json!(null), vec!["INBOX"]),
            (serde_json::json!(" "), vec!["INBOX"]),
            (
                serde_json::json!("INBOX, Brands,INBOX"),
                vec!["INBOX", "Brands"],
            ),
            (serde_json::json!(r#"["Brands, old"]"#), vec!["Brands, old"]),
        ] {
            let text = serde_json::json!({"user": "a", "folders": folders}).to_string();
            assert_eq!(login(&text).folders(), expected, "{folders}");
        }
        let mut chosen = login(r#"{"user":"a"}"#);
        chosen.choose(&["A, B".to_owned(), "C".to_owned()]);
        assert_eq!(
            chosen.folders(),
            ["A, B", "C"],
            "a comma in a name is no border"
        );
        chosen.choose(&[]);
        assert_eq!(chosen.folders(), ["INBOX"], "none chosen is INBOX");
    }

    #[test]
    fn a_login_that_renews_itself_reads_back_from_the_vault() {
        for text in [
            r#"{"server":"imap.example.com","user":"a@example.com","password":"p"}"#,
            r#"{"server":"imap.example.com","user":"a@example.com","access_token":"t"}"#,
            r#"{"server":"imap.example.com","user":"a@example.com","token_url":"https://id.example/token","client_id":"c","refresh_token":"r"}"#,
        ] {
            let read = Credentials::from_json(Platform::Mail, text).unwrap();
            let again = Credentials::from_json(Platform::Mail, read.expose_json().expose());
            assert_eq!(again.unwrap(), read, "{text}");
        }
        let renewing = login(
            r#"{"user":"a","client_id":"c","refresh_token":"r","token_url":"https://id.example/token"}"#,
        );
        let grant = renewing.grant.unwrap();
        let epoch = Instant::from_seconds(0);
        assert_eq!(
            grant.expires_at, epoch,
            "without a token yet, one is fetched first"
        );
    }
}
