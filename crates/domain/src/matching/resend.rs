//! Money that a payout sent in vain and a later one sends again.
//!
//! The rule it protects: what came back is counted once, in the payout that carries it.

use super::subset;

/// Failed payouts remembered at most: more than that in a row is not one story any more.
const MOST: usize = 8;

/// A payout as this search sees it, oldest first, one account and unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// What was sent, micro-units.
    pub micros: i64,
    /// What its own rows add up to; `None` where they are not known.
    pub rows: Option<i128>,
    /// Whether the money came back (failed, or called off before it left).
    pub came_back: bool,
}

/// For each payout what it sends again, and what of all that came back no payout has sent again yet.
///
/// Of the amounts that came back before, the ones that make up what the payout's own rows do not are taken; where none do,
/// all of them. A payout that itself came back puts its whole amount up again.
pub fn came_back(payouts: &[Outcome]) -> (Vec<i128>, i128) {
    let mut open: Vec<i64> = Vec::new();
    let mut again = Vec::with_capacity(payouts.len());
    for payout in payouts {
        let carried = match payout.rows {
            Some(rows) if !open.is_empty() => {
                let gap = i128::from(payout.micros) - rows;
                match subset::adding_up_to(&open, gap) {
                    Some(chosen) => take(&mut open, &chosen),
                    None if gap > 0 => open.drain(..).map(i128::from).sum(),
                    None => 0,
                }
            }
            _ => 0,
        };
        again.push(carried);
        if payout.came_back {
            if open.len() == MOST {
                open.remove(0);
            }
            open.push(payout.micros);
        }
    }
    (again, open.into_iter().map(i128::from).sum())
}

fn take(open: &mut Vec<i64>, chosen: &[usize]) -> i128 {
    let mut sum = 0i128;
    let mut place = 0usize;
    open.retain(|micros| {
        let gone = chosen.contains(&place);
        place += 1;
        if gone {
            sum += i128::from(*micros);
        }
        !gone
    });
    sum
}
