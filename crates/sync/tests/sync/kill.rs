//! `kill -9` at random moments: the next run goes on, and in the end nothing is lost and nothing is there twice.
//!
//! The test starts itself again as a child that syncs, and kills it. The emulator stays; its answers come late, so that the
//! moments fall between pages as well as into them.

use crate::dump::{assert_same, rows};
use crate::world::{NOW, World, at, open, serve};
use domain::{Platform, RunState};
use rand::RngExt;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Tells the child which folder to sync, and where the emulator's accounts are listed.
const FOLDER: &str = "KILL_TEST_FOLDER";
const NAME: &str = "kill::killed_at_two_hundred_moments_nothing_is_lost_or_doubled";
const KILLS: u32 = 200;
const LANES: u32 = 2;
/// The accounts that are synced: few enough for a child to reach the end before it is killed. That each source goes on where it
/// was cut is tested with the connectors.
const SYNCED: [Platform; 4] = [
    Platform::Tiktok,
    Platform::Stripe,
    Platform::TiktokShop,
    Platform::Youtube,
];
/// The longest a child is left alone.
const LONGEST: Duration = Duration::from_millis(700);

type Offered = Vec<(Platform, String, String)>;

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_two_hundred_moments_nothing_is_lost_or_doubled() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return be_the_child(Path::new(&folder)).await;
    }
    let emulator = serve(60).await;
    let offered: Offered = emulator
        .accounts()
        .iter()
        .map(|a| {
            (
                a.platform.parse().unwrap(),
                a.base_url.clone(),
                a.credentials.to_string(),
            )
        })
        .filter(|(platform, ..)| SYNCED.contains(platform))
        .collect();
    let temporary = tempfile::tempdir().unwrap();
    let undisturbed = World::connected(&temporary.path().join("profile"), &offered);
    let (state, _) = undisturbed.sync(at(NOW)).await;
    assert_eq!(state, RunState::Done);
    let wanted = rows(&undisturbed.folder);
    emulator.set_faults(vec!["*:latency=15".parse().unwrap()]);
    let lanes: Vec<_> = (0..LANES)
        .map(|lane| {
            let (wanted, offered) = (wanted.clone(), offered.clone());
            std::thread::spawn(move || Lane::new(lane, offered).run(KILLS / LANES, &wanted))
        })
        .collect();
    for lane in lanes {
        let told = tokio::task::spawn_blocking(move || lane.join())
            .await
            .unwrap();
        let (killed, finished) = told.expect("the lane's assertions hold");
        assert_eq!(killed, KILLS / LANES, "each lane kills its share");
        assert!(
            finished > 1,
            "syncs were also finished between the kills, not only begun"
        );
    }
}

/// Syncs like the program would, until it is done or killed.
async fn be_the_child(folder: &Path) {
    let list = std::fs::read_to_string(folder.with_extension("accounts")).unwrap();
    let offered: Offered = list
        .lines()
        .map(|line| {
            let mut cells = line.splitn(3, '\t');
            let mut cell = || cells.next().unwrap().to_owned();
            (cell().parse().unwrap(), cell(), cell())
        })
        .collect();
    let (state, reports) = World::connected(folder, &offered).sync(at(NOW)).await;
    assert_eq!(state, RunState::Done, "the child's sync: {reports:?}");
}

/// One folder at a time, synced by children that are killed.
struct Lane {
    temporary: tempfile::TempDir,
    dice: ChaCha8Rng,
    offered: Offered,
    folders: u32,
}

impl Lane {
    fn new(lane: u32, offered: Offered) -> Self {
        Self {
            temporary: tempfile::tempdir().unwrap(),
            dice: ChaCha8Rng::seed_from_u64(u64::from(lane)),
            offered,
            folders: 0,
        }
    }

    /// Kills `kills` children; how many were killed and how many folders were finished.
    fn run(mut self, kills: u32, wanted: &[String]) -> (u32, u32) {
        let (mut killed, mut finished) = (0, 0);
        let mut folder = self.fresh();
        while killed < kills {
            let moment = self.dice.random_range(Duration::from_millis(10)..LONGEST);
            match cut_off(child(&folder), moment) {
                Ended::Killed => {
                    killed += 1;
                    if killed.is_multiple_of(5) {
                        assert_clean(&folder, &format!("after kill {killed}"));
                    }
                }
                Ended::Alone => {
                    self.check(&folder, wanted);
                    finished += 1;
                    folder = self.fresh();
                }
            }
        }
        let last = child(&folder).wait().unwrap();
        assert!(last.success(), "the run after the last kill ends well");
        self.check(&folder, wanted);
        (killed, finished + 1)
    }

    fn check(&self, folder: &Path, wanted: &[String]) {
        assert_clean(folder, "a folder that was finished after kills");
        assert_same(&rows(folder), wanted, "finished after kills");
    }

    /// A folder that was never synced, with the list of accounts beside it.
    fn fresh(&mut self) -> PathBuf {
        self.folders += 1;
        let folder = self.temporary.path().join(self.folders.to_string());
        let lines = self
            .offered
            .iter()
            .map(|(platform, base_url, credentials)| {
                format!("{platform}\t{base_url}\t{credentials}\n")
            });
        std::fs::write(folder.with_extension("accounts"), lines.collect::<String>()).unwrap();
        // The accounts are connected before the story begins; the key and the empty cache exist.
        drop(World::connected(&folder, &self.offered));
        folder
    }
}

fn assert_clean(folder: &Path, when: &str) {
    let profile = open(folder, at(NOW));
    let report = profile.store().read(|tx| tx.verify()).unwrap();
    assert_eq!(report.problems, [], "{when}: the check finds nothing");
}

fn child(folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", NAME, "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap()
}

enum Ended {
    Killed,
    Alone,
}

/// Kills the child at `moment` after its start, unless it ends before; then it must have ended well.
fn cut_off(mut child: Child, moment: Duration) -> Ended {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "a child that is left alone ends well");
            return Ended::Alone;
        }
        let left = moment.saturating_sub(started.elapsed());
        if left.is_zero() {
            child.kill().unwrap();
            return match child.wait().unwrap().success() {
                true => Ended::Alone,
                false => Ended::Killed,
            };
        }
        // Waiting is what this test does: the moment of the kill is a time on the clock.
        std::thread::sleep(left.min(Duration::from_millis(5)));
    }
}
