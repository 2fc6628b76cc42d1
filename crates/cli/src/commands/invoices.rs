//! Invoices: written from offers, issued, paid, asked for.

use crate::arguments::{Invoices, InvoicesAction};
use crate::commands::{pair, word};
use crate::context::Context;
use crate::error::{CliError, slug};
use crate::output::{Align, Answer, Table, amount, amount_or_dash};
use crate::words::Words;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use studio::shapes::{
    InvoiceDetail, InvoiceFile, InvoiceForm, InvoiceList, PaperLanguageName, PaymentProposal,
    ReminderLetter, SellerForm,
};
use studio::{OpenProfile, StudioError, invoices};

/// Lists, or does what was asked.
pub fn invoices(context: &Context, request: Invoices) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let Some(action) = request.action else {
        let list = invoices::invoices(&profile, request.offer)?;
        return context.done(&list, |words| list_text(&list, words));
    };
    use InvoicesAction as Do;
    let detail = match action {
        Do::New {
            offer,
            kind,
            share,
            language,
        } => {
            let language = match (language.as_deref(), context.words.french()) {
                (Some("fr"), _) | (None, true) => PaperLanguageName::French,
                _ => PaperLanguageName::English,
            };
            let kind = word("kind", &kind)?;
            invoices::new(&profile, offer, kind, share.as_deref(), language)?
        }
        Do::Show { id } => invoices::invoice(&profile, id)?,
        Do::Set { id, fields, file } => {
            let held = invoices::invoice(&profile, id)?.form;
            let form: InvoiceForm = match file {
                Some(path) => {
                    let text =
                        std::fs::read_to_string(&path).map_err(|e| StudioError::file(&path, e))?;
                    serde_json::from_str(&text)
                        .map_err(|e| StudioError::bad("file", e.to_string()))?
                }
                None => held,
            };
            invoices::edit(&profile, id, &changed(&form, &fields)?)?
        }
        Do::Discard { id } => {
            invoices::discard(&profile, id)?;
            let done = json!({ "discarded": id });
            return context.done(&done, |w| {
                format!("{}\n", say(w, "Thrown away.", "Supprimé."))
            });
        }
        Do::Restore { id } => invoices::restore(&profile, id)?,
        Do::Issue { id, on } => invoices::issue(&profile, id, on.as_deref())?,
        Do::Credit { id } => invoices::credit(&profile, id)?,
        Do::Pdf { id, out, xml } => {
            let file = match xml {
                true => invoices::xml(&profile, id, &out)?,
                false => invoices::pdf(&profile, id, &out)?,
            };
            return context.done(&file, |_| file_text(&file));
        }
        Do::Sent { id, undo } => invoices::mark_sent(&profile, id, !undo)?,
        Do::Pay {
            id,
            amount,
            on,
            note,
        } => invoices::pay(&profile, id, amount.as_deref(), on.as_deref(), &note)?,
        Do::Unpay { payment } => invoices::take_payment_back(&profile, payment)?,
        Do::Matches { id } => {
            let found = invoices::proposals(&profile, id)?;
            let shape = json!({ "proposals": found });
            return context.done(&shape, |words| matches_text(&found, words));
        }
        Do::Accept {
            id,
            source,
            source_id,
        } => invoices::accept_payment(&profile, id, &source, source_id)?,
        Do::Refuse {
            id,
            source,
            source_id,
            undo,
        } => {
            let left = invoices::refuse_payment(&profile, id, &source, source_id, !undo)?;
            let shape = json!({ "proposals": left });
            return context.done(&shape, |words| matches_text(&left, words));
        }
        Do::Remind { id, tone, note } => {
            let tone = tone.map(|tone| word("tone", &tone)).transpose()?;
            let letter = invoices::reminder(&profile, id, tone)?;
            if note {
                let (subject, body) = (&letter.subject, &letter.body);
                invoices::note_reminder(&profile, id, letter.tone, subject, body)?;
            }
            return context.done(&letter, |words| letter_text(&letter, words));
        }
        Do::Seller { fields } => return seller(context, &profile, &fields),
        Do::Clients => {
            let clients = invoices::clients(&profile)?;
            let shape = json!({ "clients": clients });
            return context.done(&shape, |words| {
                let mut table = Table::new([
                    (say(words, "client", "client"), Align::Left),
                    (say(words, "country", "pays"), Align::Left),
                ]);
                for client in &clients {
                    table.row([client.party.name.clone(), client.party.country.clone()]);
                }
                table.text(say(
                    words,
                    "Nobody was billed yet.",
                    "Personne n’a encore été facturé.",
                ))
            });
        }
    };
    context.done(&detail, |words| text(&detail, words))
}

fn seller(context: &Context, profile: &OpenProfile, fields: &[String]) -> Result<Answer, CliError> {
    let mut form: SellerForm = invoices::seller(profile)?;
    if !fields.is_empty() {
        form = invoices::set_seller(profile, &changed(&form, fields)?)?;
    }
    context.done(&form, |_| {
        let value = serde_json::to_value(&form).unwrap_or_default();
        let mut out = String::new();
        leaves(&value, "", &mut out);
        out
    })
}

/// Every field of a form, a line each, as `set` takes them.
fn leaves(value: &Value, path: &str, out: &mut String) {
    let below = |name: &str| match path.is_empty() {
        true => name.to_owned(),
        false => format!("{path}.{name}"),
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(k, v)| leaves(v, &below(k), out)),
        Value::Array(list) => {
            for (n, v) in list.iter().enumerate() {
                leaves(v, &below(&n.to_string()), out);
            }
        }
        Value::String(text) => out.push_str(&format!("{path}={}\n", crate::output::plain(text))),
        Value::Null => out.push_str(&format!("{path}=\n")),
        other => out.push_str(&format!("{path}={other}\n")),
    }
}

/// A form with fields changed: each is a way of names and numbers into it.
fn changed<T: Serialize + DeserializeOwned>(form: &T, fields: &[String]) -> Result<T, StudioError> {
    let mut value = serde_json::to_value(form).map_err(|e| StudioError::Internal(e.to_string()))?;
    for field in fields {
        let (path, text) = pair(field)?;
        let bad = || StudioError::bad(path, text);
        let mut at = &mut value;
        for name in path.split('.') {
            at = match at {
                Value::Object(map) => map.get_mut(name).ok_or_else(bad)?,
                Value::Array(list) => {
                    let n: usize = name.parse().map_err(|_| bad())?;
                    // One place behind the last begins another of its kind.
                    if n == list.len() {
                        list.push(list.last().cloned().unwrap_or_else(|| blank(path)));
                    }
                    list.get_mut(n).ok_or_else(bad)?
                }
                _ => return Err(bad()),
            };
        }
        *at = match at {
            Value::Number(_) => json!(text.parse::<i64>().map_err(|_| bad())?),
            _ if path.ends_with("recovery") && text.is_empty() => Value::Null,
            _ if path.ends_with("recovery") => {
                let (number, unit) = text.split_once(' ').ok_or_else(bad)?;
                json!({ "amount": number, "unit": unit })
            }
            _ => json!(text),
        };
    }
    serde_json::from_value(value).map_err(|e| StudioError::bad("form", e.to_string()))
}

/// The first of its kind where a list is empty.
fn blank(path: &str) -> Value {
    match path.starts_with("lines") {
        true => json!({ "text": "", "detail": "", "quantity": "1", "price": "0", "vat_rate": "0" }),
        false => json!(""),
    }
}

fn say(words: Words, en: &'static str, fr: &'static str) -> &'static str {
    if words.french() { fr } else { en }
}

fn state(words: Words, state: &str) -> &'static str {
    match state {
        "draft" => say(words, "draft", "brouillon"),
        "issued" => say(words, "issued", "émise"),
        "sent" => say(words, "sent", "envoyée"),
        "part_paid" => say(words, "part paid", "payée en partie"),
        "late" => say(words, "late", "en retard"),
        "paid" => say(words, "paid", "payée"),
        _ => say(words, "credited", "annulée par un avoir"),
    }
}

fn lack(words: Words, lack: &str) -> &'static str {
    match lack {
        "seller_name" => say(words, "your name", "votre nom"),
        "seller_address" => say(words, "your town and country", "votre ville et votre pays"),
        "seller_id" => say(
            words,
            "a number you are registered by",
            "un numéro d’immatriculation",
        ),
        "seller_vat_id" => say(words, "your VAT number", "votre numéro de TVA"),
        "client_name" => say(words, "the client's name", "le nom du client"),
        "client_address" => say(
            words,
            "the client's town and country",
            "la ville et le pays du client",
        ),
        "client_vat_id" => say(
            words,
            "the client's VAT number",
            "le numéro de TVA du client",
        ),
        "vat_id_form" => say(
            words,
            "a VAT number with its country letters",
            "un numéro de TVA avec les lettres du pays",
        ),
        "country" => say(words, "a country as two letters", "un pays en deux lettres"),
        "lines" => say(words, "a line to bill", "une ligne à facturer"),
        "line_text" => say(words, "words on each line", "un libellé sur chaque ligne"),
        "amounts" => say(
            words,
            "amounts that add up",
            "des montants qui s’additionnent",
        ),
        "total" => say(words, "something to pay", "une somme à payer"),
        "refers" => say(words, "the invoice it takes back", "la facture annulée"),
        "rate" => say(
            words,
            "a rate for VAT in your currency",
            "un taux pour la TVA dans votre devise",
        ),
        _ => say(words, "where to pay", "un compte où payer"),
    }
}

fn hint(words: Words, hint: &str) -> &'static str {
    match hint {
        "same_amount" => say(words, "same amount", "même montant"),
        "less_by_fee" => say(words, "a little less", "un peu moins"),
        "part_amount" => say(words, "a part", "une partie"),
        "more_than_open" => say(words, "more than is open", "plus que le reste dû"),
        "near_rate" => say(words, "near at the day's rate", "proche au taux du jour"),
        "names_number" => say(words, "names the invoice", "cite la facture"),
        "names_client" => say(words, "names the client", "cite le client"),
        "in_time" => say(words, "in time", "dans les temps"),
        _ => say(words, "another fits too", "une autre convient aussi"),
    }
}

fn list_text(list: &InvoiceList, words: Words) -> String {
    let mut table = Table::new([
        ("id", Align::Right),
        (say(words, "number", "numéro"), Align::Left),
        (say(words, "client", "client"), Align::Left),
        (say(words, "state", "état"), Align::Left),
        (say(words, "due", "échéance"), Align::Left),
        (say(words, "to pay", "à payer"), Align::Right),
        (say(words, "open", "reste dû"), Align::Right),
    ]);
    for row in &list.invoices {
        table.row([
            row.id.to_string(),
            row.number.clone().unwrap_or_else(|| "–".to_owned()),
            row.client.clone(),
            state(words, &slug(&row.state)).to_owned(),
            row.due_on.clone().unwrap_or_else(|| "–".to_owned()),
            amount_or_dash(row.due.as_ref(), words),
            amount_or_dash(row.open.as_ref(), words),
        ]);
    }
    let mut out = table.text(say(words, "No invoice yet.", "Aucune facture."));
    for (label, sums) in [
        (say(words, "open", "reste dû"), &list.open),
        (say(words, "late", "en retard"), &list.late),
    ] {
        let sums: Vec<String> = sums.iter().map(|a| amount(a, words)).collect();
        if !sums.is_empty() {
            out.push_str(&format!("{} {}\n", words.labelled(label), sums.join(" · ")));
        }
    }
    out
}

fn text(detail: &InvoiceDetail, words: Words) -> String {
    let row = &detail.row;
    let number = row.number.clone();
    let mut out = format!(
        "{} {} · {} · {}\n{}\n",
        say(words, "Invoice", "Facture"),
        number.unwrap_or_else(|| format!("#{}", row.id)),
        row.client,
        state(words, &slug(&row.state)),
        row.subject
    );
    let mut table = Table::new([
        (say(words, "line", "ligne"), Align::Left),
        (say(words, "quantity", "quantité"), Align::Right),
        (say(words, "price", "prix"), Align::Right),
        (say(words, "VAT %", "TVA %"), Align::Right),
        (say(words, "amount", "montant"), Align::Right),
    ]);
    let totals = detail.preview.totals.as_ref();
    for (n, line) in detail.form.lines.iter().enumerate() {
        table.row([
            line.text.clone(),
            line.quantity.clone(),
            line.price.clone(),
            line.vat_rate.clone(),
            amount_or_dash(totals.and_then(|t| t.lines.get(n)), words),
        ]);
    }
    out.push_str(&table.text("–"));
    if let Some(totals) = totals {
        for (label, value) in [
            (say(words, "without VAT", "HT"), &totals.net),
            (say(words, "VAT", "TVA"), &totals.tax),
            (say(words, "to pay", "à payer"), &totals.due),
        ] {
            out.push_str(&format!(
                "{} {}\n",
                words.labelled(label),
                amount(value, words)
            ));
        }
    }
    for payment in &detail.payments {
        let of = crate::output::plain(&payment.text);
        let line = format!("{} {} {of}", payment.day, amount(&payment.amount, words));
        let label = say(words, "came in", "reçu");
        out.push_str(&format!(
            "{} {} (#{})\n",
            words.labelled(label),
            line.trim_end(),
            payment.id
        ));
    }
    if let Some(open) = row.open.as_ref().filter(|_| row.number.is_some()) {
        let label = say(words, "open", "reste dû");
        out.push_str(&format!(
            "{} {}\n",
            words.labelled(label),
            amount(open, words)
        ));
    }
    if let Some(interest) = &detail.interest {
        let label = say(words, "late interest to date", "pénalités à ce jour");
        out.push_str(&format!(
            "{} {}\n",
            words.labelled(label),
            amount(interest, words)
        ));
    }
    let lacks: Vec<&str> = detail
        .preview
        .lacks
        .iter()
        .map(|l| lack(words, &slug(l)))
        .collect();
    if !lacks.is_empty() {
        let label = say(words, "still missing", "il manque");
        out.push_str(&format!("{} {}\n", words.labelled(label), lacks.join(", ")));
    }
    out
}

fn matches_text(found: &[PaymentProposal], words: Words) -> String {
    let mut table = Table::new([
        (say(words, "invoice", "facture"), Align::Left),
        (say(words, "from", "source"), Align::Left),
        (say(words, "day", "jour"), Align::Left),
        (say(words, "amount", "montant"), Align::Right),
        (say(words, "score", "score"), Align::Right),
        (say(words, "why", "pourquoi"), Align::Left),
        (say(words, "text", "libellé"), Align::Left),
    ]);
    for p in found {
        let why: Vec<&str> = p.hints.iter().map(|h| hint(words, &slug(h))).collect();
        table.row([
            format!("{} (#{})", p.number, p.invoice),
            format!("{} {}", p.source, p.source_id),
            p.day.clone(),
            amount(&p.amount, words),
            p.score.to_string(),
            why.join(", "),
            p.text.clone(),
        ]);
    }
    table.text(say(words, "Nothing fits.", "Rien ne convient."))
}

fn letter_text(letter: &ReminderLetter, words: Words) -> String {
    let to = letter.to.clone().unwrap_or_else(|| "–".to_owned());
    let label = say(words, "To", "À");
    let lines: Vec<String> = letter.body.lines().map(crate::output::plain).collect();
    format!(
        "{} {}\n{}\n\n{}\n",
        words.labelled(label),
        crate::output::plain(&to),
        crate::output::plain(&letter.subject),
        lines.join("\n")
    )
}

fn file_text(file: &InvoiceFile) -> String {
    format!("{}\nsha256 {}\n", file.file, file.sha256)
}
