//! Profiles that are missing, held, foreign, newer or locked; and wrong usage. Each ends as the contract says.

mod support;

use support::{Bench, fixture, told};

#[test]
fn a_missing_profile_is_made_by_few_and_named_by_all_others() {
    let bench = Bench::new();
    let reads: [&[&str]; 12] = [
        &["today"],
        &["entries"],
        &["totals", "--by", "month"],
        &["changes"],
        &["source", "1"],
        &["payouts"],
        &["metrics"],
        &["programmes"],
        &["offers"],
        &["sync"],
        &["verify"],
        &["doctor"],
    ];
    for arguments in reads {
        let told = bench.run("none", arguments);
        assert_eq!(
            (told.exit, told.code().as_str()),
            (1, "profile_missing"),
            "{arguments:?}"
        );
        assert!(
            told.json()["error"]["next"].is_string(),
            "{arguments:?} says what to do"
        );
    }
    assert!(!bench.path("none").exists(), "asking makes nothing");
    for (profile, arguments) in [
        ("init", vec!["profile", "init"]),
        (
            "add",
            vec![
                "account",
                "add",
                "instagram",
                "--manual",
                "--handle",
                "camille",
            ],
        ),
    ] {
        bench.run(profile, &arguments).done();
        bench.run(profile, &["today"]).done();
    }
    let real = bench.run("init", &["demo"]);
    assert_eq!(
        (real.exit, real.code().as_str()),
        (1, "not_a_sandbox"),
        "a real profile stays real"
    );
    bench.file("other/letter.txt", b"x");
    let foreign = bench.run("other", &["profile", "init"]);
    assert_eq!(
        (foreign.exit, foreign.code().as_str()),
        (1, "not_a_profile"),
        "others' folders are left alone"
    );
}

#[test]
fn wrong_usage_is_one_document_and_exit_two() {
    let bench = Bench::new();
    bench.run("p", &["profile", "init"]).done();
    let wrong: [&[&str]; 9] = [
        &["nonsense"],
        &["totals"],
        &["totals", "--by", "moon"],
        &["entries", "--from", "2026-02-30"],
        &["entries", "--stream", "gold"],
        &["entries", "--after", "x"],
        &["programmes", "--region", "Atlantis"],
        &["chart", "moon", "--out", "x.svg"],
        &["account", "add", "stripe"],
    ];
    for arguments in wrong {
        let told = bench.run("p", arguments);
        assert_eq!(told.exit, 2, "{arguments:?}: {}", told.stdout);
        assert!(
            ["usage", "bad_request"].contains(&told.code().as_str()),
            "{arguments:?}"
        );
    }
    let help = bench.plain("p", &["--help"]);
    assert_eq!(help.exit, 0, "help is an answer");
    let french = bench.plain("p", &["--locale", "fr", "entries", "--from", "hier"]);
    assert!(
        french.stdout.is_empty() && french.stderr.contains("hier"),
        "{}",
        french.stderr
    );
    assert!(
        french.stderr.contains("rien n’a été modifié"),
        "{}",
        french.stderr
    );
}

#[test]
fn two_commands_share_one_profile() {
    let bench = Bench::new();
    bench.run("p", &["profile", "init"]).done();
    let csv = fixture("stripe_csv/itemised_default.csv");
    let gen_c = fixture("tiktok_export/gen_c.json");
    let mut children: Vec<_> = [csv.as_str(), gen_c.as_str(), csv.as_str()]
        .iter()
        .map(|file| {
            let mut command = bench.command("p", &["--json", "--quiet", "import", file]);
            command.stdout(std::process::Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    for child in &mut children {
        let status = child.wait().unwrap();
        assert!(status.success(), "each waits for its turn: {status}");
    }
    assert_eq!(
        bench.run("p", &["verify"]).done()["clean"],
        true,
        "rollups agree with the rows"
    );
    let accounts = bench.run("p", &["account", "list"]).done();
    assert_eq!(
        accounts["accounts"].as_array().unwrap().len(),
        2,
        "one source is one account, whoever came first: {accounts}"
    );
    let again = bench.run("p", &["import", &csv]).done();
    assert_eq!(
        again["files"][0]["new"], 0,
        "nothing was lost, nothing is there twice"
    );
}

#[test]
fn locked_newer_and_damaged_profiles_are_told_apart() {
    let bench = Bench::new();
    let make = |profile: &str| {
        bench.run(profile, &["profile", "init"]).done();
        bench.path(profile)
    };
    let lost = make("lost");
    let kept = std::fs::read(lost.join("key")).unwrap();
    std::fs::remove_file(lost.join("key")).unwrap();
    let told = bench.run("lost", &["today"]);
    assert_eq!(
        (told.exit, told.code().as_str()),
        (5, "key_missing"),
        "{}",
        told.stdout
    );
    assert!(
        !lost.join("key").exists(),
        "a lost key is never replaced by a new one"
    );
    std::fs::write(lost.join("key"), kept).unwrap();
    assert_eq!(
        bench.run("lost", &["today"]).exit,
        0,
        "with its key it opens again"
    );

    let wrong = make("wrong");
    std::fs::write(wrong.join("key"), "0".repeat(64)).unwrap();
    let told = bench.run("wrong", &["today"]);
    assert_eq!(
        (told.exit, told.code().as_str()),
        (5, "key_wrong"),
        "{}",
        told.stdout
    );

    let newer = make("newer");
    let info = std::fs::read_to_string(newer.join("profile.json")).unwrap();
    std::fs::write(
        newer.join("profile.json"),
        info.replace("\"format\":1", "\"format\":99"),
    )
    .unwrap();
    let told = bench.run("newer", &["today"]);
    assert_eq!(
        (told.exit, told.code().as_str()),
        (1, "newer_profile"),
        "{}",
        told.stdout
    );
    assert_eq!(
        told.json()["error"]["details"]["found"],
        "99",
        "with both numbers"
    );

    let blocked = bench.file("file", b"x");
    let told = bench.run("file/profile", &["profile", "init"]);
    assert_eq!(
        told.exit, 1,
        "a folder that cannot be made: {}",
        told.stdout
    );
    assert!(blocked.is_file(), "and nothing was touched");
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    let folder = bench.path("closed");
    std::fs::create_dir(&folder).unwrap();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o555)).unwrap();
    if std::fs::write(folder.join("probe"), b"x").is_ok() {
        // The system lets its superuser write anywhere: there is nothing to see here.
        return;
    }
    let told = bench.run("closed/profile", &["profile", "init"]);
    assert_eq!(told.exit, 1, "{}", told.stdout);
    assert!(
        ["read_only", "file_unreadable"].contains(&told.code().as_str()),
        "{}",
        told.stdout
    );
}

#[test]
fn a_profile_under_a_passphrase_opens_with_the_file_that_names_it() {
    let bench = Bench::new();
    bench.run("own", &["profile", "init"]).done();
    let right = bench.file("right", b"glazed bowl, blue\n");
    let wrong = bench.file("wrong", b"glazed bowl, red\n");
    let short = bench.file("short", b"1234567\n");
    let set = |file: &std::path::Path| {
        let file = file.to_str().unwrap();
        bench.run("own", &["profile", "passphrase", "--new-file", file])
    };
    assert_eq!(set(&short).exit, 2, "too easy to guess");
    bench.run("own", &["today"]).done();
    assert_eq!(set(&right).done()["passphrase"], true);
    let with = |file: &std::path::Path, arguments: &[&str]| {
        let mut command = bench.command("own", arguments);
        command
            .arg("--json")
            .env("CREATOR_STUDIO_PASSPHRASE_FILE", file);
        told(command.output().unwrap())
    };
    let none = bench.run("own", &["today"]);
    assert_eq!((none.exit, none.code().as_str()), (5, "passphrase_wrong"));
    let other = with(&wrong, &["today"]);
    assert_eq!((other.exit, other.code().as_str()), (5, "passphrase_wrong"));
    with(&right, &["today"]).done();
    let health = with(&right, &["doctor"]).done();
    assert_eq!(health["health"]["key_custody"], "passphrase");
    let lost = with(&wrong, &["profile", "passphrase", "--remove"]);
    assert_eq!(lost.exit, 5, "the one it has takes it off");
    let off = with(&right, &["profile", "passphrase", "--remove"]).done();
    assert_eq!(off["passphrase"], false);
    bench.run("own", &["today"]).done();
}
