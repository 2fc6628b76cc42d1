//! The figures that programmes are judged by, gathered from the cache for one question.

use super::overrides::rules_on;
use crate::shapes::BoardQuery;
use crate::{OpenProfile, StudioError};
use domain::programmes::{
    Assumed, BoardItem, Memberships, Metric, MetricSeries, MetricValue, Observation, PostList,
    Registry, board_by, board_item, with_overrides,
};
use domain::{Account, CivilDay, Instant, Region, Standing, Zone};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use store::{MetricDay, PostViews, ProgrammeStatusRow, ReadTx, StoreError};

/// Everything the engine asks for.
pub struct Facts {
    /// Country the board holds for, where no account of a platform states another.
    pub region: Region,
    /// Day it holds for.
    pub day: CivilDay,
    /// The rules of that day, with the packs and the words of the creator.
    pub rules: Cow<'static, Registry>,
    /// Figures, with what is assumed.
    pub figures: Assumed<MetricSeries>,
    /// The creator's word on programmes.
    pub memberships: Memberships,
    platforms: BTreeSet<String>,
    /// The countries of the accounts judged; empty when one country was asked for.
    countries: BTreeMap<String, Region>,
}

impl Facts {
    /// Reads them as of the day asked for (today when none is).
    ///
    /// # Errors
    /// [`StudioError::BadRequest`] for a country, day or assumed value that is none, and whatever the store says.
    pub fn gather(profile: &OpenProfile, query: &BoardQuery) -> Result<Self, StudioError> {
        let settings = profile.settings()?;
        let known_on = crate::earnings::read_day("known_on", &query.known_on)?;
        let known = known_on.map(crate::ledger::end_of);
        let day = match &query.on {
            Some(text) => text.parse().map_err(|_| StudioError::bad("on", text))?,
            None => match known_on {
                Some(day) => day,
                None => profile.today()?,
            },
        };
        let assumed = assumed(query)?;
        profile.store().read(|tx| {
            let accounts = tx.accounts()?;
            let region = match &query.region {
                Some(text) => text.parse().map_err(|_| StudioError::bad("region", text))?,
                None => region_of(&accounts, &settings.region)?,
            };
            let judged = judged(tx, &accounts, query.account, day)?;
            let countries = match &query.region {
                Some(_) => BTreeMap::new(),
                None => countries(&judged),
            };
            let mut series = MetricSeries::default();
            for account in &accounts {
                let whole = judged.iter().any(|a| a.id == account.id);
                observe(tx, (account, whole), day, known, &mut series)?;
            }
            for (platform, posts) in posts(tx, &judged, day, known)? {
                series = series.with_posts(platform, posts);
            }
            let noted = match known {
                Some(at) => tx.programme_statuses_as_known_on(at)?,
                None => tx.programme_statuses()?,
            };
            let memberships = with_joining(super::status::memberships(&noted, day), &noted, day);
            let platforms = accounts
                .iter()
                .map(|a| a.platform.slug().to_owned())
                .collect();
            Ok(Self {
                region,
                day,
                rules: rules_on(tx, day, known)?,
                figures: with_overrides(series, &assumed),
                memberships,
                platforms,
                countries,
            })
        })
    }

    /// The country that a platform's programmes are judged for.
    pub fn country(&self, platform: &str) -> Region {
        self.countries.get(platform).copied().unwrap_or(self.region)
    }

    /// Every programme in its place, in the order of the packs.
    pub fn board(&self) -> Vec<BoardItem<'_>> {
        self.board_by(&self.rules)
    }

    /// The same by other rules.
    pub fn board_by<'r>(&self, rules: &'r Registry) -> Vec<BoardItem<'r>> {
        board_by(
            rules,
            |platform| self.country(platform),
            self.day,
            &self.figures,
            &self.memberships,
        )
    }

    /// One programme in its place.
    ///
    /// # Errors
    /// [`StudioError::NotFound`] when no rule names it.
    pub fn item(&self, id: &str) -> Result<BoardItem<'_>, StudioError> {
        let region = self.country(id.split('.').next().unwrap_or_default());
        let found = board_item(
            &self.rules,
            id,
            region,
            self.day,
            &self.figures,
            &self.memberships,
        );
        found.ok_or_else(|| StudioError::NotFound {
            what: "programme",
            id: id.to_owned(),
        })
    }

    /// Whether an account of the registry's platform is connected or fed by files.
    pub fn connected(&self, platform: &str) -> bool {
        self.platforms.contains(platform)
    }
}

/// The countries of accounts that state one, by platform.
fn countries(judged: &[Account]) -> BTreeMap<String, Region> {
    let stated = |account: &Account| Some((account.platform.slug().to_owned(), account.region?));
    judged.iter().filter_map(stated).collect()
}

/// The country of a platform's first account that states one, else what [`region_of`] says.
pub(super) fn region_on(
    accounts: &[Account],
    platform: &str,
    fallback: &str,
) -> Result<Region, StudioError> {
    let mut own = accounts.iter().filter(|a| a.platform.slug() == platform);
    match own.find_map(|account| account.region) {
        Some(region) => Ok(region),
        None => region_of(accounts, fallback),
    }
}

/// The country of the first account that states one, else the profile's.
pub(super) fn region_of(accounts: &[Account], fallback: &str) -> Result<Region, StudioError> {
    match accounts.iter().find_map(|account| account.region) {
        Some(region) => Ok(region),
        None => fallback
            .parse()
            .map_err(|_| StudioError::bad("region", fallback)),
    }
}

fn assumed(
    query: &BoardQuery,
) -> Result<Vec<(Metric, domain::programmes::MetricValue)>, StudioError> {
    let one = |o: &crate::shapes::MetricOverride| {
        let metric: Metric = o
            .metric
            .parse()
            .map_err(|_| StudioError::bad("metric", &o.metric))?;
        let value = metric
            .parse_value(&o.value)
            .map_err(|_| StudioError::bad(&o.metric, &o.value))?;
        Ok((metric, value))
    };
    query.set.iter().flatten().map(one).collect()
}

/// One account for each platform: the one asked for, else the one with the most followers, the first of equals.
fn judged(
    tx: &ReadTx<'_>,
    accounts: &[Account],
    wanted: Option<i64>,
    day: CivilDay,
) -> Result<Vec<Account>, StudioError> {
    if let Some(id) = wanted.filter(|id| accounts.iter().all(|account| account.id.0 != *id)) {
        return Err(StudioError::NotFound {
            what: "account",
            id: id.to_string(),
        });
    }
    let mut chosen: Vec<(Account, Option<i64>)> = Vec::new();
    for account in accounts {
        let rival = chosen
            .iter_mut()
            .find(|(other, _)| other.platform == account.platform);
        let Some(rival) = rival else {
            chosen.push((account.clone(), None));
            continue;
        };
        let followers = |account: &Account| -> Result<Option<i64>, StoreError> {
            let days = tx.metric_days(account.id, Metric::Followers.id(), day)?;
            Ok(days.last().map(|held| held.value))
        };
        if rival.1.is_none() {
            rival.1 = followers(&rival.0)?;
        }
        let has = followers(account)?;
        let asked_for = |a: &Account| wanted == Some(a.id.0);
        if asked_for(account) || (has > rival.1 && !asked_for(&rival.0)) {
            *rival = (account.clone(), has);
        }
    }
    Ok(chosen.into_iter().map(|(account, _)| account).collect())
}

/// Adds the figures of an account: all of it, or, where another account of its platform is judged, what is about the person.
fn observe(
    tx: &ReadTx<'_>,
    (account, whole): (&Account, bool),
    day: CivilDay,
    known: Option<Instant>,
    series: &mut MetricSeries,
) -> Result<(), StoreError> {
    let names = match known {
        Some(at) => tx.metric_names_as_known_on(account.id, at)?,
        None => tx.metric_names(account.id)?,
    };
    for name in names {
        let metric = name.parse::<Metric>();
        let asked_by_rules = name == "lifetime_views" || metric.is_ok();
        if !asked_by_rules || !(whole || metric.is_ok_and(Metric::is_about_the_person)) {
            continue;
        }
        let days: Vec<MetricDay> = match known {
            Some(at) => tx
                .metric_series_as_known_on(account.id, &name, day, at)?
                .iter()
                .map(MetricDay::from)
                .collect(),
            None => tx.metric_days(account.id, &name, day)?,
        };
        add(account, &name, &days, series);
    }
    Ok(())
}

/// The days of one figure. What the name means is looked up once and not for each day; typed days come last, so they win.
fn add(account: &Account, name: &str, days: &[MetricDay], series: &mut MetricSeries) {
    let noted = |held: &MetricDay| {
        let source = match (held.authored, account.manual) {
            (true, _) => "hand",
            (false, true) => "file",
            (false, false) => "api",
        };
        let slug = account.platform.slug();
        Observation::noted(name, slug, held.day, held.value, held.authored, source)
    };
    for authored in [false, true] {
        let held = || days.iter().filter(|held| held.authored == authored);
        // A number that stands for nothing tells nothing: the next day is asked.
        let Some(like) = held().find_map(noted) else {
            continue;
        };
        let values = held().filter_map(|held| {
            let value = MetricValue::from_stored(like.metric, held.value)?;
            Some((held.day, value))
        });
        series.add(&like, values);
    }
}

/// The memberships with the day on which the creator was let in, for windows that begin there.
fn with_joining(
    memberships: Memberships,
    noted: &[ProgrammeStatusRow],
    day: CivilDay,
) -> Memberships {
    noted
        .iter()
        .filter(|row| row.status.standing == Standing::Admitted && row.status.from <= day)
        .fold(memberships, |memberships, row| {
            memberships.with_joined(&row.status.programme, row.status.from)
        })
}

/// The public posts of each platform as last read, without those published after `day`.
fn posts(
    tx: &ReadTx<'_>,
    accounts: &[Account],
    day: CivilDay,
    known: Option<Instant>,
) -> Result<Vec<(String, PostList)>, StoreError> {
    let mut lists: Vec<(String, PostList)> = Vec::new();
    for account in accounts {
        let posts: Vec<PostViews> = match known {
            Some(at) => tx
                .posts_as_known_on(account.id, day, at)?
                .iter()
                .map(PostViews::from)
                .collect(),
            None => tx.post_views(account.id, day)?,
        };
        let read = posts.iter().map(|post| post.seen).max();
        let Some(read) = read else { continue };
        // Counters read after the day asked for say nothing certain about it: the list then counts as read that day, and
        // views it could not yet have had only widen the upper bound.
        let observed = read.day_in(Zone::UTC).min(day);
        let public = posts.iter().filter(|post| post.public != Some(false));
        let list = PostList {
            observed,
            posts: public
                .map(|post| (post.published.day_in(Zone::UTC), post.views))
                .collect(),
            source: if account.manual { "file" } else { "api" }.to_owned(),
        };
        lists.push((account.platform.slug().to_owned(), list));
    }
    Ok(lists)
}
