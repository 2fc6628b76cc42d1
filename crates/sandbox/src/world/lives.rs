//! LIVE evenings with gifts in diamonds, and the wallet that pays them out.
//!
//! Rule protected: gifts are counted in diamonds, never in money; only the wallet's own rows carry a currency.

use super::calendar::{DAY, civil, next_month, weekday};
use super::curve::Curve;
use super::dice::Dice;
use chrono::Datelike;

/// One LIVE.
#[derive(Debug, Clone)]
pub(crate) struct Live {
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) room: String,
    pub(crate) title: &'static str,
    pub(crate) diamonds: u64,
    pub(crate) gifters: u64,
    pub(crate) views: u64,
    pub(crate) likes: u64,
}

/// One line of the TikTok wallet: money that left or entered it.
#[derive(Debug, Clone)]
pub(crate) struct WalletLine {
    pub(crate) at: i64,
    pub(crate) id: String,
    /// `Earnings` or `Withdrawal`.
    pub(crate) kind: &'static str,
    /// Hundredths of a US dollar.
    pub(crate) cents: i64,
    /// The free field of the export, itself JSON text.
    pub(crate) detail: &'static str,
}

const TITLES: [&str; 5] = [
    "Couture du soir",
    "Sewing with you",
    "On teste vos questions",
    "Sunday mending club",
    "Teinture en direct",
];

/// Two LIVE evenings a week (Wednesday and Sunday) once a thousand people follow.
pub(crate) fn lives(dice: &mut Dice, followers: &Curve, first_day: i64, end_day: i64) -> Vec<Live> {
    (followers.day_reaching(1_000).max(first_day)..end_day)
        .filter(|day| matches!(weekday(*day), 2 | 6))
        .filter_map(|day| {
            let start = day * DAY + 18 * 3600 + dice.below(3600) as i64;
            let minutes = dice.between(42, 148);
            let viewers = followers.at(start) * dice.between(28, 95) as u64 / 1000;
            let diamonds = viewers * dice.between(2, 9) as u64;
            let room = ((start.unsigned_abs() << 32) | dice.below(1 << 32)).to_string();
            let title = dice.pick(&TITLES, "LIVE");
            let kept = !dice.chance(140);
            kept.then_some(Live {
                start,
                end: start + minutes * 60,
                room,
                title,
                diamonds,
                gifters: diamonds / 60 + 1,
                views: viewers,
                likes: viewers * 11,
            })
        })
        .collect()
}

/// Monthly lines: Creator Rewards about the 15th once ten thousand follow, and a withdrawal of gift money by PayPal.
pub(crate) fn wallet(
    dice: &mut Dice,
    lives: &[Live],
    followers: &Curve,
    first_day: i64,
    end_day: i64,
) -> Vec<WalletLine> {
    let rewards_from = followers.day_reaching(10_000);
    let mut lines = Vec::new();
    let mut month = next_month(first_day);
    while month < end_day {
        let until = next_month(month);
        let pay = (month + 14) * DAY + 9 * 3600;
        let label = civil(month).format("%Y%m").to_string();
        if month >= rewards_from {
            lines.push(WalletLine {
                at: pay,
                id: format!("TXE{label}{:05}", dice.below(100_000)),
                kind: "Earnings",
                cents: dice.between(6_200, 19_800),
                detail: r#"{"source":"creator fund"}"#,
            });
        }
        let previous = civil(month - 1)
            .with_day(1)
            .map_or(month - 30, super::calendar::day_number);
        let diamonds: u64 = lives
            .iter()
            .filter(|live| live.start >= previous * DAY && live.start < month * DAY)
            .map(|live| live.diamonds)
            .sum();
        // half a US cent for a diamond, the quoted working rate
        if diamonds >= 2_000 {
            lines.push(WalletLine {
                at: pay + 2 * DAY,
                id: format!("TXW{label}{:05}", dice.below(100_000)),
                kind: "Withdrawal",
                cents: (diamonds / 2) as i64,
                detail: r#"{"source":"live gifts","cash out type":"paypal"}"#,
            });
        }
        month = until;
    }
    lines
}
