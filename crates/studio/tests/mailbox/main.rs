//! A mailbox through the whole house, against a real Dovecot over TLS: every message once in the store, whatever happens on
//! the way, and new mail in the open window without asking for it. Run by `scripts/checks/mail`.
#![cfg(unix)]

#[path = "../common/mod.rs"]
mod common;
#[path = "../../../connectors/tests/imap/dovecot.rs"]
mod dovecot;

use common::{NOW, at, open};
use connectors::http::Pause;
use domain::{AccountId, MailFlag};
use dovecot::{Dovecot, PASSWORD, USER};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use studio::clock::Clock;
use studio::home::Home;
use studio::shapes::*;
use studio::syncing::{SyncRequest, sync};
use studio::work::Work;
use studio::{Desk, DeskOptions, Events, OpenProfile, StudioError, accounts, inbox, mailbox};

/// Every tenth message is an offer of another brand.
fn message(n: usize) -> String {
    let (subject, text) = if n.is_multiple_of(10) {
        (
            format!("Paid partnership, campaign {n}"),
            "We would love to work with you on a sponsored campaign: 2 videos for a fee of EUR 500, paid after 30 days.",
        )
    } else {
        (format!("Notes {n}"), "See you on Thursday.")
    };
    format!(
        "From: Ana <ana{n}@brand{n}.example>\r\nTo: {USER}\r\nSubject: {subject}\r\nMessage-ID: <m{n}@brand.example>\r\n\
         Date: Tue, 20 Oct 2026 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    )
}

fn request(server: &Dovecot, password: &str) -> ConnectRequest {
    let fields = [
        ("server", format!("127.0.0.1:{}", server.imaps)),
        ("user", USER.to_owned()),
        ("password", password.to_owned()),
        ("certificate", server.certificate.clone()),
    ];
    ConnectRequest {
        platform: PlatformName::Mail,
        handle: String::new(),
        region: None,
        base_url: None,
        manual: false,
        fields: fields.map(|(k, v)| (k.to_owned(), v)).into(),
    }
}

/// What the store holds of a mailbox.
#[derive(Debug, PartialEq, Eq)]
struct Held {
    messages: u64,
    offers: usize,
    /// Messages that lie in INBOX now, each once.
    here: usize,
    /// Roads that ended.
    gone: usize,
    marked: usize,
}

fn held(profile: &OpenProfile) -> Held {
    let offers = inbox::offers(profile, &OfferFilter::default()).unwrap();
    let read = profile.store().read(|tx| {
        let messages = tx.mail_count()?;
        let (mut here, mut gone, mut marked) = (BTreeSet::new(), 0, 0);
        for mail in 1..=i64::try_from(messages).unwrap() {
            for road in tx.mail_roads(mail)? {
                let place = road.place.expect("each came from the server");
                match road.gone {
                    Some(_) => gone += 1,
                    None => {
                        marked += usize::from(road.flags.contains(&MailFlag::Flagged));
                        let new = here.insert((place.validity, place.uid));
                        assert!(new, "no number stands for two messages: {place:?}");
                    }
                }
            }
        }
        Ok::<_, StudioError>((messages, here.len(), gone, marked))
    });
    let (messages, here, gone, marked) = read.unwrap();
    Held {
        messages,
        offers: offers.groups.iter().map(|g| g.offers.len()).sum(),
        here,
        gone,
        marked,
    }
}

/// Stops the server once this many rows were read.
struct Breaker {
    at: i64,
    server: Mutex<Option<Dovecot>>,
    stopped: Mutex<Option<Dovecot>>,
}

impl Events for Breaker {
    fn progress(&self, progress: &TaskProgress) {
        let read: i64 = progress.parts.iter().map(|part| part.done).sum();
        if read >= self.at
            && let Some(mut server) = self.server.lock().unwrap().take()
        {
            server.down();
            *self.stopped.lock().unwrap() = Some(server);
        }
    }

    fn changed(&self, _: &[&str]) {}
}

async fn synced(profile: &OpenProfile) -> RunAccount {
    let report = sync(profile, &common::work(), &SyncRequest::default()).await;
    report.unwrap().accounts.remove(0)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Dovecot: scripts/checks/mail"]
async fn ten_thousand_messages_are_kept_once_whatever_happens() {
    const ALL: usize = 10_000;
    let server = Dovecot::start();
    server.deliver("", (1..=ALL).map(|n| (n, message(n))));
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    let row = accounts::connect(&profile, request(&server, PASSWORD))
        .await
        .unwrap();
    let account = row.id;

    // the server goes away in the middle of the first reading
    let breaker = Arc::new(Breaker {
        at: 300,
        server: Mutex::new(Some(server)),
        stopped: Mutex::default(),
    });
    let work = Arc::new(Work::new(breaker.clone()));
    let report = sync(&profile, &work, &SyncRequest::default())
        .await
        .unwrap();
    assert_eq!(report.accounts[0].state, RunStateName::Partial, "in part");
    let error = report.accounts[0].error.clone().expect("and why");
    assert_eq!(error.code, ErrorCode::Offline, "{error:?}");
    let before = held(&profile);
    let came = usize::try_from(before.messages).unwrap();
    assert!((300..ALL).contains(&came), "{came} came before it went");
    let mut server = breaker.stopped.lock().unwrap().take().unwrap();
    server.up();

    assert_eq!(synced(&profile).await.state, RunStateName::Done);
    let whole = Held {
        messages: ALL as u64,
        offers: ALL / 10,
        here: ALL,
        gone: 0,
        marked: 0,
    };
    assert_eq!(held(&profile), whole, "the rest came; nothing twice");
    let again = synced(&profile).await;
    assert_eq!(
        (again.new, again.pages),
        (0, 0),
        "nothing new, nothing read"
    );

    // new ones, marks and messages that left
    server.deliver("", (ALL + 1..=ALL + 25).map(|n| (n, message(n))));
    for n in 1..=100 {
        server.mark(n, "F");
    }
    for n in 201..=250 {
        server.remove(n);
    }
    assert_eq!(synced(&profile).await.state, RunStateName::Done);
    let changed = Held {
        messages: ALL as u64 + 25,
        offers: ALL / 10 + 2,
        here: ALL + 25 - 50,
        gone: 50,
        marked: 100,
    };
    assert_eq!(held(&profile), changed, "each change once");

    // a password that is no longer good
    server.password("another-one");
    // the server looks at its passwords once a second; a new start looks at once
    server.down();
    server.up();
    let refused = synced(&profile).await;
    assert_eq!(refused.state, RunStateName::SignIn, "sign in again");
    assert_eq!(refused.error.unwrap().code, ErrorCode::SignIn);
    let listed = accounts::list(&profile).unwrap();
    assert_eq!(
        listed[0].state,
        Some(RunStateName::SignIn),
        "and the account says so"
    );
    assert_eq!(held(&profile), changed, "nothing is lost by it");
    let row = accounts::connect(&profile, request(&server, "another-one"))
        .await
        .unwrap();
    assert_eq!(row.id, account, "a new password is no new account");
    assert_eq!(synced(&profile).await.state, RunStateName::Done);
    assert_eq!(held(&profile), changed, "and doubles nothing");

    // every number is void
    server.new_validity();
    assert_eq!(synced(&profile).await.state, RunStateName::Done);
    assert_eq!(
        held(&profile),
        changed,
        "read again under new numbers, nothing doubled or lost"
    );
    let verified = studio::settings::verify(&profile).unwrap();
    assert!(verified.clean, "{verified:?}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Dovecot: scripts/checks/mail"]
async fn folders_are_chosen_and_the_choice_survives_a_new_password() {
    let server = Dovecot::start();
    server.deliver("", [(1, message(1))]);
    server.deliver("Marques, 2026", [(2, message(2)), (3, message(3))]);
    let folder = tempfile::tempdir().unwrap();
    let profile = open(folder.path(), false, NOW);
    let offered = mailbox::folders_of(&profile, &request(&server, PASSWORD))
        .await
        .unwrap();
    let names: Vec<(&str, bool)> = offered
        .iter()
        .map(|f| (f.name.as_str(), f.chosen))
        .collect();
    assert!(
        names.contains(&("INBOX", true)),
        "INBOX by itself: {names:?}"
    );
    assert!(names.contains(&("Marques, 2026", false)), "{names:?}");
    let row = accounts::connect(&profile, request(&server, PASSWORD))
        .await
        .unwrap();
    let nowhere = mailbox::choose(&profile, row.id, &["Nowhere".to_owned()]).await;
    assert!(
        matches!(nowhere, Err(StudioError::BadRequest { .. })),
        "a folder that is not there is refused: {nowhere:?}"
    );
    let chosen = mailbox::choose(&profile, row.id, &["Marques, 2026".to_owned()])
        .await
        .unwrap();
    let chosen: Vec<&str> = chosen
        .iter()
        .filter(|f| f.chosen)
        .map(|f| f.name.as_str())
        .collect();
    assert_eq!(
        chosen,
        ["Marques, 2026"],
        "a comma in its name is no border"
    );
    synced(&profile).await;
    assert_eq!(held(&profile).messages, 2, "that folder and no other");

    accounts::connect(&profile, request(&server, PASSWORD))
        .await
        .unwrap();
    let kept = mailbox::folders(&profile, row.id).await.unwrap();
    let kept: Vec<&str> = kept
        .iter()
        .filter(|f| f.chosen)
        .map(|f| f.name.as_str())
        .collect();
    assert_eq!(kept, ["Marques, 2026"], "connecting again keeps the choice");
}

/// A window that hears what the desk says.
struct Window(tokio::sync::mpsc::UnboundedSender<Vec<String>>);

impl Events for Window {
    fn progress(&self, _: &TaskProgress) {}
    fn changed(&self, tags: &[&str]) {
        let _ = self
            .0
            .send(tags.iter().map(|tag| (*tag).to_owned()).collect());
    }
}

/// Waits that end when the test says so, and say how long they would have been.
struct Waits {
    asked: Mutex<Vec<Duration>>,
    go: tokio::sync::Semaphore,
}

impl Waits {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            asked: Mutex::default(),
            go: tokio::sync::Semaphore::new(0),
        })
    }
}

#[async_trait::async_trait]
impl Pause for Waits {
    async fn wait(&self, duration: Duration) {
        self.asked.lock().unwrap().push(duration);
        // a turn is taken for good
        self.go.acquire().await.unwrap().forget();
    }
}

/// Waits until something the window hears makes `seen` true.
async fn until<T, F: Future<Output = Option<T>>>(
    heard: &mut tokio::sync::mpsc::UnboundedReceiver<Vec<String>>,
    tag: &str,
    mut seen: impl FnMut() -> F,
) -> T {
    let look = async {
        loop {
            let tags = heard.recv().await.expect("the desk is there");
            if tags.iter().any(|told| told == tag)
                && let Some(found) = seen().await
            {
                return found;
            }
        }
    };
    let found = tokio::time::timeout(Duration::from_secs(30), look).await;
    found.unwrap_or_else(|_| panic!("the window hears of “{tag}”"))
}

fn states(rows: &[ListeningRow]) -> BTreeMap<i64, ListeningState> {
    rows.iter().map(|row| (row.account, row.state)).collect()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Dovecot: scripts/checks/mail"]
async fn new_mail_comes_into_the_open_window_by_itself() {
    let mut server = Dovecot::start();
    server.deliver("", [(1, message(1))]);
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path());
    drop(open(&home.own_profile(), false, NOW));
    let (tell, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let waits = Waits::new();
    let desk = Desk::new(DeskOptions {
        home,
        clock: Clock::fixed(at(NOW)),
        events: Arc::new(Window(tell)),
        browser: Arc::new(studio::signing_in::ByHand),
        sample: false,
    })
    .waiting_by(waits.clone());
    desk.start_profile().await.unwrap();
    let row = desk.connect(request(&server, PASSWORD)).await.unwrap();
    let id = AccountId(row.id).0;

    let listening = async |state| {
        let rows = desk.listening().await.unwrap();
        (states(&rows).get(&id) == Some(&state)).then_some(())
    };
    until(&mut heard, "listening", || {
        listening(ListeningState::Listening)
    })
    .await;

    // an offer arrives; nobody syncs
    server.deliver("", [(10, message(10))]);
    let offers = async || {
        let list = desk.offers(OfferFilter::default()).await.unwrap();
        let all: Vec<OfferRow> = list.groups.into_iter().flat_map(|g| g.offers).collect();
        (!all.is_empty()).then_some(all)
    };
    let found = until(&mut heard, "offers", offers).await;
    assert_eq!(found.len(), 1, "it stands in the list: {found:?}");

    // the server goes away: the line waits, longer each time
    server.down();
    until(&mut heard, "listening", || {
        listening(ListeningState::Waiting)
    })
    .await;
    let rows = desk.listening().await.unwrap();
    assert_eq!(
        rows[0].next_at.as_deref(),
        Some("2026-10-22T08:00:05Z"),
        "{rows:?}"
    );
    assert_eq!(rows[0].error.as_ref().unwrap().code, ErrorCode::Offline);
    waits.go.add_permits(1);
    // it waits already, so only the next wait tells that it tried again
    let backed_off = || {
        let asked = waits.asked.lock().unwrap();
        let short = asked.iter().filter(|wait| wait.as_secs() <= 600);
        short.map(Duration::as_secs).collect::<Vec<_>>()
    };
    let tried_again = async {
        while backed_off().len() < 2 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), tried_again)
        .await
        .expect("it tries again");
    assert_eq!(backed_off(), [5, 10], "longer each time");

    // it is back; what arrived meanwhile comes with the line
    server.up();
    server.deliver("", [(20, message(20))]);
    desk.listen_now().await.unwrap();
    let both = async || offers().await.filter(|all| all.len() == 2);
    until(&mut heard, "offers", both).await;

    // a password that is no longer good is not tried again by itself
    server.password("another-one");
    server.down();
    server.up();
    until(&mut heard, "listening", async || {
        waits.go.add_permits(1);
        listening(ListeningState::SignIn).await
    })
    .await;

    desk.close();
    assert!(
        desk.listening().await.unwrap().is_empty(),
        "closed: no line is left"
    );
}
