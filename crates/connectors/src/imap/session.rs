//! A signed-in conversation with a mail server.
//!
//! The rules it protects: folders are examined, never selected, so nothing is marked as read; every step has a time limit;
//! an error names the host and the server's reason, never a password.

use super::server::{Safety, Server};
use super::tls;
use crate::error::ConnectError;
use crate::http::HttpOptions;
use crate::secret::MailLogin;
use async_imap::error::Error;
use domain::Platform;
use futures::TryStreamExt;
use std::future::Future;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;
use tokio_util::sync::CancellationToken;

/// The line to the server.
type Line = TlsStream<TcpStream>;

/// What is fetched of each message. `PEEK` leaves it unread.
const WHOLE: &str = "(UID RFC822.SIZE BODY.PEEK[])";
/// What is fetched of a message too large to be read whole.
const HEAD: &str = "(UID RFC822.SIZE BODY.PEEK[HEADER])";

/// A message as the server holds it.
#[derive(Debug)]
pub(super) struct Raw {
    pub uid: u32,
    pub bytes: Vec<u8>,
}

/// A folder as it is now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Folder {
    pub validity: u32,
}

/// A conversation under way.
pub(super) struct Session {
    imap: async_imap::Session<Line>,
    host: String,
    limit: Duration,
    cancel: CancellationToken,
}

struct Bearer<'a>(&'a MailLogin, &'a str);

impl async_imap::Authenticator for Bearer<'_> {
    type Response = String;
    fn process(&mut self, _: &[u8]) -> String {
        // Google's XOAUTH2, which Microsoft speaks as well
        format!("user={}\x01auth=Bearer {}\x01\x01", self.0.user, self.1)
    }
}

impl Session {
    /// Connects, begins TLS and signs in.
    ///
    /// # Errors
    /// [`ConnectError::Unreachable`], [`ConnectError::Certificate`], [`ConnectError::SignIn`] when the server refuses the
    /// name or the password.
    pub async fn open(
        login: &MailLogin,
        server: &Server,
        options: &HttpOptions,
        cancel: CancellationToken,
    ) -> Result<Self, ConnectError> {
        let rules = tls::rules(login.certificate.as_deref())?;
        let host = server.host.clone();
        let stream = within(&cancel, options.connect_timeout, &host, async {
            TcpStream::connect((server.host.as_str(), server.port))
                .await
                .map_err(Error::from)
        })
        .await?;
        let limit = options.timeout;
        let line = match server.safety {
            Safety::Implicit => {
                let line = tls::begin(rules, &host, stream).await?;
                let mut client = async_imap::Client::new(line);
                greeted(
                    within(&cancel, limit, &host, async {
                        Ok(client.read_response().await?)
                    })
                    .await?,
                    &host,
                )?;
                client
            }
            Safety::StartTls => {
                let mut client = async_imap::Client::new(stream);
                greeted(
                    within(&cancel, limit, &host, async {
                        Ok(client.read_response().await?)
                    })
                    .await?,
                    &host,
                )?;
                within(
                    &cancel,
                    limit,
                    &host,
                    client.run_command_and_check_ok("STARTTLS", None),
                )
                .await
                .map_err(|_| ConnectError::Certificate {
                    host: host.clone(),
                    why: "no_tls",
                })?;
                // What came in clear after the command is dropped with the client's buffer, as RFC 9051, 6.2.1 demands.
                async_imap::Client::new(tls::begin(rules, &host, client.into_inner()).await?)
            }
        };
        let signed_in = within(&cancel, limit, &host, async {
            Ok(match (&login.access_token, &login.password) {
                (Some(token), _) => {
                    line.authenticate("XOAUTH2", Bearer(login, token.expose()))
                        .await
                }
                (None, Some(password)) => line.login(&login.user, password.expose()).await,
                (None, None) => line.login(&login.user, "").await,
            })
        })
        .await?;
        let imap = signed_in.map_err(|(error, _)| match error {
            Error::No(reason) | Error::Bad(reason) => ConnectError::SignIn {
                platform: Platform::Mail,
                reason: code(&reason),
            },
            other => lost(&host, &other),
        })?;
        Ok(Self {
            imap,
            host,
            limit,
            cancel,
        })
    }

    /// Opens a folder for reading only.
    ///
    /// # Errors
    /// [`ConnectError::Refused`] for one that is not there.
    pub async fn examine(&mut self, folder: &str) -> Result<Folder, ConnectError> {
        let Self {
            imap,
            host,
            limit,
            cancel,
        } = self;
        let name = utf7_imap::encode_utf7_imap(folder.to_owned());
        let state = within(cancel, *limit, host, imap.examine(name)).await?;
        state
            .uid_validity
            .map(|validity| Folder { validity })
            .ok_or_else(|| ConnectError::Refused {
                status: 0,
                code: "no UIDVALIDITY".to_owned(),
            })
    }

    /// Numbers of the messages from `first` on that arrived on or after `since` (`1-Nov-2025`), ascending.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn numbers(
        &mut self,
        first: u32,
        since: Option<&str>,
    ) -> Result<Vec<u32>, ConnectError> {
        let Self {
            imap,
            host,
            limit,
            cancel,
        } = self;
        let mut query = format!("UID {first}:*");
        if let Some(day) = since {
            query.push_str(" SINCE ");
            query.push_str(day);
        }
        let found = within(cancel, *limit, host, imap.uid_search(query)).await?;
        // `n:*` always holds the last message, even when its number is below n
        let mut found: Vec<u32> = found.into_iter().filter(|uid| *uid >= first).collect();
        found.sort_unstable();
        Ok(found)
    }

    /// Sizes of the messages in `set`, in bytes.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn sizes(&mut self, set: &str) -> Result<Vec<(u32, u32)>, ConnectError> {
        let Self {
            imap,
            host,
            limit,
            cancel,
        } = self;
        within(cancel, *limit, host, async {
            let found = imap.uid_fetch(set, "(UID RFC822.SIZE)").await?;
            found
                .try_filter_map(|m| async move { Ok(m.uid.map(|uid| (uid, m.size.unwrap_or(0)))) })
                .try_collect()
                .await
        })
        .await
    }

    /// The messages in `set`, ascending by number. A message deleted meanwhile is simply not among them.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn messages(&mut self, set: &str) -> Result<Vec<Raw>, ConnectError> {
        self.fetch(set, WHOLE, |m| m.body().map(<[u8]>::to_vec))
            .await
    }

    /// The headers of the messages in `set`.
    ///
    /// # Errors
    /// [`ConnectError`].
    pub async fn heads(&mut self, set: &str) -> Result<Vec<Raw>, ConnectError> {
        self.fetch(set, HEAD, |m| m.header().map(<[u8]>::to_vec))
            .await
    }

    async fn fetch(
        &mut self,
        set: &str,
        what: &str,
        part: fn(&async_imap::types::Fetch) -> Option<Vec<u8>>,
    ) -> Result<Vec<Raw>, ConnectError> {
        let Self {
            imap,
            host,
            limit,
            cancel,
        } = self;
        let mut found: Vec<Raw> = within(cancel, *limit, host, async {
            imap.uid_fetch(set, what)
                .await?
                .try_filter_map(|m| async move {
                    let bytes = part(&m);
                    Ok(m.uid.zip(bytes).map(|(uid, bytes)| Raw { uid, bytes }))
                })
                .try_collect()
                .await
        })
        .await?;
        found.sort_by_key(|raw| raw.uid);
        Ok(found)
    }

    /// Ends the conversation. Whether the server hears it makes no difference.
    pub async fn close(mut self) {
        let _ = tokio::time::timeout(Duration::from_secs(2), self.imap.logout()).await;
    }
}

/// One step, within its time limit and until the run is canceled.
async fn within<T>(
    cancel: &CancellationToken,
    limit: Duration,
    host: &str,
    step: impl Future<Output = Result<T, Error>>,
) -> Result<T, ConnectError> {
    tokio::select! {
        biased;
        () = cancel.cancelled() => Err(ConnectError::Canceled),
        done = tokio::time::timeout(limit, step) => match done {
            Ok(result) => result.map_err(|error| lost(host, &error)),
            Err(_) => Err(ConnectError::Unreachable { host: host.to_owned(), why: "timeout".to_owned() }),
        },
    }
}

fn greeted<T>(greeting: Option<T>, host: &str) -> Result<(), ConnectError> {
    greeting
        .map(|_| ())
        .ok_or_else(|| ConnectError::Unreachable {
            host: host.to_owned(),
            why: "no greeting".to_owned(),
        })
}

/// An error after sign-in or on the way to it.
fn lost(host: &str, error: &Error) -> ConnectError {
    match error {
        Error::No(reason) | Error::Bad(reason) => ConnectError::Refused {
            status: 0,
            code: code(reason),
        },
        Error::Parse(_) => ConnectError::Unreachable {
            host: host.to_owned(),
            why: "an answer that is not IMAP".to_owned(),
        },
        Error::Io(io) if io.kind() == std::io::ErrorKind::ConnectionRefused => {
            ConnectError::Unreachable {
                host: host.to_owned(),
                why: "connection refused".to_owned(),
            }
        }
        _ => ConnectError::Unreachable {
            host: host.to_owned(),
            why: "connection lost".to_owned(),
        },
    }
}

/// The server's code in brackets (`AUTHENTICATIONFAILED`, `EXPIRED`, RFC 5530) if it sent one, else its words, cut.
fn code(reason: &str) -> String {
    [
        "AUTHENTICATIONFAILED",
        "EXPIRED",
        "PRIVACYREQUIRED",
        "CONTACTADMIN",
        "UNAVAILABLE",
        "NONEXISTENT",
        "LIMIT",
    ]
    .into_iter()
    .find(|word| reason.contains(word))
    .map_or_else(|| crate::text::cut(reason, 200), str::to_owned)
}
