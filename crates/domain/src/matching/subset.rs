//! A few amounts out of a few that add up exactly.
//!
//! The rule it protects: never more than [`MOST`] amounts are looked at and [`DEEPEST`] combined, so the work is bounded;
//! fewer parts are preferred, then those that stand first.

/// Amounts looked at.
pub const MOST: usize = 12;
/// Amounts combined.
pub const DEEPEST: usize = 5;

/// The places of the amounts that add up to `target`; `None` when no such choice was found. An empty choice is none.
pub fn adding_up_to(amounts: &[i64], target: i128) -> Option<Vec<usize>> {
    let amounts: Vec<i64> = amounts.iter().copied().take(MOST).collect();
    (1..=DEEPEST.min(amounts.len())).find_map(|size| {
        let mut chosen = Vec::with_capacity(size);
        pick(&amounts, 0, size, target, &mut chosen).then_some(chosen)
    })
}

fn pick(amounts: &[i64], from: usize, size: usize, target: i128, chosen: &mut Vec<usize>) -> bool {
    if size == 0 {
        return target == 0;
    }
    for (place, amount) in amounts.iter().enumerate().skip(from) {
        chosen.push(place);
        if pick(
            amounts,
            place + 1,
            size - 1,
            target - i128::from(*amount),
            chosen,
        ) {
            return true;
        }
        chosen.pop();
    }
    false
}
