//! Conversion: the rates a profile converts by, the refresh of them, and the creator's own.
//!
//! The rules it protects: nothing is converted without a rate that can be named and opened; a token converts only by a rate
//! the creator typed, and is marked so; the network is asked only when the creator asks for newer rates.

mod converting;
mod cost;
mod own;
mod refresh;
mod view;

pub(crate) use converting::{Converter, Tally, basis_word, rounded};
pub use cost::cost;
pub(crate) use cost::look;
pub use own::{OwnRateDraft, restore_own, retire_own, set_own};
pub use refresh::refresh;
pub(crate) use refresh::refresh_from;
pub use view::{rate, view};

use domain::rates::{Book, Table};
use store::{ReadTx, StoreError};

/// In a sandbox the last day whose reference rates are the bank's own: the emulator invents the later ones.
pub(crate) fn real_until(profile: &crate::OpenProfile) -> Option<domain::CivilDay> {
    profile
        .is_sandbox()
        .then(|| domain::rates::bundled().table.newest())
        .flatten()
}

/// The rates that hold now: bundled, read, typed.
pub(crate) fn book(tx: &ReadTx<'_>) -> Result<Book, StoreError> {
    let own = tx.own_rates()?;
    let counts = own
        .into_iter()
        .filter(|row| row.retired.is_none())
        .map(|row| row.rate);
    Ok(Book::new(
        Table::new(tx.reference_quotes()?),
        counts.collect(),
    ))
}
