//! The Today screen: what came in, what is owed, what changed, what waits.
//!
//! The rule it protects: estimated money is named beside a total and never inside *owed*; unlike units stand side by side, and
//! are one figure only where the reporting currency has a rate for them.

mod changes;
mod figures;
mod line;

pub use changes::{acknowledge, acknowledge_shown, changes, changes_page, flag, unacknowledge};
pub(crate) use line::draw as draw_line;

use crate::rates::Converter;
use crate::shapes::*;
use crate::{OpenProfile, StudioError, inbox, payouts, period, programmes};
use domain::Unit;
use std::collections::BTreeMap;

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
    let chart = line::chart(profile, reporting, day, width, height)?;
    let programmes = programmes::nearest(profile, 3)?
        .into_iter()
        .map(near)
        .collect();
    let offers = inbox::waiting(profile)?;
    let (changes, changes_count) = changes::unseen(profile, 50)?;
    profile.store().read(|tx| {
        let accounts = tx.accounts()?.into_iter().map(|a| (a.id, a)).collect();
        let known = payouts::Known::default();
        let mut converter = Converter::new(known.book(tx)?.clone(), reporting);
        let earned_in = figures::earned_in(tx, &mut converter, reporting, span, before)?;
        let mut earned = figures::by_unit(tx, span, before)?;
        let apart = earned
            .iter()
            .filter(|(unit, _)| !unit.is_currency())
            .map(|(_, f)| f.net.clone())
            .collect();
        earned.retain(|(unit, _)| unit.is_currency());
        // The reporting currency comes first; the others by size of their code.
        earned.sort_by_key(|(unit, _)| (*unit != reporting, *unit));
        let mut owed = payouts::owed(tx, &known)?;
        owed.retain(|(unit, net)| unit.is_currency() && *net != 0);
        owed.sort_by_key(|(unit, _)| (*unit != reporting, *unit));
        let owed_in = figures::owed_in(&mut converter, reporting, &owed, day);
        let late = payouts::need_a_person(tx, day)?;
        let mut late_sums: BTreeMap<Unit, i128> = BTreeMap::new();
        for payout in &late {
            *late_sums.entry(payout.payout.amount.unit).or_default() +=
                i128::from(payout.payout.amount.micros);
        }
        let coming = payouts::coming(tx, &known, &accounts, day)?;
        let next = coming
            .iter()
            .find(|c| {
                c.late_days.is_none() && c.latest.as_deref().is_none_or(|d| *d >= *day.to_string())
            })
            .or(coming.first())
            .cloned();
        Ok(Today {
            day: day.to_string(),
            earned: earned.into_iter().map(|(_, figure)| figure).collect(),
            earned_in,
            earned_from: span.0.to_string(),
            earned_to: span.1.to_string(),
            before_from: before.0.to_string(),
            before_to: before.1.to_string(),
            owed: owed
                .into_iter()
                .map(|(unit, net)| Amount::of_sum(net, unit))
                .collect(),
            owed_in,
            late: late_sums
                .into_iter()
                .map(|(unit, net)| Amount::of_sum(net, unit))
                .collect(),
            late_days: late.iter().filter_map(|p| payouts::late_days(p, day)).max(),
            next_payout: next,
            apart,
            changes_count: i64::try_from(changes_count).unwrap_or(i64::MAX),
            changes_since: changes.last().map(|change| change.at.clone()),
            changes,
            chart,
            offers,
            programmes,
            coming,
        })
    })
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
    let inbox = inbox::waiting(profile)?.len();
    profile.store().read(|tx| {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        Ok(Badges {
            payouts: count(payouts::need_a_person(tx, day)?.len()),
            inbox: count(inbox),
            review: i64::try_from(tx.counts()?.open_reviews).unwrap_or(i64::MAX),
        })
    })
}
