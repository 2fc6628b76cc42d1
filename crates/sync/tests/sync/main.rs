//! What a run promises, held against a real encrypted store: same rows however they arrive, nothing lost or doubled
//! whatever interrupts it.

mod dump;
mod emulator;
mod faults;
mod kill;
mod outbox;
mod pages;
mod world;
