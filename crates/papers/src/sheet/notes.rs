//! The sentences an invoice carries, the same on the paper and in the data.
//!
//! Codes are subjects of UNTDID 4451: `PMD` late payment, `PMT` recovery costs, `AAB` early payment. France asks for all three
//! between businesses (articles L441-9, L441-10 and D441-5 of the Code de commerce).

use super::words;
use domain::invoice::{Invoice, Kind, Language};

/// Notes in order, each with the code of its subject.
pub(crate) fn notes(invoice: &Invoice) -> Vec<(Option<&'static str>, String)> {
    let language = invoice.language;
    let mut notes = Vec::new();
    if let Some(note) = invoice.note.as_ref().filter(|n| !n.trim().is_empty()) {
        notes.push((None, note.trim().to_owned()));
    }
    if invoice.kind == Kind::Credit {
        return notes;
    }
    let french_law = invoice.seller.party.address.country == "FR";
    let late = invoice.terms.late;
    let percent = late.rate.map(|rate| words::percent(rate, language));
    match (percent, french_law, language) {
        (Some(rate), _, Language::English) => {
            notes.push((Some("PMD"), format!("Late payment bears interest at {rate} a year.")));
        }
        (Some(rate), _, Language::French) => notes.push((
            Some("PMD"),
            format!("En cas de retard de paiement, pénalités au taux annuel de {rate}."),
        )),
        (None, true, Language::English) => notes.push((
            Some("PMD"),
            "Late payment bears interest at the refinancing rate of the European Central Bank plus 10 points (article L441-10 of the French Code de commerce).".to_owned(),
        )),
        (None, true, Language::French) => notes.push((
            Some("PMD"),
            "En cas de retard de paiement, pénalités au taux de refinancement de la Banque centrale européenne majoré de 10 points (article L441-10 du Code de commerce).".to_owned(),
        )),
        (None, false, _) => {}
    }
    if let Some(fee) = late.recovery {
        let fee = words::money(fee, language);
        let law = match (french_law, language) {
            (true, Language::English) => " (article D441-5 of the French Code de commerce)",
            (true, Language::French) => " (article D441-5 du Code de commerce)",
            (false, _) => "",
        };
        notes.push((
            Some("PMT"),
            match language {
                Language::English => format!("Fixed sum for recovery costs in case of late payment: {fee}{law}."),
                Language::French => {
                    format!("Indemnité forfaitaire pour frais de recouvrement en cas de retard : {fee}{law}.")
                }
            },
        ));
    }
    if french_law {
        notes.push((
            Some("AAB"),
            match language {
                Language::English => "No discount for early payment.",
                Language::French => "Pas d’escompte pour paiement anticipé.",
            }
            .to_owned(),
        ));
    }
    notes
}

/// What a credit note says where an invoice states its terms.
pub(crate) fn no_payment(language: Language) -> &'static str {
    match language {
        Language::English => "Nothing to pay: this amount is credited.",
        Language::French => "Rien à régler : ce montant est porté à votre crédit.",
    }
}
