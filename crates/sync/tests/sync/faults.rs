//! A misbehaving platform: passing trouble changes nothing in what is stored; lasting trouble is named, and harms no other
//! account.

use crate::dump::{assert_same, rows};
use crate::world::{NOW, World, at, serve};
use domain::{Platform, RunState};

/// Every kind of fault that passes by itself or that a client must bear.
const PASSING: &[&str] = &[
    "*:429*4:retry-after=2",
    "*:500*4",
    "*:503*2:after=3",
    "*:reset*4",
    "*:truncate*4",
    "*:malformed*2:after=1",
    "tiktok:soft*2",
    "shop:soft*2",
    "tiktok:expired*1:after=1",
    "shop:expired*1:after=1",
    "youtube:expired*1:after=1",
    "*:latency=3",
    "*:shrink-page",
    "stripe:clock-skew=120",
    "shop:clock-skew=-120",
];

#[tokio::test(flavor = "multi_thread")]
async fn passing_trouble_changes_nothing_in_what_is_stored() {
    let emulator = serve(90).await;
    let undisturbed = World::new(&emulator);
    undisturbed.sync(at(NOW)).await;
    let wanted = rows(&undisturbed.folder);
    for fault in PASSING {
        // Tokens rotate: each fault meets an emulator of its own.
        let emulator = serve(90).await;
        emulator.set_faults(vec![fault.parse().unwrap()]);
        let world = World::new(&emulator);
        let (state, reports) = world.sync(at(NOW)).await;
        assert_eq!(state, RunState::Done, "under {fault}: {reports:?}");
        assert_same(&rows(&world.folder), &wanted, &format!("under {fault}"));
    }
}

/// Trouble that does not pass, whose account it hits, and the codes it may end with.
const LASTING: &[(&str, Platform, &[&str])] = &[
    ("stripe:401", Platform::Stripe, &["sign_in"]),
    ("stripe:403", Platform::Stripe, &["permission"]),
    ("stripe:400", Platform::Stripe, &["refused"]),
    (
        "stripe:429:retry-after=900",
        Platform::Stripe,
        &["rate_limited"],
    ),
    ("stripe:500", Platform::Stripe, &["server"]),
    ("stripe:repeat-page:after=1", Platform::Stripe, &["paging"]),
    ("tiktok:reset", Platform::Tiktok, &["unreachable"]),
    ("tiktok:soft", Platform::Tiktok, &["server", "refused"]),
    (
        "tiktok:truncate:after=4",
        Platform::Tiktok,
        &["unreachable", "malformed"],
    ),
    ("shop:malformed", Platform::TiktokShop, &["malformed"]),
    ("shop:503", Platform::TiktokShop, &["server"]),
    // What YouTube answers when the day's quota is spent.
    ("youtube:403", Platform::Youtube, &["rate_limited"]),
    (
        "youtube:malformed:after=2",
        Platform::Youtube,
        &["malformed"],
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn lasting_trouble_is_named_and_harms_no_other_account() {
    let emulator = serve(300).await;
    let undisturbed = World::new(&emulator);
    undisturbed.sync(at(NOW)).await;
    let wanted = rows(&undisturbed.folder);
    for (fault, hit, codes) in LASTING {
        let emulator = serve(300).await;
        emulator.set_faults(vec![fault.parse().unwrap()]);
        let world = World::new(&emulator);
        let (state, reports) = world.sync(at(NOW)).await;
        assert_eq!(state, RunState::Partial, "under {fault}: {reports:?}");
        for report in &reports {
            let platform = world.platform(report);
            if platform == *hit {
                let error = report.error.as_ref();
                let code = error.map_or("none", |e| e.code());
                assert!(
                    codes.contains(&code),
                    "under {fault}: ends with {code}: {report:?}"
                );
                assert_ne!(report.state, RunState::Done, "under {fault}");
            } else {
                assert_eq!(
                    report.state,
                    RunState::Done,
                    "under {fault}: {platform} is not harmed"
                );
            }
        }
        let of_others = |lines: Vec<String>| -> Vec<String> {
            let own = format!("Text(\"{hit}\")");
            lines
                .into_iter()
                .filter(|line| line.split(' ').nth(1) != Some(own.as_str()))
                .collect()
        };
        assert_same(
            &of_others(rows(&world.folder)),
            &of_others(wanted.clone()),
            &format!("under {fault}, the other accounts"),
        );
        world.assert_clean(&format!("under {fault}"));
        emulator.set_faults(Vec::new());
        let (state, reports) = world.sync(at(NOW)).await;
        assert_eq!(state, RunState::Done, "after {fault}: {reports:?}");
        assert_same(
            &rows(&world.folder),
            &wanted,
            &format!("once {fault} is over, nothing is missing"),
        );
    }
}
