//! Month and weekday names as exports translate them.
//!
//! The rule it protects: a word is a month only when every language that has it agrees which one.

use super::fold::fold;

/// Names by month, folded: English, French, German, Spanish, Portuguese, Italian, Dutch, Indonesian, Polish, Swedish.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "janvier", "januar", "enero", "janeiro", "gennaio", "januari", "styczen",
        "stycznia",
    ],
    &[
        "february",
        "fevrier",
        "februar",
        "febrero",
        "fevereiro",
        "febbraio",
        "februari",
        "luty",
        "lutego",
    ],
    &[
        "march", "mars", "marz", "marzo", "marco", "maart", "mrt", "maret", "marzec", "marca",
    ],
    &["april", "avril", "abril", "aprile", "kwiecien", "kwietnia"],
    &["may", "mai", "mayo", "maio", "maggio", "mei", "maj", "maja"],
    &[
        "june", "juin", "juni", "junio", "junho", "giugno", "czerwiec", "czerwca",
    ],
    &[
        "july", "juillet", "juli", "julio", "julho", "luglio", "lipiec", "lipca",
    ],
    &[
        "august", "aout", "agosto", "augustus", "agustus", "sierpien", "sierpnia", "augusti",
    ],
    &[
        "september",
        "septembre",
        "septiembre",
        "setembro",
        "settembre",
        "wrzesien",
        "wrzesnia",
    ],
    &[
        "october",
        "octobre",
        "oktober",
        "octubre",
        "outubro",
        "ottobre",
        "pazdziernik",
        "pazdziernika",
    ],
    &[
        "november",
        "novembre",
        "noviembre",
        "novembro",
        "listopad",
        "listopada",
        "nopember",
    ],
    &[
        "december",
        "decembre",
        "dezember",
        "diciembre",
        "dezembro",
        "dicembre",
        "desember",
        "grudzien",
        "grudnia",
    ],
];

/// Beginnings of weekday names, folded, where no month begins like that.
const WEEKDAYS: &[&str] = &[
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "lun", "mer", "jeu", "ven", "sam", "dim",
    "die", "mit", "don", "fre", "son", "mie", "jue", "vie", "sab", "dom", "seg", "ter", "qua",
    "qui", "sex", "gio",
];

/// The month a word names, whole or shortened to three letters or more; `None` when it could be two.
pub fn month(word: &str) -> Option<u32> {
    let word = fold(word);
    let word = word.trim_end_matches('.');
    if word.len() < 3 || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let mut found = (1..)
        .zip(MONTHS)
        .filter(|(_, names)| names.iter().any(|name| name.starts_with(word)));
    match (found.next(), found.next()) {
        (Some((month, _)), None) => Some(month),
        _ => None,
    }
}

/// Whether a word may be a weekday in front of a date.
pub fn is_weekday(word: &str) -> bool {
    let word = fold(word);
    WEEKDAYS.iter().any(|day| word.starts_with(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_named_in_many_languages_and_never_guessed() {
        for (word, expected) in [
            ("September", Some(9)),
            ("septembre", Some(9)),
            ("setembro", Some(9)),
            ("Sep", Some(9)),
            ("sept.", Some(9)),
            ("août", Some(8)),
            ("März", Some(3)),
            ("mai", Some(5)),
            ("Mar", Some(3)),
            ("jui", None),
            ("ma", None),
            ("Total", None),
        ] {
            assert_eq!(month(word), expected, "“{word}”");
        }
    }
}
