//! The files of a case: an index to read, the same for programs, and what they name.
//!
//! The rule it protects: the index says what each file is and where each word comes from; it holds no formatting that a mail
//! could have smuggled in.

use super::archive::File;
use super::gather::Case;
use crate::StudioError;
use crate::shapes::*;
use serde::Serialize;
use serde_json::json;

/// Every file but the manifest, in order.
pub(super) fn files(case: &Case) -> Result<Vec<File>, StudioError> {
    let messages: Vec<_> = case.letters.iter().map(|letter| &letter.told).collect();
    let index = json!({
        "offer": case.detail.offer,
        "made": case.made.to_string(),
        "note": case.note,
        "messages": messages,
        "files": ["terms.json", "work.json", "history.json", "figures.json", "MANIFEST.sha256"],
        "figures_complete": !case.more_figures,
    });
    let terms = json!({
        "terms": case.detail.terms,
        "not_stated": case.detail.not_stated,
        "findings": case.detail.findings,
        "grade": case.detail.offer.grade,
        "source": case.detail.source,
    });
    let history = json!({ "stages": case.stages, "words": case.words });
    let mut out = vec![
        text("INDEX.txt", readable(case)),
        file("index.json", &index)?,
        file("terms.json", &terms)?,
        file("work.json", &case.work)?,
        file("history.json", &history)?,
        file(
            "figures.json",
            &json!({ "invoices": case.invoices, "entries": case.figures }),
        )?,
    ];
    out.extend(case.letters.iter().map(|letter| File {
        name: letter.told.file.clone(),
        bytes: letter.bytes.clone(),
    }));
    Ok(out)
}

fn text(name: &str, text: String) -> File {
    File {
        name: name.to_owned(),
        bytes: text.into_bytes(),
    }
}

fn file<T: Serialize>(name: &str, what: &T) -> Result<File, StudioError> {
    let failed = |why: serde_json::Error| StudioError::Internal(why.to_string());
    let mut bytes = serde_json::to_vec_pretty(what).map_err(failed)?;
    bytes.push(b'\n');
    Ok(File {
        name: name.to_owned(),
        bytes,
    })
}

/// The index for people.
fn readable(case: &Case) -> String {
    let offer = &case.detail.offer;
    let mut out = format!(
        "Case file: {}\n{}\nMade {} by Creator Studio. Stage: {}.\n",
        line(&offer.brand),
        line(&offer.title),
        case.made,
        stage(offer.stage),
    );
    if let Some(note) = &case.note {
        out.push_str(&format!("Note: {}\n", line(note)));
    }
    out.push_str("\nCheck the files: sha256sum --check MANIFEST.sha256\n\nMessages\n");
    for letter in &case.letters {
        let told = &letter.told;
        out.push_str(&format!(
            "  {}  {}  {}\n    {}\n    SHA-256 {}\n",
            told.file,
            told.sent,
            line(&told.from),
            line(&told.subject),
            told.sha256
        ));
        if told.whole_document {
            out.push_str("    the whole document it came in; its own place in it is not known\n");
        }
    }
    out.push_str("\nTerms, each beside the words it came from (terms.json)\n");
    for term in &case.detail.terms {
        let hand = if term.corrected {
            ", corrected by the creator"
        } else {
            ""
        };
        out.push_str(&format!(
            "  {}: {}{hand}\n    “{}”\n",
            word(&term.field),
            value(term),
            line(&term.evidence)
        ));
    }
    if !case.detail.findings.is_empty() {
        out.push_str("\nFindings\n");
        for finding in &case.detail.findings {
            out.push_str(&format!(
                "  {}: {}\n",
                word(&finding.kind),
                line(&finding.line)
            ));
        }
    }
    out.push_str("\nHistory (history.json)\n");
    for step in &case.stages {
        out.push_str(&format!("  {}\n", step.line()));
    }
    out.push_str("\nFigures of the brand, with every version (figures.json)\n");
    for figure in &case.figures {
        let entry = &figure.entry;
        out.push_str(&format!(
            "  {}  {} {}  {}  {} versions\n",
            entry.day,
            entry.figures.net.amount,
            entry.figures.net.unit,
            line(&entry.title),
            figure.revisions.len()
        ));
    }
    if case.figures.is_empty() {
        out.push_str("  none\n");
    }
    out
}

fn value(term: &TermRow) -> String {
    match (&term.amount, term.rate, &term.text) {
        (Some(amount), ..) => format!("{} {}", amount.amount, amount.unit),
        (None, Some(rate), _) => format!("{}.{:02} %", rate / 100, rate % 100),
        (None, None, Some(text)) => line(text),
        (None, None, None) => String::new(),
    }
}

/// Words of strangers on one line.
fn line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn stage(stage: StageName) -> &'static str {
    domain::Stage::from(stage).slug()
}

fn word<T: Serialize>(word: &T) -> String {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
