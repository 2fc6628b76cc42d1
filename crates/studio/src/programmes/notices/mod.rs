//! Notices of programmes whose state changed between two looks.
//!
//! The rules it protects: nothing is noticed unless the creator switched it on; the first look only remembers; a change is
//! noticed once, and put aside by the creator alone.

use super::{causes, details, rules_today};
use crate::shapes::{
    BoardQuery, OwnNotice, ProgrammeCause, ProgrammeDetail, ProgrammeNotice, ProgrammeNotices,
};
use crate::{OpenProfile, StudioError};
use domain::CivilDay;
use domain::programmes::Registry;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{ProgrammeLook, ReadTx};

const KEY: &str = "programme_notices";
/// Most notices shown at once.
const SHOWN: u32 = 50;

/// The switches.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Switches {
    on: bool,
    own: BTreeMap<String, bool>,
}

impl Switches {
    fn of(tx: &ReadTx<'_>) -> Result<Self, StudioError> {
        Ok(tx.setting(KEY)?.unwrap_or_default())
    }

    fn notices(&self, programme: &str) -> bool {
        self.own.get(programme).copied().unwrap_or(self.on)
    }

    fn any(&self) -> bool {
        self.on || self.own.values().any(|on| *on)
    }
}

/// Looks at every programme that is switched on, writes down what changed since the look before, and gives what is not put
/// aside. Looks at nothing while everything is off.
///
/// # Errors
/// [`StudioError`].
pub fn look(profile: &OpenProfile) -> Result<ProgrammeNotices, StudioError> {
    let switches = profile.store().read(Switches::of)?;
    if !switches.any() {
        return Ok(shape(&switches, Vec::new()));
    }
    let found = details(profile, &BoardQuery::default())?;
    let (today, now) = (profile.today()?, profile.now());
    let known = profile.store().read(|tx| tx.programme_looks())?;
    let mut looks = BTreeMap::new();
    let mut changed = Vec::new();
    for detail in found.iter().filter(|d| switches.notices(&d.card.programme)) {
        let id = &detail.card.programme;
        if let Some(before) = known.get(id).filter(|look| look.state != detail.card.state) {
            let causes = causes_of(profile, id, before)?;
            changed.push(store::ProgrammeNotice {
                id: 0,
                programme: id.clone(),
                before: before.state.clone(),
                after: detail.card.state.clone(),
                day_before: before.day,
                day_after: today,
                causes: serde_json::to_string(&causes)
                    .map_err(|e| StudioError::Internal(e.to_string()))?,
                noticed: now,
                seen: None,
            });
        }
        looks.insert(id.clone(), remembered(detail, today)?);
    }
    if looks != known {
        profile.store().write(move |tx| {
            for notice in &changed {
                tx.add_programme_notice(notice)?;
            }
            Ok::<(), StudioError>(tx.set_programme_looks(&looks, now)?)
        })?;
    }
    let notices = profile.store().read(|tx| tx.programme_notices(SHOWN))?;
    let rules = rules_today(profile)?;
    let notices = notices
        .into_iter()
        .filter(|notice| switches.notices(&notice.programme))
        .map(|notice| worded(&rules, notice))
        .collect();
    Ok(shape(&switches, notices))
}

/// Switches notices on or off: of one programme, or of all without a choice of their own. `None` lets the programme follow the
/// others again.
///
/// # Errors
/// [`StudioError::NotFound`] when no rule names the programme, [`StudioError::BadRequest`] for no choice at all.
pub fn switch(
    profile: &OpenProfile,
    programme: Option<&str>,
    on: Option<bool>,
) -> Result<ProgrammeNotices, StudioError> {
    let mut switches = profile.store().read(Switches::of)?;
    match (programme, on) {
        (None, Some(on)) => switches.on = on,
        (None, None) => return Err(StudioError::bad("on", "")),
        (Some(id), choice) => {
            super::status::named(&*rules_today(profile)?, id)?;
            match choice {
                Some(on) => switches.own.insert(id.to_owned(), on),
                None => switches.own.remove(id),
            };
        }
    }
    let now = profile.now();
    profile
        .store()
        .write(move |tx| Ok::<(), StudioError>(tx.set_setting(KEY, &switches, now)?))?;
    look(profile)
}

/// Puts notices aside, or brings them back; an empty list means all that are shown.
///
/// # Errors
/// [`StudioError`].
pub fn put_aside(
    profile: &OpenProfile,
    notices: &[i64],
    aside: bool,
) -> Result<ProgrammeNotices, StudioError> {
    let ids = if notices.is_empty() && aside {
        look(profile)?.notices.iter().map(|n| n.id).collect()
    } else {
        notices.to_vec()
    };
    let now = profile.now();
    profile.store().write(move |tx| {
        for id in ids {
            tx.see_programme_notice(id, aside.then_some(now))?;
        }
        Ok::<(), StudioError>(())
    })?;
    look(profile)
}

fn remembered(detail: &ProgrammeDetail, day: CivilDay) -> Result<ProgrammeLook, StudioError> {
    let region = &detail.card.region;
    Ok(ProgrammeLook {
        state: detail.card.state.clone(),
        rule: detail.rule.clone(),
        region: region
            .parse()
            .map_err(|_| StudioError::bad("region", region))?,
        day,
    })
}

fn shape(switches: &Switches, notices: Vec<ProgrammeNotice>) -> ProgrammeNotices {
    let own = |(programme, on): (&String, &bool)| OwnNotice {
        programme: programme.clone(),
        on: *on,
    };
    ProgrammeNotices {
        on: switches.on,
        own: switches.own.iter().map(own).collect(),
        notices,
    }
}

/// What differs between the look before and now.
fn causes_of(
    profile: &OpenProfile,
    id: &str,
    before: &ProgrammeLook,
) -> Result<Vec<ProgrammeCause>, StudioError> {
    let then = BoardQuery {
        region: Some(before.region.to_string()),
        on: Some(before.day.to_string()),
        ..BoardQuery::default()
    };
    let changes = causes::changes(profile, Some(id), &then, &BoardQuery::default())?;
    Ok(changes
        .into_iter()
        .flat_map(|change| change.causes)
        .collect())
}

fn worded(rules: &Registry, notice: store::ProgrammeNotice) -> ProgrammeNotice {
    let named = rules.programme(&notice.programme);
    let newest = named.as_ref().and_then(|p| p.versions.last());
    ProgrammeNotice {
        id: notice.id,
        name: newest.map_or_else(|| notice.programme.clone(), |rule| rule.name.clone()),
        platform_name: named
            .as_ref()
            .map(|p| p.pack.platform_name.clone())
            .unwrap_or_default(),
        programme: notice.programme,
        before: notice.before,
        after: notice.after,
        day_before: notice.day_before.to_string(),
        day_after: notice.day_after.to_string(),
        // Causes of an older form say nothing any more; that the state changed stays.
        causes: serde_json::from_str(&notice.causes).unwrap_or_default(),
        noticed_at: notice.noticed.to_string(),
    }
}
