//! The creator's histories out of the cache: which stored counters say what came in on a day.
//!
//! The rule it protects: a history is read only from figures that count what the metric counts. What a creator typed for a
//! whole window, or a counter that no rule asks for, is no history.

use crate::{OpenProfile, StudioError};
use domain::forecast::{Figure, Figures, History};
use domain::programmes::Metric;
use domain::{Account, AccountId, CivilDay, Instant, Zone};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use store::{MetricDay, PostViews, ReadTx, StoreError};

/// Days by what they brought.
type ByDay = BTreeMap<CivilDay, i64>;

/// How a stored series takes part in a history.
#[derive(Clone, Copy)]
enum Part {
    /// A level or running counter read at the end of a day.
    Level,
    /// What one day brought.
    Day,
    /// What one day took away.
    Less,
    /// What one day brought, from a source that names only days on which something happened.
    Event,
}

/// The stored series that tell how a metric moved, with the name each source gives it. Platforms count both LIVE figures and
/// joins only on days that had some.
fn parts(metric: Metric) -> Vec<(&'static str, Part)> {
    match metric {
        Metric::Followers => vec![
            ("followers", Part::Level),
            ("subscribers_gained_by_day", Part::Day),
            ("subscribers_lost_by_day", Part::Less),
            ("follower_count_by_day", Part::Day),
            ("follower_joins", Part::Event),
        ],
        Metric::VideoViews => vec![("lifetime_views", Part::Level), ("views_by_day", Part::Day)],
        Metric::WatchHours => vec![
            ("minutes_watched_by_day", Part::Day),
            ("watch_hours", Part::Day),
        ],
        Metric::WatchMinutes => vec![
            ("minutes_watched_by_day", Part::Day),
            ("watch_minutes", Part::Day),
        ],
        Metric::LiveMinutes | Metric::LiveSessions => vec![(metric.id(), Part::Event)],
        Metric::EpisodesPublished
        | Metric::EffectsPublished
        | Metric::VerifiedFollowers
        | Metric::PaidSubscribers
        | Metric::ActiveVideos
        | Metric::LifetimeEarnings => vec![(metric.id(), Part::Level)],
        // A balance falls with each payout: its past is no pace.
        Metric::PayableBalance => Vec::new(),
        metric if metric.kind().per_unit().is_some() => vec![(metric.id(), Part::Day)],
        _ => Vec::new(),
    }
}

/// Every history of a profile as known on a day, each read once when it is first asked for.
pub struct Histories {
    figures: BTreeMap<(String, Metric), Figure>,
}

impl Figures for Histories {
    fn figure(&self, platform: &str, metric: Metric) -> Option<&Figure> {
        self.figures.get(&(platform.to_owned(), metric))
    }
}

impl Histories {
    /// Reads the histories of `wanted`, platform and metric, up to `day`, and by what was known at `known` if given.
    ///
    /// # Errors
    /// Whatever the store says.
    pub fn read(
        profile: &OpenProfile,
        wanted: &[(String, Metric)],
        day: CivilDay,
        known: Option<Instant>,
    ) -> Result<Self, StudioError> {
        profile.store().read(|tx| {
            let accounts = tx.accounts()?;
            let reader = Reader {
                tx,
                day,
                known,
                read: RefCell::default(),
            };
            let mut figures = BTreeMap::new();
            for (platform, metric) in wanted {
                let own = accounts.iter().filter(|a| a.platform.slug() == platform);
                // Of several accounts on one platform the one that is known longest speaks.
                let mut longest: Option<Figure> = None;
                for account in own {
                    let Some(figure) = reader.figure(account, *metric)? else {
                        continue;
                    };
                    let days = |figure: &Figure| figure.history().days();
                    if longest
                        .as_ref()
                        .is_none_or(|kept| days(kept) < days(&figure))
                    {
                        longest = Some(figure);
                    }
                }
                if let Some(figure) = longest {
                    figures.insert((platform.clone(), *metric), figure);
                }
            }
            Ok(Self { figures })
        })
    }
}

/// An account and the name of its figure in the store.
type SeriesKey = (AccountId, &'static str);

struct Reader<'t, 'c> {
    tx: &'t ReadTx<'c>,
    day: CivilDay,
    known: Option<Instant>,
    /// Series read so far: several metrics share one.
    read: RefCell<BTreeMap<SeriesKey, Rc<[MetricDay]>>>,
}

impl Reader<'_, '_> {
    fn figure(&self, account: &Account, metric: Metric) -> Result<Option<Figure>, StoreError> {
        if matches!(metric, Metric::Uploads | Metric::PostingDays) {
            return self.published(account, metric);
        }
        let (mut levels, mut days) = (ByDay::new(), ByDay::new());
        for (name, part) in parts(metric) {
            let series = self.series(account.id, name)?;
            match part {
                Part::Level => levels.extend(series.iter().map(|held| (held.day, held.value))),
                Part::Day => add(&mut days, &series, 1),
                Part::Less => add(&mut days, &series, -1),
                Part::Event => events(&mut days, &series),
            }
        }
        let Some(history) = History::of(&levels, &days) else {
            return Ok(None);
        };
        let level = levels
            .last_key_value()
            .map(|(day, level)| level.saturating_add(history.since(*day)));
        Ok(Some(Figure::new(history, level)))
    }

    fn series(
        &self,
        account: AccountId,
        name: &'static str,
    ) -> Result<Rc<[MetricDay]>, StoreError> {
        if let Some(series) = self.read.borrow().get(&(account, name)) {
            return Ok(Rc::clone(series));
        }
        let series: Rc<[MetricDay]> = match self.known {
            Some(at) => self
                .tx
                .metric_series_as_known_on(account, name, self.day, at)?
                .iter()
                .map(MetricDay::from)
                .collect(),
            None => self.tx.metric_days(account, name, self.day)?.into(),
        };
        self.read
            .borrow_mut()
            .insert((account, name), Rc::clone(&series));
        Ok(series)
    }

    /// Posts of each day, or days with a post, out of the list of public posts: every day up to the last look is known.
    fn published(&self, account: &Account, metric: Metric) -> Result<Option<Figure>, StoreError> {
        let posts: Vec<PostViews> = match self.known {
            Some(at) => self
                .tx
                .posts_as_known_on(account.id, self.day, at)?
                .iter()
                .map(PostViews::from)
                .collect(),
            None => self.tx.post_views(account.id, self.day)?,
        };
        let Some(read) = posts.iter().map(|post| post.seen).max() else {
            return Ok(None);
        };
        let mut days = ByDay::new();
        for post in posts.iter().filter(|post| post.public != Some(false)) {
            let count = days.entry(post.published.day_in(Zone::UTC)).or_insert(0);
            *count = match metric {
                Metric::PostingDays => 1,
                _ => *count + 1,
            };
        }
        fill(&mut days, read.day_in(Zone::UTC).min(self.day));
        Ok(History::of(&ByDay::new(), &days).map(|history| Figure::new(history, None)))
    }
}

/// Adds a series day by day. What the creator typed for a day stands for a whole window and is left out.
fn add(days: &mut ByDay, series: &[MetricDay], sign: i64) {
    for held in series.iter().filter(|held| !held.authored) {
        let day = days.entry(held.day).or_insert(0);
        *day = day.saturating_add(held.value.saturating_mul(sign));
    }
}

/// Adds a series that names only days on which something happened, unless daily figures are there already.
fn events(days: &mut ByDay, series: &[MetricDay]) {
    if !days.is_empty() {
        return;
    }
    add(days, series, 1);
    if let Some((last, _)) = days.last_key_value() {
        let last = *last;
        fill(days, last);
    }
}

/// Nothing came in on the days between that have no figure, up to `last`.
fn fill(days: &mut ByDay, last: CivilDay) {
    let Some((first, _)) = days.first_key_value() else {
        return;
    };
    let mut day = *first;
    while day <= last {
        days.entry(day).or_insert(0);
        day = day.plus_days(1);
    }
}

/// The history behind a requirement.
pub fn of_leaf<'h>(histories: &'h Histories, platform: &str, metric: Metric) -> Option<&'h Figure> {
    let counted = match metric {
        Metric::FollowersSustained => Metric::Followers,
        metric => metric,
    };
    histories.figure(platform, counted)
}
