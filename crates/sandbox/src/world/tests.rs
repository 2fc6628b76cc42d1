//! What must hold in every world, whatever its seed and size.

use std::collections::{BTreeSet, HashSet};

use super::ledger::{Kind, Row};
use super::{World, instant};

const NOW: i64 = 1_795_348_800;

fn worlds() -> impl Iterator<Item = World> {
    let sizes = [
        (1_095, None),
        (400, Some(900)),
        (60, None),
        (1_095, Some(20_000)),
        (3_000, Some(7_000)),
    ];
    (0..4_u64)
        .flat_map(move |seed| sizes.map(|(days, entries)| (seed * 31 + 1, days, entries)))
        .map(|(seed, days, entries)| World::new(seed, days, entries, instant(NOW)))
}

#[test]
fn payouts_pay_each_row_once_and_add_up() {
    for world in worlds() {
        let ledger = &world.plan.ledger;
        assert!(
            ledger.rows.is_sorted_by_key(|row| row.at),
            "{world:?}: rows are in order of creation"
        );
        let mut paid = HashSet::new();
        for payout in &ledger.payouts {
            let net: i64 = payout
                .members
                .iter()
                .map(|index| ledger.row(*index).unwrap().net())
                .sum();
            assert_eq!(
                net, payout.amount,
                "{world:?}: a payout is the net of its rows"
            );
            assert_eq!(
                ledger.row(payout.row).unwrap().amount,
                -payout.amount,
                "{world:?}: and leaves the balance"
            );
            for index in &payout.members {
                assert!(paid.insert(*index), "{world:?}: a row is paid once");
                assert!(
                    ledger.row(*index).unwrap().available_on() <= payout.at,
                    "{world:?}: only available money leaves"
                );
            }
        }
        let earlier = |row: &Row| row.available_on() < NOW - 8 * 86_400 && row.kind != Kind::Payout;
        let unpaid = ledger
            .rows
            .iter()
            .enumerate()
            .filter(|(index, row)| earlier(row) && !paid.contains(&(*index as u32)));
        assert_eq!(
            unpaid.count(),
            0,
            "{world:?}: everything older than a week is paid"
        );
    }
}

#[test]
fn pairs_point_at_each_other_in_time() {
    for world in worlds() {
        let ledger = &world.plan.ledger;
        for row in &ledger.rows {
            let wanted = match row.kind {
                Kind::Refund | Kind::Dispute => Kind::Sale,
                Kind::PayoutFailure => Kind::Payout,
                _ => continue,
            };
            let cause = ledger.row(row.link).unwrap();
            assert_eq!(
                cause.kind, wanted,
                "{world:?}: {:?} has its cause",
                row.kind
            );
            assert!(cause.at < row.at, "{world:?}: the cause comes first");
            assert!(
                row.amount.abs() <= cause.amount.abs(),
                "{world:?}: no more comes back than went"
            );
        }
    }
}

#[test]
fn ids_lead_back_to_their_row() {
    for world in worlds() {
        let ledger = &world.plan.ledger;
        let ids: HashSet<String> = (0..ledger.rows.len() as u32)
            .map(|index| ledger.id("txn", index))
            .collect();
        assert_eq!(ids.len(), ledger.rows.len(), "{world:?}: ids differ");
        for index in (0..ledger.rows.len() as u32).step_by(97) {
            assert_eq!(
                ledger.index_of("txn", &ledger.id("txn", index)),
                Some(index),
                "{world:?}"
            );
        }
        for wrong in [
            "txn_",
            "txn_1",
            "po_1AAAAAA0000000",
            "txn_1AAAAAA00000000",
            "txn_1ZZZZZZéééé",
        ] {
            assert_eq!(
                ledger.index_of("txn", wrong),
                None,
                "{world:?}: {wrong} is nobody's"
            );
        }
    }
}

#[test]
fn figures_are_those_of_the_creator_we_tell_about() {
    for world in worlds() {
        let plan = &world.plan;
        let followers = plan.followers.at(NOW);
        assert!(
            (12_480..12_505).contains(&followers),
            "{world:?}: {followers} followers"
        );
        let month: u64 = plan
            .posts
            .iter()
            .map(|post| {
                post.views(NOW)
                    .saturating_sub(post.views(NOW - 30 * 86_400))
            })
            .sum();
        assert!(
            (70_000..=71_300).contains(&month),
            "{world:?}: {month} views in thirty days"
        );
        assert_eq!(plan.channel.totals(NOW).0, 3_920, "{world:?}: subscribers");
        let ids: BTreeSet<&str> = plan
            .affiliate
            .orders
            .iter()
            .map(|order| order.id.as_str())
            .collect();
        assert_eq!(
            ids.len(),
            plan.affiliate.orders.len(),
            "{world:?}: order ids differ"
        );
        let later = NOW + 10 * 86_400;
        let gone = plan
            .affiliate
            .orders
            .iter()
            .filter(|order| order.state(NOW).is_some() && order.state(later).is_none());
        assert_eq!(gone.count(), 1, "{world:?}: one order vanishes");
        let day = super::calendar::pacific_day(NOW) - 6;
        let figures = |now| plan.channel.figures(day, now).is_some();
        assert_eq!(
            (figures(NOW), figures(later)),
            (true, false),
            "{world:?}: one day of the channel vanishes"
        );
    }
}
