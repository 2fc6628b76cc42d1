//! How often the truth lies in the band, on series whose future is known.

use domain::forecast::trial::{scores, synthetic, trials};

#[test]
fn print() {
    let all: Vec<_> = synthetic().iter().flat_map(trials).collect();
    for s in scores(&all) {
        println!(
            "{:16} {:3} series | {:4} values miss {:?} inside {:?} | {:4} days miss {:?} inside {:?}",
            s.kind,
            s.series,
            s.values,
            s.value_miss,
            s.value_inside,
            s.days,
            s.day_miss,
            s.day_inside
        );
    }
}
