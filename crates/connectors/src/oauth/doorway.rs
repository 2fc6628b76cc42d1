//! The address of this machine that the browser comes back to.
//!
//! The rules it protects: it listens on the loopback interface alone, on a port the system picks, for one answer; what does
//! not belong is turned away without ending the wait; the page it shows is plain and runs nothing.

use super::callback::{Answered, Expected, read_callback};
use crate::error::ConnectError;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// Most bytes of a request's head. Codes and states are a few hundred.
const HEAD: usize = 16 * 1024;
/// Most connections read at a time: a browser opens some it never uses.
const AT_ONCE: usize = 16;
/// How long one connection may take to say what it wants.
const SLOW: Duration = Duration::from_secs(10);

/// What the browser is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The answer arrived.
    Arrived,
    /// The creator, or the platform, said no.
    Refused,
    /// This did not belong to a sign-in under way.
    Foreign,
}

/// Words of the pages in the creator's language: title and text, plain.
pub trait Pages: Send + Sync {
    /// The language's tag.
    fn language(&self) -> &'static str;
    /// Title and text of one page.
    fn words(&self, page: Page) -> (&'static str, &'static str);
}

/// An open listener.
#[derive(Debug)]
pub struct Doorway {
    listener: TcpListener,
    address: SocketAddr,
    path: &'static str,
}

impl Doorway {
    /// Opens one on a free port. `path` is the redirect's path, empty for none.
    ///
    /// # Errors
    /// [`ConnectError::Client`] when this machine lets nobody listen.
    pub async fn open(path: &'static str) -> Result<Self, ConnectError> {
        let refused = |e: std::io::Error| ConnectError::Client(e.to_string());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        Ok(Self {
            listener,
            address,
            path,
        })
    }

    /// The address to send the browser back to.
    pub fn redirect_uri(&self) -> String {
        format!("http://{}{}", self.address, self.path)
    }

    /// Waits for the answer to this sign-in, shows the page, and closes. `foreign` hears of each answer turned away.
    ///
    /// # Errors
    /// [`ConnectError::Client`] when this machine stops listening.
    pub async fn answer(
        self,
        expected: &Expected,
        pages: &dyn Pages,
        foreign: &mut (dyn FnMut() + Send),
    ) -> Result<Answered, ConnectError> {
        let mut reading: JoinSet<Option<(TcpStream, String)>> = JoinSet::new();
        loop {
            tokio::select! {
                accepted = self.listener.accept(), if reading.len() < AT_ONCE => {
                    let (stream, _) = accepted.map_err(|e| ConnectError::Client(e.to_string()))?;
                    reading.spawn(async move {
                        tokio::time::timeout(SLOW, head(stream)).await.ok().flatten()
                    });
                }
                Some(read) = reading.join_next() => {
                    let Ok(Some((stream, head))) = read else { continue };
                    let Some(query) = self.query(&head) else {
                        reply(stream, "404 Not Found", pages, Page::Foreign).await;
                        continue;
                    };
                    match read_callback(query, expected) {
                        Answered::Foreign => {
                            foreign();
                            reply(stream, "400 Bad Request", pages, Page::Foreign).await;
                        }
                        answered => {
                            let page = match &answered {
                                Answered::Code(_) => Page::Arrived,
                                _ => Page::Refused,
                            };
                            reply(stream, "200 OK", pages, page).await;
                            return Ok(answered);
                        }
                    }
                }
            }
        }
    }

    /// The query of a request that asks for our path at our address. A page that had its own name point here would send
    /// that name as the host.
    fn query<'a>(&self, head: &'a str) -> Option<&'a str> {
        let mut lines = head.split("\r\n");
        let mut words = lines.next()?.split(' ');
        let (method, target) = (words.next()?, words.next()?);
        let ours = |line: &str| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("host")
                .then(|| value.trim() == self.address.to_string())
        };
        let host = lines.find_map(ours).unwrap_or(false);
        let (path, query) = target.split_once('?')?;
        let wanted = if self.path.is_empty() { "/" } else { self.path };
        (method == "GET" && host && path == wanted).then_some(query)
    }
}

/// Reads a request's head.
async fn head(mut stream: TcpStream) -> Option<(TcpStream, String)> {
    let mut bytes = Vec::with_capacity(1024);
    let mut buffer = [0; 1024];
    while !bytes.windows(4).any(|end| end == b"\r\n\r\n") {
        let count = stream.read(&mut buffer).await.ok().filter(|n| *n > 0)?;
        bytes.extend_from_slice(buffer.get(..count)?);
        if bytes.len() > HEAD {
            return None;
        }
    }
    Some((stream, String::from_utf8(bytes).ok()?))
}

/// Sends a page. That the browser does not take it changes nothing.
async fn reply(mut stream: TcpStream, status: &str, pages: &dyn Pages, page: Page) {
    let (title, text) = pages.words(page);
    let body = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<h1>{title}</h1>\n<p>{text}</p>\n</html>\n",
        pages.language()
    );
    let answer = format!(
        "HTTP/1.1 {status}\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {}\r\ncontent-security-policy: default-src 'none'; frame-ancestors 'none'\r\nreferrer-policy: no-referrer\r\nx-content-type-options: nosniff\r\ncache-control: no-store\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.shutdown().await;
}
