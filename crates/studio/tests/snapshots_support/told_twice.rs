//! A tip jar and the wallet it pays into, read from files: what the window's tests of doubles are drawn on.

use crate::common::{NOW, open, work};
use std::path::Path;
use studio::doubles::{self, Keep};
use studio::importing::{self, ImportRequest};
use studio::shapes::Doubles;

const TIPS: [(&str, &str, &str, &str); 4] = [
    ("2026-10-02", "Ada Finch", "5.00", "4.53"),
    ("2026-10-05", "Ben Moor", "12.50", "11.71"),
    ("2026-10-09", "Cleo Hart", "8.00", "7.37"),
    ("2026-10-14", "Dara Voss", "3.00", "2.55"),
];

/// Two overlapping files in a profile of their own; one pair is merged, two wait.
pub fn doubles(folder: &Path) -> super::super::Answer<Doubles> {
    let profile = open(&folder.join("told-twice"), false, NOW);
    let mut jar = "DateTime (UTC),From,Message,Item,Received,Given,Currency,TransactionType,TransactionId,Reference,\
                   SalesTax,SalesTaxPercentage,SalesTaxIncludesShipping,BuyerCountry,BuyerStateOrProvince,BuyerEmail,\
                   PaymentProvider\n"
        .to_owned();
    let mut wallet = "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,To Email Address,\
                      Transaction ID,Item Title,Item ID,Reference Txn ID,Receipt ID,Balance,Note\n"
        .to_owned();
    for (n, (day, payer, gross, net)) in TIPS.iter().enumerate() {
        let given = domain::Amount::parse(gross, domain::Unit::EUR)?.micros;
        let left = domain::Amount::parse(net, domain::Unit::EUR)?.micros;
        let fee = domain::Amount::new(left - given, domain::Unit::EUR).text();
        let (month, rest) = (&day[5..7], &day[8..10]);
        jar += &format!(
            "{day}T13:04:30Z,{payer},keep going,,{gross},,EUR,Tip,1111-aaaa-{n:04},,0,0,false,FR,,,PayPal\n"
        );
        wallet += &format!(
            "{month}/{rest}/2026,06:04:31,PDT,{payer},Donation Payment,Completed,EUR,{gross},{fee},{net},,,8AB{n:014},,,,,{net},\n"
        );
    }
    for (name, text) in [("Transaction_All.csv", jar), ("paypal.csv", wallet)] {
        let path = folder.join(name);
        std::fs::write(&path, text)?;
        let request = ImportRequest {
            paths: vec![path],
            ..ImportRequest::default()
        };
        importing::import(&profile, &work(), &request)?;
    }
    let first = doubles::doubles(&profile)?;
    let pair = first.groups.first().and_then(|group| group.pairs.first());
    let id = pair.ok_or("the two files overlap")?.id.clone();
    doubles::merge(&profile, &[id], Keep::Proposed)?;
    Ok(doubles::doubles(&profile)?)
}
