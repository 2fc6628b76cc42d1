//! What one question has read so far: rates, exchanges, what is owed, and chains that are searched as a whole.
//!
//! The rule it protects: a question reads each of them at most once, however many payouts and accounts it draws; the next
//! question reads again.

use super::calendar::{self, Owed};
use super::chain::Chain;
use crate::rates;
use domain::rates::Book;
use domain::{Account, AccountId, CivilDay};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use store::{Exchange, ReadTx, StoreError};

/// Of one transaction that changes nothing of this in between.
#[derive(Default)]
pub(crate) struct Known {
    book: OnceCell<Book>,
    exchanges: OnceCell<Vec<Exchange>>,
    owed: OnceCell<Owed>,
    /// Only chains that are the same whatever day they are asked from.
    chains: RefCell<BTreeMap<AccountId, Rc<Chain>>>,
}

/// What lies in the cell, read when it is empty.
fn once<T>(
    cell: &OnceCell<T>,
    read: impl FnOnce() -> Result<T, StoreError>,
) -> Result<&T, StoreError> {
    if let Some(known) = cell.get() {
        return Ok(known);
    }
    let read = read()?;
    Ok(cell.get_or_init(|| read))
}

impl Known {
    /// The rates that hold now.
    pub(crate) fn book(&self, tx: &ReadTx<'_>) -> Result<&Book, StoreError> {
        once(&self.book, || rates::book(tx))
    }

    /// Every exchange, by account and day.
    pub(super) fn exchanges(&self, tx: &ReadTx<'_>) -> Result<&[Exchange], StoreError> {
        once(&self.exchanges, || tx.exchanges()).map(Vec::as_slice)
    }

    /// What each account owes in each unit.
    pub(super) fn owed(&self, tx: &ReadTx<'_>) -> Result<&Owed, StoreError> {
        once(&self.owed, || calendar::owed(tx, self))
    }

    /// An account's payouts made on `since` or later with what explains them; all of them where days must be searched.
    pub(super) fn chain(
        &self,
        tx: &ReadTx<'_>,
        account: &Account,
        since: Option<CivilDay>,
    ) -> Result<Rc<Chain>, StoreError> {
        if let Some(chain) = self.chains.borrow().get(&account.id) {
            return Ok(Rc::clone(chain));
        }
        let chain = Rc::new(Chain::read(tx, self, account, since)?);
        if chain.whole {
            let kept = Rc::clone(&chain);
            self.chains.borrow_mut().insert(account.id, kept);
        }
        Ok(chain)
    }
}
