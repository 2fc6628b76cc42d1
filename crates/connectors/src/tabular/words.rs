//! Words of column names and what they usually mean, in English, French, German, Spanish and Portuguese.
//!
//! The rule it protects: a word is only a hint; whether the column's cells can be what it says is checked.

use super::preset::Role;

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Day,
    Number,
    Unit,
    Text,
    Empty,
}

/// Folded names and beginnings of names (with `*`), the more telling first.
const WORDS: &[(Role, &[&str])] = &[
    (
        Role::ValueDay,
        &["value date", "date de valeur", "valuta*", "arrival*"],
    ),
    (
        Role::Available,
        &["available on", "available", "disponible le"],
    ),
    (
        Role::PaidOn,
        &[
            "paid on",
            "payment date",
            "date de paiement",
            "settled*",
            "payout date",
        ],
    ),
    (Role::Time, &["time", "heure", "uhrzeit", "hora"]),
    (
        Role::Zone,
        &[
            "time zone",
            "timezone",
            "fuseau horaire",
            "zeitzone",
            "zona horaria",
        ],
    ),
    (
        Role::Date,
        &[
            "date*", "day", "jour", "datum*", "tag", "fecha*", "data", "created*", "booked*",
            "when", "month", "mois",
        ],
    ),
    (
        Role::Unit,
        &[
            "currency*",
            "devise",
            "monnaie",
            "wahrung",
            "moneda",
            "moeda",
            "unit",
            "ccy",
        ],
    ),
    (
        Role::Payout,
        &[
            "payout id",
            "payout",
            "transfer id",
            "payment id",
            "versement",
        ],
    ),
    (
        Role::Reference,
        &["reference*", "ref", "referenz", "referencia"],
    ),
    (
        Role::Id,
        &[
            "id",
            "transaction id",
            "order id",
            "order number",
            "order",
            "invoice",
            "invoice number",
            "numero*",
            "*-id",
            "transaktionscode",
            "receipt*",
            "commande",
        ],
    ),
    (
        Role::Fee,
        &[
            "fee*",
            "commission",
            "frais*",
            "gebuhr*",
            "entgelt",
            "comision*",
            "taxa*",
            "charges",
            "platform fee*",
        ],
    ),
    (
        Role::Tax,
        &[
            "tax*",
            "vat",
            "tva",
            "steuer",
            "mwst",
            "impuesto*",
            "imposto*",
            "withh*",
            "retenue*",
        ],
    ),
    (
        Role::Gross,
        &[
            "gross*",
            "brut",
            "brutto*",
            "bruto",
            "amount*",
            "montant*",
            "betrag*",
            "importe",
            "valor",
            "price*",
            "prix",
            "sale price*",
            "total*",
        ],
    ),
    (
        Role::Net,
        &[
            "net*",
            "netto*",
            "neto",
            "earning*",
            "revenu*",
            "royalt*",
            "payable",
            "you earn*",
            "gain*",
            "income",
        ],
    ),
    (
        Role::Credit,
        &["credit*", "money in", "paid in", "haben", "abono"],
    ),
    (
        Role::Debit,
        &["debit*", "money out", "paid out", "soll", "cargo"],
    ),
    (
        Role::Status,
        &["status", "state", "etat", "statut", "estado"],
    ),
    (
        Role::Kind,
        &[
            "type",
            "kind",
            "typ",
            "tipo",
            "category",
            "categorie",
            "kategorie",
        ],
    ),
    (
        Role::Payer,
        &[
            "payer",
            "from",
            "name",
            "customer*",
            "client*",
            "buyer*",
            "brand",
            "marque",
            "nom",
            "kunde",
            "cliente",
            "supporter*",
            "de",
            "partner",
            "advertiser",
        ],
    ),
    (
        Role::Title,
        &[
            "title",
            "titre",
            "titel",
            "description*",
            "libelle*",
            "beschreibung",
            "item*",
            "product*",
            "produit",
            "artikel*",
            "article",
            "memo",
            "note*",
            "message",
            "concepto",
            "details",
            "bezeichnung",
            "text",
            "verwendungszweck",
        ],
    ),
];

/// What a folded name says.
pub(super) fn role(folded: &str) -> Option<Role> {
    // The currency in brackets is no part of the name.
    let name = folded.split(['(', '[']).next().unwrap_or(folded).trim();
    WORDS
        .iter()
        .find(|(_, words)| words.iter().any(|word| fits(word, name)))
        .map(|(role, _)| *role)
}

fn fits(word: &str, name: &str) -> bool {
    match (word.strip_suffix('*'), word.strip_prefix('*')) {
        (Some(start), _) => name.starts_with(start),
        (None, Some(end)) => name.ends_with(end),
        (None, None) => name == word,
    }
}

/// Whether cells of a kind can mean it.
pub(super) fn can_be(role: Role, kind: Kind) -> bool {
    match role {
        role if role.is_day() => kind == Kind::Day,
        role if role.is_money() => kind == Kind::Number,
        Role::Unit => matches!(kind, Kind::Unit | Kind::Text),
        Role::Title | Role::Payer | Role::Kind | Role::Status => {
            kind == Kind::Text || kind == Kind::Unit
        }
        _ => true,
    }
}
