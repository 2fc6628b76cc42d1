//! Which days there are.
//!
//! The rule it protects: what was refused or is over makes no event; an expected payout is worded as expected.

use super::ics::{Event, uid};
use crate::deliverables::{Job, is_agreed, is_live, jobs};
use crate::worth::{history, payday};
use crate::{OpenProfile, StudioError, invoices, payouts};
use domain::deliverable::{Deliverable, Progress, standing};
use domain::offer::{TermField, TermValue};
use domain::rights::{End, Held, RightKind};
use domain::{CivilDay, Stage};

/// Days of offers: answers, pieces, ends of rights, expected payment.
pub(super) fn offers(profile: &OpenProfile) -> Result<Vec<Event>, StudioError> {
    let words = Words {
        french: profile.is_french(),
    };
    profile.store().read(|tx| {
        let mut events = Vec::new();
        let billed = invoices::billed(tx)?;
        let paid = invoices::payments_by_offer(tx)?;
        let jobs = jobs(tx)?;
        for job in jobs.iter().filter(|job| is_live(job.offer.stage)) {
            of_job(job, words, &mut events);
            // A deal that was billed is due on the day of its invoice.
            if is_agreed(job.offer.stage) && !billed.contains(&job.offer.id) {
                events.extend(money(
                    job,
                    payday(job, &history(&paid, &jobs, job)).day,
                    words,
                ));
            }
        }
        events.extend(invoices::due_dates(tx)?.into_iter().map(|due| Event {
            uid: uid(&["invoice", &due.invoice.to_string()]),
            day: due.day,
            summary: format!(
                "{}: {} {} ({})",
                due.client,
                words.say("invoice due,", "facture à payer,"),
                due.number,
                due.open
            ),
            description: String::new(),
            kind: "invoice",
        }));
        Ok::<_, StudioError>(events)
    })
}

/// Days of expected payouts.
pub(super) fn payouts(profile: &OpenProfile) -> Result<Vec<Event>, StudioError> {
    let words = Words {
        french: profile.is_french(),
    };
    let mut events = Vec::new();
    for expected in payouts::calendar(profile)? {
        let Some(day) = expected.day.as_deref().and_then(|d| d.parse().ok()) else {
            continue;
        };
        let account = expected.account_id.to_string();
        events.push(Event {
            uid: uid(&["payout", &account, &expected.amount.unit]),
            day,
            summary: format!(
                "{} {} {} ({})",
                words.say("Expected:", "Attendu :"),
                expected.amount.amount,
                expected.amount.unit,
                expected.account
            ),
            description: match (&expected.earliest, &expected.latest) {
                (Some(first), Some(last)) => format!("{first} … {last}"),
                _ => String::new(),
            },
            kind: "payout",
        });
    }
    Ok(events)
}

#[derive(Clone, Copy)]
struct Words {
    french: bool,
}

impl Words {
    fn say(self, english: &'static str, french: &'static str) -> &'static str {
        if self.french { french } else { english }
    }
}

fn of_job(job: &Job, words: Words, events: &mut Vec<Event>) {
    let stage = job.offer.stage;
    let mut add = |kind: &'static str, item: &str, day: CivilDay, what: String| {
        let account = job.offer.account.to_string();
        events.push(Event {
            uid: uid(&["offer", &account, &job.offer.ext_key, kind, item]),
            day,
            summary: format!("{}: {what}", job.offer.brand),
            description: job.offer.title.clone(),
            kind,
        });
    };
    if matches!(stage, Stage::New | Stage::Talking) {
        let answer = job.offer.terms.iter().find_map(|term| match term.value {
            TermValue::Day(day) if term.field == TermField::AnswerBy => Some(day),
            _ => None,
        });
        if let Some(day) = answer {
            add(
                "answer",
                "",
                day,
                words
                    .say("answer by today", "dernier jour pour répondre")
                    .to_owned(),
            );
        }
        // An offer nobody agreed to makes no work yet.
        return;
    }
    for piece in standing(&job.pieces) {
        for (kind, day, what) in days_of(piece, words) {
            add(kind, &piece.item, day, what);
        }
    }
    for right in job.held() {
        if let End::On(day) = right.span.end {
            add("right", &right.item, day, ends(&right, words));
        }
    }
}

/// The day its money should be there.
fn money(job: &Job, day: Option<CivilDay>, words: Words) -> Option<Event> {
    let day = day.filter(|_| job.offer.stage != Stage::Paid)?;
    let account = job.offer.account.to_string();
    let what = words.say("payment expected", "paiement attendu");
    Some(Event {
        uid: uid(&["offer", &account, &job.offer.ext_key, "invoice", "expected"]),
        day,
        summary: format!("{}: {what}", job.offer.brand),
        description: job.offer.title.clone(),
        kind: "invoice",
    })
}

fn days_of(piece: &Deliverable, words: Words) -> Vec<(&'static str, CivilDay, String)> {
    let label = if piece.label.is_empty() {
        piece.format.slug()
    } else {
        &piece.label
    };
    let named = |what: &str| format!("{what} ({label})");
    let done = |least: Progress| piece.progress >= least;
    let draft = piece.draft_on.filter(|_| !done(Progress::Drafted));
    let approval = piece.approved_on.filter(|_| !done(Progress::Approved));
    let said = if piece.progress == Progress::Published {
        words.say("published", "publié")
    } else {
        words.say("publish", "publier")
    };
    [
        (
            "draft",
            draft,
            named(words.say("draft due", "brouillon à remettre")),
        ),
        (
            "approval",
            approval,
            named(words.say("approval", "validation")),
        ),
        ("publish", piece.publish_on, named(said)),
    ]
    .into_iter()
    .filter_map(|(kind, day, what)| Some((kind, day?, what)))
    .collect()
}

fn ends(right: &Held, words: Words) -> String {
    let what = match right.kind {
        RightKind::Usage => words.say("usage rights end", "fin des droits d’utilisation"),
        RightKind::AdAuthorization => words.say(
            "ad authorisation ends",
            "fin de l’autorisation publicitaire",
        ),
        RightKind::Exclusivity => words.say("exclusivity ends", "fin de l’exclusivité"),
    };
    match &right.category {
        Some(category) => format!("{what} ({category})"),
        None => what.to_owned(),
    }
}
