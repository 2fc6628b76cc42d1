//! The store at its boundary: a real encrypted file in a temporary folder.

mod backup;
mod custody;
mod damage;
mod documents;
mod entries;
mod keychain;
mod others;
mod world;
