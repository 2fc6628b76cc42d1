//! What the creator says for the reckoning, once for all offers and of one.
//!
//! The rule it protects: nothing has a default; a value that cannot be read changes nothing.

use crate::deliverables::{follow, hours_text, minutes, words};
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::amount::parse_micros;
use domain::worth::{Choices, Said};
use domain::{OfferId, Unit};
use store::{ReadTx, StoreError, WorkPart};

const KEY: &str = "worth";

/// As kept; nothing is set at first.
pub(super) fn kept(tx: &ReadTx<'_>) -> Result<Choices, StoreError> {
    Ok(tx.setting(KEY)?.unwrap_or_default())
}

/// The choices as they may be typed again.
///
/// # Errors
/// [`StudioError::Store`].
pub fn choices(profile: &OpenProfile) -> Result<WorthChoices, StudioError> {
    let kept = profile.store().read(kept)?;
    Ok(shape(&kept))
}

fn shape(kept: &Choices) -> WorthChoices {
    let hours = kept.minutes.iter();
    WorthChoices {
        charges: kept.charges.map(percent),
        wish: kept.wish.map(|wish| wish.text()),
        wish_unit: kept.wish.map(|wish| wish.unit.to_string()),
        hours: Some(
            hours
                .map(|(format, m)| ((*format).into(), hours_text(*m)))
                .collect(),
        ),
    }
}

/// Changes some of them.
///
/// # Errors
/// [`StudioError::BadRequest`] naming the field.
pub fn set_choices(
    profile: &OpenProfile,
    draft: &WorthChoices,
) -> Result<WorthChoices, StudioError> {
    let reporting = profile.settings()?.unit()?;
    let charges = draft.charges.as_deref().map(rate).transpose()?;
    let unit = draft.wish_unit.as_deref().filter(|u| !u.trim().is_empty());
    let unit = match unit {
        Some(code) => {
            Unit::currency(code.trim()).map_err(|_| StudioError::bad("wish_unit", code))?
        }
        None => reporting,
    };
    let wish = draft
        .wish
        .as_deref()
        .map(|text| wish(text, unit))
        .transpose()?;
    let hours = draft.hours.iter().flatten();
    let hours = hours
        .map(|(format, text)| {
            Ok((
                domain::deliverable::Format::from(*format),
                minutes("hours", text)?,
            ))
        })
        .collect::<Result<Vec<_>, StudioError>>()?;
    let now = profile.now();
    profile.store().write(move |tx| {
        let mut kept = kept(tx)?;
        if let Some(charges) = charges {
            kept.charges = charges;
        }
        if let Some(wish) = wish {
            kept.wish = wish;
        }
        for (format, minutes) in hours {
            match minutes {
                Some(minutes) => kept.minutes.insert(format, minutes),
                None => kept.minutes.remove(&format),
            };
        }
        tx.set_setting(KEY, &kept, now)?;
        Ok(shape(&kept))
    })
}

/// Says something for the reckoning of one offer.
///
/// # Errors
/// [`StudioError::BadRequest`] naming the field.
pub fn set_offer(
    profile: &OpenProfile,
    offer: i64,
    draft: &WorthDraft,
) -> Result<DealSaid, StudioError> {
    let said = Said {
        minutes: draft
            .hours
            .as_deref()
            .map(|text| minutes("hours", text))
            .transpose()?,
        loss: draft.loss.as_deref().map(money).transpose()?,
        category: draft.category.as_deref().map(words),
        pay_days: draft.pay_days.as_deref().map(days).transpose()?,
    };
    let now = profile.now();
    profile.store().write(move |tx| {
        let item = "worth".to_owned();
        let word = follow(
            tx,
            OfferId(offer),
            WorkPart::Worth,
            &item,
            now,
            |old: &mut Said| {
                old.then(said);
            },
        )?;
        Ok(DealSaid { word, item })
    })
}

/// Percent as decimal text in hundredths of a percent, or that it is not set.
fn rate(text: &str) -> Result<Option<i64>, StudioError> {
    let text = text.trim().trim_end_matches('%').trim().replace(',', ".");
    if text.is_empty() {
        return Ok(None);
    }
    let bad = || StudioError::bad("charges", &text);
    let micros = parse_micros(&text).map_err(|_| bad())?;
    let hundredths = micros / 10_000;
    let exact = micros % 10_000 == 0 && (0..=10_000).contains(&hundredths);
    exact.then_some(Some(hundredths)).ok_or_else(bad)
}

/// Hundredths of a percent as decimal text.
pub(super) fn percent(hundredths: i64) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn wish(text: &str, unit: Unit) -> Result<Option<domain::Amount>, StudioError> {
    let text = text.trim().replace(',', ".");
    if text.is_empty() {
        return Ok(None);
    }
    let wish = domain::Amount::parse(&text, unit).map_err(|_| StudioError::bad("wish", &text))?;
    (wish.micros > 0)
        .then_some(Some(wish))
        .ok_or_else(|| StudioError::bad("wish", text))
}

/// `120 EUR`, or that it is not known.
fn money(text: &str) -> Result<Option<domain::Amount>, StudioError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let bad = || StudioError::bad("loss", text);
    let (number, unit) = text.rsplit_once(char::is_whitespace).ok_or_else(bad)?;
    let number = number.trim().replace(',', ".");
    let unit = Unit::currency(unit).map_err(|_| bad())?;
    let amount = domain::Amount::parse(&number, unit).map_err(|_| bad())?;
    (amount.micros >= 0).then_some(Some(amount)).ok_or_else(bad)
}

fn days(text: &str) -> Result<Option<i64>, StudioError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let days = text.parse::<i64>().ok().filter(|n| (0..=365).contains(n));
    days.map(Some)
        .ok_or_else(|| StudioError::bad("pay_days", text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_are_exact_to_the_hundredth() {
        assert_eq!(rate("24.6").unwrap(), Some(2_460));
        assert_eq!(
            rate("24,6 %").unwrap(),
            Some(2_460),
            "a comma and the sign are taken too"
        );
        assert_eq!(rate("").unwrap(), None, "taken away, not zero");
        for text in ["101", "-1", "24.655", "much"] {
            assert!(rate(text).is_err(), "{text}");
        }
        assert_eq!((percent(2_460), percent(0)), ("24.6".into(), "0".into()));
    }

    #[test]
    fn money_names_its_unit() {
        assert_eq!(
            money("120,50 EUR").unwrap().map(|a| a.micros),
            Some(120_500_000)
        );
        assert!(money("120").is_err() && money("-1 EUR").is_err());
    }
}
