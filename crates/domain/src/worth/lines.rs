//! The reckoning, line by line.
//!
//! The rule it protects: `left` is exactly the fee less the lines above it as they are shown. Income that an exclusivity keeps
//! away would have borne the same charges, so it counts after them.

use super::{Figure, Lack};
use crate::Unit;
use crate::rates::round_to_decimals;

/// What the reckoning rests on, in millionths of the reporting currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs {
    /// The reporting currency.
    pub unit: Unit,
    /// The fee, converted; or why there is none.
    pub fee: Result<i64, Lack>,
    /// Charges and tax in hundredths of a percent of the fee.
    pub charges: Option<i64>,
    /// The creator's own income the exclusivity keeps away, before charges; zero without an exclusivity.
    pub loss: Result<i64, Lack>,
    /// Minutes of work.
    pub minutes: Option<i64>,
    /// What the creator wants for an hour.
    pub wish: Option<i64>,
}

/// The lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// The fee.
    pub fee: Figure,
    /// Charges, as a negative figure.
    pub charges: Figure,
    /// What the exclusivity keeps away after charges, as a negative figure.
    pub exclusivity: Figure,
    /// What is left.
    pub left: Figure,
    /// What is left for an hour.
    pub hour: Figure,
    /// What is left over the creator's own wish for these hours; negative when it falls short.
    pub over_wish: Figure,
}

/// Every amount a whole percent is made of: hundredths of a percent.
const WHOLE: i128 = 10_000;

/// Reckons.
pub fn lines(inputs: &Inputs) -> Lines {
    let round = |n: i128, d: i128| rounded(n, d, inputs.unit);
    let fee = match inputs.fee {
        Ok(fee) => Figure::known(fee),
        Err(lack) => Figure::unknown(vec![lack]),
    };
    let part = |amount: i64, rate: i64| round(i128::from(amount) * i128::from(rate), WHOLE);
    let charges = match (inputs.fee, inputs.charges) {
        (Ok(fee), Some(rate)) => known(-part(fee, rate)),
        (Ok(fee), None) => {
            Figure::between(Some(-i128::from(fee.max(0))), Some(0), vec![Lack::Charges])
        }
        (Err(lack), rate) => {
            Figure::unknown(lacks([Some(lack), rate.is_none().then_some(Lack::Charges)]))
        }
    };
    let exclusivity = match (inputs.loss, inputs.charges) {
        (Ok(0), _) => Figure::known(0),
        (Ok(loss), Some(rate)) => known(-(i128::from(loss) - part(loss, rate))),
        (Ok(loss), None) => Figure::between(Some(-i128::from(loss)), Some(0), vec![Lack::Charges]),
        (Err(lack), _) => Figure::between(None, Some(0), vec![lack]),
    };
    let left = left(inputs, &charges, &exclusivity);
    let hour = match inputs.minutes.filter(|minutes| *minutes > 0) {
        Some(minutes) => each(&left, |n| round(n * 60, i128::from(minutes))),
        None => Figure::unknown(with(&left.lacks, Lack::Hours)),
    };
    let over_wish = match (inputs.minutes.filter(|m| *m > 0), inputs.wish) {
        (Some(minutes), Some(wish)) => {
            let time = round(i128::from(wish) * i128::from(minutes), 60);
            each(&left, |n| n - time)
        }
        (minutes, wish) => {
            let mut missing = left.lacks.clone();
            missing.extend(minutes.is_none().then_some(Lack::Hours));
            missing.extend(wish.is_none().then_some(Lack::Wish));
            Figure::unknown(missing)
        }
    };
    Lines {
        fee,
        charges,
        exclusivity,
        left,
        hour,
        over_wish,
    }
}

/// Fee and lost income bear one rate of charges, so what is left is `(fee − loss) × (1 − rate)`: between nothing and the whole
/// of it while the rate is unknown, and no more than the fee after charges while the loss is.
fn left(inputs: &Inputs, charges: &Figure, exclusivity: &Figure) -> Figure {
    let missing = lacks([
        inputs.fee.err(),
        inputs.charges.is_none().then_some(Lack::Charges),
        inputs.loss.err(),
    ]);
    let Ok(fee) = inputs.fee.map(i128::from) else {
        return Figure::unknown(missing);
    };
    match (charges.value, exclusivity.value, inputs.loss) {
        (Some(charges), Some(loss), _) => {
            let left = fee + i128::from(charges) + i128::from(loss);
            Figure::between(Some(left), Some(left), Vec::new())
        }
        (Some(charges), None, _) => Figure::between(None, Some(fee + i128::from(charges)), missing),
        (None, _, Ok(loss)) => {
            let whole = fee - i128::from(loss);
            Figure::between(Some(whole.min(0)), Some(whole.max(0)), missing)
        }
        (None, _, Err(_)) => Figure::between(None, Some(fee.max(0)), missing),
    }
}

fn known(value: i128) -> Figure {
    Figure::between(Some(value), Some(value), Vec::new())
}

fn each(figure: &Figure, map: impl Fn(i128) -> i128) -> Figure {
    let map = |n: Option<i64>| n.map(|n| map(i128::from(n)));
    match figure.value {
        Some(_) => Figure::between(map(figure.value), map(figure.value), Vec::new()),
        None => Figure::between(
            map(figure.at_least),
            map(figure.at_most),
            figure.lacks.clone(),
        ),
    }
}

fn lacks<const N: usize>(all: [Option<Lack>; N]) -> Vec<Lack> {
    all.into_iter().flatten().collect()
}

fn with(lacks: &[Lack], more: Lack) -> Vec<Lack> {
    let mut out = lacks.to_vec();
    out.push(more);
    out
}

/// `n / d` in the currency's own decimals, half to even, in one step.
pub(super) fn rounded(n: i128, d: i128, unit: Unit) -> i128 {
    let step = 10i128.pow(6u32.saturating_sub(u32::from(unit.decimals())));
    let (n, d) = if d < 0 { (-n, -d) } else { (n, d) };
    if d == 0 {
        return round_to_decimals(n, unit.decimals());
    }
    let whole = d * step;
    let (quotient, rest) = (n.div_euclid(whole), n.rem_euclid(whole));
    let up = match (rest * 2).cmp(&whole) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Greater => 1,
        std::cmp::Ordering::Equal => quotient.rem_euclid(2),
    };
    (quotient + up) * step
}
