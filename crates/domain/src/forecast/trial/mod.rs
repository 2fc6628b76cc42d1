//! Forecasts tried on pasts whose future is known.
//!
//! The rule it protects: what is claimed about the band is measured, on series that end before the day that is asked for,
//! and counted for each kind of series. A kind that does badly is printed as it is.

mod run;
mod score;
mod synthetic;

pub use run::{Asked, Series, Trial, trials};
pub use score::{Score, scores};
pub use synthetic::synthetic;
