//! From one unit to another on a day, exactly, and by which rates.
//!
//! Through the euro: an amount of A becomes `amount × (B for one euro) ÷ (A for one euro)`. Numerator and denominator stay
//! apart until the one rounding at the end, half to even, to a millionth of the target unit.

use super::own::{self, OwnRate};
use super::quote::{Currency, Layers, NoRate, Quote, Table};
use super::{LONGEST_GAP_DAYS, bundled};
use crate::amount::MICROS;
use crate::{CivilDay, Unit};

/// Everything a conversion can be based on: the bundled history, what was read later, and what the creator typed.
#[derive(Debug, Clone)]
pub struct Book {
    layers: Layers<'static>,
    own: Vec<OwnRate>,
}

/// A currency and its reference rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// The currency.
    pub currency: Currency,
    /// Its rate against the euro.
    pub quote: Quote,
}

/// The rates behind a conversion. Empty when nothing had to be converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Basis {
    /// The creator's own rate, when one was used.
    pub own: Option<OwnRate>,
    /// The reference rate of the currency converted from; `None` for the euro.
    pub from: Option<Side>,
    /// The reference rate of the currency converted to; `None` for the euro.
    pub to: Option<Side>,
    /// A rate of the day itself is still to be published and will replace this one.
    pub provisional: bool,
}

impl Basis {
    /// The day of the reference rates used; `None` when none was.
    pub fn day(&self) -> Option<CivilDay> {
        let days = [self.from, self.to]
            .into_iter()
            .flatten()
            .filter(|side| !side.quote.fixed)
            .map(|side| side.quote.day);
        days.max()
            .or_else(|| self.from.or(self.to).map(|side| side.quote.day))
    }
}

/// How amounts of one unit become amounts of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factor {
    numerator: i128,
    denominator: i128,
    /// The rates it is made of.
    pub basis: Basis,
}

impl Factor {
    const ONE: Self = Self {
        numerator: 1,
        denominator: 1,
        basis: Basis {
            own: None,
            from: None,
            to: None,
            provisional: false,
        },
    };

    /// Converts millionths of the one unit into millionths of the other, rounded half to even.
    ///
    /// # Errors
    /// [`NoRate::Overflow`] when it does not fit.
    pub fn apply(&self, micros: i128) -> Result<i128, NoRate> {
        let product = micros.checked_mul(self.numerator).ok_or(NoRate::Overflow)?;
        Ok(divide_half_even(product, self.denominator))
    }

    /// What one whole unit is worth, in millionths of the other, rounded half to even: for showing, not for computing.
    pub fn shown(&self) -> i128 {
        self.apply(i128::from(MICROS)).unwrap_or(i128::MAX)
    }
}

/// `n / d` to the nearest whole number; exactly between two, to the even one. `d` is positive.
pub(super) fn divide_half_even(n: i128, d: i128) -> i128 {
    let (quotient, rest) = (n.div_euclid(d), n.rem_euclid(d));
    // Twice the rest cannot overflow where the denominator is made of rates, but costs nothing to compare safely.
    match rest.cmp(&(d - rest)) {
        std::cmp::Ordering::Less => quotient,
        std::cmp::Ordering::Greater => quotient + 1,
        std::cmp::Ordering::Equal => quotient + quotient.rem_euclid(2),
    }
}

/// Rounds millionths to a number of decimals, half to even. For the last step of a sum that is shown in a currency.
pub fn round_to_decimals(micros: i128, decimals: u8) -> i128 {
    let step = 10i128.pow(6u32.saturating_sub(u32::from(decimals)));
    divide_half_even(micros, step) * step
}

impl Book {
    /// The bundled history under `later`, with the creator's own rates.
    pub fn new(later: Table, own: Vec<OwnRate>) -> Self {
        Self {
            layers: Layers {
                base: &bundled().table,
                later,
            },
            own,
        }
    }

    /// The newest day with reference rates.
    pub fn newest(&self) -> Option<CivilDay> {
        self.layers.newest()
    }

    /// The creator's own rates.
    pub fn own(&self) -> &[OwnRate] {
        &self.own
    }

    /// The reference rate of a currency that holds on a day.
    ///
    /// # Errors
    /// [`NoRate`].
    pub fn quote(&self, currency: Currency, on: CivilDay) -> Result<Quote, NoRate> {
        self.layers.quote(currency, on)
    }

    /// How amounts of `from` become amounts of `to` on a day. Reference rates come first; what the creator typed is used
    /// where there is none: for tokens always, for a currency on days without a rate.
    ///
    /// # Errors
    /// [`NoRate`] of the side that has none.
    pub fn factor(&self, from: Unit, to: Unit, on: CivilDay) -> Result<Factor, NoRate> {
        if from == to {
            return Ok(Factor::ONE);
        }
        match self.reference(from, to, on) {
            Ok(factor) => Ok(factor),
            Err(why) => self.typed(from, to, on).unwrap_or(Err(why)),
        }
    }

    /// By the creator's own rate of `from`; `None` when none holds.
    fn typed(&self, from: Unit, to: Unit, on: CivilDay) -> Option<Result<Factor, NoRate>> {
        let Some(own) = own::holds(&self.own, from, on) else {
            let first = own::begins(&self.own, from)?;
            return (from != Unit::Unstated).then_some(Err(NoRate::Before { first }));
        };
        Some(self.reference(own.currency, to, on).and_then(|onward| {
            Ok(Factor {
                numerator: onward
                    .numerator
                    .checked_mul(i128::from(own.micros))
                    .ok_or(NoRate::Overflow)?,
                denominator: onward
                    .denominator
                    .checked_mul(i128::from(MICROS))
                    .ok_or(NoRate::Overflow)?,
                basis: Basis {
                    own: Some(own),
                    ..onward.basis
                },
            })
        }))
    }

    /// By reference rates alone. Both sides use the same day, so that a cross rate is one of one moment.
    fn reference(&self, from: Unit, to: Unit, on: CivilDay) -> Result<Factor, NoRate> {
        if from == to {
            return Ok(Factor::ONE);
        }
        let (Unit::Currency(a), Unit::Currency(b)) = (from, to) else {
            return Err(NoRate::Never);
        };
        let mut day = on;
        for _ in 0..=LONGEST_GAP_DAYS {
            let sides = (self.side(a, day)?, self.side(b, day)?);
            let moved = |side: &Option<Side>| {
                side.filter(|s| !s.quote.fixed && s.quote.day < day)
                    .map(|s| s.quote.day)
            };
            let earliest = [moved(&sides.0), moved(&sides.1)]
                .into_iter()
                .flatten()
                .min();
            if let Some(earliest) = earliest {
                if on.number() - earliest.number() > LONGEST_GAP_DAYS {
                    return Err(NoRate::Ended { last: earliest });
                }
                // Look again from there: the other side may have a newer one.
                day = earliest;
                continue;
            }
            let per_euro = |side: &Option<Side>| side.map_or(MICROS, |s| s.quote.per_euro);
            return Ok(Factor {
                numerator: i128::from(per_euro(&sides.1)),
                denominator: i128::from(per_euro(&sides.0)),
                basis: Basis {
                    own: None,
                    from: sides.0,
                    to: sides.1,
                    provisional: self.layers.provisional(on)
                        && [sides.0, sides.1]
                            .into_iter()
                            .flatten()
                            .any(|s| !s.quote.fixed),
                },
            });
        }
        Err(NoRate::Never)
    }

    /// `None` for the euro itself.
    fn side(&self, currency: Currency, on: CivilDay) -> Result<Option<Side>, NoRate> {
        if currency == *b"EUR" {
            return Ok(None);
        }
        let quote = self.layers.quote(currency, on)?;
        Ok(Some(Side { currency, quote }))
    }
}
