//! The figures that programmes are judged by, gathered from the cache for one question.

use crate::shapes::BoardQuery;
use crate::{OpenProfile, StudioError};
use domain::programmes::{
    Assumed, Memberships, Metric, MetricSeries, Observation, PostList, with_overrides,
};
use domain::{Account, CivilDay, Region, Zone};
use std::collections::{BTreeMap, BTreeSet};
use store::{ReadTx, StoreError};

/// Everything the engine asks for.
pub struct Facts {
    /// Country the board holds for.
    pub region: Region,
    /// Day it holds for.
    pub day: CivilDay,
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
        let day = match &query.on {
            Some(text) => text.parse().map_err(|_| StudioError::bad("on", text))?,
            None => profile.today()?,
        };
        let assumed = assumed(query)?;
        profile.store().read(|tx| {
            let accounts = tx.accounts()?;
            let region = match &query.region {
                Some(text) => text.parse().map_err(|_| StudioError::bad("region", text))?,
                None => region_of(&accounts, &settings.region)?,
            };
            let mut series = MetricSeries::new(observations(tx, &accounts, day)?);
            for (platform, posts) in posts(tx, &accounts, day)? {
                series = series.with_posts(platform, posts);
            }
            let memberships = memberships(tx.memberships()?, day);
            let platforms = accounts
                .iter()
                .map(|a| a.platform.slug().to_owned())
                .collect();
            Ok(Self {
                region,
                day,
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
fn region_of(accounts: &[Account], fallback: &str) -> Result<Region, StudioError> {
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
) -> Result<Vec<Observation>, StoreError> {
    let mut all = Vec::new();
    for account in accounts {
        let names: BTreeSet<String> = tx
            .metrics_latest(Some(account.id))?
            .into_iter()
            .map(|metric| metric.name)
            .collect();
        for name in names {
            for metric in tx.metric_series(account.id, &name, None, Some(day))? {
                let source = match (metric.authored, account.manual) {
                    (true, _) => "hand",
                    (false, true) => "file",
                    (false, false) => "api",
                };
                let slug = account.platform.slug();
                all.extend(Observation::noted(
                    &name,
                    slug,
                    metric.day,
                    metric.value,
                    metric.authored,
                    source,
                ));
            }
        }
    }
    Ok(all)
}

/// The public posts of each platform as last read, without those published after `day`.
fn posts(
    tx: &ReadTx<'_>,
    accounts: &[Account],
    day: CivilDay,
) -> Result<Vec<(String, PostList)>, StoreError> {
    let mut lists: Vec<(String, PostList)> = Vec::new();
    for account in accounts {
        let posts = tx.posts(Some(account.id), None, Some(day), u32::MAX)?;
        let read = posts.iter().map(|post| post.latest.seen).max();
        let Some(read) = read else { continue };
        // Counters read after the day asked for say nothing certain about it: the list then counts as read that day, and
        // views it could not yet have had only widen the upper bound.
        let observed = read.day_in(Zone::UTC).min(day);
        let public = posts
            .iter()
            .filter(|post| post.latest.public != Some(false));
        let list = PostList {
            observed,
            posts: public
                .map(|post| (post.published.day_in(Zone::UTC), post.latest.views))
                .collect(),
            source: if account.manual { "file" } else { "api" }.to_owned(),
        };
        lists.push((account.platform.slug().to_owned(), list));
    }
    Ok(lists)
}

/// The creator's word that holds on `day`: the newest noted for each programme. *Applied* says nothing certain about being
/// in, and a word taken back says nothing at all.
fn memberships(noted: Vec<store::Membership>, day: CivilDay) -> Memberships {
    let mut newest: BTreeMap<String, String> = BTreeMap::new();
    for membership in noted.into_iter().filter(|m| m.from <= day) {
        newest.insert(membership.programme, membership.status);
    }
    let word = |(programme, status): (String, String)| match status.as_str() {
        "in" => Some((programme, true)),
        "left" => Some((programme, false)),
        _ => None,
    };
    newest.into_iter().filter_map(word).collect()
}
