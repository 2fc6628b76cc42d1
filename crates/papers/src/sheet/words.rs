//! The words of the paper in its two languages, and how it writes numbers and days.

use domain::invoice::{Kind, Language};
use domain::{Amount, CivilDay, Unit};

/// Every fixed word of the paper.
pub(super) struct Words {
    pub bill_to: &'static str,
    pub number: &'static str,
    pub issued: &'static str,
    pub due: &'static str,
    pub supplied: &'static str,
    pub order: &'static str,
    pub reference: &'static str,
    pub refers: &'static str,
    pub text: &'static str,
    pub quantity: &'static str,
    pub price: &'static str,
    pub rate: &'static str,
    pub amount: &'static str,
    pub net: &'static str,
    pub vat: &'static str,
    pub vat_on: &'static str,
    pub gross: &'static str,
    pub prepaid: &'static str,
    pub to_pay: &'static str,
    pub credited: &'static str,
    pub vat_in: &'static str,
    pub payment: &'static str,
    pub pay_by: &'static str,
    pub account: &'static str,
    pub bank: &'static str,
    pub mention: &'static str,
    pub vat_id: &'static str,
    pub legal_id: &'static str,
    pub tax_id: &'static str,
    pub page: &'static str,
    pub of: &'static str,
    pub draft: &'static str,
}

const ENGLISH: Words = Words {
    bill_to: "Billed to",
    number: "Number",
    issued: "Date",
    due: "Due",
    supplied: "Delivered",
    order: "Your order",
    reference: "Your reference",
    refers: "Refers to",
    text: "Description",
    quantity: "Quantity",
    price: "Unit price",
    rate: "VAT",
    amount: "Amount",
    net: "Total without VAT",
    vat: "VAT",
    vat_on: "on",
    gross: "Total with VAT",
    prepaid: "Already paid",
    to_pay: "To pay",
    credited: "Credited to you",
    vat_in: "VAT in",
    payment: "Payment",
    pay_by: "By bank transfer before the end of",
    account: "IBAN",
    bank: "BIC",
    mention: "Please state",
    vat_id: "VAT no.",
    legal_id: "Company no.",
    tax_id: "Tax no.",
    page: "Page",
    of: "of",
    draft: "Draft",
};

const FRENCH: Words = Words {
    bill_to: "Facturé à",
    number: "Numéro",
    issued: "Date",
    due: "Échéance",
    supplied: "Livré le",
    order: "Votre commande",
    reference: "Votre référence",
    refers: "Se rapporte à",
    text: "Désignation",
    quantity: "Quantité",
    price: "Prix unitaire",
    rate: "TVA",
    amount: "Montant HT",
    net: "Total HT",
    vat: "TVA",
    vat_on: "sur",
    gross: "Total TTC",
    prepaid: "Déjà réglé",
    to_pay: "Net à payer",
    credited: "En votre faveur",
    vat_in: "TVA en",
    payment: "Règlement",
    pay_by: "Par virement, au plus tard le",
    account: "IBAN",
    bank: "BIC",
    mention: "À rappeler",
    vat_id: "N° TVA",
    legal_id: "N° d’entreprise",
    tax_id: "N° fiscal",
    page: "Page",
    of: "sur",
    draft: "Brouillon",
};

pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &ENGLISH,
        Language::French => &FRENCH,
    }
}

/// The heading of the paper.
pub(super) fn title(kind: Kind, language: Language) -> &'static str {
    match (kind, language) {
        (Kind::Invoice, Language::English) => "Invoice",
        (Kind::Deposit, Language::English) => "Deposit invoice",
        (Kind::Final, Language::English) => "Final invoice",
        (Kind::Credit, Language::English) => "Credit note",
        (Kind::Invoice, Language::French) => "Facture",
        (Kind::Deposit, Language::French) => "Facture d’acompte",
        (Kind::Final, Language::French) => "Facture de solde",
        (Kind::Credit, Language::French) => "Avoir",
    }
}

/// A number with the language's signs, at least `least` decimals.
pub(super) fn number(micros: i64, least: usize, language: Language) -> String {
    let text = domain::amount::micros_text(i128::from(micros), Unit::Unstated);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let (sign, digits) = whole
        .strip_prefix('-')
        .map_or(("", whole), |digits| ("\u{2212}", digits));
    let (thousand, point) = match language {
        Language::English => (',', '.'),
        Language::French => ('\u{a0}', ','),
    };
    let mut out = String::from(sign);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n) % 3 == 0 {
            out.push(thousand);
        }
        out.push(digit);
    }
    let decimals = format!("{fraction:0<least$}");
    if !decimals.is_empty() {
        out.push(point);
        out.push_str(&decimals);
    }
    out
}

/// An amount without its currency, with the currency's decimals.
pub(super) fn figure(amount: Amount, language: Language) -> String {
    number(
        amount.micros,
        usize::from(amount.unit.decimals().min(2)),
        language,
    )
}

/// An amount with its currency.
pub(super) fn money(amount: Amount, language: Language) -> String {
    let figure = figure(amount, language);
    match (amount.unit == Unit::EUR, language) {
        (true, Language::English) => match figure.strip_prefix('\u{2212}') {
            Some(size) => format!("\u{2212}€{size}"),
            None => format!("€{figure}"),
        },
        (true, Language::French) => format!("{figure}\u{a0}€"),
        (false, _) => format!("{figure}\u{a0}{}", amount.unit),
    }
}

/// A day, written out.
pub(super) fn day(day: CivilDay, language: Language) -> String {
    use chrono::Datelike;
    let month = usize::try_from(day.0.month0()).unwrap_or(0);
    let name = |names: [&'static str; 12]| names.get(month).copied().unwrap_or_default();
    match language {
        Language::English => {
            let names = [
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ];
            format!("{} {} {}", day.0.day(), name(names), day.0.year())
        }
        Language::French => {
            let names = [
                "janvier",
                "février",
                "mars",
                "avril",
                "mai",
                "juin",
                "juillet",
                "août",
                "septembre",
                "octobre",
                "novembre",
                "décembre",
            ];
            let first = if day.0.day() == 1 { "er" } else { "" };
            format!("{}{first} {} {}", day.0.day(), name(names), day.0.year())
        }
    }
}

/// A rate in hundredths of a percent.
pub(super) fn percent(rate: i64, language: Language) -> String {
    let text = number(rate.saturating_mul(10_000), 0, language);
    match language {
        Language::English => format!("{text}%"),
        Language::French => format!("{text}\u{a0}%"),
    }
}
