//! The store at its boundary: a real encrypted file in a temporary folder.

mod alone;
mod backup;
mod custody;
mod damage;
mod documents;
mod doubles;
mod entries;
mod feed;
mod history;
mod invoices;
mod keychain;
mod mail;
mod months;
mod offers;
mod others;
mod outbox;
mod passphrase;
mod payouts;
mod world;
