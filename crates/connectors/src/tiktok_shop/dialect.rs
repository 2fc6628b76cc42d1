//! How TikTok Shop words its failures: `{"code","message","request_id","data"}`, zero being good.

use crate::error::ConnectError;
use crate::http::{Answer, Dialect, Meaning};
use domain::Platform;
use serde::Deserialize;

#[derive(Deserialize)]
struct Envelope {
    code: i64,
}

/// Reads the envelope's code. Source: the creator guide of TikTok Shop's partner documentation.
pub(super) struct ShopDialect;

impl Dialect for ShopDialect {
    fn judge(&self, answer: &Answer) -> Meaning {
        let code = serde_json::from_slice::<Envelope>(&answer.body)
            .map(|e| e.code)
            .ok();
        let sign_in = |reason: String| {
            Meaning::Fail(ConnectError::SignIn {
                platform: Platform::TiktokShop,
                reason,
            })
        };
        match (code, answer.status) {
            (Some(0), 200..=299) => Meaning::Fine,
            // invalid or deauthorized, expired
            (Some(code @ (105_001 | 105_002)), _) => sign_in(code.to_string()),
            (None, 401) => sign_in("401".to_owned()),
            (Some(105_005 | 66_009_315), _) | (None, 403) => {
                Meaning::Fail(ConnectError::Permission {
                    missing: answer.name.clone(),
                })
            }
            (Some(36_009_003), status) => Meaning::Again {
                what: "internal error".to_owned(),
                after: None,
                otherwise: ConnectError::Server { status },
            },
            (Some(code), status) => Meaning::Fail(ConnectError::Refused {
                status,
                code: code.to_string(),
            }),
            (None, 200..=299) => Meaning::Again {
                what: "malformed body".to_owned(),
                after: None,
                otherwise: ConnectError::Malformed {
                    what: answer.name.clone(),
                    detail: "no code in the envelope".to_owned(),
                    body: Some(std::sync::Arc::clone(&answer.body)),
                },
            },
            (None, status) => Meaning::Fail(ConnectError::Refused {
                status,
                code: status.to_string(),
            }),
        }
    }
}
