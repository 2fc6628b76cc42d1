//! The safe line to a server that takes mail.
//!
//! The rules it protects: before TLS nothing is said but the question for it; what a server sends in clear behind its *go
//! ahead* is an attack (RFC 3207, 6) and ends the attempt.

use super::server::{Safety, Server};
use crate::error::ConnectError;
use crate::imap::tls;
use lettre::transport::smtp::client::AsyncTokioStream;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

/// The name given to servers: an address literal that says nothing about this machine (RFC 5321, 4.1.3).
pub(super) const HELLO: &str = "[127.0.0.1]";

/// Bytes of one answer; no server's greeting comes near it.
const ANSWER: usize = 16 * 1024;

/// A line under TLS. A greeting that was given before TLS began is heard again, since whoever speaks SMTP waits for one.
#[derive(Debug)]
pub(super) struct Line {
    greeting: io::Cursor<Vec<u8>>,
    tls: TlsStream<TcpStream>,
}

impl Line {
    /// Connects and begins TLS.
    ///
    /// # Errors
    /// [`ConnectError::Unreachable`], [`ConnectError::Certificate`].
    pub async fn open(server: &Server, certificate: Option<&str>) -> Result<Self, ConnectError> {
        let rules = tls::rules(certificate)?;
        let unreachable = |error: &io::Error| ConnectError::Unreachable {
            host: server.host.clone(),
            why: match error.kind() {
                io::ErrorKind::ConnectionRefused => "connection refused",
                _ => "connection lost",
            }
            .to_owned(),
        };
        let mut stream = TcpStream::connect((server.host.as_str(), server.port))
            .await
            .map_err(|e| unreachable(&e))?;
        let greeting = match server.safety {
            Safety::Implicit => Vec::new(),
            Safety::StartTls => {
                begin(&mut stream, &server.host)
                    .await
                    .map_err(|error| match error {
                        Preface::Lost(error) => unreachable(&error),
                        Preface::Other(error) => error,
                    })?
            }
        };
        Ok(Self {
            greeting: io::Cursor::new(greeting),
            tls: tls::begin(rules, &server.host, stream).await?,
        })
    }
}

enum Preface {
    Lost(io::Error),
    Other(ConnectError),
}

impl From<io::Error> for Preface {
    fn from(error: io::Error) -> Self {
        Self::Lost(error)
    }
}

/// Asks for TLS; gives the server's greeting.
async fn begin(stream: &mut TcpStream, host: &str) -> Result<Vec<u8>, Preface> {
    let no_tls = || {
        Preface::Other(ConnectError::Certificate {
            host: host.to_owned(),
            why: "no_tls",
        })
    };
    let greeting = answer(stream).await?;
    if !greeting.starts_with(b"220") {
        return Err(Preface::Other(ConnectError::Unreachable {
            host: host.to_owned(),
            why: "no greeting".to_owned(),
        }));
    }
    stream
        .write_all(format!("EHLO {HELLO}\r\n").as_bytes())
        .await?;
    let offered = answer(stream).await?;
    let offered = String::from_utf8_lossy(&offered).to_ascii_uppercase();
    let starttls = |line: &str| line.get(4..).is_some_and(|word| word.trim() == "STARTTLS");
    if !offered.starts_with("250") || !offered.lines().any(starttls) {
        return Err(no_tls());
    }
    stream.write_all(b"STARTTLS\r\n").await?;
    let go_ahead = answer(stream).await?;
    // exactly one line: more would be words that came in clear and be taken for the server's own under TLS
    let alone = go_ahead.iter().filter(|b| **b == b'\n').count() == 1;
    if !go_ahead.starts_with(b"220") || !alone {
        return Err(no_tls());
    }
    Ok(greeting)
}

/// One answer of the server, whole: lines up to the one with a space behind its code.
async fn answer(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut heard = Vec::new();
    let mut some = [0; 1024];
    while !whole(&heard) {
        let n = stream.read(&mut some).await?;
        if n == 0 || heard.len() > ANSWER {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        heard.extend(some.iter().take(n));
    }
    Ok(heard)
}

fn whole(heard: &[u8]) -> bool {
    heard.ends_with(b"\n")
        && heard
            .split_inclusive(|b| *b == b'\n')
            .any(|line| line.get(3) == Some(&b' ') || line.len() <= 5)
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let left = self.greeting.get_ref().len() as u64 - self.greeting.position();
        if left > 0 {
            return Pin::new(&mut self.greeting).poll_read(cx, into);
        }
        Pin::new(&mut self.tls).poll_read(cx, into)
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.tls).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tls).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tls).poll_shutdown(cx)
    }
}

impl AsyncTokioStream for Line {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.tls.get_ref().0.peer_addr()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_at_its_last_line() {
        for (heard, want) in [
            ("220 mx ESMTP\r\n", true),
            ("250-mx\r\n250-STARTTLS\r\n", false),
            ("250-mx\r\n250 STARTTLS\r\n", true),
            ("250-mx\r\n250 STAR", false),
            ("220\r\n", true),
            ("", false),
        ] {
            assert_eq!(whole(heard.as_bytes()), want, "{heard:?}");
        }
    }
}
