//! Remarks of an import or a sync, worded: what was left out, assumed or could not be checked.
//!
//! The rule it protects: a remark that the window shows is not silent in the terminal; one without words here still shows
//! its code and its values.

use studio::shapes::ImportNote;

/// English and French, each for one and for several.
struct Wording {
    en: [&'static str; 2],
    fr: [&'static str; 2],
}

const fn plain(en: &'static str, fr: &'static str) -> Wording {
    Wording {
        en: [en, en],
        fr: [fr, fr],
    }
}

const fn counted(
    en: &'static str,
    en_many: &'static str,
    fr: &'static str,
    fr_many: &'static str,
) -> Wording {
    Wording {
        en: [en, en_many],
        fr: [fr, fr_many],
    }
}

fn wording(code: &str) -> Option<Wording> {
    Some(match code {
        "unknown_columns" => counted(
            "{count} column is not read: {detail}",
            "{count} columns are not read: {detail}",
            "{count} colonne n’est pas lue : {detail}",
            "{count} colonnes ne sont pas lues : {detail}",
        ),
        "not_income" => counted(
            "{count} row is no income: {detail}",
            "{count} rows are no income: {detail}",
            "{count} ligne n’est pas un revenu : {detail}",
            "{count} lignes ne sont pas des revenus : {detail}",
        ),
        "payout_id_missing" => counted(
            "{count} payout has no id in this report and is left to the payouts report",
            "{count} payouts have no id in this report and is left to the payouts report",
            "{count} versement n’a pas d’identifiant dans ce rapport et revient au rapport des versements",
            "{count} versements n’ont pas d’identifiant dans ce rapport et revient au rapport des versements",
        ),
        "live_unit_unstated" => counted(
            "TikTok does not state the unit of {count} LIVE figure; they stay apart as unstated",
            "TikTok does not state the unit of {count} LIVE figures; they stay apart as unstated",
            "TikTok ne précise pas l’unité de {count} chiffre LIVE ; ils restent à part, non précisés",
            "TikTok ne précise pas l’unité de {count} chiffres LIVE ; ils restent à part, non précisés",
        ),
        "encoding_damaged" => counted(
            "{count} place is not valid text; the bytes are kept",
            "{count} places are not valid text; the bytes are kept",
            "{count} endroit n’est pas un texte valide ; les octets sont gardés",
            "{count} endroits ne sont pas un texte valide ; les octets sont gardés",
        ),
        "encoding_utf16" => plain("Read as UTF-16", "Lu en UTF-16"),
        "encoding_latin1" => plain("Read as Windows-1252", "Lu en Windows-1252"),
        "not_offers" => counted(
            "{count} mail is no offer and is kept as a message",
            "{count} mails are no offer and are kept as messages",
            "{count} courrier n’est pas une offre, gardé comme message",
            "{count} courriers ne sont pas des offres, gardés comme messages",
        ),
        "not_offer" => plain(
            "no offer, kept as a message: {detail}",
            "pas une offre, gardé comme message : {detail}",
        ),
        "messages_kept" => counted(
            "{count} new message kept",
            "{count} new messages kept",
            "{count} nouveau message gardé",
            "{count} nouveaux messages gardés",
        ),
        "duplicates" => counted(
            "{count} row stood there twice",
            "{count} rows stood there twice",
            "{count} ligne figurait deux fois",
            "{count} lignes figuraient deux fois",
        ),
        "format_unconfirmed" => plain(
            "Format as reported, not confirmed: compare the sums with the statement",
            "Format rapporté, non confirmé : comparez les sommes au relevé",
        ),
        "preset_used" => plain(
            "Read by your preset “{detail}”",
            "Lu selon votre modèle « {detail} »",
        ),
        "also_in" => plain(
            "The same money may also show in {detail}: where it does, both lines are shown for you to count once",
            "Le même argent peut aussi figurer dans {detail} : le cas échéant, les deux lignes vous sont montrées pour ne compter qu’une fois",
        ),
        "doubles" => counted(
            "{count} of these looks like a line you already have: review",
            "{count} of these look like lines you already have: review",
            "{count} de ces lignes semble déjà connue : à examiner",
            "{count} de ces lignes semblent déjà connues : à examiner",
        ),
        "nothing_to_take" => plain(
            "Known, and nothing to take over: {detail}",
            "Connu, et rien à reprendre : {detail}",
        ),
        "year_inferred" => plain(
            "Days have no year here; the file’s name says it ends on {detail}",
            "Les jours n’ont pas d’année ici ; le nom du fichier dit qu’il finit le {detail}",
        ),
        "zone_assumed" => plain(
            "The file names no time zone; days are read in {detail}",
            "Le fichier ne nomme aucun fuseau ; les jours sont lus en {detail}",
        ),
        "not_completed" => counted(
            "{count} row is not final: {detail}",
            "{count} rows are not final: {detail}",
            "{count} ligne n’est pas définitive : {detail}",
            "{count} lignes ne sont pas définitives : {detail}",
        ),
        "counted_elsewhere" => counted(
            "{count} row stands elsewhere too: {detail}",
            "{count} rows stand elsewhere too: {detail}",
            "{count} ligne figure aussi ailleurs : {detail}",
            "{count} lignes figurent aussi ailleurs : {detail}",
        ),
        "not_eligible" => counted(
            "{count} row the platform will not pay: {detail}",
            "{count} rows the platform will not pay: {detail}",
            "{count} ligne que la plateforme ne paiera pas : {detail}",
            "{count} lignes que la plateforme ne paiera pas : {detail}",
        ),
        "total_agrees" => plain(
            "The total in the file is the sum of its rows",
            "Le total du fichier est la somme de ses lignes",
        ),
        "total_differs" => plain(
            "The total in the file is not the sum of its rows; it is in needs review",
            "Le total du fichier n’est pas la somme de ses lignes ; il est à revoir",
        ),
        "total_unchecked" => plain(
            "The total in the file could not be checked, since rows were refused",
            "Le total du fichier n’a pas pu être vérifié, des lignes ayant été refusées",
        ),
        "total_left_aside" => plain(
            "A row that sums up others was left aside",
            "Une ligne qui en résume d’autres a été laissée de côté",
        ),
        "balance_agrees" => plain(
            "Opening balance and lines are the closing balance: {detail}",
            "Le solde initial et les lignes donnent le solde final : {detail}",
        ),
        "balance_differs" => plain(
            "Opening balance and lines are not the closing balance, {detail} apart; it is in needs review",
            "Le solde initial et les lignes ne donnent pas le solde final, écart {detail} ; c’est à vérifier",
        ),
        "balance_unchecked" => plain(
            "The balance could not be checked: the file lacks a figure, or rows were refused",
            "Le solde n’a pas pu être vérifié : il manque un chiffre au fichier, ou des lignes ont été refusées",
        ),
        "several_accounts" => plain(
            "Lines of several bank accounts, put together in one: {detail}",
            "Lignes de plusieurs comptes bancaires, réunies en un seul : {detail}",
        ),
        "reversals" => counted(
            "{count} line takes back an earlier one: {detail}",
            "{count} lines take back an earlier one: {detail}",
            "{count} ligne annule une ligne antérieure : {detail}",
            "{count} lignes annulent une ligne antérieure : {detail}",
        ),
        "batch_whole" => counted(
            "{count} collective booking stays one line, since its parts are not stated in full: {detail}",
            "{count} collective bookings stay one line each, since its parts are not stated in full: {detail}",
            "{count} écriture groupée reste une seule ligne, ses parties n’étant pas toutes indiquées : {detail}",
            "{count} écritures groupées restent une ligne chacune, ses parties n’étant pas toutes indiquées : {detail}",
        ),
        "opening_left_aside" => plain(
            "The opening balance {detail} is no payment and was left aside",
            "Le solde d’ouverture {detail} n’est pas un paiement et a été laissé de côté",
        ),
        "why_partial" => plain(
            "it lists only the top videos of each day; the totals file holds all",
            "il ne liste que les meilleures vidéos de chaque jour ; le fichier des totaux a tout",
        ),
        "why_no_money" => plain(
            "orders earn nothing until the goods ship; the earnings file has them",
            "une commande ne rapporte rien avant l’envoi ; le fichier des gains les contient",
        ),
        "why_estimates" => plain(
            "these are estimates that leave the file once settled",
            "des estimations, qui quittent le fichier une fois réglées",
        ),
        "why_audience" => plain(
            "shares and counts of the audience, which nothing here is judged by",
            "des parts et des comptes du public, dont rien ne dépend ici",
        ),
        "why_no_lines" => plain("it holds no lines", "il ne contient aucune ligne"),
        "scope_missing" => plain(
            "A permission was not given: {detail}",
            "Une autorisation n’a pas été donnée : {detail}",
        ),
        "identity_unchecked" => plain(
            "Whose key it is could not be checked: {detail}",
            "Le titulaire de la clé n’a pas pu être vérifié : {detail}",
        ),
        "metric_refused" => plain(
            "The platform does not give {detail}",
            "La plateforme ne donne pas {detail}",
        ),
        "list_cut" => plain(
            "The list of videos was cut off by the platform: {detail}",
            "La plateforme a coupé la liste des vidéos : {detail}",
        ),
        "monetary_unavailable" => plain(
            "Revenue needs the monetary permission or a monetised channel",
            "Les revenus demandent l’autorisation financière ou une chaîne monétisée",
        ),
        "adsense_unavailable" => plain(
            "Payments of AdSense cannot be read: {detail}",
            "Les versements AdSense ne peuvent pas être lus : {detail}",
        ),
        "money_by_file" => plain(
            "No money over this connection: import the platform’s file",
            "Pas d’argent par cette connexion : importez le fichier de la plateforme",
        ),
        "no_subscriptions" => plain(
            "No subscriptions: the channel is neither affiliate nor partner",
            "Pas d’abonnements : la chaîne n’est ni affiliée ni partenaire",
        ),
        "not_given" => plain(
            "The platform does not give {detail}",
            "La plateforme ne donne pas {detail}",
        ),
        _ => return None,
    })
}

/// The remark as a sentence. `{count}` and `{detail}` stand for its values.
pub(super) fn sentence(note: &ImportNote, french: bool) -> String {
    let value = |name: &str| note.values.get(name).map(String::as_str);
    let Some(words) = wording(&note.code) else {
        let values = note.values.values().map(String::as_str);
        let code = note.code.replace('_', " ");
        let all: Vec<&str> = std::iter::once(code.as_str()).chain(values).collect();
        return all.join(", ");
    };
    let count = value("count").unwrap_or("1");
    // French counts zero with one.
    let one = count == "1" || (french && count == "0");
    let [single, several] = if french { words.fr } else { words.en };
    let sentence = if one { single } else { several };
    let detail = match (note.code.as_str(), value("detail")) {
        ("nothing_to_take", Some(why)) => why_not(why, french),
        (_, detail) => detail.unwrap_or_default().to_owned(),
    };
    sentence
        .replace("{count}", count)
        .replace("{detail}", &detail)
}

/// Why a known file has nothing to take over.
fn why_not(why: &str, french: bool) -> String {
    match wording(&format!("why_{why}")) {
        Some(Wording {
            en: [en, _],
            fr: [fr, _],
        }) => if french { fr } else { en }.to_owned(),
        None => why.replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(code: &str, values: &[(&str, &str)]) -> ImportNote {
        ImportNote {
            code: code.to_owned(),
            values: values
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        }
    }

    #[test]
    fn every_remark_of_the_window_has_words_in_the_terminal() {
        let words = include_str!("../../../../ui/src/locales/en/accounts.ts");
        let mut seen = 0;
        for line in words.lines() {
            let code = ["'import.note.", "'sync.note."]
                .iter()
                .find_map(|start| line.trim().strip_prefix(start)?.split('\'').next());
            if let Some(code) = code {
                seen += 1;
                assert!(wording(code).is_some(), "{code} is silent in the terminal");
            }
        }
        assert!(seen > 30, "the window's words were found");
    }

    #[test]
    fn counts_choose_the_form_of_their_language() {
        let cases = [
            ("1", false, "1 row stood there twice"),
            ("0", false, "0 rows stood there twice"),
            ("0", true, "0 ligne figurait deux fois"),
            ("2", true, "2 lignes figuraient deux fois"),
        ];
        for (count, french, expected) in cases {
            let told = sentence(&note("duplicates", &[("count", count)]), french);
            assert_eq!(told, expected, "{count}, French: {french}");
        }
    }

    #[test]
    fn values_and_unknown_codes_are_told() {
        let known = note("nothing_to_take", &[("detail", "no_lines"), ("count", "1")]);
        assert_eq!(
            sentence(&known, true),
            "Connu, et rien à reprendre : il ne contient aucune ligne"
        );
        let unknown = note("some_day", &[("detail", "x")]);
        assert_eq!(sentence(&unknown, false), "some day, x");
    }
}
