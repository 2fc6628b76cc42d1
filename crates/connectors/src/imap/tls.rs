//! The safe line to a mail server.
//!
//! The rule it protects: a server proves who it is by the system's authorities, or by the one certificate the creator
//! trusted by hand, byte for byte. Anything else ends the attempt with its reason; nothing is asked and nothing waved
//! through.

use crate::error::ConnectError;
use base64::Engine;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, SignatureScheme};
use rustls_platform_verifier::BuilderVerifierExt;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// The rules a server is held to. `trusted` is a certificate in PEM the creator trusts for this mailbox alone.
///
/// # Errors
/// [`ConnectError::Client`] when the system names no authorities or `trusted` is no certificate.
pub(crate) fn rules(trusted: Option<&str>) -> Result<Arc<ClientConfig>, ConnectError> {
    let provider = Arc::new(ring::default_provider());
    let client = |e: rustls::Error| ConnectError::Client(e.to_string());
    let builder = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(client)?;
    let config = match trusted.map(str::trim).filter(|pem| !pem.is_empty()) {
        Some(pem) => {
            let certificate = certificate(pem).ok_or_else(|| {
                ConnectError::Client("the certificate to trust is not in PEM form".to_owned())
            })?;
            let verifier = Pinned {
                certificate,
                provider,
            };
            builder
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(verifier))
                .with_no_client_auth()
        }
        None => builder
            .with_platform_verifier()
            .map_err(client)?
            .with_no_client_auth(),
    };
    Ok(Arc::new(config))
}

/// The first certificate of a PEM text. Its line breaks may be gone: a form's field of one line drops them.
fn certificate(pem: &str) -> Option<CertificateDer<'static>> {
    let (_, rest) = pem.split_once("-----BEGIN CERTIFICATE-----")?;
    let (body, _) = rest.split_once("-----END CERTIFICATE-----")?;
    let body: String = body.split_whitespace().collect();
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(body)
        .ok()?;
    Some(CertificateDer::from(bytes))
}

/// Begins TLS on `stream`.
///
/// # Errors
/// [`ConnectError::Certificate`] when the server does not prove who it is, [`ConnectError::Unreachable`] otherwise.
pub(crate) async fn begin(
    rules: Arc<ClientConfig>,
    host: &str,
    stream: TcpStream,
) -> Result<TlsStream<TcpStream>, ConnectError> {
    let name = ServerName::try_from(host.to_owned()).map_err(|_| ConnectError::BaseUrl {
        url: host.to_owned(),
        why: "it names no host",
    })?;
    TlsConnector::from(rules)
        .connect(name, stream)
        .await
        .map_err(|error| judged(host, &error))
}

fn judged(host: &str, error: &std::io::Error) -> ConnectError {
    let inner = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match inner {
        Some(rustls::Error::InvalidCertificate(why)) => ConnectError::Certificate {
            host: host.to_owned(),
            why: word(why),
        },
        Some(_) => ConnectError::Unreachable {
            host: host.to_owned(),
            why: "no TLS could be agreed".to_owned(),
        },
        None => ConnectError::Unreachable {
            host: host.to_owned(),
            why: "connection lost".to_owned(),
        },
    }
}

/// The reason as a stable slug.
fn word(why: &CertificateError) -> &'static str {
    match why {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => "expired",
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "not_valid_yet"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "another_name"
        }
        CertificateError::Revoked => "revoked",
        CertificateError::ApplicationVerificationFailure => "not_the_trusted_one",
        _ => "unknown_issuer",
    }
}

/// Accepts one certificate and no other: for a server whose own authority nobody else knows.
#[derive(Debug)]
struct Pinned {
    certificate: CertificateDer<'static>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if end_entity.as_ref() == self.certificate.as_ref() {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(CertificateError::ApplicationVerificationFailure.into())
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, cert, dss, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, cert, dss, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}
