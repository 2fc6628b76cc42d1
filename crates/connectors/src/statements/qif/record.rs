//! Records of a QIF file: what stands between two carets, with its place.
//!
//! The rule it protects: a record keeps its own bytes; what is no record of an account (categories, classes, memorised
//! payments, shares) is left aside and told.

/// A record as written. The first letter of a line says what it holds.
#[derive(Debug, Default, Clone)]
pub(super) struct Record<'t> {
    pub date: Option<&'t str>,
    pub amount: Option<&'t str>,
    pub payee: Option<&'t str>,
    pub memo: Option<&'t str>,
    pub number: Option<&'t str>,
    /// `N` of an account block: its name.
    pub account: Option<&'t str>,
    pub start: usize,
    pub end: usize,
    /// Whether a caret ended it.
    pub closed: bool,
}

/// A record in the section it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// `!Type:Bank`, `Cash`, `CCard`, `Oth A`, `Oth S`, `Oth L`, or a translated name.
    Account,
    /// `!Account`: names and types of accounts.
    AccountList,
    /// Anything else: categories, classes, memorised payments, shares, prices.
    Other,
}

/// Every record with its section and the section's name.
pub(super) fn records<'t>(text: &'t str, mut each: impl FnMut(Section, &'t str, Record<'t>)) {
    let mut section = (Section::Other, "");
    let mut record: Option<Record<'t>> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim();
        let Some(letter) = line.chars().next() else {
            continue;
        };
        if letter == '!' {
            // A record that a new section begins in was never ended.
            if let Some(open) = record.take() {
                each(section.0, section.1, open);
            }
            section = of(line, section);
            continue;
        }
        let open = record.get_or_insert_with(|| Record {
            start,
            ..Record::default()
        });
        open.end = start + line.len();
        if letter == '^' {
            open.closed = true;
            if let Some(done) = record.take() {
                each(section.0, section.1, done);
            }
            continue;
        }
        let value = line.get(letter.len_utf8()..).unwrap_or_default().trim();
        let value = Some(value).filter(|v| !v.is_empty());
        let slot = match letter {
            'D' => &mut open.date,
            'T' => &mut open.amount,
            // The same figure as `T`, in files of newer programs; it stands in where `T` is left out.
            'U' if open.amount.is_none() => &mut open.amount,
            'P' => &mut open.payee,
            'M' => &mut open.memo,
            'N' if section.0 == Section::AccountList => &mut open.account,
            'N' => &mut open.number,
            // Address, category, cleared mark and splits say how somebody sorted the line, not what the bank moved.
            _ => continue,
        };
        if slot.is_none() {
            *slot = value;
        }
    }
    if let Some(open) = record {
        each(section.0, section.1, open);
    }
}

fn of<'t>(line: &'t str, before: (Section, &'t str)) -> (Section, &'t str) {
    let lower = line.to_ascii_lowercase();
    if lower.starts_with("!account") {
        return (Section::AccountList, "Account");
    }
    let Some(kind) = lower.strip_prefix("!type:") else {
        // `!Option:AutoSwitch` and the like begin no section.
        return before;
    };
    let name = line.get("!type:".len()..).unwrap_or_default();
    let other = [
        "cat",
        "class",
        "memorized",
        "invst",
        "security",
        "prices",
        "tag",
        "budget",
        "tax",
        "template",
    ];
    if other.iter().any(|o| kind.trim() == *o) {
        (Section::Other, name)
    } else {
        (Section::Account, name)
    }
}
