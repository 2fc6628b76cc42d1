//! Sending one request until it has an answer, an error, or no time left.

use super::options::HttpOptions;
use super::pace::Pace;
use super::request::{Answer, Body, Method, Request};
use super::retry::{Dialect, Meaning, common};
use crate::error::ConnectError;
use crate::source::{Event, Job, Sink};
use backon::BackoffBuilder;
use std::sync::Once;
use std::time::Duration;

/// Attempts when no connection comes about.
const CONNECT_ATTEMPTS: u32 = 3;

static PROVIDER: Once = Once::new();

/// One account's HTTP client.
pub(crate) struct Wire {
    client: reqwest::Client,
    options: HttpOptions,
    pace: Option<Pace>,
}

/// A request that got no answer.
enum Failed {
    /// May pass by itself.
    Passing { why: &'static str, connect: bool },
    /// Final.
    Final(ConnectError),
}

impl Wire {
    /// A client for hosts beyond this machine, or for this machine only: the latter has no proxy, no rate limit and needs no
    /// certificates.
    pub fn new(
        options: HttpOptions,
        per_minute: u32,
        loopback: bool,
    ) -> Result<Self, ConnectError> {
        PROVIDER.call_once(|| {
            // an error means that a provider is installed already, which serves as well
            let _ = rustls::crypto::ring::default_provider().install_default();
        });
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("CreatorStudio/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(options.connect_timeout)
            .timeout(options.timeout);
        if loopback {
            builder = builder.no_proxy().tls_certs_only(std::iter::empty());
        } else {
            builder = builder.https_only(true);
        }
        let client = builder
            .build()
            .map_err(|e| ConnectError::Client(e.without_url().to_string()))?;
        Ok(Self {
            client,
            options,
            pace: (!loopback).then(|| Pace::new(per_minute)),
        })
    }

    /// Sends until there is an answer that the dialect finds good.
    pub async fn send(
        &self,
        request: &Request,
        dialect: &dyn Dialect,
        job: &Job,
        sink: &mut dyn Sink,
    ) -> Result<Answer, ConnectError> {
        let mut delays = self.delays();
        let mut waited = Duration::ZERO;
        let mut attempt = 0;
        loop {
            attempt += 1;
            self.keep_pace(job).await?;
            let outcome = tokio::select! {
                biased;
                () = job.cancel.cancelled() => return Err(ConnectError::Canceled),
                outcome = self.once(request) => outcome,
            };
            let mut attempts = self.options.attempts;
            let (what, after, otherwise) = match outcome {
                Ok(answer) => {
                    tracing::debug!(name = %answer.name, status = answer.status, attempt, "answer");
                    let meaning = meaning(&answer, dialect, job);
                    match meaning {
                        Meaning::Fine => return Ok(answer),
                        Meaning::Fail(error) => return Err(error),
                        Meaning::Again {
                            what,
                            after,
                            otherwise,
                        } => (what, after, otherwise),
                    }
                }
                Err(Failed::Final(error)) => return Err(error),
                Err(Failed::Passing { why, connect }) => {
                    if connect {
                        attempts = attempts.min(CONNECT_ATTEMPTS);
                    }
                    let host = request.url.host_str().unwrap_or_default().to_owned();
                    let error = ConnectError::Unreachable {
                        host,
                        why: why.to_owned(),
                    };
                    (why.to_owned(), None, error)
                }
            };
            let own = delays.next().unwrap_or(self.options.longest_wait);
            // a wait of zero is a platform's slip of the pen: it just refused us
            let wait = after.filter(|a| !a.is_zero()).unwrap_or(own);
            if attempt >= attempts || waited + wait > self.options.patience {
                return Err(otherwise);
            }
            sink.accept(Event::Retry {
                what,
                wait,
                attempt,
            })
            .await?;
            self.wait(wait, job).await?;
            waited += wait;
        }
    }

    /// Doubling waits with jitter.
    fn delays(&self) -> impl Iterator<Item = Duration> + Send + use<> {
        let builder = backon::ExponentialBuilder::new()
            .with_min_delay(self.options.first_wait)
            .with_max_delay(self.options.longest_wait)
            .without_max_times()
            .with_jitter();
        match self.options.jitter_seed {
            Some(seed) => builder.with_jitter_seed(seed).build(),
            None => builder.build(),
        }
    }

    async fn keep_pace(&self, job: &Job) -> Result<(), ConnectError> {
        if job.cancel.is_cancelled() {
            return Err(ConnectError::Canceled);
        }
        let Some(pace) = &self.pace else {
            return Ok(());
        };
        while let Err(wait) = pace.take() {
            self.wait(wait, job).await?;
        }
        Ok(())
    }

    /// Lets time pass, whatever the run's cancel says.
    pub async fn pause(&self, wait: Duration) {
        self.options.pause.wait(wait).await;
    }

    /// Lets time pass until the run is canceled.
    pub async fn wait(&self, wait: Duration, job: &Job) -> Result<(), ConnectError> {
        tokio::select! {
            biased;
            () = job.cancel.cancelled() => Err(ConnectError::Canceled),
            () = self.options.pause.wait(wait) => Ok(()),
        }
    }

    async fn once(&self, request: &Request) -> Result<Answer, Failed> {
        let mut builder = match request.method {
            Method::Get => self.client.get(request.url.clone()),
            Method::Post => self.client.post(request.url.clone()),
        };
        for (name, value) in &request.headers {
            let mut value =
                reqwest::header::HeaderValue::from_str(value.expose()).map_err(|_| {
                    Failed::Final(ConnectError::Client(format!(
                        "the header {name} has characters that cannot be sent"
                    )))
                })?;
            value.set_sensitive(true);
            builder = builder.header(*name, value);
        }
        builder = match &request.body {
            Body::None => builder,
            Body::Json(text) => builder
                .header("content-type", "application/json")
                .body(text.clone()),
            Body::Form(fields) => {
                let pairs: Vec<(&str, &str)> =
                    fields.iter().map(|(k, v)| (*k, v.expose())).collect();
                builder.form(&pairs)
            }
        };
        let mut response = builder.send().await.map_err(|e| passing(&e))?;
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|e| passing(&e))? {
            if body.len() + chunk.len() > self.options.body_limit {
                return Err(Failed::Final(ConnectError::Malformed {
                    what: request.name.clone(),
                    detail: format!("longer than {} bytes", self.options.body_limit),
                    body: None,
                }));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer {
            status,
            headers,
            body: body.into(),
            name: request.name.clone(),
        })
    }
}

/// What an answer means, the platform's explicit wish about repeating included.
fn meaning(answer: &Answer, dialect: &dyn Dialect, job: &Job) -> Meaning {
    let meaning =
        common(answer, dialect.expects_json(), job.now).unwrap_or_else(|| dialect.judge(answer));
    match (meaning, dialect.asks_again(answer)) {
        (Meaning::Again { otherwise, .. }, Some(false)) => Meaning::Fail(otherwise),
        (Meaning::Fail(otherwise), Some(true)) => Meaning::Again {
            what: answer.status.to_string(),
            after: None,
            otherwise,
        },
        (
            Meaning::Again {
                what,
                after: None,
                otherwise,
            },
            _,
        ) => {
            let after = dialect.wait(answer);
            let otherwise = match otherwise {
                ConnectError::RateLimited { after: None } => ConnectError::RateLimited { after },
                other => other,
            };
            Meaning::Again {
                what,
                after,
                otherwise,
            }
        }
        (meaning, _) => meaning,
    }
}

/// Names a transport failure. Reqwest's own words carry the URL and are not used.
fn passing(error: &reqwest::Error) -> Failed {
    let (why, connect) = if error.is_timeout() {
        ("timeout", false)
    } else if error.is_connect() {
        ("connection failed", true)
    } else if error.is_body() || error.is_decode() {
        ("truncated body", false)
    } else if error.is_builder() {
        return Failed::Final(ConnectError::Client(
            "the request could not be built".to_owned(),
        ));
    } else {
        ("connection reset", false)
    };
    Failed::Passing { why, connect }
}
