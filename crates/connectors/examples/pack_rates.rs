//! Packs the bank's history into the file the project carries:
//! `cargo run -p connectors --example pack_rates -- eurofxref-hist.csv crates/domain/data/ecb-reference-rates.bin`

use connectors::ecb::parse_csv;
use domain::rates::Table;
use domain::rates::pack::{Packed, decode, encode};
use sha2::{Digest, Sha256};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(from), Some(to)) = (arguments.next(), arguments.next()) else {
        return Err("usage: pack_rates CSV OUT".into());
    };
    let bytes = std::fs::read(&from)?;
    let (rates, rejects) = parse_csv(&bytes)?;
    if let Some(reject) = rejects.first() {
        return Err(format!("{from}: {reject:?}").into());
    }
    let packed = Packed {
        source: Sha256::digest(&bytes).into(),
        table: Table::new(rates.iter().map(|r| (r.currency, r.day, r.per_euro))),
    };
    let out = encode(&packed);
    if decode(&out)? != packed {
        return Err("what was packed does not unpack to the same".into());
    }
    std::fs::write(&to, &out)?;
    println!(
        "{} rates, {} bytes from {}",
        rates.len(),
        out.len(),
        bytes.len()
    );
    Ok(())
}
