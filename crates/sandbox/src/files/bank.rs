//! Statements of the creator's two bank accounts: CAMT.053 for the euro account, OFX 1.02 for the dollar account.
//!
//! Rule protected: opening balance and lines are the closing balance; a line keeps its id in every later statement. The bank,
//! its numbers and its customer are invented.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::stripe_csv::major;
use crate::world::{BankLine, DAY, World, civil, date_text};

/// What stood in the accounts when the statements begin, cents.
const OPENING: i64 = 184_210;

/// The euro account's statement from `since` on to the day before the clock's, as CAMT.053.001.02.
#[must_use]
pub fn bank_camt(world: &World, since: chrono::NaiveDate) -> String {
    let first = crate::world::day_number(since);
    let lines = world.euro_lines(first);
    let last = world.now.div_euclid(DAY) - 1;
    let closing = OPENING + lines.iter().map(|line| line.cents).sum::<i64>();
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">\n\
         <BkToCstmrStmt>\n",
    );
    let made = format!("{}T05:30:00", date_text(last + 1));
    // writing to a String cannot fail
    let _ = write!(
        text,
        "<GrpHdr><MsgId>{}</MsgId><CreDtTm>{made}</CreDtTm></GrpHdr>\n<Stmt>\n<Id>{}</Id><CreDtTm>{made}</CreDtTm>\n\
         <Acct><Id><IBAN>FR7699999000010000004711204</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>Camille Arnaud</Nm></Ownr></Acct>\n{}{}",
        civil(last).format("ST%Y%m%d"),
        civil(last).format("%Y-%m"),
        balance("OPBD", OPENING, first),
        balance("CLBD", closing, last),
    );
    for line in &lines {
        entry(&mut text, line);
    }
    text.push_str("</Stmt>\n</BkToCstmrStmt>\n</Document>\n");
    text
}

fn balance(code: &str, cents: i64, day: i64) -> String {
    format!(
        "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{}</CdtDbtInd>\
         <Dt><Dt>{}</Dt></Dt></Bal>\n",
        major(cents.abs()),
        direction(cents),
        date_text(day)
    )
}

fn direction(cents: i64) -> &'static str {
    if cents < 0 { "DBIT" } else { "CRDT" }
}

fn entry(text: &mut String, line: &BankLine) {
    let day = date_text(line.day);
    let party = escaped(line.party);
    let parties = if line.cents < 0 {
        format!("<Dbtr><Nm>Camille Arnaud</Nm></Dbtr><Cdtr><Nm>{party}</Nm></Cdtr>")
    } else {
        format!("<Dbtr><Nm>{party}</Nm></Dbtr><Cdtr><Nm>Camille Arnaud</Nm></Cdtr>")
    };
    let reference = if line.reference.is_empty() {
        "NOTPROVIDED"
    } else {
        &line.reference
    };
    let _ = writeln!(
        text,
        "<Ntry><Amt Ccy=\"EUR\">{}</Amt><CdtDbtInd>{}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{day}</Dt></BookgDt>\
         <ValDt><Dt>{day}</Dt></ValDt><AcctSvcrRef>{}</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>{reference}</EndToEndId>\
         </Refs><RltdPties>{parties}</RltdPties><RmtInf><Ustrd>{}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>",
        major(line.cents.abs()),
        direction(line.cents),
        bank_id(line),
        escaped(&line.text),
    );
}

/// The dollar account's statement for the same days, as OFX 1.02.
#[must_use]
pub fn bank_ofx(world: &World, since: chrono::NaiveDate) -> String {
    let first = crate::world::day_number(since);
    let lines = world.dollar_lines(first);
    let last = world.now.div_euclid(DAY) - 1;
    let day = |day: i64| civil(day).format("%Y%m%d").to_string();
    let mut text = format!(
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\nCOMPRESSION:NONE\n\
         OLDFILEUID:NONE\nNEWFILEUID:NONE\n\n<OFX>\n<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS>\
         <DTSERVER>{made}<LANGUAGE>ENG<FI><ORG>Banque Exemple<FID>0</FI></SONRS></SIGNONMSGSRSV1>\n<BANKMSGSRSV1>\n\
         <STMTTRNRS><TRNUID>0<STATUS><CODE>0<SEVERITY>INFO</STATUS>\n<STMTRS><CURDEF>USD\n\
         <BANKACCTFROM><BANKID>99999<ACCTID>00020004711205<ACCTTYPE>CHECKING</BANKACCTFROM>\n\
         <BANKTRANLIST><DTSTART>{}<DTEND>{}\n",
        day(first),
        day(last),
        made = day(last + 1),
    );
    for line in &lines {
        let _ = writeln!(
            text,
            "<STMTTRN><TRNTYPE>{}<DTPOSTED>{}<TRNAMT>{}<FITID>{}<NAME>{}<MEMO>{}</STMTTRN>",
            if line.cents < 0 { "DEBIT" } else { "CREDIT" },
            day(line.day),
            major(line.cents),
            bank_id(line),
            line.party,
            line.text,
        );
    }
    let held: i64 = lines.iter().map(|line| line.cents).sum();
    let _ = write!(
        text,
        "</BANKTRANLIST>\n<LEDGERBAL><BALAMT>{}<DTASOF>{}</LEDGERBAL>\n</STMTRS>\n</STMTTRNRS>\n</BANKMSGSRSV1>\n</OFX>\n",
        major(held),
        day(last)
    );
    text
}

/// The bank's id of a line: the same whenever the line is listed.
fn bank_id(line: &BankLine) -> String {
    let words = format!(
        "{} {} {} {} {}",
        line.day, line.cents, line.party, line.text, line.reference
    );
    let mut id = hex::encode(Sha256::digest(words)).to_uppercase();
    id.truncate(16);
    id
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
