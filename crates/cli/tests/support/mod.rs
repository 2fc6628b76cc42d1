//! Runs the real binary in folders of its own, with the clock standing still and no system keychain.

#![allow(dead_code)] // each test file uses its part

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The instant that counts as now in every test.
pub const NOW: &str = "2026-11-22T12:00:00Z";

/// A folder with profiles in it.
pub struct Bench(TempDir);

/// What a command printed and how it ended.
pub struct Told {
    /// Exit status.
    pub exit: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Told {
    /// The one JSON document of stdout.
    pub fn json(&self) -> Value {
        let parsed = serde_json::from_str(&self.stdout);
        parsed.unwrap_or_else(|e| panic!("stdout is one JSON document ({e}): {}", self.stdout))
    }

    /// The document of a command that must have ended well.
    pub fn done(self) -> Value {
        assert_eq!(
            self.exit, 0,
            "stdout {} stderr {}",
            self.stdout, self.stderr
        );
        self.json()
    }

    /// The code of the error in the document.
    pub fn code(&self) -> String {
        let json = self.json();
        json["error"]["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
}

impl Bench {
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file beside the profiles.
    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The command on a profile, ready to start.
    pub fn command(&self, profile: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_creatorctl"));
        command
            .arg("--profile")
            .arg(self.path(profile))
            .args(arguments)
            .env("CREATOR_STUDIO_KEYCHAIN", "off")
            .env("CREATOR_STUDIO_NOW", NOW)
            .env("CREATOR_STUDIO_HOME", self.path("home"))
            .env_remove("CREATOR_STUDIO_LOG")
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null());
        command
    }

    /// Runs it as typed.
    pub fn plain(&self, profile: &str, arguments: &[&str]) -> Told {
        told(self.command(profile, arguments).output().unwrap())
    }

    /// Runs it with `--json --quiet`.
    pub fn run(&self, profile: &str, arguments: &[&str]) -> Told {
        let mut all = vec!["--json", "--quiet"];
        all.extend(arguments);
        self.plain(profile, &all)
    }
}

pub fn told(output: Output) -> Told {
    Told {
        exit: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A fixture of the connectors.
pub fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../connectors/fixtures");
    folder.join(name).display().to_string()
}
