//! The words the quick line knows, English and French.
//!
//! The rule it protects: a word stands for one thing; what is not listed is somebody's name.

use super::Every;
use crate::{Status, Stream};

/// Small letters without the accents of French, and the plain apostrophe.
pub fn fold(text: &str) -> String {
    let plain = |c: char| match c {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        '’' => '\'',
        other => other,
    };
    text.chars()
        .flat_map(char::to_lowercase)
        .map(plain)
        .collect()
}

/// Currencies in use, ISO 4217 list one, without metals and test codes: three letters alone may be any word.
const CURRENCIES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD \
CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG \
HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT \
MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG \
SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF \
XCD XOF XPF YER ZAR ZMW ZWL";

/// Whether three capital letters are a currency in use.
pub(super) fn is_currency(code: &str) -> bool {
    CURRENCIES.split(' ').any(|known| known == code)
}

const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "janvier", "janv"],
    &["february", "feb", "fevrier", "fevr"],
    &["march", "mar", "mars"],
    &["april", "apr", "avril", "avr"],
    &["may", "mai"],
    &["june", "jun", "juin"],
    &["july", "jul", "juillet", "juil"],
    &["august", "aug", "aout"],
    &["september", "sep", "sept", "septembre"],
    &["october", "oct", "octobre"],
    &["november", "nov", "novembre"],
    &["december", "dec", "decembre"],
];

/// A month from its name.
pub(super) fn month(text: &str) -> Option<u32> {
    let folded = fold(text.trim_end_matches(['.', ',']));
    let position = MONTHS
        .iter()
        .position(|names| names.contains(&folded.as_str()))?;
    u32::try_from(position + 1).ok()
}

/// Longer phrases first.
const STREAMS: &[(&[&str], Stream)] = &[
    (&["creator", "rewards"], Stream::CreatorReward),
    (&["creator", "reward"], Stream::CreatorReward),
    (&["brand", "deal"], Stream::BrandDeal),
    (&["live", "gifts"], Stream::LiveGift),
    (&["live", "gift"], Stream::LiveGift),
    (&["video", "gifts"], Stream::VideoGift),
    (&["video", "gift"], Stream::VideoGift),
    (&["ad", "share"], Stream::AdShare),
    (&["ad", "revenue"], Stream::AdShare),
    (&["shop", "sale"], Stream::ShopSale),
    (&["affiliate", "commission"], Stream::AffiliateCommission),
    (&["deal"], Stream::BrandDeal),
    (&["sponsor"], Stream::BrandDeal),
    (&["sponsorship"], Stream::BrandDeal),
    (&["partenariat"], Stream::BrandDeal),
    (&["tip"], Stream::Tip),
    (&["tips"], Stream::Tip),
    (&["pourboire"], Stream::Tip),
    (&["pourboires"], Stream::Tip),
    (&["don"], Stream::Tip),
    (&["ads"], Stream::AdShare),
    (&["publicite"], Stream::AdShare),
    (&["recompense"], Stream::CreatorReward),
    (&["subscription"], Stream::Subscription),
    (&["subscriptions"], Stream::Subscription),
    (&["abonnement"], Stream::Subscription),
    (&["abonnements"], Stream::Subscription),
    (&["affiliate"], Stream::AffiliateCommission),
    (&["affiliation"], Stream::AffiliateCommission),
    (&["commission"], Stream::AffiliateCommission),
    (&["sale"], Stream::ShopSale),
    (&["vente"], Stream::ShopSale),
    (&["bonus"], Stream::Bonus),
    (&["prime"], Stream::Bonus),
    (&["adjustment"], Stream::Adjustment),
    (&["refund"], Stream::Adjustment),
    (&["ajustement"], Stream::Adjustment),
    (&["remboursement"], Stream::Adjustment),
];

const STATUSES: &[(&[&str], Status)] = &[
    (&["paid"], Status::Paid),
    (&["received"], Status::Paid),
    (&["paye"], Status::Paid),
    (&["payee"], Status::Paid),
    (&["recu"], Status::Paid),
    (&["recue"], Status::Paid),
    (&["expected"], Status::Estimated),
    (&["estimated"], Status::Estimated),
    (&["estime"], Status::Estimated),
    (&["prevu"], Status::Estimated),
];

const RHYTHMS: &[(&[&str], Every)] = &[
    (&["tous", "les", "mois"], Every::Month),
    (&["toutes", "les", "semaines"], Every::Week),
    (&["tous", "les", "ans"], Every::Year),
    (&["every", "month"], Every::Month),
    (&["each", "month"], Every::Month),
    (&["chaque", "mois"], Every::Month),
    (&["par", "mois"], Every::Month),
    (&["every", "week"], Every::Week),
    (&["each", "week"], Every::Week),
    (&["chaque", "semaine"], Every::Week),
    (&["par", "semaine"], Every::Week),
    (&["every", "year"], Every::Year),
    (&["each", "year"], Every::Year),
    (&["chaque", "annee"], Every::Year),
    (&["par", "an"], Every::Year),
    (&["monthly"], Every::Month),
    (&["mensuel"], Every::Month),
    (&["weekly"], Every::Week),
    (&["hebdomadaire"], Every::Week),
    (&["yearly"], Every::Year),
    (&["annually"], Every::Year),
    (&["annuel"], Every::Year),
];

fn phrase<T: Copy>(list: &[(&[&str], T)], tokens: &[&str]) -> Option<(T, usize)> {
    list.iter()
        .find(|(words, _)| {
            words.len() <= tokens.len() && words.iter().zip(tokens).all(|(w, t)| fold(t) == **w)
        })
        .map(|(words, value)| (*value, words.len()))
}

/// A kind of income named at the beginning of `tokens`, and how many words name it.
pub(super) fn stream(tokens: &[&str]) -> Option<(Stream, usize)> {
    phrase(STREAMS, tokens)
}

/// How sure, named at the beginning of `tokens`.
pub(super) fn status(tokens: &[&str]) -> Option<(Status, usize)> {
    phrase(STATUSES, tokens)
}

/// A rhythm named at the beginning of `tokens`.
pub(super) fn rhythm(tokens: &[&str]) -> Option<(Every, usize)> {
    phrase(RHYTHMS, tokens)
}

/// Whether a word only leads to a name.
pub(super) fn leads(text: &str) -> bool {
    matches!(
        fold(text).as_str(),
        "from" | "by" | "for" | "with" | "on" | "de" | "du" | "par" | "pour" | "avec" | "le"
    )
}
