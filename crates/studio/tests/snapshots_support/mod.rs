//! Snapshot files: made free of what differs between machines, then compared or written.

pub mod told_twice;

use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use studio::Events;
use studio::shapes::TaskProgress;

/// Where the sample creator is said to live.
const FOLDER: &str = "/home/camille/.local/share/creator-studio";

/// The fixtures under way.
pub struct Files {
    temporary: PathBuf,
    made: BTreeMap<String, Value>,
}

impl Files {
    /// None yet; paths below `temporary` will be shown as the sample creator's.
    pub fn new(temporary: &Path) -> Self {
        Self {
            temporary: temporary.to_owned(),
            made: BTreeMap::new(),
        }
    }

    /// Takes an answer.
    pub fn put(&mut self, name: &str, answer: &impl Serialize) {
        let mut value = super::value_of(answer);
        self.steady(&mut value);
        self.made.insert(name.to_owned(), value);
    }

    /// A copy of a file under another name, in the temporary folder.
    pub fn copy_of(&self, file: &Path, name: &str) -> std::io::Result<PathBuf> {
        let copy = self.temporary.join(name);
        std::fs::copy(file, &copy)?;
        Ok(copy)
    }

    /// Replaces what another machine or another run would answer differently.
    fn steady(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                *text = text.replace(&self.temporary.display().to_string(), FOLDER);
                // The emulator takes any free port.
                if text.starts_with("127.0.0.1:") {
                    *text = "127.0.0.1".to_owned();
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.steady(item)),
            Value::Object(fields) => {
                let is_document =
                    fields.contains_key("sha256") || fields.contains_key("media_type");
                let is_backup = fields.get("kind").is_some_and(|kind| kind == "backup");
                for (key, field) in fields {
                    match (key.as_str(), &*field) {
                        // Of the machine.
                        ("system", Value::String(_)) => *field = "Linux x86_64".into(),
                        // When a file was written, by the system's clock.
                        ("backup_at", Value::String(_)) => *field = super::common::NOW.into(),
                        // How a database file fills is no promise; the sizes of documents are.
                        ("size", Value::Number(_)) if !is_document => *field = 2_900_000.into(),
                        ("values", Value::Object(values)) if is_backup => {
                            let steady: serde_json::Map<_, _> =
                                values.keys().map(|key| (key.clone(), "0".into())).collect();
                            *field = Value::Object(steady);
                        }
                        _ => self.steady(field),
                    }
                }
            }
            _ => {}
        }
    }

    /// Compares with the committed files, or writes them when `UPDATE_SNAPSHOTS` says so.
    pub fn settle(self) -> Result<(), Box<dyn std::error::Error>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/fixtures");
        let update = std::env::var_os("UPDATE_SNAPSHOTS").is_some_and(|v| v == "1");
        let mut differ = Vec::new();
        for (name, value) in &self.made {
            let file = folder.join(format!("{name}.json"));
            let text = format!("{}\n", serde_json::to_string_pretty(value)?);
            if update {
                std::fs::write(&file, text)?;
            } else if let Some(hint) = difference(&std::fs::read_to_string(&file)?, &text) {
                differ.push(format!("ui/fixtures/{name}.json {hint}"));
            }
        }
        assert!(
            differ.is_empty(),
            "the core answers otherwise than the committed fixtures say; look at the difference, then run \
             `UPDATE_SNAPSHOTS=1 cargo test -p studio --test snapshots` and commit ui/fixtures:\n{}",
            differ.join("\n")
        );
        Ok(())
    }
}

/// The first line in which two texts differ, in words.
fn difference(committed: &str, answered: &str) -> Option<String> {
    let (mut old, mut new) = (committed.lines(), answered.lines());
    for number in 1.. {
        match (old.next(), new.next()) {
            (None, None) => return None,
            (a, b) if a == b => {}
            (a, b) => {
                let shown = |line: Option<&str>| {
                    line.map_or("the end".to_owned(), |l| {
                        l.trim().chars().take(120).collect()
                    })
                };
                return Some(format!(
                    "line {number}: committed {:?}, answered {:?}",
                    shown(a),
                    shown(b)
                ));
            }
        }
    }
    None
}

/// Keeps the news of long work.
#[derive(Default)]
pub struct Heard(Mutex<Vec<TaskProgress>>);

impl Events for Heard {
    fn progress(&self, progress: &TaskProgress) {
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        heard.push(progress.clone());
    }

    fn changed(&self, _: &[&str]) {}
}

impl Heard {
    /// The sync half way through its news.
    pub fn half_way(&self) -> TaskProgress {
        let heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sync: Vec<&TaskProgress> = heard
            .iter()
            .filter(|p| p.task == "sync" && p.state == "running")
            .collect();
        (*sync.get(sync.len() / 2).expect("a sync tells its news")).clone()
    }
}
