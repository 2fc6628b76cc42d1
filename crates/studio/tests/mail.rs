//! Messages through the whole house: kept whatever they are, found, read in their conversation, saved, pasted, taken back.
//!
//! The rules it protects: one message is one by however many files; what a stranger attached reaches the disk only on request and
//! never over another file; taking an import back leaves what other roads brought.

mod common;

use common::{NOW, open, work};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use studio::importing::{self, ImportRequest};
use studio::shapes::*;
use studio::{OpenProfile, StudioError, inbox, mail, settings};

const FIRST: &str = "From: Solveig Aune <solveig@fjordlys.example>\r\nTo: creator@atelier.example\r\n\
    Subject: Collaboration, lanterne d'été\r\nDate: Mon, 12 Oct 2026 09:00:00 +0000\r\nMessage-ID: <one@fjordlys.example>\r\n\
    MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
    Bonjour Camille, une vidéo sur notre cœur de lanterne ? Nous payons 800 EUR.\r\n\r\n--b\r\n\
    Content-Type: application/pdf; name=\"brief.pdf\"\r\nContent-Disposition: attachment; filename=\"brief.pdf\"\r\n\
    Content-Transfer-Encoding: base64\r\n\r\nTVqQAAMAAAAEAAAA\r\n--b--\r\n";
const ANSWER: &str = "From: creator@atelier.example\r\nTo: Solveig Aune <solveig@fjordlys.example>\r\n\
    Subject: Re: Collaboration, lanterne d'été\r\nDate: Tue, 13 Oct 2026 09:00:00 +0000\r\nMessage-ID: <two@atelier.example>\r\n\
    In-Reply-To: <one@fjordlys.example>\r\n\r\nMerci, je regarde le brief.\r\n";
const PRIVATE: &str = "From: Mara Quill <mara@quill.example>\r\nTo: creator@atelier.example\r\nSubject: Sunday lunch\r\n\
    Date: Wed, 14 Oct 2026 09:00:00 +0000\r\nMessage-ID: <three@quill.example>\r\n\r\nSee you at noon, bring the lantern.\r\n";
const PROGRAM: &[u8] = b"MZ\x90\0\x03\0\0\0\x04\0\0\0";

fn put(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn import(profile: &OpenProfile, path: PathBuf) -> ImportReport {
    let request = ImportRequest {
        paths: vec![path],
        ..ImportRequest::default()
    };
    let report = importing::import(profile, &work(), &request).expect("the profile takes imports");
    assert!(
        report.files.iter().all(|file| file.error.is_none()),
        "{report:?}"
    );
    report
}

fn find(profile: &OpenProfile, text: &str) -> MailHits {
    let search = MailSearch {
        text: text.to_owned(),
        ..MailSearch::default()
    };
    mail::search(profile, &search).unwrap()
}

fn subjects(profile: &OpenProfile, text: &str) -> Vec<String> {
    let hits = find(profile, text).messages;
    hits.into_iter().map(|hit| hit.subject.text).collect()
}

#[test]
fn a_message_is_kept_found_and_taken_back_by_the_roads_it_came() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    let single = folder.path().join("single");
    put(&single, "one.eml", FIRST);
    put(&single, "three.eml", PRIVATE);
    // The same messages as a Maildir, with a mark on one and a copy that is not whole yet.
    let maildir = folder.path().join("maildir");
    put(&maildir, "cur/1700000001.M1.host:2,RS", FIRST);
    put(&maildir, ".Sent/cur/1700000002.M2.host:2,S", ANSWER);
    put(&maildir, "new/1700000003.M3.host", PRIVATE);
    put(&maildir, "tmp/1700000004.M4.host", "From: half");
    for needed in ["cur", "new"] {
        std::fs::create_dir_all(maildir.join(".Sent").join(needed)).unwrap();
        std::fs::create_dir_all(maildir.join(needed)).unwrap();
    }
    let first = import(&profile, single);
    let second = import(&profile, maildir);
    assert_eq!(
        profile.store().read(|tx| tx.mail_count()).unwrap(),
        3,
        "three messages by five files"
    );
    let hit = find(&profile, "coeur").messages.remove(0);
    let thread = mail::thread(&profile, hit.message).unwrap();
    let texts: Vec<&str> = thread
        .messages
        .iter()
        .map(|m| m.from_address.as_str())
        .collect();
    assert_eq!(
        texts,
        ["solveig@fjordlys.example", "creator@atelier.example"],
        "oldest first"
    );
    assert!(
        thread.offer.is_some() && thread.offer == hit.offer,
        "and leads to its offer"
    );
    let roads = &thread.messages[0].roads;
    assert_eq!(roads.len(), 2, "by two roads");
    assert_eq!(
        roads[1].flags,
        ["answered", "seen"],
        "with the marks the Maildir had"
    );
    assert_eq!(
        mail::of_offer(&profile, thread.offer.unwrap()).unwrap(),
        Some(thread),
        "and back"
    );
    for (text, want, why) in [
        (
            "lanter",
            vec![
                "Collaboration, lanterne d'été",
                "Re: Collaboration, lanterne d'été",
                "Sunday lunch",
            ],
            "subjects first",
        ),
        (
            "lanterne -merci",
            vec!["Collaboration, lanterne d'été"],
            "left out",
        ),
        ("from:mara", vec!["Sunday lunch"], "by sender"),
        (
            "after:2026-10-13 before:2026-10-14",
            vec!["Re: Collaboration, lanterne d'été"],
            "by day",
        ),
        (
            "has:attachment",
            vec!["Collaboration, lanterne d'été"],
            "with a file",
        ),
    ] {
        let mut found = subjects(&profile, text);
        if text == "lanter" {
            found.sort();
        }
        assert_eq!(found, want, "{text}: {why}");
    }
    let mark = &find(&profile, "ete").messages[0].subject;
    let marked: Vec<&str> = mark
        .marks
        .iter()
        .map(|m| &mark.text[m.start as usize..][..m.len as usize + 2])
        .collect();
    assert_eq!(marked, ["été"], "marked where it stands, in UTF-16 units");
    let problem = find(&profile, "after:yesterday").problem.unwrap();
    assert_eq!(
        (problem.code.as_str(), problem.about.as_str()),
        ("not_a_day", "after:yesterday")
    );
    assert_eq!(
        find(&profile, "lanterne").offers.len(),
        1,
        "the offer by the same words"
    );

    importing::undo(&profile, first.run.unwrap()).unwrap();
    assert_eq!(
        profile.store().read(|tx| tx.mail_count()).unwrap(),
        3,
        "the other road keeps each"
    );
    importing::undo(&profile, second.run.unwrap()).unwrap();
    assert_eq!(
        profile.store().read(|tx| tx.mail_count()).unwrap(),
        0,
        "nothing is left"
    );
    assert_eq!(subjects(&profile, "lanterne"), Vec::<String>::new());
    assert!(settings::verify(&profile).unwrap().clean);
}

#[test]
fn an_attachment_is_told_by_its_bytes_and_saved_only_where_nothing_is() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    // In a mailbox file the message is cut out first.
    let mbox = format!(
        "From solveig Mon Oct 12 09:00:00 2026\n{}\nFrom mara Wed Oct 14 09:00:00 2026\n{PRIVATE}",
        FIRST.replace("\r\n", "\n")
    );
    put(folder.path(), "all.mbox", &mbox);
    import(&profile, folder.path().join("all.mbox"));
    let message = find(&profile, "coeur").messages[0].message;
    let thread = mail::thread(&profile, message).unwrap();
    let listed = &thread.messages[0].attachments[0];
    assert_eq!(
        (listed.name.as_str(), listed.media_type.as_str()),
        ("brief.pdf", "application/pdf"),
        "as claimed"
    );
    assert_eq!(
        listed.harm.as_deref(),
        Some("program"),
        "which it is not: {listed:?}"
    );
    assert_eq!(
        listed.sha256,
        hex::encode(Sha256::digest(PROGRAM)),
        "by the hash of its bytes"
    );
    let to = folder.path().join("saved.bin");
    let saved = mail::save(&profile, message, 0, &to).unwrap();
    assert_eq!(std::fs::read(&to).unwrap(), PROGRAM, "byte for byte");
    assert_eq!(&saved.attachment, listed);
    let again = mail::save(&profile, message, 0, &to);
    assert!(
        matches!(again, Err(StudioError::File { .. })),
        "never over another file: {again:?}"
    );
    let none = mail::save(&profile, message, 1, &folder.path().join("x"));
    assert!(
        matches!(none, Err(StudioError::NotFound { .. })),
        "there is no second: {none:?}"
    );
}

#[test]
fn a_pasted_message_is_a_proposed_offer_that_can_be_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let profile = open(&folder.path().join("profile"), false, NOW);
    let typed = PastedMessage {
        text: "Coucou Camille, 450 € pour une story sur nos bougies ?".to_owned(),
        who: "Nour, Atelier Cirelle".to_owned(),
        place: Some("Message privé".to_owned()),
        sent: Some("2026-10-20".to_owned()),
        ..PastedMessage::default()
    };
    let done = mail::paste(&profile, &typed).unwrap();
    let offer = inbox::offer(&profile, done.offer).unwrap();
    assert!(offer.offer.proposed, "like a mail, the creator confirms it");
    assert_eq!(
        offer.offer.received, "2026-10-19T22:00:00Z",
        "the day where the creator lives"
    );
    let fee = offer.offer.fee.map(|fee| (fee.amount, fee.unit));
    assert_eq!(
        fee,
        Some(("450.00".to_owned(), "EUR".to_owned())),
        "terms are read from it"
    );
    assert_eq!(subjects(&profile, "bougies").len(), 1, "and it is found");
    let again = mail::paste(&profile, &typed).unwrap();
    assert_eq!(
        (again.run, again.offer),
        (None, done.offer),
        "the same again is the same"
    );
    importing::undo(&profile, done.run.unwrap()).unwrap();
    assert_eq!(subjects(&profile, "bougies").len(), 0, "taken back");
    assert!(
        inbox::offer(&profile, done.offer).is_err(),
        "with its offer"
    );
    for (typed, field) in [
        (
            PastedMessage {
                text: " ".to_owned(),
                ..typed.clone()
            },
            "text",
        ),
        (
            PastedMessage {
                who: String::new(),
                ..typed.clone()
            },
            "who",
        ),
        (
            PastedMessage {
                sent: Some("soon".to_owned()),
                ..typed.clone()
            },
            "sent",
        ),
    ] {
        let refused = mail::paste(&profile, &typed);
        assert!(
            matches!(&refused, Err(StudioError::BadRequest { what, .. }) if what == field),
            "{refused:?}"
        );
    }
}
