//! Invoices at the edge: forms with decimal text, lists, one opened.

use super::Amount;
use super::words::twin;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

twin!(
    /// What kind of bill it is.
    InvoiceKindName of domain::invoice::Kind {
        Invoice = "invoice", Deposit = "deposit", Final = "final", Credit = "credit",
    }
);
twin!(
    /// How VAT is dealt with.
    VatModeName of domain::invoice::VatMode {
        Standard = "standard", SmallBusiness = "small_business", ReverseCharge = "reverse_charge", Export = "export",
        OutsideScope = "outside_scope",
    }
);
twin!(
    /// Where an invoice stands.
    InvoiceStateName of domain::invoice::Standing {
        Draft = "draft", Issued = "issued", Sent = "sent", PartPaid = "part_paid", Late = "late", Paid = "paid",
        Credited = "credited",
    }
);
twin!(
    /// Something an invoice lacks.
    InvoiceLackName of domain::invoice::Lack {
        SellerName = "seller_name", SellerAddress = "seller_address", SellerId = "seller_id",
        SellerVatId = "seller_vat_id", ClientName = "client_name", ClientAddress = "client_address",
        ClientVatId = "client_vat_id", VatIdForm = "vat_id_form", Country = "country", Lines = "lines",
        LineText = "line_text", Amounts = "amounts", Total = "total", Refers = "refers", Rate = "rate",
        PayTo = "pay_to",
    }
);
twin!(
    /// Why money seems to pay an invoice.
    PaymentHintName of domain::invoice::Hint {
        SameAmount = "same_amount", LessByFee = "less_by_fee", PartAmount = "part_amount",
        MoreThanOpen = "more_than_open", NearRate = "near_rate", NamesNumber = "names_number",
        NamesClient = "names_client", InTime = "in_time", Rival = "rival",
    }
);
twin!(
    /// How firmly a letter asks.
    ToneName of domain::invoice::Tone { Polite = "polite", Firm = "firm", Final = "final" }
);
twin!(
    /// The language of a paper.
    PaperLanguageName of domain::invoice::Language { English = "en", French = "fr" }
);
twin!(
    /// From when days of grace are counted.
    DueRuleName of domain::invoice::Due { FromInvoice = "from_invoice", EndOfMonth = "end_of_month" }
);

/// Name, numbers and address of a side. Empty text is the absence of a word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(default)]
pub struct PartyForm {
    /// Legal name.
    pub name: String,
    /// Number in the companies' register.
    pub legal_id: String,
    /// VAT number with its country letters.
    pub vat_id: String,
    /// Street and building, at most three lines.
    pub lines: Vec<String>,
    /// Post code.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// ISO 3166-1 code of two letters.
    pub country: String,
    /// Whom to ask.
    pub contact: String,
    /// Mail address.
    pub email: String,
    /// Telephone.
    pub phone: String,
}

/// Payment terms. Rates are percent as decimal text; an empty one is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TermsForm {
    /// Days of grace.
    pub days: u16,
    /// From when they are counted.
    pub due: DueRuleName,
    /// Late interest for a year, percent.
    pub late_rate: String,
    /// The fixed sum for recovery; `null` when none is asked.
    pub recovery: Option<Amount>,
}

/// The creator as a business, with what a new invoice begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SellerForm {
    /// Name, numbers, address.
    pub party: PartyForm,
    /// The name the business goes by.
    pub trading_name: String,
    /// Tax number at home other than a VAT number.
    pub tax_id: String,
    /// Account to pay to.
    pub iban: String,
    /// Code of the bank.
    pub bic: String,
    /// Currency VAT is declared in.
    pub accounting: String,
    /// Small print.
    pub footer: String,
    /// What stands before the year in numbers.
    pub prefix: String,
    /// The same of credit notes.
    pub credit_prefix: String,
    /// How VAT is dealt with.
    pub vat: VatModeName,
    /// The usual VAT rate, percent.
    pub vat_rate: String,
    /// The usual terms.
    pub terms: TermsForm,
}

/// A client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ClientForm {
    /// Its id; `null` for a new one.
    pub id: Option<i64>,
    /// Name, numbers, address.
    pub party: PartyForm,
    /// What it wants to read on the invoice.
    pub reference: String,
}

/// A line as it is typed: decimal text, with a point or a comma.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InvoiceLineForm {
    /// What it is.
    pub text: String,
    /// More about it.
    #[serde(default)]
    pub detail: String,
    /// How many.
    pub quantity: String,
    /// What one costs without VAT.
    pub price: String,
    /// VAT rate, percent.
    pub vat_rate: String,
}

/// A draft as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InvoiceForm {
    /// Who is billed.
    pub client: ClientForm,
    /// The language of the paper.
    pub language: PaperLanguageName,
    /// Currency of every amount.
    pub currency: String,
    /// How VAT is dealt with.
    pub vat: VatModeName,
    /// What it is about.
    pub subject: String,
    /// What is billed.
    pub lines: Vec<InvoiceLineForm>,
    /// Paid before, decimal text.
    #[serde(default)]
    pub prepaid: String,
    /// The client's order number.
    #[serde(default)]
    pub order: String,
    /// The day the work was delivered.
    #[serde(default)]
    pub supplied_on: Option<String>,
    /// When and how to pay.
    pub terms: TermsForm,
    /// A free note.
    #[serde(default)]
    pub note: String,
}

/// VAT of one rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InvoiceVat {
    /// Percent.
    pub rate: String,
    /// What it is charged on.
    pub base: Amount,
    /// The VAT.
    pub tax: Amount,
}

/// What an invoice comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InvoiceTotals {
    /// Each line without VAT.
    pub lines: Vec<Amount>,
    /// All of them.
    pub net: Amount,
    /// VAT by rate; empty where none is charged.
    pub vat: Vec<InvoiceVat>,
    /// All VAT.
    pub tax: Amount,
    /// With VAT.
    pub gross: Amount,
    /// Paid before.
    pub prepaid: Amount,
    /// To pay.
    pub due: Amount,
    /// VAT in the currency it is declared in, when that is another one and a rate is known.
    pub tax_accounting: Option<Amount>,
}

/// What a form comes to, and what it lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InvoicePreview {
    /// The sums; `null` while the lines do not add up.
    pub totals: Option<InvoiceTotals>,
    /// Fields that cannot be read, `lines.0.price` for instance.
    pub unread: Vec<String>,
    /// What must be there before it is issued.
    pub lacks: Vec<InvoiceLackName>,
    /// What should be there.
    pub advice: Vec<InvoiceLackName>,
    /// The last day to pay if it were issued today.
    pub due_on: Option<String>,
    /// What the paper will say of VAT.
    pub vat_note: Option<String>,
}

/// An invoice in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InvoiceRow {
    /// Its id.
    pub id: i64,
    /// Its number; `null` of a draft.
    pub number: Option<String>,
    /// What kind.
    pub kind: InvoiceKindName,
    /// Where it stands.
    pub state: InvoiceStateName,
    /// Who is billed.
    pub client: String,
    /// What it is about.
    pub subject: String,
    /// The offer it bills, while it is there.
    pub offer: Option<i64>,
    /// The day it bears.
    pub issued_on: Option<String>,
    /// The last day to pay.
    pub due_on: Option<String>,
    /// What is to pay; `null` while a draft does not add up.
    pub due: Option<Amount>,
    /// What is open; below zero when too much came in.
    pub open: Option<Amount>,
    /// Days past the last day to pay.
    pub days_late: i32,
}

/// Money that came in for an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InvoicePayment {
    /// Its id.
    pub id: i64,
    /// The day.
    pub day: String,
    /// What it pays.
    pub amount: Amount,
    /// `hand`, `landing` or `payout`.
    pub source: String,
    /// The bank line's or payout's words.
    pub text: String,
    /// What of it was used, in its own unit, when that is another one.
    pub used: Option<Amount>,
    /// The creator's words.
    pub note: String,
    /// Why it was proposed.
    pub hints: Vec<PaymentHintName>,
}

/// Money that seems to be for an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PaymentProposal {
    /// The invoice.
    pub invoice: i64,
    /// Its number.
    pub number: String,
    /// `landing` or `payout`.
    pub source: String,
    /// The row of the bank line or payout.
    pub source_id: i64,
    /// The day it came in.
    pub day: String,
    /// What came in and is not used yet.
    pub amount: Amount,
    /// Its words.
    pub text: String,
    /// How sure, 0 to 1000.
    pub score: u16,
    /// Why.
    pub hints: Vec<PaymentHintName>,
}

/// A letter that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InvoiceReminder {
    /// Its id.
    pub id: i64,
    /// The day.
    pub day: String,
    /// How firmly it asks.
    pub tone: ToneName,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
}

/// A letter to send, with the figures it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReminderLetter {
    /// How firmly it asks.
    pub tone: ToneName,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// The client's mail address, when it is known.
    pub to: Option<String>,
    /// Late interest up to today; `null` when no rate is known.
    pub interest: Option<Amount>,
    /// Days past the last day to pay.
    pub days_late: i32,
}

/// One invoice, opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InvoiceDetail {
    /// As in the list.
    pub row: InvoiceRow,
    /// What it says.
    pub form: InvoiceForm,
    /// What it comes to and what it lacks.
    pub preview: InvoicePreview,
    /// Invoices it follows, by number.
    pub refers: Vec<String>,
    /// Who bills, as on the paper.
    pub seller: String,
    /// What came in.
    pub payments: Vec<InvoicePayment>,
    /// Letters that were written.
    pub reminders: Vec<InvoiceReminder>,
    /// Late interest up to today; `null` when it is not late or no rate is known.
    pub interest: Option<Amount>,
    /// When it went to the client.
    pub sent: Option<String>,
    /// The hash of the paper, once issued.
    pub sha256: Option<String>,
}

/// The list with what it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InvoiceList {
    /// The newest first.
    pub invoices: Vec<InvoiceRow>,
    /// What is open, by currency.
    pub open: Vec<Amount>,
    /// What is late, by currency.
    pub late: Vec<Amount>,
}

/// A paper that was written to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InvoiceFile {
    /// Where.
    pub file: String,
    /// Its hash.
    pub sha256: String,
    /// Bytes.
    pub bytes: i64,
}
