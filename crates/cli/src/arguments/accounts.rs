//! Profiles, connected accounts and reading them.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Profiles.
#[derive(Debug, Subcommand)]
pub enum Profile {
    /// Make an empty profile.
    Init,
    /// Set, change or take off the passphrase that opens the profile.
    Passphrase {
        /// File with the new one ("-" reads standard input); without it you are asked.
        #[arg(long, value_name = "FILE", conflicts_with = "remove")]
        new_file: Option<PathBuf>,
        /// Take it off; the key goes back to the keychain or the key file.
        #[arg(long)]
        remove: bool,
    },
}

/// Connected accounts.
#[derive(Debug, Subcommand)]
pub enum Account {
    /// Connect an account; its credentials are checked first unless it is manual.
    Add {
        /// tiktok, tiktok-shop, stripe, youtube; any platform with --manual.
        platform: String,
        /// No connection: fed by files and by hand.
        #[arg(long)]
        manual: bool,
        /// The name you know it by.
        #[arg(long)]
        handle: Option<String>,
        /// Another address than the platform's own.
        #[arg(long, value_name = "URL")]
        base_url: Option<String>,
        /// File with the credentials (JSON, or a bare Stripe key); `-` reads standard input. Never an argument.
        #[arg(long, value_name = "FILE")]
        secret_file: Option<PathBuf>,
        /// Country, two letters.
        #[arg(long, value_name = "CC")]
        region: Option<String>,
    },
    /// Sign in through the browser, or by a code: the address goes to stderr, the answer is waited for.
    SignIn {
        /// tiktok, youtube, twitch.
        platform: String,
        /// Your app's public id there; remembered.
        #[arg(long, value_name = "ID")]
        client_id: Option<String>,
        /// File with your app's secret; `-` reads standard input. Asked for, unseen, when it is needed and left out.
        #[arg(long, value_name = "FILE")]
        secret_file: Option<PathBuf>,
        /// Your app there is in testing, so the sign-in lasts days only.
        #[arg(long)]
        testing: bool,
        /// Sign this account in again.
        #[arg(long, value_name = "ID")]
        account: Option<i64>,
        /// The name you know it by; the platform's own when left out.
        #[arg(long)]
        handle: Option<String>,
        /// Another address than the platform's own.
        #[arg(long, value_name = "URL")]
        base_url: Option<String>,
        /// Country, two letters.
        #[arg(long, value_name = "CC")]
        region: Option<String>,
    },
    /// List them.
    List,
    /// Check an account's credentials.
    Test {
        /// Account id.
        id: i64,
    },
    /// The folders of a mailbox, and which of them are read.
    Folders {
        /// Account id.
        id: i64,
        /// Read this folder and no other; may be repeated.
        #[arg(long, value_name = "NAME")]
        set: Vec<String>,
    },
    /// Remove the connection and forget its secret.
    Remove {
        /// Account id.
        id: i64,
        /// Also remove everything it brought.
        #[arg(long)]
        with_data: bool,
    },
}

/// Read connected accounts.
#[derive(Debug, Args)]
pub struct Sync {
    /// Only this account; may be repeated.
    #[arg(long = "account", value_name = "ID")]
    pub accounts: Vec<i64>,
    /// Walk everything again from the beginning.
    #[arg(long)]
    pub full: bool,
}
