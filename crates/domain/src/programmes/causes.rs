//! Why a programme stands elsewhere than it did: another day, another country, another rule, another figure.
//!
//! The rule it protects: "your verdict changed because the rule changed" is said only where the rule alone, with the figures
//! of before, gives the new state. The causes are found by changing one thing at a time, in a fixed order, and judging again.

use super::board::{BoardItem, place};
use super::creator::Creator;
use super::dates::DatePrecision;
use super::evidence::{Ask, Evidence, Memberships, MetricFacts};
use super::metric::Metric;
use super::registry::Registry;
use super::requirement::{Op, Threshold};
use super::state::State;
use super::truth::Truth;
use super::verdict::{Judged, JudgedCondition, Shown, Verdict};
use super::window::Window;
use crate::{CivilDay, Region};
use serde::Serialize;

/// One side of a comparison: which rules, where, when, and by which figures.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The rules, with the creator's words in them.
    pub registry: &'a Registry,
    /// The country.
    pub region: Region,
    /// The day.
    pub day: CivilDay,
    /// The figures.
    pub facts: &'a dyn MetricFacts,
    /// The creator's word on memberships.
    pub memberships: &'a Memberships,
}

/// The two sides of one programme and what lies between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation<'a> {
    /// Before; `None` when no rule of that side names the programme.
    pub before: Option<BoardItem<'a>>,
    /// After; `None` when no rule of that side names the programme.
    pub after: Option<BoardItem<'a>>,
    /// What made the difference, in the order in which it was tried: country, rules, day of the rules, own word, figures.
    pub causes: Vec<Cause>,
}

impl Explanation<'_> {
    /// Whether state, verdict or judged version differ.
    pub fn differs(&self) -> bool {
        outcome(self.before.as_ref()) != outcome(self.after.as_ref())
    }
}

/// One thing that differs, with the state before and after it alone was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// What differs.
    #[serde(flatten)]
    pub what: Difference,
    /// The state before this step.
    pub before: Option<State>,
    /// The state after it.
    pub after: Option<State>,
}

/// What differs between two sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Difference {
    /// The country.
    Region {
        /// Before.
        from: Region,
        /// After.
        to: Region,
    },
    /// A newer pack says something else about the version judged.
    Pack {
        /// The platform whose pack it is.
        platform: String,
        /// Date of the pack before.
        from: Option<CivilDay>,
        /// Date of the pack after.
        to: Option<CivilDay>,
    },
    /// The creator's own word on the version judged was added, changed or taken back.
    OwnRule {
        /// The version.
        rule: String,
        /// Their note, on the side that has one.
        note: Option<String>,
    },
    /// Another version of the rule holds on the later day.
    RuleVersion {
        /// Judged before; `None` when none held.
        from: Option<String>,
        /// Judged after; `None` when none holds.
        to: Option<String>,
        /// The first day of the new version, else the day after the last of the old one; `None` when no source gives it.
        switched: Option<CivilDay>,
        /// How exactly that day is known.
        precision: DatePrecision,
    },
    /// The creator's word on being in the programme.
    OwnWord {
        /// Before.
        from: Option<bool>,
        /// After.
        to: Option<bool>,
    },
    /// A programme this one builds on.
    Prerequisite {
        /// Its id.
        programme: String,
        /// Whether the creator belonged to it before.
        from: Truth,
        /// And after.
        to: Truth,
    },
    /// A figure.
    Figure {
        /// Which.
        metric: Metric,
        /// How it is compared.
        op: Op,
        /// With what.
        threshold: Option<Threshold>,
        /// Over which window.
        window: Window,
        /// What was known before.
        from: Shown,
        /// What is known after.
        to: Shown,
        /// The outcome before.
        truth_from: Truth,
        /// The outcome after.
        truth_to: Truth,
    },
}

/// Figures of one day, whatever day is judged.
struct AsOf<'a> {
    facts: &'a dyn MetricFacts,
    day: CivilDay,
}

impl MetricFacts for AsOf<'_> {
    fn evidence(&self, ask: &Ask<'_>) -> Evidence {
        self.facts.evidence(&Ask {
            day: self.day,
            ..*ask
        })
    }
}

/// Both sides of one programme, and why they differ; `None` when neither side's rules name it.
pub fn explain<'a>(
    programme: &str,
    before: &View<'a>,
    after: &View<'a>,
) -> Option<Explanation<'a>> {
    let was = item(programme, before);
    let is = item(programme, after);
    if was.is_none() && is.is_none() {
        return None;
    }
    let mut causes = Vec::new();
    if outcome(was.as_ref()) != outcome(is.as_ref()) {
        let figures = AsOf {
            facts: before.facts,
            day: before.day,
        };
        let elsewhere = View {
            region: after.region,
            ..*before
        };
        let other_rules = View {
            registry: after.registry,
            ..elsewhere
        };
        let later_rules = View {
            day: after.day,
            facts: &figures,
            ..other_rules
        };
        let own_word = View {
            memberships: after.memberships,
            ..later_rules
        };
        let mut at = was.clone();
        let steps: [(&View<'_>, Step); 5] = [
            (&elsewhere, Step::Region),
            (&other_rules, Step::Rules),
            (&later_rules, Step::Day),
            (&own_word, Step::OwnWord),
            (after, Step::Figures),
        ];
        for (view, step) in steps {
            let next = item(programme, view);
            let found = step.differences(programme, (before, after), at.as_ref(), next.as_ref());
            causes.extend(found.into_iter().map(|what| Cause {
                what,
                before: at.as_ref().map(|item| item.state),
                after: next.as_ref().map(|item| item.state),
            }));
            at = next;
        }
    }
    Some(Explanation {
        before: was,
        after: is,
        causes,
    })
}

/// What is compared of two items: state, version and verdict.
fn outcome<'a>(item: Option<&'a BoardItem<'_>>) -> Option<(State, Option<&'a str>, Option<Truth>)> {
    item.map(|item| {
        (
            item.state,
            item.rule().map(|rule| rule.id.as_str()),
            item.verdict.as_ref().map(|verdict| verdict.truth),
        )
    })
}

fn item<'a>(programme: &str, view: &View<'a>) -> Option<BoardItem<'a>> {
    let programme = view.registry.programme(programme)?;
    let creator = Creator::new(
        view.registry,
        view.region,
        view.day,
        view.facts,
        view.memberships,
    );
    Some(place(&programme, &creator.asking(programme.id)))
}

/// One thing changed at a time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Region,
    Rules,
    Day,
    OwnWord,
    Figures,
}

impl Step {
    fn differences(
        self,
        programme: &str,
        (before, after): (&View<'_>, &View<'_>),
        was: Option<&BoardItem<'_>>,
        is: Option<&BoardItem<'_>>,
    ) -> Vec<Difference> {
        let changed = outcome(was) != outcome(is);
        let (old, new) = (was.and_then(BoardItem::rule), is.and_then(BoardItem::rule));
        let own = match self {
            Self::Region if changed => vec![Difference::Region {
                from: before.region,
                to: after.region,
            }],
            Self::Rules if changed || old != new => rules_differ(
                programme,
                (before, after),
                old.or(new).map(|r| r.id.as_str()),
            ),
            Self::Day if old.map(|r| &r.id) != new.map(|r| &r.id) => {
                let ended = old.and_then(|r| r.effective_to).map(|day| day.plus_days(1));
                let starts = new.and_then(|r| r.effective_from);
                vec![Difference::RuleVersion {
                    from: old.map(|r| r.id.clone()),
                    to: new.map(|r| r.id.clone()),
                    switched: starts.or(ended),
                    precision: match (starts, ended, new) {
                        (Some(_), _, Some(rule)) => rule.date_precision,
                        (None, Some(_), _) => DatePrecision::Day,
                        _ => DatePrecision::Unknown,
                    },
                }]
            }
            Self::OwnWord => {
                let noted = |view: &View<'_>| view.memberships.noted(programme);
                let (from, to) = (noted(before), noted(after));
                if changed && from != to {
                    vec![Difference::OwnWord { from, to }]
                } else {
                    Vec::new()
                }
            }
            _ => Vec::new(),
        };
        if !own.is_empty() {
            return own;
        }
        let same_version = old.map(|r| &r.id) == new.map(|r| &r.id);
        let verdicts = was
            .and_then(|item| item.verdict.as_ref())
            .zip(is.and_then(|item| item.verdict.as_ref()));
        match verdicts {
            Some((was, is)) if changed && same_version => figures_differ(was, is),
            _ => Vec::new(),
        }
    }
}

/// Whether the creator's word, the pack or both differ on the version judged.
fn rules_differ(
    programme: &str,
    (before, after): (&View<'_>, &View<'_>),
    rule: Option<&str>,
) -> Vec<Difference> {
    let mut list = Vec::new();
    let versions = |view: &View<'_>| -> Vec<String> {
        let programme = view.registry.programme(programme);
        let ids = programme.map(|p| p.versions.iter().map(|r| r.id.clone()).collect());
        ids.unwrap_or_default()
    };
    let mut ids = versions(before);
    ids.extend(versions(after));
    ids.sort();
    ids.dedup();
    for id in &ids {
        let was: Vec<_> = before.registry.own_words(id).collect();
        let is: Vec<_> = after.registry.own_words(id).collect();
        if was != is {
            let note = is.last().or(was.last()).map(|word| word.note.clone());
            list.push(Difference::OwnRule {
                rule: id.clone(),
                note,
            });
        }
    }
    let platform = programme.split('.').next().unwrap_or_default();
    let date = |view: &View<'_>| view.registry.pack(platform).map(|pack| pack.pack_date);
    let (from, to) = (date(before), date(after));
    if from != to && (list.is_empty() || rule.is_none()) {
        list.push(Difference::Pack {
            platform: platform.to_owned(),
            from,
            to,
        });
    }
    list
}

/// The conditions that came out otherwise; when none did, those that came nearer or went further away.
fn figures_differ(was: &Verdict, is: &Verdict) -> Vec<Difference> {
    let (was, is) = (conditions(was), conditions(is));
    let pairs = || was.iter().copied().zip(is.iter().copied());
    let settled: Vec<Difference> = pairs()
        .filter(|(a, b)| a.truth != b.truth)
        .map(|(a, b)| difference(a, b))
        .collect();
    if !settled.is_empty() {
        return settled;
    }
    pairs()
        .filter(|(a, b)| a.progress != b.progress)
        .map(|(a, b)| difference(a, b))
        .collect()
}

fn difference(a: &JudgedCondition, b: &JudgedCondition) -> Difference {
    match (a.metric, &a.threshold) {
        (Metric::ProgrammeMembership, Some(Threshold::Text(programme))) => {
            Difference::Prerequisite {
                programme: programme.clone(),
                from: a.truth,
                to: b.truth,
            }
        }
        _ => Difference::Figure {
            metric: a.metric,
            op: a.op,
            threshold: b.threshold.clone(),
            window: a.window,
            from: a.shown.clone(),
            to: b.shown.clone(),
            truth_from: a.truth,
            truth_to: b.truth,
        },
    }
}

/// Every judged condition in written order.
fn conditions(verdict: &Verdict) -> Vec<&JudgedCondition> {
    fn walk<'v>(part: &'v Judged, list: &mut Vec<&'v JudgedCondition>) {
        match part {
            Judged::Condition(condition) => list.push(condition),
            Judged::AllOf(group) | Judged::AnyOf(group) => {
                group.parts.iter().for_each(|part| walk(part, list));
            }
        }
    }
    let mut list = Vec::new();
    verdict.parts.iter().for_each(|part| walk(part, &mut list));
    list
}
