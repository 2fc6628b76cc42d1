//! Brands over the years: past offers, what they asked and paid, how they pay.
//!
//! The rule it protects: names are one brand by spelling or by the creator's word alone; a score is counted from payments.

use crate::inbox::gather::{Desked, gather};
use crate::shapes::*;
use crate::{OpenProfile, StudioError, invoices};
use domain::deal::{BrandKey, PastPayment, brand_fold, brand_key, pay_score};
use domain::offer::TermField;
use domain::{CivilDay, OfferId, Stage, Unit};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Every brand whose name (or one of them) holds the words, by name.
///
/// # Errors
/// [`StudioError`].
pub fn brands(profile: &OpenProfile, name: Option<&str>) -> Result<Vec<BrandView>, StudioError> {
    let wanted = brand_fold(name.unwrap_or_default());
    let mut all = every(profile)?;
    all.retain(|brand| {
        let own = brand_fold(&brand.name).contains(&wanted) || brand.key.contains(&wanted);
        own || brand.aliases.iter().any(|alias| alias.contains(&wanted))
    });
    all.sort_by_key(|brand| brand_fold(&brand.name));
    Ok(all)
}

/// The brand of an offer.
///
/// # Errors
/// [`StudioError::NotFound`].
pub fn brand_of(profile: &OpenProfile, offer: i64) -> Result<BrandView, StudioError> {
    let all = every(profile)?;
    let ours = |brand: &BrandView| brand.offers.iter().any(|one| one.id == offer);
    all.into_iter()
        .find(ours)
        .ok_or_else(|| StudioError::NotFound {
            what: "offer",
            id: offer.to_string(),
        })
}

/// Says that a name (or `@` and a domain) is a brand; without one it stands for itself again.
///
/// # Errors
/// [`StudioError::BadRequest`] for an empty name, or one that would be its own alias.
pub fn merge_brand(
    profile: &OpenProfile,
    alias: &str,
    brand: Option<&str>,
) -> Result<Vec<BrandView>, StudioError> {
    let folded = match alias.trim().strip_prefix('@') {
        Some(domain) => format!("@{}", domain.trim().to_lowercase()),
        None => brand_fold(alias),
    };
    let target = brand.map(brand_fold);
    if folded.trim_start_matches('@').is_empty() {
        return Err(StudioError::bad("alias", alias));
    }
    if target
        .as_ref()
        .is_some_and(|t| t.is_empty() || *t == folded)
    {
        return Err(StudioError::bad("brand", brand.unwrap_or_default()));
    }
    let now = profile.now();
    let key = target.clone().unwrap_or_else(|| folded.clone());
    profile.store().write(move |tx| {
        tx.set_brand_alias(&folded, target.as_deref(), now)?;
        Ok::<_, StudioError>(())
    })?;
    let all = every(profile)?;
    Ok(all.into_iter().filter(|one| one.key == key).collect())
}

struct Kept<'d> {
    offers: Vec<&'d Desked>,
    domains: BTreeSet<String>,
}

fn every(profile: &OpenProfile) -> Result<Vec<BrandView>, StudioError> {
    let (today, zone) = (profile.today()?, profile.zone()?);
    profile.store().read(|tx| {
        let all = gather(tx, today, zone)?;
        let aliases = tx.brand_aliases()?;
        let paid = invoices::payments_by_offer(tx)?;
        let mut by_brand: BTreeMap<BrandKey, Kept<'_>> = BTreeMap::new();
        for one in &all {
            let domain = domain_of(one);
            let key = brand_key(&one.offer.brand, domain.as_deref(), &aliases);
            let kept = by_brand.entry(key).or_insert_with(|| Kept {
                offers: Vec::new(),
                domains: BTreeSet::new(),
            });
            kept.offers.push(one);
            kept.domains.extend(domain);
        }
        let view = |(key, kept)| view(key, kept, &aliases, &paid, today);
        Ok(by_brand.into_iter().map(view).collect())
    })
}

/// The domain the first mail came from.
fn domain_of(one: &Desked) -> Option<String> {
    let contact = one
        .offer
        .terms
        .iter()
        .find(|t| t.field == TermField::Contact)?;
    let domain::offer::TermValue::Text(address) = &contact.value else {
        return None;
    };
    let (_, domain) = address.trim_end_matches('>').rsplit_once('@')?;
    Some(domain.trim().to_lowercase())
}

/// The name as the newest offer spells it that goes by the brand's own name; the newest one's when none does.
fn name_of(key: &BrandKey, kept: &Kept<'_>) -> String {
    let names = || kept.offers.iter().map(|one| &one.offer.brand);
    let own = names().find(|name| brand_fold(name) == key.0);
    own.or_else(|| names().next()).unwrap_or(&key.0).clone()
}

fn view(
    key: BrandKey,
    mut kept: Kept<'_>,
    aliases: &BTreeMap<String, String>,
    paid: &HashMap<OfferId, Vec<PastPayment>>,
    today: CivilDay,
) -> BrandView {
    kept.offers
        .sort_by_key(|one| std::cmp::Reverse((one.offer.received, one.offer.id)));
    let payments: Vec<PastPayment> = kept
        .offers
        .iter()
        .filter_map(|one| paid.get(&one.offer.id))
        .flatten()
        .cloned()
        .collect();
    let sum = |wanted: &dyn Fn(Stage) -> bool| -> Vec<Amount> {
        let mut sums: BTreeMap<Unit, i128> = BTreeMap::new();
        for one in kept.offers.iter().filter(|one| wanted(one.offer.stage)) {
            if let Some(fee) = one.fee() {
                *sums.entry(fee.unit).or_default() += i128::from(fee.micros);
            }
        }
        let rows = sums.into_iter();
        rows.map(|(unit, micros)| Amount::of_sum(micros, unit))
            .collect()
    };
    let agreed = |stage| {
        use Stage::*;
        matches!(
            stage,
            Agreed | Making | InReview | Published | Invoiced | Paid
        )
    };
    let ours = |alias: &&String| {
        brand_key(alias, None, aliases) == key || {
            alias.starts_with('@')
                && aliases
                    .get(*alias)
                    .is_some_and(|to| brand_key(to, None, aliases) == key)
        }
    };
    let score = pay_score(&payments, today);
    BrandView {
        name: name_of(&key, &kept),
        aliases: aliases.keys().filter(ours).cloned().collect(),
        domains: kept.domains.iter().cloned().collect(),
        agreed: sum(&agreed),
        paid: sum(&|stage| stage == Stage::Paid),
        offers: kept
            .offers
            .iter()
            .map(|one| BrandOffer {
                id: one.offer.id.0,
                title: one.offer.title.clone(),
                stage: one.offer.stage.into(),
                received: one.offer.received.to_string(),
                fee: one.fee().map(Into::into),
            })
            .collect(),
        score: BrandScore {
            points: score.points,
            payments: score.payments,
            in_time: score.in_time,
            usual_days_late: score.usual_days_late,
            reasons: score
                .reasons
                .into_iter()
                .map(|reason| BrandReason {
                    kind: reason.kind.into(),
                    total: reason.total,
                    payments: reason.payments,
                    points: reason.points,
                })
                .collect(),
        },
        key: key.0,
    }
}
