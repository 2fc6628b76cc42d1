//! What a person says about each mail of the labelled set, as written in `fixtures/inbox/*.toml`.

use serde::Deserialize;

/// One half of the set.
#[derive(Debug, Deserialize)]
pub struct Half {
    pub mail: Vec<Label>,
}

/// One mail's labels.
#[derive(Debug, Deserialize)]
pub struct Label {
    pub file: String,
    /// `paid`, `scam`, `newsletter` and so on, for the breakdown.
    pub kind: String,
    pub is_offer: bool,
    #[serde(default)]
    pub terms: Vec<TermLabel>,
    #[serde(default)]
    pub findings: Vec<FindingLabel>,
    /// A brand the creator already deals with, and the domain it writes from.
    pub known: Option<Known>,
}

/// A term the mail states. Without a value the wording itself is the value; without evidence any place will do.
#[derive(Debug, Deserialize)]
pub struct TermLabel {
    pub field: String,
    pub value: Option<String>,
    pub evidence: Option<String>,
}

/// A reason for distrust, and words of the line that shows it.
#[derive(Debug, Deserialize)]
pub struct FindingLabel {
    pub kind: String,
    pub line: String,
}

/// A brand met before.
#[derive(Debug, Deserialize)]
pub struct Known {
    pub brand: String,
    pub domain: String,
}

/// Where the set lies.
pub fn folder() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/inbox")
}

/// Reads one half: `tuning` or `held_out`.
pub fn half(name: &str) -> Vec<Label> {
    let text = std::fs::read_to_string(folder().join(format!("{name}.toml"))).unwrap();
    toml::from_str::<Half>(&text).unwrap().mail
}
