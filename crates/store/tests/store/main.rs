//! The store at its boundary: a real encrypted file in a temporary folder.

mod entries;
mod world;
