//! Handing a message to a server, in two halves.
//!
//! The rule it protects: the first half ends where the server asks for the text, and the server has nothing yet. The caller
//! writes down that the message may go out, and only then begins the second half, whose answer is sent, refused or unheard.

use super::error::{SendError, before, behind, signing_in};
use super::line::Line;
use super::server::Server;
use crate::error::ConnectError;
use crate::http::HttpOptions;
use crate::secret::Secret;
use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use std::future::Future;
use std::net::Ipv4Addr;
use std::str::FromStr;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// What a creator signs in with.
#[derive(Debug, Clone)]
pub enum SmtpSecret {
    /// A password: PLAIN, else LOGIN.
    Password(Secret),
    /// A token of an OAuth sign-in: XOAUTH2.
    Token(Secret),
}

/// How a server is spoken to.
#[derive(Debug, Clone)]
pub struct SmtpLogin {
    /// The server, as its help page states it: `smtp.example.com:587`, `smtps://…`, `starttls://…`.
    pub server: String,
    /// Name to sign in with.
    pub user: String,
    /// Password or token.
    pub secret: SmtpSecret,
    /// The server's own certificate in PEM, where no public authority vouches for it.
    pub certificate: Option<String>,
}

/// Who sends and who gets it. A recipient that stands in no header gets a hidden copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The creator's address.
    pub from: String,
    /// Every recipient.
    pub to: Vec<String>,
}

/// A server that asked for the text. Dropped, the message is gone and the server has nothing.
pub struct Ready {
    line: AsyncSmtpConnection,
    /// RFC 5321, 4.5.3.2.6: a server may take ten minutes to answer the end of a message.
    limit: Duration,
}

/// Time for the answer to the end of a message.
const LAST_WORD: Duration = Duration::from_secs(600);

/// Connects and signs in, and leaves again: whether this would work.
///
/// # Errors
/// [`SendError`].
pub async fn sign_in(
    login: &SmtpLogin,
    options: &HttpOptions,
    cancel: &CancellationToken,
) -> Result<(), SendError> {
    let server = Server::parse(&login.server)?;
    let mut line = open(login, &server, options, cancel).await?;
    let _ = tokio::time::timeout(Duration::from_secs(2), line.quit()).await;
    Ok(())
}

/// The first half: everything up to the server's asking for the text.
///
/// # Errors
/// [`SendError`] but for *unheard*: the server has nothing.
pub async fn hand_over(
    login: &SmtpLogin,
    envelope: &Envelope,
    options: &HttpOptions,
    cancel: &CancellationToken,
) -> Result<Ready, SendError> {
    let server = Server::parse(&login.server)?;
    let host = server.host.clone();
    let address = |text: &str| {
        Address::from_str(text.trim()).map_err(|_| SendError::Refused {
            words: format!("“{text}” is no address"),
        })
    };
    let from = address(&envelope.from)?;
    let to = envelope
        .to
        .iter()
        .map(|text| address(text))
        .collect::<Result<Vec<Address>, _>>()?;
    let mut line = open(login, &server, options, cancel).await?;
    let limit = options.timeout;
    let asked = within(cancel, limit, &host, async {
        line.command(Mail::new(Some(from), Vec::new())).await?;
        for recipient in to {
            line.command(Rcpt::new(recipient, Vec::new())).await?;
        }
        line.command(Data).await
    })
    .await?;
    match asked {
        Ok(_) => Ok(Ready {
            line,
            limit: LAST_WORD.max(limit),
        }),
        Err(error) => {
            let _ = tokio::time::timeout(Duration::from_secs(2), line.abort()).await;
            Err(before(&host, &error))
        }
    }
}

impl Ready {
    /// The second half: the text and its end. The server's words when it took it.
    ///
    /// A cancel is not heard here: an answer that is not waited for would leave the message unsure.
    ///
    /// # Errors
    /// [`SendError::Later`] and [`SendError::Refused`] when the server said so, else [`SendError::Unheard`].
    pub async fn finish(mut self, message: &[u8]) -> Result<String, SendError> {
        // The writer puts its own line end before the dot.
        let text = message.strip_suffix(b"\r\n").unwrap_or(message);
        let answer = tokio::time::timeout(self.limit, self.line.message(text)).await;
        let taken = match answer {
            Ok(Ok(response)) => {
                let words: Vec<&str> = response.message().collect();
                crate::text::cut(&words.join(" "), 300)
            }
            Ok(Err(error)) => return Err(behind(&error)),
            Err(_) => {
                return Err(SendError::Unheard {
                    why: "timeout".to_owned(),
                });
            }
        };
        let _ = tokio::time::timeout(Duration::from_secs(2), self.line.quit()).await;
        Ok(taken)
    }
}

/// Connects, begins TLS and signs in.
async fn open(
    login: &SmtpLogin,
    server: &Server,
    options: &HttpOptions,
    cancel: &CancellationToken,
) -> Result<AsyncSmtpConnection, SendError> {
    let host = &server.host;
    let opened = within(cancel, options.connect_timeout, host, async {
        Line::open(server, login.certificate.as_deref()).await
    })
    .await??;
    let hello = ClientId::Ipv4(Ipv4Addr::LOCALHOST);
    let greeted = within(
        cancel,
        options.timeout,
        host,
        AsyncSmtpConnection::connect_with_transport(Box::new(opened), &hello),
    )
    .await?;
    let mut line = greeted.map_err(|error| before(host, &error))?;
    let (mechanisms, secret) = match &login.secret {
        SmtpSecret::Password(secret) => ([Mechanism::Plain, Mechanism::Login].as_slice(), secret),
        SmtpSecret::Token(secret) => ([Mechanism::Xoauth2].as_slice(), secret),
    };
    let credentials = Credentials::new(login.user.clone(), secret.expose().to_owned());
    let signed_in = within(
        cancel,
        options.timeout,
        host,
        line.auth(mechanisms, &credentials),
    )
    .await?;
    signed_in.map_err(|error| signing_in(host, &error))?;
    Ok(line)
}

/// One step, within its time limit and until it is canceled.
async fn within<T>(
    cancel: &CancellationToken,
    limit: Duration,
    host: &str,
    step: impl Future<Output = T>,
) -> Result<T, ConnectError> {
    tokio::select! {
        biased;
        () = cancel.cancelled() => Err(ConnectError::Canceled),
        done = tokio::time::timeout(limit, step) => done.map_err(|_| ConnectError::Unreachable {
            host: host.to_owned(),
            why: "timeout".to_owned(),
        }),
    }
}
