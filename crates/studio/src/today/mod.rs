//! The Today screen: what came in, what is owed, what changed, what waits.
//!
//! The rule it protects: estimated money is named beside a total and never inside *owed*; unlike units stand side by side, and
//! are one figure only where the reporting currency has a rate for them.

mod changes;
mod figures;
mod line;
mod money;

pub use changes::{acknowledge, acknowledge_shown, changes, changes_page, flag, unacknowledge};
pub(crate) use line::draw as draw_line;

use crate::shapes::*;
use crate::{OpenProfile, StudioError, inbox, payouts, period, programmes};
use std::thread;

/// Everything Today shows; the chart is drawn for this size.
///
/// # Errors
/// [`StudioError`].
pub fn today(profile: &OpenProfile, width: u32, height: u32) -> Result<Today, StudioError> {
    let day = profile.today()?;
    let reporting = profile.settings()?.unit()?;
    let span = (day.month_start(), day);
    let before = (
        period::month_before(day).month_start(),
        period::month_before(day),
    );
    // None of these needs another's answer, and each reads a snapshot of its own: they are asked side by side.
    let (money, chart, desk, programmes, feed) = thread::scope(|scope| {
        let programmes = scope.spawn(|| programmes::nearest(profile, 3));
        let feed = scope.spawn(|| changes::unseen(profile, 50));
        let money = money::money(profile, reporting, day, span, before);
        let chart = line::chart(profile, reporting, day, width, height);
        let desk = inbox::desk(profile);
        (money, chart, desk, joined(programmes), joined(feed))
    });
    let money = money?;
    let (offers, next) = desk?;
    let (changes, changes_count) = feed?;
    Ok(Today {
        day: day.to_string(),
        earned: money.earned,
        earned_in: money.earned_in,
        earned_from: span.0.to_string(),
        earned_to: span.1.to_string(),
        before_from: before.0.to_string(),
        before_to: before.1.to_string(),
        owed: money.owed,
        owed_in: money.owed_in,
        late: money.late,
        late_days: money.late_days,
        next_payout: money.next,
        apart: money.apart,
        changes_count: i64::try_from(changes_count).unwrap_or(i64::MAX),
        changes_since: changes.last().map(|change| change.at.clone()),
        changes,
        chart: chart?,
        offers,
        next,
        programmes: programmes?.into_iter().map(near).collect(),
        coming: money.coming,
    })
}

/// What a thread found; its panic goes on in the one that waits.
fn joined<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn near(card: ProgrammeCard) -> NearProgramme {
    NearProgramme {
        programme: card.programme,
        name: card.name,
        platform: card.platform.unwrap_or(PlatformName::Other),
        metric: card.lacking.as_ref().map(|l| l.metric.clone()),
        value: card.lacking.as_ref().map(|l| l.value),
        threshold: card.lacking.as_ref().map(|l| l.threshold),
        permille: card.lacking.as_ref().map(|l| l.permille),
        state: card.state,
    }
}

/// Counts for the sidebar.
///
/// # Errors
/// [`StudioError`].
pub(crate) fn badges(profile: &OpenProfile) -> Result<Badges, StudioError> {
    let day = profile.today()?;
    let inbox = inbox::waiting_count(profile)?;
    profile.store().read(|tx| {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        Ok(Badges {
            payouts: count(payouts::need_a_person(tx, day)?.len()),
            inbox: count(inbox),
            review: i64::try_from(tx.counts()?.open_reviews).unwrap_or(i64::MAX),
        })
    })
}
