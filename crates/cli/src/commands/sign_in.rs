//! Signing in from a terminal: the address is shown, the browser comes back to this process.
//!
//! The rule it protects: an app's secret comes from a file, standard input or an unseen prompt, never from an argument; a
//! signal ends the wait, and nothing is kept then.

use crate::context::Context;
use crate::error::CliError;
use crate::output::{Answer, tell};
use crate::progress::Signals;
use crate::words::{Word, Words};
use serde_json::json;
use std::sync::Mutex;
use studio::shapes::{SignInRequest, SignInStep, SignInView};
use studio::signing_in::{ByHand, Watch, sign_in};
use tokio_util::sync::CancellationToken;

/// Signs in and answers with the account and what was granted.
///
/// # Errors
/// [`CliError::SignIn`] with the reason when it did not come about.
pub async fn run(context: &Context, request: SignInRequest) -> Result<Answer, CliError> {
    let profile = context.open_or_make()?;
    let cancel = CancellationToken::new();
    let mut signals = Signals::new()?;
    let stop = cancel.clone();
    tokio::spawn(async move {
        signals.next().await;
        stop.cancel();
    });
    let teller = Teller {
        words: context.words,
        shown: Mutex::new(false),
    };
    let view = sign_in(&profile, &ByHand, &request, &cancel, &teller).await;
    match (view.step, &view.error) {
        (SignInStep::Done, _) => context.done(
            &json!({ "account": view.account, "handle": view.handle, "scopes": view.scopes, "ends_at": view.ends_at }),
            |words| text(&view, words),
        ),
        (_, Some(error)) => Err(CliError::SignIn(error.clone())),
        _ => Err(studio::StudioError::Canceled.into()),
    }
}

fn text(view: &SignInView, words: Words) -> String {
    let mut out = format!(
        "{} {}\n",
        words.say(Word::SignedIn),
        view.handle.as_deref().unwrap_or_default()
    );
    for scope in &view.scopes {
        let mark = match scope.granted {
            Some(true) => "+",
            Some(false) => "-",
            None => "?",
        };
        out.push_str(&format!("  {mark} {}\n", scope.name));
    }
    out
}

/// Shows address and code once, on stderr: standard output is the answer's.
struct Teller {
    words: Words,
    shown: Mutex<bool>,
}

impl Watch for Teller {
    fn told(&self, view: &SignInView) {
        let mut shown = self
            .shown
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let Some(address) = view.address.as_deref().filter(|_| !*shown) else {
            return;
        };
        *shown = true;
        tell(&format!("{} {address}", self.words.say(Word::OpenAddress)));
        if let Some(code) = &view.code {
            tell(&format!("{} {code}", self.words.say(Word::TypeCode)));
        }
    }
}
