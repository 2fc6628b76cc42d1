//! Which labels fit under the axis. Strong ones stay, others give way; figures never collapse, words do.

use crate::ink::PIXEL;

/// Width of a text at 11 px in tenths of a pixel. Estimated from the number of characters: the fonts are the webview's,
/// and measuring them would tie the drawing to a machine.
pub(crate) fn width(text: &str) -> i32 {
    i32::try_from(text.chars().count())
        .unwrap_or(i32::MAX)
        .saturating_mul(62)
}

/// Room between two neighbouring labels.
const GAP: i32 = 6 * PIXEL;

/// A label and where its middle would stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label<'a> {
    pub text: &'a str,
    pub middle: i32,
    pub strong: bool,
}

impl Label<'_> {
    fn meets(&self, other: &Self) -> bool {
        let need = (width(self.text) + width(other.text)) / 2 + GAP;
        (self.middle - other.middle).abs() < need
    }
}

/// Leaves out labels at an even step until none overlap; strong ones are never left out.
pub(crate) fn fitting<'a>(labels: Vec<Label<'a>>) -> Vec<Label<'a>> {
    let labels: Vec<Label<'a>> = labels.into_iter().filter(|l| !l.text.is_empty()).collect();
    let fits = |step: usize| {
        let kept: Vec<&Label<'_>> = labels.iter().step_by(step).collect();
        kept.windows(2).all(|pair| match pair {
            [a, b] => !a.meets(b),
            _ => true,
        })
    };
    let step = (1..=labels.len()).find(|step| fits(*step)).unwrap_or(1);
    let strong: Vec<Label<'a>> = labels.iter().filter(|l| l.strong).cloned().collect();
    labels
        .into_iter()
        .enumerate()
        .filter(|(index, label)| {
            label.strong || (index % step == 0 && !strong.iter().any(|s| s.meets(label)))
        })
        .map(|(_, label)| label)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(count: i32, distance: i32, strong: Option<i32>) -> Vec<Label<'static>> {
        (0..count)
            .map(|n| Label {
                text: "Jan 26",
                middle: n * distance,
                strong: strong == Some(n),
            })
            .collect()
    }

    #[test]
    fn all_stay_when_there_is_room() {
        assert_eq!(fitting(row(12, 500, None)).len(), 12);
    }

    #[test]
    fn they_thin_out_evenly() {
        let kept: Vec<i32> = fitting(row(12, 250, None))
            .iter()
            .map(|l| l.middle / 250)
            .collect();
        assert_eq!(kept, [0, 2, 4, 6, 8, 10]);
    }

    #[test]
    fn a_strong_one_pushes_its_neighbours_out() {
        let kept: Vec<i32> = fitting(row(12, 250, Some(5)))
            .iter()
            .map(|l| l.middle / 250)
            .collect();
        assert_eq!(kept, [0, 2, 5, 8, 10]);
    }

    #[test]
    fn days_without_a_label_take_no_room() {
        let mut days = row(31, 200, None);
        for (n, day) in days.iter_mut().enumerate() {
            if n % 7 != 0 {
                day.text = "";
            }
        }
        assert_eq!(fitting(days).len(), 5);
    }
}
