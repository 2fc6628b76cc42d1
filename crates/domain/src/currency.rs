//! Minor units of the ISO 4217 currencies that the platforms pay in.
//!
//! The rule it protects: an integer from a platform becomes money only through a stated exponent, never a guess. Two
//! tables are kept apart, because Stripe counts some whole-unit currencies in hundredths (ISK, UGX) where ISO does not.

/// How many decimals ISO 4217 gives a currency. `None` for a code that is not three capital letters.
///
/// Source: ISO 4217 list one; every code not named here has two.
pub fn iso_exponent(code: &str) -> Option<u8> {
    if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    Some(match code {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "UYI" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    })
}

/// How many decimals one integer of Stripe's API stands for.
///
/// Source: Stripe's currency page: a list of zero-decimal and three-decimal currencies; ISK and UGX are whole-unit
/// currencies that the API still counts in hundredths.
pub fn stripe_exponent(code: &str) -> Option<u8> {
    if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    Some(match code {
        "BIF" | "CLP" | "DJF" | "GNF" | "JPY" | "KMF" | "KRW" | "MGA" | "PYG" | "RWF" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "JOD" | "KWD" | "OMR" | "TND" => 3,
        _ => 2,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponents_follow_their_tables() {
        let cases = [
            ("EUR", Some(2), Some(2), "the ordinary case"),
            ("JPY", Some(0), Some(0), "whole yen in both"),
            (
                "UGX",
                Some(0),
                Some(2),
                "Stripe counts hundredths of a whole-unit currency",
            ),
            ("ISK", Some(0), Some(2), "the same for the Icelandic crown"),
            ("MGA", Some(2), Some(0), "Stripe treats the ariary as whole"),
            ("KWD", Some(3), Some(3), "thousandths"),
            (
                "eur",
                None,
                None,
                "codes are capital letters, the caller folds them",
            ),
            ("EURO", None, None, "not a code"),
        ];
        for (code, iso, stripe, why) in cases {
            assert_eq!(iso_exponent(code), iso, "ISO {code}: {why}");
            assert_eq!(stripe_exponent(code), stripe, "Stripe {code}: {why}");
        }
    }
}
