//! The outbox against a server that can be cut off at every step: taken once, whatever happens.

use crate::world::{NOW, at, open};
use async_trait::async_trait;
use connectors::ConnectError;
use connectors::smtp::SendError;
use domain::reply::{Language, OutboxState, OutboxWhy, ReplyKind};
use domain::{AccountId, Instant, Platform};
use std::sync::{Arc, Mutex};
use store::{AccountDraft, OfferKey, OutboxMove, Outgoing, Profile};
use sync::outbox::{Delivered, Handed, Now, Post, Posts, deliver};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// Where the line is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// While the server is spoken to.
    Greeting,
    /// While the text is written; the server never sees its end.
    Text,
    /// After the server took it, before its answer is heard.
    Answer,
    /// While the copy is made, before anything lies there.
    Copy,
}

/// What the server does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mood {
    Takes,
    SaysLater,
    Refuses,
    IsAway,
}

struct Server {
    mood: Mutex<Mood>,
    cut: Mutex<Option<Cut>>,
    reached: Notify,
    evidence: bool,
    /// Messages the server took, by id.
    taken: Mutex<Vec<String>>,
    copies: Mutex<Vec<String>>,
}

impl Server {
    fn new(evidence: bool) -> Arc<Self> {
        Arc::new(Self {
            mood: Mutex::new(Mood::Takes),
            cut: Mutex::new(None),
            reached: Notify::new(),
            evidence,
            taken: Mutex::default(),
            copies: Mutex::default(),
        })
    }

    /// Waits for ever at the place of the cut.
    async fn here(&self, place: Cut) {
        if *self.cut.lock().unwrap() == Some(place) {
            self.reached.notify_one();
            std::future::pending::<()>().await;
        }
    }

    fn is(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    fn taken(&self) -> usize {
        self.taken.lock().unwrap().len()
    }
}

struct Box1(Arc<Server>);
struct Line(Arc<Server>, String);

#[async_trait]
impl Handed for Line {
    async fn finish(self: Box<Self>, _: &[u8]) -> Result<String, SendError> {
        self.0.here(Cut::Text).await;
        self.0.taken.lock().unwrap().push(self.1.clone());
        self.0.here(Cut::Answer).await;
        Ok("2.0.0 Ok".to_owned())
    }
}

#[async_trait]
impl Post for Box1 {
    async fn hand_over(&self, reply: &Outgoing) -> Result<Box<dyn Handed>, SendError> {
        self.0.here(Cut::Greeting).await;
        let mood = *self.0.mood.lock().unwrap();
        match mood {
            Mood::Takes => Ok(Box::new(Line(self.0.clone(), reply.message_id.clone()))),
            Mood::SaysLater => Err(SendError::Later {
                words: "451 busy".to_owned(),
            }),
            Mood::Refuses => Err(SendError::Refused {
                words: "550 user unknown".to_owned(),
            }),
            Mood::IsAway => Err(SendError::Line(ConnectError::Unreachable {
                host: "smtp.example.com".to_owned(),
                why: "connection refused".to_owned(),
            })),
        }
    }

    async fn find(&self, message_id: &str) -> Result<Option<String>, ConnectError> {
        let taken = self.0.taken.lock().unwrap();
        let here = taken.iter().any(|id| id == message_id);
        Ok(here.then(|| "INBOX".to_owned()))
    }

    async fn copy(&self, message_id: &str, _: &[u8]) -> Result<bool, ConnectError> {
        self.0.here(Cut::Copy).await;
        let mut copies = self.0.copies.lock().unwrap();
        if !copies.iter().any(|id| id == message_id) {
            copies.push(message_id.to_owned());
        }
        Ok(true)
    }

    fn leaves_evidence(&self) -> bool {
        self.0.evidence
    }

    fn makes_copies(&self) -> bool {
        true
    }
}

struct One(Arc<Server>);

#[async_trait]
impl Posts for One {
    async fn of(&self, _: AccountId) -> Result<Option<Arc<dyn Post>>, ConnectError> {
        Ok(Some(Arc::new(Box1(self.0.clone()))))
    }
}

struct World {
    profile: Profile,
    server: Arc<Server>,
    now: Arc<Mutex<Instant>>,
    reply: i64,
    key: OfferKey,
    _folder: tempfile::TempDir,
}

impl World {
    /// One reply waits.
    fn new(evidence: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let profile = open(folder.path(), at(NOW));
        let account = profile
            .store()
            .write(move |tx| {
                tx.insert_account(&AccountDraft {
                    platform: Platform::Mail,
                    handle: "camille@studio.example".to_owned(),
                    region: None,
                    base_url: None,
                    external_id: None,
                    manual: false,
                    added_at: at(NOW),
                })
            })
            .unwrap();
        let key = OfferKey {
            account,
            ext_key: "m1@brand.example".to_owned(),
        };
        let waiting = Outgoing {
            id: 0,
            offer: Some(key.clone()),
            brand: "Lumen".to_owned(),
            sender: Some(account),
            kind: ReplyKind::Counter,
            language: Language::En,
            message_id: "r1@studio.example".to_owned(),
            from_address: "camille@studio.example".to_owned(),
            from_name: String::new(),
            to: "ana@brand.example".to_owned(),
            subject: "Re: Spring".to_owned(),
            body: "Hello".to_owned(),
            message: b"Subject: Re: Spring\r\n\r\nHello\r\n".to_vec(),
            queued: at(NOW),
            hold_until: at(NOW),
            state: OutboxState::Waiting,
            attempts: 0,
            next_try: None,
            why: None,
            words: None,
            step: None,
            sent: None,
            copy_owed: false,
        };
        let reply = profile
            .store()
            .write(move |tx| tx.queue_reply(&waiting))
            .unwrap();
        Self {
            profile,
            server: Server::new(evidence),
            now: Arc::new(Mutex::new(at(NOW))),
            reply,
            key,
            _folder: folder,
        }
    }

    async fn run(&self) -> Delivered {
        let clock = self.now.clone();
        let now: Now = Arc::new(move || *clock.lock().unwrap());
        let posts = One(self.server.clone());
        deliver(
            self.profile.store(),
            &posts,
            &now,
            &CancellationToken::new(),
        )
        .await
        .unwrap()
    }

    /// A run that ends in the middle, as a program does that is killed.
    async fn cut_off(&self, place: Cut) {
        *self.server.cut.lock().unwrap() = Some(place);
        tokio::select! {
            done = self.run() => panic!("the run was to be cut at {place:?}: {done:?}"),
            () = self.server.reached.notified() => {}
        }
        *self.server.cut.lock().unwrap() = None;
    }

    fn row(&self) -> Outgoing {
        let id = self.reply;
        self.profile.store().read(|tx| tx.outgoing(id)).unwrap()
    }

    fn pass(&self, minutes: i64) {
        let mut now = self.now.lock().unwrap();
        now.0 += chrono::Duration::minutes(minutes);
    }
}

#[tokio::test]
async fn before_the_end_of_the_text_a_cut_does_no_harm() {
    let world = World::new(true);
    world.cut_off(Cut::Greeting).await;
    assert_eq!(
        world.row().state,
        OutboxState::Sending,
        "as the kill left it"
    );
    let done = world.run().await;
    assert_eq!(done.sent, [world.reply], "it goes out by itself");
    assert_eq!(world.server.taken(), 1, "once");
    assert_eq!(world.row().attempts, 2);
}

#[tokio::test]
async fn a_message_that_was_taken_is_found_and_not_sent_again() {
    let world = World::new(true);
    world.cut_off(Cut::Answer).await;
    assert_eq!(
        world.row().state,
        OutboxState::Handed,
        "it may have gone out"
    );
    let done = world.run().await;
    assert_eq!((done.sent, done.found), (vec![], vec![world.reply]));
    let row = world.row();
    assert_eq!(
        (row.state, row.why),
        (OutboxState::Sent, Some(OutboxWhy::Found))
    );
    assert_eq!(world.server.taken(), 1, "once");
    assert_eq!(
        world.server.copies.lock().unwrap().len(),
        1,
        "with its copy"
    );
}

#[tokio::test]
async fn what_is_not_found_is_asked_about_and_never_sent_by_itself() {
    for (evidence, cut, taken) in [
        (true, Cut::Text, 0),
        (false, Cut::Text, 0),
        (false, Cut::Answer, 1),
    ] {
        let world = World::new(evidence);
        world.cut_off(cut).await;
        for _ in 0..3 {
            let done = world.run().await;
            assert_eq!(done.unsure, [world.reply], "{cut:?}: nobody knows");
            assert!(done.sent.is_empty(), "{cut:?}: and so nothing is sent");
        }
        assert_eq!(world.server.taken(), taken, "{cut:?}");
        // The creator finds out.
        let said = match taken {
            0 => OutboxState::Waiting,
            _ => OutboxState::Sent,
        };
        let (id, now) = (world.reply, at(NOW));
        let word = OutboxMove::to(said).because(OutboxWhy::Creator, None);
        world
            .profile
            .store()
            .write(move |tx| tx.move_reply(id, OutboxState::Unsure, &word, now))
            .unwrap();
        world.run().await;
        assert_eq!(world.row().state, OutboxState::Sent);
        assert_eq!(world.server.taken(), 1, "{cut:?}: once in the end");
    }
}

#[tokio::test]
async fn a_copy_that_was_cut_off_is_made_later_and_once() {
    let world = World::new(true);
    world.cut_off(Cut::Copy).await;
    assert_eq!(world.row().state, OutboxState::Sent, "sent all the same");
    let done = world.run().await;
    assert_eq!((done.sent.len(), done.copied.len()), (0, 1));
    world.run().await;
    assert_eq!(world.server.copies.lock().unwrap().len(), 1);
    assert_eq!(world.server.taken(), 1);
}

#[tokio::test]
async fn later_is_tried_at_growing_pauses_and_given_up_after_days() {
    let world = World::new(true);
    world.server.is(Mood::SaysLater);
    let mut attempts = Vec::new();
    for _ in 0..(6 * 24 * 60) {
        if !world.run().await.later.is_empty() {
            let now = *world.now.lock().unwrap();
            attempts.push((now.seconds() - at(NOW).seconds()) / 60);
        }
        if !world.row().state.is_open() {
            break;
        }
        // straight to its time: nothing happens before
        let next = world.row().next_try.unwrap();
        let now = *world.now.lock().unwrap();
        world.pass((next.seconds() - now.seconds()) / 60);
    }
    assert_eq!(
        attempts.get(..6),
        Some([0, 1, 6, 21, 81, 321].as_slice()),
        "minutes after Send"
    );
    let row = world.row();
    assert_eq!(
        (row.state, row.why),
        (OutboxState::Failed, Some(OutboxWhy::GaveUp))
    );
    assert_eq!(
        row.words.as_deref(),
        Some("451 busy"),
        "the server's last words"
    );
    let days = attempts.last().unwrap() / (24 * 60);
    assert_eq!(days, 4, "given up before the fifth day is over");
}

#[tokio::test]
async fn refused_is_a_draft_again_and_offline_waits() {
    let world = World::new(true);
    world.server.is(Mood::IsAway);
    for _ in 0..3 {
        assert_eq!(world.run().await.waiting, [world.reply]);
        world.pass(600);
    }
    assert_eq!(world.row().why, Some(OutboxWhy::Offline));
    world.server.is(Mood::Refuses);
    assert_eq!(world.run().await.failed, [world.reply]);
    let row = world.row();
    assert_eq!(row.words.as_deref(), Some("550 user unknown"));
    let key = world.key.clone();
    let draft = world
        .profile
        .store()
        .read(|tx| tx.reply_draft(&key))
        .unwrap();
    assert_eq!(
        draft.map(|d| d.body).as_deref(),
        Some("Hello"),
        "nothing typed is lost"
    );
    assert_eq!(world.server.taken(), 0);
}

#[tokio::test]
async fn nothing_goes_out_before_its_time() {
    let world = World::new(true);
    let id = world.reply;
    world.now.lock().unwrap().0 -= chrono::Duration::seconds(1);
    assert_eq!(
        world.run().await,
        Delivered::default(),
        "the pause after the click"
    );
    let now = at(NOW);
    let back = OutboxMove::to(OutboxState::TakenBack);
    let taken_back = world
        .profile
        .store()
        .write(move |tx| {
            let reply = tx.outgoing(id)?;
            tx.give_back_reply(&reply, OutboxState::Waiting, &back, now)
        })
        .unwrap();
    assert!(taken_back);
    world.pass(60);
    assert_eq!(world.run().await, Delivered::default());
    assert_eq!(world.server.taken(), 0, "taken back in time");
}
