//! Questions about one account that an index answers: on random histories they say what everybody's rows say.

use crate::world::*;
use domain::document::Place;
use domain::*;
use std::collections::BTreeMap;
use store::*;

const ALL: [Status; 4] = [
    Status::Estimated,
    Status::Confirmed,
    Status::Available,
    Status::Paid,
];
const UNITS: [Unit; 3] = [Unit::EUR, Unit::USD, Unit::Diamond];

/// Numbers without visible order, the same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn one<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize]
    }
}

fn place() -> Locator {
    Locator {
        start: 0,
        len: 1,
        place: Place::Whole,
    }
}

/// A page of an account: rows of which some are known and changed, payouts and posts.
fn page(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    n: i64,
    dice: &mut Dice,
) -> Result<(), StoreError> {
    let run = tx.start_run(RunKind::Sync, "", minute(n))?;
    let bytes = n.to_be_bytes();
    let document = tx.insert_document(&document("page", &bytes), Some(account), run)?;
    let origin = Origin {
        account,
        feed: "sales",
        document,
        run,
        now: minute(n),
    };
    for _ in 0..25 {
        let key = format!("k{}", dice.below(60));
        let mut row = sale("2026-01-01", "Bowl", dice.below(90_000) as i64);
        row.day = row.day.plus_days(dice.below(80) as i32);
        row.money.unit = dice.one(&UNITS);
        row.status = dice.one(&ALL);
        apply(tx, &origin, &[(key.as_str(), row)])?;
    }
    for _ in 0..4 {
        let payout = PayoutDraft {
            external_id: format!("po_{}", dice.below(9)),
            amount: Amount::new(5_000_000, Unit::EUR),
            state: PayoutState::Paid,
            created: minute(dice.below(200_000) as i64),
            arrival: None,
            itemised: true,
            failure: None,
            description: None,
            locator: place(),
        };
        tx.upsert_payout(&origin, &payout)?;
        let post = PostDraft {
            external_id: Some(format!("post_{}", dice.below(9))),
            published: minute(dice.below(200_000) as i64),
            title: "Glazing a bowl".to_owned(),
            seconds: None,
            views: Some(dice.below(5_000) as i64),
            likes: None,
            comments: None,
            shares: None,
            public: Some(dice.below(3) > 0),
            locator: place(),
        };
        tx.upsert_post(&origin, &post)?;
    }
    tx.finish_run(run, RunState::Done, minute(n), None)
}

/// Nets by unit and day, out of the totals that read every account's sums.
fn long_way(
    tx: &ReadTx<'_>,
    account: AccountId,
    statuses: &[Status],
) -> Result<BTreeMap<Unit, Vec<(CivilDay, i128)>>, StoreError> {
    let filter = EntryFilter {
        accounts: vec![account],
        statuses: statuses.to_vec(),
        ..EntryFilter::default()
    };
    let mut nets: BTreeMap<Unit, Vec<(CivilDay, i128)>> = BTreeMap::new();
    for row in tx.totals(&[TotalKey::Day], &filter)? {
        let day = row.period.unwrap();
        nets.entry(row.unit).or_default().push((day, row.net));
    }
    Ok(nets)
}

fn agrees(tx: &ReadTx<'_>, account: AccountId, when: &str) -> Result<(), StoreError> {
    for statuses in [
        &ALL[..],
        &[Status::Available],
        &[Status::Confirmed, Status::Paid],
    ] {
        let nets = long_way(tx, account, statuses)?;
        assert_eq!(
            tx.unit_nets_by_day(account, statuses)?,
            nets,
            "{when}: every unit"
        );
        for unit in UNITS {
            let from = day("2026-02-10");
            let days = nets.get(&unit).cloned().unwrap_or_default();
            let later: Vec<_> = days
                .iter()
                .filter(|(day, _)| from <= *day)
                .copied()
                .collect();
            assert_eq!(
                tx.nets_by_day(account, unit, statuses, None)?,
                days,
                "{when}: {unit}"
            );
            assert_eq!(
                tx.nets_by_day(account, unit, statuses, Some(from))?,
                later,
                "{when}: {unit} from a day on"
            );
        }
    }
    let whole = tx.payouts_of(account)?;
    let made: Vec<Instant> = whole.iter().map(|p| p.payout.created).collect();
    assert_eq!(
        tx.payouts_made(account)?,
        made,
        "{when}: when payouts were made"
    );
    let to = day("2026-01-15");
    let posts = tx.posts(Some(account), None, Some(to), 1_000)?;
    let views: Vec<PostViews> = posts.iter().map(PostViews::from).collect();
    assert_eq!(
        tx.post_views(account, to)?,
        views,
        "{when}: posts as last seen"
    );
    Ok(())
}

#[test]
fn one_account_alone_says_what_everybodys_rows_say() {
    for seed in [3, 71, 2_026] {
        let world = World::new();
        let accounts =
            [Platform::Stripe, Platform::Paypal, Platform::Tiktok].map(|p| world.account(p));
        let mut dice = Dice(seed);
        for n in 1..=12 {
            let account = dice.one(&accounts);
            let mut own = Dice(dice.below(1 << 30));
            world.write(move |tx| page(tx, account, n, &mut own));
            let when = format!("seed {seed}, page {n}");
            for account in accounts {
                world.read(|tx| agrees(tx, account, &when));
            }
        }
        let told = world.read(|tx| tx.payouts_made(accounts[0]).map(|m| m.len()));
        assert!(told > 0, "seed {seed}: the history holds payouts");
    }
}
