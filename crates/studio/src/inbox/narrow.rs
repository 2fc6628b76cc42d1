//! Which offers a search line leaves.
//!
//! The rule it protects: the same line narrows the list, the board and a bulk change in the same way.

use super::fold;
use super::gather::Desked;
use crate::shapes::{OfferFilter, UnreadWord};
use domain::deal::{BrandKey, HasWord, OfferQuery, Searched, brand_fold, brand_key};
use domain::offer::TermField;
use domain::{CivilDay, OfferId, Stage};
use std::collections::{BTreeMap, HashSet};
use store::{ReadTx, StoreError};

/// A filter of the edge, read.
pub(crate) struct Narrow {
    stage: Option<Stage>,
    query: OfferQuery,
}

impl Narrow {
    /// Reads a filter.
    pub(crate) fn read(filter: &OfferFilter) -> Self {
        Self {
            stage: filter.stage.map(Into::into),
            query: OfferQuery::read(filter.text.as_deref().unwrap_or_default()),
        }
    }

    /// What could not be read of it.
    pub(crate) fn unread(&self) -> Vec<UnreadWord> {
        let unread = self.query.unread.iter();
        unread
            .map(|part| UnreadWord {
                text: part.text.clone(),
                reason: part.reason.into(),
            })
            .collect()
    }

    /// The offers it leaves, in their order.
    pub(crate) fn keep(
        &self,
        tx: &ReadTx<'_>,
        all: Vec<Desked>,
        today: CivilDay,
    ) -> Result<Vec<Desked>, StoreError> {
        if self.stage.is_none() && self.query.is_empty() {
            return Ok(all);
        }
        let aliases = tx.brand_aliases()?;
        let names = names(&all, &aliases);
        let mut kept: Vec<Desked> = all
            .into_iter()
            .filter(|one| self.stage.is_none_or(|stage| stage == one.offer.stage))
            .filter(|one| {
                let same = names.get(&brand_key(&one.offer.brand, None, &aliases));
                let brands: Vec<&str> =
                    same.map_or(Vec::new(), |n| n.iter().map(String::as_str).collect());
                let searched = Searched {
                    stage: one.offer.stage,
                    brands: &brands,
                    tags: &one.tags,
                    grade: one.trust.grade,
                    due: super::row::due(one, today).map(|(day, _)| day),
                    has: &has(one, today),
                };
                self.query.fits(&searched, today)
            })
            .collect();
        for (words, absent) in self.query.texts() {
            let said = |one: &Desked| {
                let note = one.offer.note.as_ref().and_then(|n| n.note.as_deref());
                let head = [&one.offer.brand, &one.offer.title].map(String::as_str);
                let tags = one.tags.iter().map(String::as_str);
                let mut texts = head.into_iter().chain(tags).chain(note);
                texts.any(|text| fold(text).contains(words))
            };
            let unsaid: HashSet<OfferId> = kept
                .iter()
                .filter(|one| !said(one))
                .map(|one| one.offer.id)
                .collect();
            let written = match unsaid.is_empty() {
                true => HashSet::new(),
                false => tx.offers_writing(|text| fold(text).contains(words))?,
            };
            kept.retain(|one| {
                let id = one.offer.id;
                (!unsaid.contains(&id) || written.contains(&id)) != absent
            });
        }
        Ok(kept)
    }
}

/// The names each brand goes by.
fn names(
    all: &[Desked],
    aliases: &BTreeMap<String, String>,
) -> BTreeMap<BrandKey, HashSet<String>> {
    let mut names: BTreeMap<BrandKey, HashSet<String>> = BTreeMap::new();
    let spelled = all.iter().map(|one| one.offer.brand.clone());
    let merged = aliases
        .keys()
        .filter(|alias| !alias.starts_with('@'))
        .cloned();
    for name in spelled.chain(merged) {
        let key = brand_key(&brand_fold(&name), None, aliases);
        names.entry(key).or_default().insert(name);
    }
    names
}

fn has(one: &Desked, today: CivilDay) -> Vec<HasWord> {
    let stated = |field| one.term(field).is_some();
    let rights = [
        TermField::UsageRights,
        TermField::AdAuthorization,
        TermField::Exclusivity,
    ];
    let corrected = one.offer.note.as_ref().is_some_and(|n| !n.terms.is_empty());
    [
        (HasWord::Fee, one.fee().is_some()),
        (HasWord::Commission, stated(TermField::Commission)),
        (HasWord::Gifted, stated(TermField::Gifted)),
        (HasWord::Rights, rights.into_iter().any(stated)),
        (HasWord::Findings, !one.trust.findings.is_empty()),
        (HasWord::Tag, !one.tags.is_empty()),
        (HasWord::Snooze, one.snooze.is_some()),
        (HasWord::Due, super::row::due(one, today).is_some()),
        (HasWord::Corrected, corrected),
    ]
    .into_iter()
    .filter(|(_, there)| *there)
    .map(|(word, _)| word)
    .collect()
}
