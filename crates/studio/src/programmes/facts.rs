//! The figures that programmes are judged by, gathered from the cache for one question.

use super::overrides::rules_on;
use crate::shapes::BoardQuery;
use crate::{OpenProfile, StudioError};
use domain::programmes::{
    Assumed, Memberships, Metric, MetricSeries, MetricValue, Observation, PostList, Registry,
    with_overrides,
};
use domain::{Account, CivilDay, Instant, Region, Zone};
use std::borrow::Cow;
use std::collections::BTreeSet;
use store::{MetricDay, PostViews, ReadTx, StoreError};

/// Everything the engine asks for.
pub struct Facts {
    /// Country the board holds for.
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
            let mut series = MetricSeries::new(observations(tx, &accounts, day, known)?);
            for (platform, posts) in posts(tx, &accounts, day, known)? {
                series = series.with_posts(platform, posts);
            }
            let noted = match known {
                Some(at) => tx.programme_statuses_as_known_on(at)?,
                None => tx.programme_statuses()?,
            };
            let memberships = super::status::memberships(&noted, day);
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
            })
        })
    }

    /// Whether an account of the registry's platform is connected or fed by files.
    pub fn connected(&self, platform: &str) -> bool {
        self.platforms.contains(platform)
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

fn observations(
    tx: &ReadTx<'_>,
    accounts: &[Account],
    day: CivilDay,
    known: Option<Instant>,
) -> Result<Vec<Observation>, StoreError> {
    let mut all = Vec::new();
    for account in accounts {
        let names = match known {
            Some(at) => tx.metric_names_as_known_on(account.id, at)?,
            None => tx.metric_names(account.id)?,
        };
        for name in names {
            let series: Vec<MetricDay> = match known {
                Some(at) => tx
                    .metric_series_as_known_on(account.id, &name, day, at)?
                    .iter()
                    .map(MetricDay::from)
                    .collect(),
                None => tx.metric_days(account.id, &name, day)?,
            };
            all.extend(series_of(account, &name, &series));
        }
    }
    Ok(all)
}

/// The days of one figure, nothing for a name that no rule uses. What the name means is looked up once and not for each day.
fn series_of(account: &Account, name: &str, days: &[MetricDay]) -> Vec<Observation> {
    let noted = |held: &MetricDay| {
        let source = match (held.authored, account.manual) {
            (true, _) => "hand",
            (false, true) => "file",
            (false, false) => "api",
        };
        let slug = account.platform.slug();
        Observation::noted(name, slug, held.day, held.value, held.authored, source)
    };
    if name != "lifetime_views" && name.parse::<Metric>().is_err() {
        return Vec::new();
    }
    let mut all: Vec<Observation> = Vec::with_capacity(days.len());
    for authored in [false, true] {
        let mut held = days.iter().filter(|held| held.authored == authored);
        // A number that stands for nothing tells nothing: the next day is asked.
        let Some(like) = held.by_ref().find_map(noted) else {
            continue;
        };
        all.push(like.clone());
        all.extend(held.filter_map(|held| {
            let value = MetricValue::from_stored(like.metric, held.value)?;
            Some(Observation {
                day: held.day,
                value,
                ..like.clone()
            })
        }));
    }
    all
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
