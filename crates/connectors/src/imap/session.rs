//! A signed-in conversation with a mail server.
//!
//! The rules it protects: every step has a time limit; an error names the host and the server's reason, never a password.

use super::server::{Safety, Server};
use super::tls;
use crate::error::ConnectError;
use crate::http::HttpOptions;
use crate::secret::{MailLogin, Secret};
use async_imap::error::Error;
use domain::Platform;
use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;
use tokio_util::sync::CancellationToken;

/// The line to the server.
pub(super) type Line = TlsStream<TcpStream>;

/// What the server can do beyond the standard's least.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Offered {
    /// Waiting for news (RFC 2177).
    pub idle: bool,
    /// Saying which messages left a folder (RFC 7162); switched on for this conversation.
    pub qresync: bool,
    /// Counting changes of marks (RFC 7162).
    pub marks: bool,
    /// Naming what folders are for in their list (RFC 6154, RFC 5258).
    pub special_use: bool,
}

/// A conversation under way.
pub(super) struct Session {
    pub(super) imap: async_imap::Session<Line>,
    pub(super) offered: Offered,
    pub(super) host: String,
    pub(super) limit: Duration,
    pub(super) cancel: CancellationToken,
}

/// Says a token in one of the two ways servers take it. What a server asks after a refusal is its reason, and is answered
/// with the empty word that ends the talk.
struct Bearer<'a> {
    way: BearerWay,
    user: &'a str,
    token: &'a str,
    server: &'a Server,
    said: &'a AtomicBool,
}

#[derive(Clone, Copy)]
enum BearerWay {
    /// Google's, which Microsoft speaks as well.
    Xoauth2,
    /// The standard's, RFC 7628.
    Oauthbearer,
}

impl BearerWay {
    fn name(self) -> &'static str {
        match self {
            Self::Xoauth2 => "XOAUTH2",
            Self::Oauthbearer => "OAUTHBEARER",
        }
    }
}

impl async_imap::Authenticator for Bearer<'_> {
    type Response = String;

    fn process(&mut self, _: &[u8]) -> String {
        let (user, token) = (self.user, self.token);
        let again = self.said.swap(true, Ordering::Relaxed);
        match self.way {
            BearerWay::Xoauth2 if again => String::new(),
            BearerWay::Oauthbearer if again => "\x01".to_owned(),
            BearerWay::Xoauth2 => format!("user={user}\x01auth=Bearer {token}\x01\x01"),
            BearerWay::Oauthbearer => {
                let (host, port) = (&self.server.host, self.server.port);
                format!("n,a={user},\x01host={host}\x01port={port}\x01auth=Bearer {token}\x01\x01")
            }
        }
    }
}

/// Signs in with a token: as Google has it, or as the standard has it where the server does not know that.
async fn bearer(
    client: async_imap::Client<Line>,
    login: &MailLogin,
    token: &str,
    server: &Server,
) -> Result<async_imap::Session<Line>, (Error, async_imap::Client<Line>)> {
    let said = AtomicBool::new(false);
    let with = |way| Bearer {
        way,
        user: &login.user,
        token,
        server,
        said: &said,
    };
    let way = BearerWay::Xoauth2;
    match client.authenticate(way.name(), with(way)).await {
        // refused before it asked for anything: it does not know the way
        Err((Error::No(_) | Error::Bad(_), client)) if !said.load(Ordering::Relaxed) => {
            let way = BearerWay::Oauthbearer;
            client.authenticate(way.name(), with(way)).await
        }
        outcome => outcome,
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
            let token = match &login.grant {
                Some(grant) => Some(&grant.access_token),
                None => login.access_token.as_ref(),
            };
            let password = login.password.as_ref().map(Secret::expose);
            Ok(match token {
                Some(token) => bearer(line, login, token.expose(), server).await,
                None => line.login(&login.user, password.unwrap_or_default()).await,
            })
        })
        .await?;
        let imap = signed_in.map_err(|(error, _)| match error {
            // the server's trouble, not the password's
            Error::No(reason) if passes(&reason) => ConnectError::Unreachable {
                host: host.clone(),
                why: code(&reason),
            },
            Error::No(reason) | Error::Bad(reason) => ConnectError::SignIn {
                platform: Platform::Mail,
                reason: code(&reason),
            },
            other => lost(&host, &other),
        })?;
        let mut session = Self {
            imap,
            offered: Offered::default(),
            host,
            limit,
            cancel,
        };
        session.ask_offered().await?;
        Ok(session)
    }

    /// Asks what the server can do, and switches on what has to be.
    async fn ask_offered(&mut self) -> Result<(), ConnectError> {
        let found = self.step(async |imap| imap.capabilities().await).await?;
        let enables = found.has_str("ENABLE");
        self.offered = Offered {
            idle: found.has_str("IDLE"),
            qresync: false,
            marks: found.has_str("CONDSTORE") || found.has_str("QRESYNC"),
            special_use: found.has_str("SPECIAL-USE") && found.has_str("LIST-EXTENDED"),
        };
        if enables && found.has_str("QRESYNC") {
            let enabled = self
                .step(async |imap| imap.run_command_and_check_ok("ENABLE QRESYNC").await)
                .await;
            match enabled {
                Ok(()) => self.offered.qresync = true,
                // a server that refuses what it offers is read without it
                Err(ConnectError::Refused { .. }) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    /// One step of the conversation, within its time limit and until the run is canceled.
    pub(super) async fn step<T>(
        &mut self,
        ask: impl AsyncFnOnce(&mut async_imap::Session<Line>) -> Result<T, Error>,
    ) -> Result<T, ConnectError> {
        within(&self.cancel, self.limit, &self.host, ask(&mut self.imap)).await
    }

    /// Ends the conversation. Whether the server hears it makes no difference.
    pub async fn close(mut self) {
        let _ = tokio::time::timeout(Duration::from_secs(2), self.imap.logout()).await;
    }
}

/// One step, within its time limit and until the run is canceled.
pub(super) async fn within<T>(
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
pub(super) fn lost(host: &str, error: &Error) -> ConnectError {
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

/// Whether a refused sign-in may succeed later with the same password (RFC 5530).
fn passes(reason: &str) -> bool {
    ["UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"]
        .into_iter()
        .any(|word| reason.contains(word))
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
        "INUSE",
        "SERVERBUG",
    ]
    .into_iter()
    .find(|word| reason.contains(word))
    .map_or_else(|| crate::text::cut(reason, 200), str::to_owned)
}
