//! Letters that ask for the money of a late invoice, from a friendly word to the last one.
//!
//! The rule it protects: a letter names figures only where they are known: without a rate it says nothing of interest.

use super::bill::Language;
use crate::account::UnknownWord;
use crate::entry::words;
use crate::{Amount, CivilDay};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// How firmly a letter asks.
    Tone, "tone" {
        /// A friendly word.
        Polite = "polite",
        /// Names the days and what being late costs.
        Firm = "firm",
        /// The last word before a formal claim.
        Final = "final",
    }
}

/// What a letter is written from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The invoice's number.
    pub number: String,
    /// The day it bears.
    pub issued: CivilDay,
    /// The last day to pay.
    pub due: CivilDay,
    /// What is open.
    pub open: Amount,
    /// Days past the last day to pay.
    pub days_late: i32,
    /// Interest up to today; `None` when no rate is known.
    pub interest: Option<Amount>,
    /// The fixed sum for recovery, when it is asked for.
    pub recovery: Option<Amount>,
    /// Whom it greets; a word without a name when unknown.
    pub greets: Option<String>,
    /// Who signs.
    pub signs: String,
    /// Where to pay.
    pub iban: Option<String>,
}

/// The tone after what was sent already: a friendly word first, the last one after two.
pub fn next_tone(sent: usize) -> Tone {
    match sent {
        0 => Tone::Polite,
        1 => Tone::Firm,
        _ => Tone::Final,
    }
}

/// Subject and text of a letter.
pub fn letter(letter: &Letter, tone: Tone, language: Language) -> (String, String) {
    match language {
        Language::English => english(letter, tone),
        Language::French => french(letter, tone),
    }
}

fn english(l: &Letter, tone: Tone) -> (String, String) {
    let subject = match tone {
        Tone::Polite => format!("Invoice {}: a short reminder", l.number),
        Tone::Firm => format!("Invoice {} is {} overdue", l.number, days_en(l.days_late)),
        Tone::Final => format!("Last reminder before a formal claim: invoice {}", l.number),
    };
    let hello = l
        .greets
        .as_ref()
        .map_or_else(|| "Hello,".to_owned(), |name| format!("Hello {name},"));
    let mut parts = vec![hello];
    let open = money_en(l.open);
    parts.push(match tone {
        Tone::Polite => format!(
            "My invoice {} of {} was due on {}, and {open} is still open. It may have slipped through: could you tell me when it will be paid?",
            l.number, l.issued, l.due
        ),
        Tone::Firm => format!(
            "Invoice {} of {} was due on {}, {} ago. {open} is still open. Please pay it within seven days, or write to me if something stands in the way.",
            l.number, l.issued, l.due, days_en(l.days_late)
        ),
        Tone::Final => format!(
            "Despite my reminders, {open} of invoice {} of {} is still open, {} after its due date of {}. Without payment within seven days I will make a formal claim.",
            l.number, l.issued, days_en(l.days_late), l.due
        ),
    });
    if tone != Tone::Polite {
        if let Some(interest) = l.interest {
            parts.push(format!(
                "Late interest to date comes to {}.",
                money_en(interest)
            ));
        }
        if let Some(fee) = l.recovery {
            parts.push(format!(
                "The fixed sum for recovery costs is {}.",
                money_en(fee)
            ));
        }
    }
    if let Some(iban) = &l.iban {
        parts.push(format!("Account: {iban}\nReference: {}", l.number));
    }
    parts.push("If the payment is already on its way, please ignore this message.".to_owned());
    parts.push(format!("Kind regards,\n{}", l.signs));
    (subject, parts.join("\n\n"))
}

fn french(l: &Letter, tone: Tone) -> (String, String) {
    let subject = match tone {
        Tone::Polite => format!("Facture {} : petit rappel", l.number),
        Tone::Firm => format!("Facture {} en retard de {}", l.number, days_fr(l.days_late)),
        Tone::Final => format!(
            "Dernier rappel avant mise en demeure : facture {}",
            l.number
        ),
    };
    let hello = l
        .greets
        .as_ref()
        .map_or_else(|| "Bonjour,".to_owned(), |name| format!("Bonjour {name},"));
    let mut parts = vec![hello];
    let (open, issued, due) = (money_fr(l.open), day_fr(l.issued), day_fr(l.due));
    parts.push(match tone {
        Tone::Polite => format!(
            "Ma facture {} du {issued} était à régler au plus tard le {due} et il reste {open} à payer. C’est peut-être un oubli : pourriez-vous me dire quand elle sera réglée ?",
            l.number
        ),
        Tone::Firm => format!(
            "La facture {} du {issued} était à régler au plus tard le {due}, il y a {}. Il reste {open} à payer. Merci de la régler sous sept jours, ou de m’écrire si quelque chose s’y oppose.",
            l.number, days_fr(l.days_late)
        ),
        Tone::Final => format!(
            "Malgré mes rappels, il reste {open} à payer sur la facture {} du {issued}, {} après son échéance du {due}. Sans règlement sous sept jours, je vous adresserai une mise en demeure.",
            l.number, days_fr(l.days_late)
        ),
    });
    if tone != Tone::Polite {
        if let Some(interest) = l.interest {
            parts.push(format!(
                "Les pénalités de retard s’élèvent à ce jour à {}.",
                money_fr(interest)
            ));
        }
        if let Some(fee) = l.recovery {
            parts.push(format!(
                "L’indemnité forfaitaire pour frais de recouvrement est de {}.",
                money_fr(fee)
            ));
        }
    }
    if let Some(iban) = &l.iban {
        parts.push(format!("Compte : {iban}\nRéférence : {}", l.number));
    }
    parts.push("Si le règlement est déjà parti, ne tenez pas compte de ce message.".to_owned());
    parts.push(format!("Bien à vous,\n{}", l.signs));
    (subject, parts.join("\n\n"))
}

fn days_en(days: i32) -> String {
    if days == 1 {
        "1 day".to_owned()
    } else {
        format!("{days} days")
    }
}

fn days_fr(days: i32) -> String {
    if days.abs() < 2 {
        format!("{days} jour")
    } else {
        format!("{days} jours")
    }
}

fn day_fr(day: CivilDay) -> String {
    day.0.format("%d/%m/%Y").to_string()
}

fn money_en(amount: Amount) -> String {
    format!("{} {}", grouped(&amount.text(), ',', '.'), amount.unit)
}

fn money_fr(amount: Amount) -> String {
    format!(
        "{}\u{a0}{}",
        grouped(&amount.text(), '\u{202f}', ','),
        amount.unit
    )
}

/// Decimal text with its thousands parted.
fn grouped(text: &str, thousand: char, point: char) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |d| ("-", d));
    let mut out = String::from(sign);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n) % 3 == 0 {
            out.push(thousand);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(point);
        out.push_str(fraction);
    }
    out
}
