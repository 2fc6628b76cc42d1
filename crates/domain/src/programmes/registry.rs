//! The rule registry: all packs, read strictly and checked as a whole.
//!
//! The rule it protects: a pack is data that anybody may edit, so a typing error is refused with its line and rule, and
//! never silently judges a creator.

use super::error::{Fault, RegistryError};
use super::own_rule::RuleOverride;
use super::rule::{Rule, RuleStatus};
use super::validate::{self, Known};
use crate::CivilDay;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The pack format this program reads.
pub const PACK_FORMAT: u32 = 1;

/// The packs that come with the program, one per platform.
const EMBEDDED: [&str; 15] = [
    include_str!("../../../../programmes/tiktok.json"),
    include_str!("../../../../programmes/youtube.json"),
    include_str!("../../../../programmes/instagram.json"),
    include_str!("../../../../programmes/facebook.json"),
    include_str!("../../../../programmes/twitch.json"),
    include_str!("../../../../programmes/x.json"),
    include_str!("../../../../programmes/snapchat.json"),
    include_str!("../../../../programmes/pinterest.json"),
    include_str!("../../../../programmes/kick.json"),
    include_str!("../../../../programmes/rumble.json"),
    include_str!("../../../../programmes/patreon.json"),
    include_str!("../../../../programmes/substack.json"),
    include_str!("../../../../programmes/medium.json"),
    include_str!("../../../../programmes/reddit.json"),
    include_str!("../../../../programmes/spotify.json"),
];

/// The rules of one platform, as of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pack {
    /// [`PACK_FORMAT`].
    pub format: u32,
    /// The day the facts were last gone through: "rules of 2026-11-22".
    pub pack_date: CivilDay,
    /// The platform's slug, the first part of every programme id.
    pub platform: String,
    /// The platform's name as people write it.
    pub platform_name: String,
    /// Its rules, in the order of the file.
    pub rules: Vec<Rule>,
    /// What the packs it took the place of told of its rules: the date of the first that had the rule, and of the last that
    /// called it current. An undated rule stays as sure of a past day as it was.
    #[serde(skip)]
    told: BTreeMap<String, (CivilDay, Option<CivilDay>)>,
}

/// The envelope, with the rules still as text so that each error can name its rule and line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope<'a> {
    format: u32,
    pack_date: CivilDay,
    platform: String,
    platform_name: String,
    #[serde(borrow)]
    rules: Vec<&'a RawValue>,
}

/// All rules, checked, in a stable order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registry {
    packs: Vec<Pack>,
    /// For each pack, the line at which each of its rules begins.
    lines: Vec<Vec<usize>>,
    /// The creator's words that hold in it.
    pub(super) own: Vec<RuleOverride>,
}

impl Registry {
    /// The packs that come with the program.
    ///
    /// # Errors
    /// [`RegistryError`]; never with the packs as released, which a test loads.
    pub fn embedded() -> Result<Self, RegistryError> {
        Self::from_packs(&EMBEDDED)
    }

    /// Reads the texts of several packs. They are checked together: ids are unique over all, and a requirement of
    /// membership must name a programme of one of them.
    ///
    /// # Errors
    /// [`RegistryError`] with pack, line and rule of the first fault.
    pub fn from_packs(texts: &[&str]) -> Result<Self, RegistryError> {
        let mut packs = Vec::with_capacity(texts.len());
        let mut lines = Vec::with_capacity(texts.len());
        for (place, text) in texts.iter().enumerate() {
            let (pack, at) = read_pack(place, text)?;
            packs.push(pack);
            lines.push(at);
        }
        check_all(&packs, &lines)?;
        Ok(Self::of(packs, lines))
    }

    /// The same registry with newer packs: a pack takes the place of the one of its platform unless it is older. The whole
    /// is checked again, so an update that breaks a reference between platforms is refused.
    ///
    /// # Errors
    /// [`RegistryError`] with pack, line and rule of the first fault; `self` is unchanged.
    pub fn updated(&self, texts: &[&str]) -> Result<Self, RegistryError> {
        let mut merged: Vec<(Pack, Vec<usize>)> = self
            .packs
            .iter()
            .cloned()
            .zip(self.lines.iter().cloned())
            .collect();
        for (place, text) in texts.iter().enumerate() {
            let mut new = read_pack(place, text)?;
            match merged
                .iter_mut()
                .find(|(pack, _)| pack.platform == new.0.platform)
            {
                Some(old) if old.0.pack_date <= new.0.pack_date => {
                    new.0.told = new.0.told_by(&old.0);
                    *old = new;
                }
                Some(_) => {}
                None => merged.push(new),
            }
        }
        let (packs, lines): (Vec<_>, Vec<_>) = merged.into_iter().unzip();
        check_all(&packs, &lines)?;
        Ok(Self::of(packs, lines))
    }

    fn of(packs: Vec<Pack>, lines: Vec<Vec<usize>>) -> Self {
        Self {
            packs,
            lines,
            own: Vec::new(),
        }
    }

    pub(super) fn rule_mut(&mut self, id: &str) -> Option<&mut Rule> {
        let mut rules = self.packs.iter_mut().flat_map(|pack| &mut pack.rules);
        rules.find(|rule| rule.id == id)
    }

    /// The pack of a platform.
    pub fn pack(&self, platform: &str) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.platform == platform)
    }

    /// The packs, in the order they were given.
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// Every rule with its pack, in the order of the packs.
    pub fn rules(&self) -> impl Iterator<Item = (&Pack, &Rule)> {
        self.packs
            .iter()
            .flat_map(|p| p.rules.iter().map(move |r| (p, r)))
    }

    /// The rule with this id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules().map(|(_, r)| r).find(|r| r.id == id)
    }

    /// Every programme id with its pack and its rule versions, in the order of the packs.
    pub fn programmes(&self) -> Vec<Programme<'_>> {
        let mut list: Vec<Programme<'_>> = Vec::new();
        let mut place: BTreeMap<&str, usize> = BTreeMap::new();
        for (pack, rule) in self.rules() {
            let known = place
                .get(rule.programme.as_str())
                .and_then(|i| list.get_mut(*i));
            match known {
                Some(programme) => programme.versions.push(rule),
                None => {
                    place.insert(&rule.programme, list.len());
                    list.push(Programme {
                        id: &rule.programme,
                        pack,
                        versions: vec![rule],
                    });
                }
            }
        }
        list
    }

    /// One programme with its rule versions.
    pub fn programme(&self, id: &str) -> Option<Programme<'_>> {
        let mut found = None;
        for (pack, rule) in self.rules().filter(|(_, r)| r.programme == id) {
            found
                .get_or_insert_with(|| Programme {
                    id: &rule.programme,
                    pack,
                    versions: Vec::new(),
                })
                .versions
                .push(rule);
        }
        found
    }
}

/// A programme with all its rule versions.
#[derive(Debug, Clone)]
pub struct Programme<'a> {
    /// Its id, `tiktok.tips` for instance.
    pub id: &'a str,
    /// The pack it stands in.
    pub pack: &'a Pack,
    /// Its versions in the order of the pack, never empty.
    pub versions: Vec<&'a Rule>,
}

impl Pack {
    /// Reads the text of one pack, strictly, without the checks that need the other packs.
    ///
    /// # Errors
    /// [`RegistryError`] with line and rule of the first fault.
    pub fn read(text: &str) -> Result<Self, RegistryError> {
        read_pack(0, text).map(|(pack, _)| pack)
    }

    /// The day by which the rule surely was known.
    pub(super) fn first_told(&self, rule: &str) -> CivilDay {
        self.told
            .get(rule)
            .map_or(self.pack_date, |(first, _)| *first)
    }

    /// The last day on which an earlier pack called the rule current.
    pub(super) fn last_current(&self, rule: &str) -> Option<CivilDay> {
        self.told.get(rule).and_then(|(_, last)| *last)
    }

    /// What `older` and the packs before it told of this pack's rules.
    fn told_by(&self, older: &Pack) -> BTreeMap<String, (CivilDay, Option<CivilDay>)> {
        let of = |rule: &Rule| {
            let held = older.rules.iter().find(|held| held.id == rule.id)?;
            let current = (held.status == RuleStatus::Current).then_some(older.pack_date);
            let told = (
                older.first_told(&rule.id),
                current.max(older.last_current(&rule.id)),
            );
            Some((rule.id.clone(), told))
        };
        self.rules.iter().filter_map(of).collect()
    }

    /// What this pack says otherwise than `older`, the one it is to replace.
    pub fn since(&self, older: &Pack) -> PackChanges {
        let ids = |rules: &mut dyn Iterator<Item = &Rule>| rules.map(|r| r.id.clone()).collect();
        let in_older = |id: &str| older.rules.iter().find(|rule| rule.id == id);
        PackChanges {
            added: ids(&mut self.rules.iter().filter(|r| in_older(&r.id).is_none())),
            changed: ids(&mut self
                .rules
                .iter()
                .filter(|r| in_older(&r.id).is_some_and(|old| old != *r))),
            dropped: ids(&mut older
                .rules
                .iter()
                .filter(|old| !self.rules.iter().any(|r| r.id == old.id))),
        }
    }
}

/// How one pack differs from another of its platform, as ids of rule versions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PackChanges {
    /// Versions the older one does not have.
    pub added: Vec<String>,
    /// Versions that say something else now: closed by a successor, or corrected.
    pub changed: Vec<String>,
    /// Versions only the older one has. Past days were judged by them, so a pack that drops any is no update.
    pub dropped: Vec<String>,
}

/// Reads one pack and the line at which each rule begins.
fn read_pack(place: usize, text: &str) -> Result<(Pack, Vec<usize>), RegistryError> {
    let envelope: Envelope<'_> =
        serde_json::from_str(text).map_err(|source| RegistryError::NotAPack {
            pack: format!("number {}", place.saturating_add(1)),
            line: source.line(),
            reason: reason(&source),
        })?;
    if envelope.format != PACK_FORMAT {
        return Err(RegistryError::UnknownFormat {
            pack: envelope.platform,
            found: envelope.format,
            known: PACK_FORMAT,
        });
    }
    let mut rules = Vec::with_capacity(envelope.rules.len());
    let mut lines = Vec::with_capacity(envelope.rules.len());
    for (index, raw) in envelope.rules.iter().enumerate() {
        let line = line_of(text, raw.get());
        let rule: Rule =
            serde_json::from_str(raw.get()).map_err(|source| RegistryError::NotARule {
                pack: envelope.platform.clone(),
                line: line.saturating_add(source.line()).saturating_sub(1),
                rule: id_of(raw).unwrap_or_else(|| format!("number {}", index.saturating_add(1))),
                reason: reason(&source),
            })?;
        rules.push(rule);
        lines.push(line);
    }
    let pack = Pack {
        format: envelope.format,
        pack_date: envelope.pack_date,
        platform: envelope.platform,
        platform_name: envelope.platform_name,
        rules,
        told: BTreeMap::new(),
    };
    Ok((pack, lines))
}

/// What the parser says, without the place it adds at the end.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ")
        .map_or(text.as_str(), |(what, _)| what)
        .to_owned()
}

/// The line of `whole`, from 1, on which its part `part` begins.
fn line_of(whole: &str, part: &str) -> usize {
    let offset = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
    whole
        .bytes()
        .take(offset)
        .filter(|b| *b == b'\n')
        .count()
        .saturating_add(1)
}

/// The id of a rule that could not be read whole.
fn id_of(raw: &RawValue) -> Option<String> {
    #[derive(Deserialize)]
    struct Named {
        id: String,
    }
    serde_json::from_str::<Named>(raw.get()).ok().map(|n| n.id)
}

fn check_all(packs: &[Pack], lines: &[Vec<usize>]) -> Result<(), RegistryError> {
    let placed = || {
        packs.iter().zip(lines).flat_map(|(pack, at)| {
            pack.rules
                .iter()
                .zip(at)
                .map(move |(rule, line)| (pack, rule, *line))
        })
    };
    let faulty = |pack: &Pack, rule: &Rule, line: usize, fault: Fault| RegistryError::Faulty {
        pack: pack.platform.clone(),
        line,
        rule: rule.id.clone(),
        fault,
    };
    let mut known = Known {
        programmes: Default::default(),
        rules: Default::default(),
    };
    for (pack, rule, line) in placed() {
        known.programmes.insert(&rule.programme);
        if known.rules.insert(&rule.id, &rule.programme).is_some() {
            return Err(faulty(pack, rule, line, Fault::DuplicateId));
        }
    }
    for (pack, rule, line) in placed() {
        validate::check(rule, &pack.platform, &pack.platform_name, &known)
            .map_err(|fault| faulty(pack, rule, line, fault))?;
    }
    Ok(())
}
