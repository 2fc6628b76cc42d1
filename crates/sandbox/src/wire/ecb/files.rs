//! The two forms of the bank's files, byte for byte as it writes them: single quotes in the XML, a comma behind the last
//! cell and no trailing zeros in the CSV.

use super::{Answer, Currency, Days};
use std::collections::BTreeSet;
use std::io::Write;

/// `Cube > Cube[@time] > Cube[@currency][@rate]`.
pub(super) fn xml(days: &Days) -> Answer {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gesmes:Envelope xmlns:gesmes=\"http://www.gesmes.org/xml/2002-08-01\" \
         xmlns=\"http://www.ecb.int/vocabulary/2002-08-01/eurofxref\">\n\t<gesmes:subject>Reference rates</gesmes:subject>\n\
         \t<gesmes:Sender>\n\t\t<gesmes:name>European Central Bank</gesmes:name>\n\t</gesmes:Sender>\n\t<Cube>\n",
    );
    for (day, rates) in days {
        text.push_str(&format!("\t\t<Cube time='{day}'>\n"));
        for (currency, rate) in rates {
            text.push_str(&format!(
                "\t\t\t<Cube currency='{}' rate='{}'/>\n",
                code(currency),
                decimal(*rate)
            ));
        }
        text.push_str("\t\t</Cube>\n");
    }
    text.push_str("\t</Cube>\n</gesmes:Envelope>\n");
    Answer {
        status: 200,
        headers: vec![("content-type", "text/xml".to_owned())],
        body: text.into_bytes(),
    }
}

/// An archive with the one file `eurofxref-hist.csv`.
pub(super) fn zip(days: &Days) -> Result<Answer, Box<dyn std::error::Error>> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file(
        "eurofxref-hist.csv",
        zip::write::SimpleFileOptions::default(),
    )?;
    archive.write_all(csv(days).as_bytes())?;
    Ok(Answer {
        status: 200,
        headers: vec![("content-type", "application/zip".to_owned())],
        body: archive.finish()?.into_inner(),
    })
}

fn csv(days: &Days) -> String {
    let columns: BTreeSet<Currency> = days
        .iter()
        .flat_map(|(_, rates)| rates.keys().copied())
        .collect();
    let mut text = String::from("Date,");
    for currency in &columns {
        text.push_str(&code(currency));
        text.push(',');
    }
    text.push('\n');
    for (day, rates) in days {
        text.push_str(&format!("{day},"));
        for currency in &columns {
            match rates.get(currency) {
                Some(rate) => text.push_str(&decimal(*rate)),
                None => text.push_str("N/A"),
            }
            text.push(',');
        }
        text.push('\n');
    }
    text
}

fn code(currency: &Currency) -> String {
    String::from_utf8_lossy(currency).into_owned()
}

/// Millionths as a decimal number without trailing zeros.
fn decimal(micros: i64) -> String {
    let text = format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
