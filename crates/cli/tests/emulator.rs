//! A connected account through the command line: an emulator in one process, a profile in another, and platforms that
//! misbehave.

#![cfg(unix)]

mod support;

use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use support::{Bench, Told};

/// A running `sandbox serve`, interrupted when dropped.
struct Emulator {
    child: Child,
    address: Value,
}

impl Emulator {
    fn start(bench: &Bench, faults: &[&str]) -> Self {
        let mut arguments = vec!["--quiet", "sandbox", "serve", "--days", "90"];
        for fault in faults {
            arguments.extend(["--fault", fault]);
        }
        let mut command = bench.command("unused", &arguments);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        Self {
            child,
            address: serde_json::from_str(&line).unwrap(),
        }
    }

    fn account(&self, platform: &str) -> Value {
        let accounts = self.address["accounts"].as_array().unwrap();
        accounts
            .iter()
            .find(|a| a["platform"] == platform)
            .unwrap()
            .clone()
    }

    /// Connects one of its accounts in a profile.
    fn connect(&self, bench: &Bench, profile: &str, platform: &str) -> Told {
        let account = self.account(platform);
        let secret = bench.file("secret.json", account["credentials"].to_string().as_bytes());
        let base = account["base_url"].as_str().unwrap();
        bench.run(
            profile,
            &[
                "account",
                "add",
                platform,
                "--base-url",
                base,
                "--secret-file",
                secret.to_str().unwrap(),
            ],
        )
    }

    fn interrupt(&mut self) -> i32 {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-INT", &id]).status().unwrap();
        self.child.wait().unwrap().code().unwrap_or(-1)
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // Gone already after an interrupt; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn an_account_is_connected_synced_tested_and_removed() {
    let bench = Bench::new();
    let mut emulator = Emulator::start(&bench, &[]);
    for platform in ["stripe", "tiktok"] {
        let told = emulator.connect(&bench, "p", platform);
        assert_eq!(told.exit, 0, "{platform}: {}", told.stdout);
        let secret = emulator.account(platform)["credentials"].to_string();
        let longest = secret.split('"').max_by_key(|s| s.len()).unwrap();
        assert!(
            !told.stdout.contains(longest),
            "{platform}: a secret is never printed"
        );
    }
    let first = bench.run("p", &["sync"]).done();
    assert_eq!(first["state"], "done", "{first}");
    assert!(first["accounts"][0]["new"].as_i64().unwrap() > 0, "{first}");
    let second = bench.run("p", &["sync", "--full"]).done();
    for account in second["accounts"].as_array().unwrap() {
        assert_eq!(account["new"], 0, "synced twice is synced once: {account}");
    }
    bench.run("p", &["account", "test", "1"]).done();
    assert_eq!(
        bench.run("p", &["verify"]).done()["clean"],
        true,
        "and it all adds up"
    );

    assert_eq!(emulator.interrupt(), 0, "an interrupt is how it ends");
    let offline = bench.run("p", &["sync", "--account", "1"]);
    assert_eq!(offline.exit, 1, "nobody answers: {}", offline.stdout);
    assert_eq!(
        offline.json()["accounts"][0]["error"]["code"],
        "offline",
        "and it says so"
    );
    bench.run("p", &["entries"]).done();
    let kept = bench.run("p", &["account", "remove", "1"]).done();
    assert_eq!(kept["accounts"][0]["manual"], true, "what it brought stays");
}

#[test]
fn misbehaving_platforms_end_as_the_contract_says() {
    let cases: [(&[&str], i32, &str); 3] = [
        (
            &["stripe:429*2:retry-after=0"],
            0,
            "two refusals are waited out",
        ),
        (&["stripe:401"], 4, "only a person can sign in again"),
        (&["stripe:500:after=2"], 3, "what was read before stays"),
    ];
    for (faults, exit, why) in cases {
        let bench = Bench::new();
        let emulator = Emulator::start(&bench, &[]);
        for platform in ["stripe", "tiktok"] {
            assert_eq!(
                emulator.connect(&bench, "p", platform).exit,
                0,
                "{platform} connects"
            );
        }
        let port = emulator.address["base_url"]
            .as_str()
            .unwrap()
            .rsplit(':')
            .next()
            .unwrap()
            .to_owned();
        drop(emulator);
        let mut arguments = vec![
            "--quiet", "sandbox", "serve", "--days", "90", "--port", &port,
        ];
        for fault in faults {
            arguments.extend(["--fault", fault]);
        }
        let mut child = bench
            .command("unused", &arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let mut complaint = String::new();
        if line.is_empty() {
            child
                .stderr
                .as_mut()
                .unwrap()
                .read_to_string(&mut complaint)
                .unwrap();
        }
        let told = bench.run("p", &["sync"]);
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!line.is_empty(), "{faults:?}: {complaint}");
        assert_eq!(told.exit, exit, "{faults:?}, {why}: {}", told.stdout);
    }
}

#[test]
fn an_interrupt_stops_between_two_pages_and_the_next_sync_goes_on() {
    let bench = Bench::new();
    let emulator = Emulator::start(&bench, &["stripe:latency=150"]);
    assert_eq!(
        emulator.connect(&bench, "p", "stripe").exit,
        0,
        "stripe connects"
    );
    let mut sync = bench
        .command("p", &["--json", "sync"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut progress = BufReader::new(sync.stderr.take().unwrap());
    let mut line = String::new();
    progress.read_line(&mut line).unwrap();
    assert!(
        line.contains("running"),
        "progress is told in lines: {line}"
    );
    let id = sync.id().to_string();
    Command::new("kill").args(["-INT", &id]).status().unwrap();
    let output = sync.wait_with_output().unwrap();
    let told = support::told(output);
    let report = told.json();
    assert_eq!(report["accounts"][0]["state"], "canceled", "{report}");
    assert!(
        [1, 3].contains(&told.exit),
        "stopped is not done: {}",
        told.exit
    );
    assert_eq!(
        bench.run("p", &["verify"]).done()["clean"],
        true,
        "no page stands half"
    );
    let rest = bench.run("p", &["sync"]).done();
    assert_eq!(rest["state"], "done", "it goes on: {rest}");
    let again = bench.run("p", &["sync"]).done();
    assert_eq!(
        again["accounts"][0]["new"], 0,
        "and then all is there: {again}"
    );
}
