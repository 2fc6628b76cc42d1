//! The reckoning of one offer.
//!
//! The rules it protects: the fee is converted by the rate of the latest day that has one, and that day is named; no line hides
//! an input.

use super::choices::{kept, percent};
use super::income::{converted, fee_of, in_category};
use super::pay::{history, payday};
use crate::deliverables::{Job, hours_text, jobs};
use crate::rates::{Converter, basis_word, book};
use crate::shapes::*;
use crate::{OpenProfile, StudioError, invoices};
use domain::deliverable::standing;
use domain::offer::{TermField, TermValue};
use domain::rights::{Held, RightKind};
use domain::worth::{Choices, Figure, Inputs, Lack, WINDOW_DAYS, lines, loss};
use domain::{CivilDay, OfferId, Unit};
use store::{ReadTx, StoreError};

/// An input, or why it is missing; with what it rests on.
type Rested = (Result<i64, Lack>, Vec<WorthInput>);

/// What an offer is worth.
///
/// # Errors
/// [`StudioError`].
pub fn worth(profile: &OpenProfile, offer: i64) -> Result<Worth, StudioError> {
    let ground = Ground::of(profile)?;
    profile.store().read(|tx| {
        // A missing offer is told as such, before everything else is read.
        tx.offer(OfferId(offer))?;
        let jobs = jobs(tx)?;
        of(tx, &ground, &jobs, OfferId(offer))
    })
}

/// What holds for any offer.
pub(super) struct Ground {
    pub(super) unit: Unit,
    pub(super) today: CivilDay,
}

impl Ground {
    pub(super) fn of(profile: &OpenProfile) -> Result<Self, StudioError> {
        Ok(Self {
            unit: profile.settings()?.unit()?,
            today: profile.today()?,
        })
    }
}

/// The reckoning of one of the offers read.
pub(super) fn of(
    tx: &ReadTx<'_>,
    ground: &Ground,
    jobs: &[Job],
    id: OfferId,
) -> Result<Worth, StudioError> {
    let missing = || StudioError::NotFound {
        what: "offer",
        id: id.to_string(),
    };
    let job = jobs
        .iter()
        .find(|job| job.offer.id == id)
        .ok_or_else(missing)?;
    let choices = kept(tx)?;
    let mut converter = Converter::new(book(tx)?, ground.unit);
    let (fee, fee_inputs) = fee(job, ground, &mut converter);
    let (minutes, hour_inputs) = hours(job, &choices);
    let (lost, loss_inputs) = lost(tx, job, jobs, ground, &mut converter)?;
    let wish = choices
        .wish
        .and_then(|wish| converted(&mut converter, wish, ground.today));
    let given = Inputs {
        unit: ground.unit,
        fee,
        charges: choices.charges,
        loss: lost,
        minutes,
        wish,
    };
    let reckoned = lines(&given);
    let charge_inputs: Vec<WorthInput> = choices
        .charges
        .map(|rate| input(WorthSource::Charges).said(percent(rate)))
        .into_iter()
        .collect();
    let wish_inputs = choices
        .wish
        .map(|wish| input(WorthSource::Wish).amount(wish.into()));
    let taken = history(&invoices::payments_by_offer(tx)?, jobs, job);
    let paid = payday(job, &taken);
    let shown = |kind, figure: &Figure, inputs| line(kind, figure, inputs, ground.unit);
    Ok(Worth {
        offer: id.0,
        brand: job.offer.brand.clone(),
        title: job.offer.title.clone(),
        unit: ground.unit.to_string(),
        hours: minutes.map(hours_text),
        charges: choices.charges.map(percent),
        lines: vec![
            shown(WorthKind::Fee, &reckoned.fee, fee_inputs),
            shown(WorthKind::Charges, &reckoned.charges, charge_inputs),
            shown(WorthKind::Exclusivity, &reckoned.exclusivity, loss_inputs),
            shown(WorthKind::Left, &reckoned.left, Vec::new()),
            shown(WorthKind::Hour, &reckoned.hour, hour_inputs),
            shown(
                WorthKind::OverWish,
                &reckoned.over_wish,
                wish_inputs.into_iter().collect(),
            ),
            WorthLine {
                day: paid.day.map(|day| day.to_string()),
                lacks: paid.lacks.into_iter().map(Into::into).collect(),
                inputs: paid.inputs,
                ..shown(WorthKind::PaidOn, &Figure::default(), Vec::new())
            },
        ],
    })
}

/// The fee in the reporting currency, to its own decimals.
fn fee(job: &Job, ground: &Ground, converter: &mut Converter) -> Rested {
    let Some(fee) = fee_of(job) else {
        let has = |field| job.offer.terms.iter().any(|t| t.field == field);
        let gifted = |t: &domain::offer::Term| {
            t.field == TermField::Gifted && t.value == TermValue::Flag(true)
        };
        let lack = if has(TermField::Fee) {
            Lack::FeeOpen
        } else if has(TermField::Commission) {
            Lack::Commission
        } else if job.offer.terms.iter().any(gifted) {
            Lack::Gifted
        } else {
            Lack::Fee
        };
        return (Err(lack), Vec::new());
    };
    let mut inputs = vec![input(WorthSource::StatedFee).amount(fee.into())];
    if fee.unit == ground.unit {
        return (Ok(fee.micros), inputs);
    }
    let Ok(factor) = converter.factor(fee.unit, ground.today) else {
        return (Err(Lack::Rate), inputs);
    };
    let mut rate = input(WorthSource::Rate).text(basis_word(&factor.basis));
    rate.number = Some(Amount::of_sum(factor.shown(), ground.unit).amount);
    rate.day = factor.basis.day().map(|day| day.to_string());
    inputs.push(rate);
    let micros = factor.apply(i128::from(fee.micros)).ok();
    let micros = micros.map(|n| domain::rates::round_to_decimals(n, ground.unit.decimals()));
    let fits = micros.and_then(|n| i64::try_from(n).ok());
    (fits.ok_or(Lack::Rate), inputs)
}

/// Minutes: the creator's for this offer, else the usual ones of each piece when all are known.
fn hours(job: &Job, choices: &Choices) -> (Option<i64>, Vec<WorthInput>) {
    if let Some(own) = job.worth.minutes {
        let inputs = own.map(|m| input(WorthSource::OwnHours).said(hours_text(m)));
        return (own, inputs.into_iter().collect());
    }
    let mut sum = 0i64;
    let mut pieces = 0;
    for piece in standing(&job.pieces) {
        let Some(minutes) = choices.minutes.get(&piece.format) else {
            return (None, Vec::new());
        };
        sum = sum.saturating_add(*minutes);
        pieces += 1;
    }
    if pieces == 0 {
        return (None, Vec::new());
    }
    (
        Some(sum),
        vec![input(WorthSource::UsualHours).said(hours_text(sum))],
    )
}

/// Income the exclusivity keeps away; of several, each adds its own.
fn lost(
    tx: &ReadTx<'_>,
    job: &Job,
    jobs: &[Job],
    ground: &Ground,
    converter: &mut Converter,
) -> Result<Rested, StoreError> {
    if let Some(own) = job.worth.loss {
        let amount = own.map(|own| input(WorthSource::OwnLoss).amount(own.into()));
        let value = match own {
            Some(own) => converted(converter, own, ground.today).ok_or(Lack::Rate),
            None => Err(Lack::Income),
        };
        return Ok((value, amount.into_iter().collect()));
    }
    let mut inputs = Vec::new();
    let mut sum = Ok(0i64);
    let held = job.held();
    for right in held.iter().filter(|r| r.kind == RightKind::Exclusivity) {
        let one = kept_away(tx, right, jobs, ground, converter, &mut inputs)?;
        sum = match (sum, one) {
            (Ok(a), Ok(b)) => Ok(a.saturating_add(b)),
            (Err(lack), _) | (_, Err(lack)) => Err(lack),
        };
    }
    Ok((sum, inputs))
}

fn kept_away(
    tx: &ReadTx<'_>,
    right: &Held,
    jobs: &[Job],
    ground: &Ground,
    converter: &mut Converter,
    inputs: &mut Vec<WorthInput>,
) -> Result<Result<i64, Lack>, StoreError> {
    let Some(category) = &right.category else {
        return Ok(Err(Lack::Category));
    };
    inputs.push(input(WorthSource::Category).text(category.as_str()));
    let window = right
        .span
        .from
        .map(|from| from.min(ground.today).plus_days(-1));
    let Some(last) = window else {
        return Ok(Err(Lack::Days));
    };
    let days = (last.plus_days(1 - WINDOW_DAYS), last);
    let income = in_category(tx, jobs, right.offer, category, days, converter)?;
    let found = match loss(right.span, &income.parts, ground.today, ground.unit) {
        Ok(found) => found,
        Err(lack) => return Ok(Err(lack)),
    };
    let mut span = input(WorthSource::Days).number(found.days);
    span.day = right.span.from.map(|day| day.to_string());
    span.to = match right.span.end {
        domain::rights::End::On(day) => Some(day.to_string()),
        _ => None,
    };
    inputs.push(span);
    let mut own = input(WorthSource::Income)
        .number(found.deals)
        .amount(domain::Amount::new(found.income, ground.unit).into());
    own.day = Some(found.from.to_string());
    own.to = Some(found.to.to_string());
    own.offers = income.offers;
    inputs.push(own);
    Ok(Ok(found.micros))
}

fn line(kind: WorthKind, figure: &Figure, inputs: Vec<WorthInput>, unit: Unit) -> WorthLine {
    let amount =
        |micros: Option<i64>| micros.map(|micros| domain::Amount::new(micros, unit).into());
    WorthLine {
        kind,
        value: amount(figure.value),
        at_least: amount(figure.at_least),
        at_most: amount(figure.at_most),
        day: None,
        lacks: figure.lacks.iter().map(|lack| (*lack).into()).collect(),
        inputs,
    }
}

/// An input with nothing in it yet.
pub(super) fn input(source: WorthSource) -> WorthInput {
    WorthInput {
        source,
        amount: None,
        number: None,
        day: None,
        to: None,
        text: None,
        offers: Vec::new(),
    }
}

impl WorthInput {
    pub(super) fn amount(mut self, amount: Amount) -> Self {
        self.amount = Some(amount);
        self
    }

    pub(super) fn number(self, number: impl std::fmt::Display) -> Self {
        self.said(number.to_string())
    }

    pub(super) fn said(mut self, number: String) -> Self {
        self.number = Some(number);
        self
    }

    pub(super) fn day(mut self, day: CivilDay) -> Self {
        self.day = Some(day.to_string());
        self
    }

    pub(super) fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }
}
