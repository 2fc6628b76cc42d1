//! The rules themselves: your own words on them, newer packs, and why a verdict changed.

use crate::arguments::{OverrideAction, PackAction};
use crate::commands::terms;
use crate::context::Context;
use crate::error::CliError;
use crate::output::{Align, Answer, Table, plain};
use crate::words::{Word, Words};
use serde::Serialize;
use std::path::Path;
use studio::StudioError;
use studio::programmes::{overrides, packs};
use studio::shapes::{OwnRule, OwnRuleDraft, PackLook, ProgrammeCause, ProgrammeChange, RulePacks};

/// Your words on rules.
#[derive(Serialize)]
struct OwnRules<'r> {
    overrides: &'r [OwnRule],
}

/// A pack that was signed.
#[derive(Serialize)]
struct Written {
    file: String,
}

/// Programmes whose outcome differs.
#[derive(Serialize)]
struct Differences<'d> {
    programmes: &'d [ProgrammeChange],
}

/// Your own word on rules.
pub fn own(context: &Context, action: OverrideAction) -> Result<Answer, CliError> {
    let profile = context.open()?;
    let rules = match action {
        OverrideAction::List => overrides::list(&profile)?,
        OverrideAction::End { id } => overrides::end(&profile, id)?,
        OverrideAction::Set(asked) => {
            let draft = OwnRuleDraft {
                rule: asked.rule,
                condition: asked.condition,
                value: asked.value,
                from: asked.from,
                note: asked.note,
                source: asked.source,
            };
            overrides::set(&profile, &draft)?
        }
    };
    let answer = OwnRules { overrides: &rules };
    context.done(&answer, |words| own_rules(&rules, words))
}

/// Newer rules.
pub fn packs(context: &Context, action: PackAction) -> Result<Answer, CliError> {
    if let PackAction::Sign {
        file,
        key_file,
        out,
    } = &action
    {
        let signed = packs::sign(&read(file)?, &read(key_file)?)?;
        std::fs::write(out, signed).map_err(|e| StudioError::file(out, e))?;
        let written = Written {
            file: out.display().to_string(),
        };
        return context.done(&written, |words| {
            format!(
                "{} {}\n",
                words.labelled(words.say(Word::PackSigned)),
                written.file
            )
        });
    }
    let profile = context.open()?;
    let found = match action {
        PackAction::Look { file } => {
            let look = packs::look(&profile, &file)?;
            return context.done(&look, |words| looked_at(&look, words));
        }
        PackAction::Add { file } => {
            let added = packs::add(&profile, &file, None)?;
            return context.done(&added, |words| {
                let mut text = format!(
                    "{} {} {}\n",
                    words.labelled(words.say(Word::PackTaken)),
                    added.platform_name,
                    added.pack_date
                );
                for id in &added.added {
                    text.push_str(&format!("  + {}\n", plain(id)));
                }
                for id in &added.changed {
                    text.push_str(&format!("  ~ {}\n", plain(id)));
                }
                text
            });
        }
        PackAction::Remove { platform } => packs::remove(&profile, &platform)?,
        PackAction::Trust { key, name } => packs::trust(&profile, &key, &name)?,
        PackAction::Distrust { key } => packs::distrust(&profile, &key)?,
        PackAction::List | PackAction::Sign { .. } => packs::list(&profile)?,
    };
    context.done(&found, |words| in_force(&found, words))
}

/// Whose a pack is, and what it would change.
fn looked_at(look: &PackLook, words: Words) -> String {
    let signer = look.signed_by.as_deref().map(plain);
    let mut text = format!(
        "{} {} ({})\n{} {}\n{} {}\n",
        look.platform_name,
        look.pack_date,
        look.in_force.as_deref().unwrap_or("–"),
        words.labelled(&words.slug("signed_by")),
        signer.unwrap_or_else(|| words.slug("untrusted_key")),
        words.labelled(&words.slug("fingerprint")),
        look.fingerprint,
    );
    for version in &look.versions {
        let sign = if version.kind == "added" { "+" } else { "~" };
        text.push_str(&format!(
            "  {sign} {} {}\n",
            plain(&version.rule),
            plain(&version.name)
        ));
        let side = |asked: &Option<studio::shapes::AskedRequirement>| {
            asked
                .as_ref()
                .map_or_else(|| "–".to_owned(), |asked| terms::one(asked, words))
        };
        for change in &version.changes {
            text.push_str(&format!(
                "      {} → {}\n",
                side(&change.before),
                side(&change.after)
            ));
        }
        let said = |value: &Option<String>| value.as_deref().map_or_else(|| "–".to_owned(), plain);
        for field in &version.fields {
            text.push_str(&format!(
                "      {} {} → {}\n",
                words.labelled(&field.field),
                said(&field.before),
                said(&field.after)
            ));
        }
    }
    for outcome in &look.outcomes {
        let before = outcome
            .before
            .as_deref()
            .map_or_else(|| "–".to_owned(), |s| words.slug(s));
        text.push_str(&format!(
            "  {} {before} → {}\n",
            words.labelled(&outcome.programme),
            words.slug(&outcome.after)
        ));
    }
    text
}

/// What differs between two questions, and why.
pub fn differences(context: &Context, found: &[ProgrammeChange]) -> Result<Answer, CliError> {
    let answer = Differences { programmes: found };
    context.done(&answer, |words| changed(found, words))
}

fn read(file: &Path) -> Result<String, StudioError> {
    std::fs::read_to_string(file).map_err(|e| StudioError::file(file, e))
}

fn own_rules(rules: &[OwnRule], words: Words) -> String {
    let mut table = Table::new([
        ("", Align::Right),
        (words.say(Word::RuleVersion), Align::Left),
        (words.say(Word::RuleCondition), Align::Left),
        (words.say(Word::OwnThreshold), Align::Right),
        (words.say(Word::InsteadOf), Align::Right),
        (words.say(Word::Since), Align::Left),
        (words.say(Word::OwnNote), Align::Left),
    ]);
    for rule in rules {
        let note = match &rule.idle {
            Some(why) => format!(
                "{} ({}: {})",
                rule.note,
                words.say(Word::Idle),
                words.slug(why)
            ),
            None => rule.note.clone(),
        };
        let wrong = || words.slug("wrong");
        table.row([
            rule.id.to_string(),
            rule.rule.clone(),
            rule.metric.clone().unwrap_or_default(),
            rule.value.clone().unwrap_or_else(wrong),
            rule.instead_of.clone().unwrap_or_default(),
            rule.from.clone().unwrap_or_default(),
            note,
        ]);
    }
    table.text(words.say(Word::Nothing))
}

fn in_force(found: &RulePacks, words: Words) -> String {
    let mut table = Table::new([
        (words.say(Word::Platform), Align::Left),
        (words.say(Word::Day), Align::Left),
        (words.say(Word::RulesAge), Align::Right),
        (words.say(Word::RulesOrigin), Align::Left),
        (words.say(Word::SignedBy), Align::Left),
        (words.say(Word::Unused), Align::Left),
    ]);
    for pack in &found.packs {
        table.row([
            pack.platform_name.clone(),
            pack.pack_date.clone(),
            pack.age_days.to_string(),
            words.slug(&pack.origin),
            pack.signed_by.clone().unwrap_or_default(),
            pack.unused
                .as_deref()
                .map(|w| words.slug(w))
                .unwrap_or_default(),
        ]);
    }
    let mut text = table.text(words.say(Word::Nothing));
    text.push_str(&format!("{}:\n", words.say(Word::KeysTrusted)));
    for key in &found.keys {
        text.push_str(&format!("  {} · {}\n", key.fingerprint, plain(&key.name)));
    }
    text
}

fn changed(found: &[ProgrammeChange], words: Words) -> String {
    if found.is_empty() {
        return format!("{}\n", words.say(Word::NothingDiffers));
    }
    let state = |side: &Option<studio::shapes::ProgrammeSide>| {
        side.as_ref().map_or_else(
            || "–".to_owned(),
            |side| {
                let rule = side.rule.as_deref().unwrap_or("–");
                format!(
                    "{} ({} {}, {rule})",
                    words.slug(&side.state),
                    side.on,
                    side.region
                )
            },
        )
    };
    let mut text = String::new();
    for programme in found {
        text.push_str(&format!(
            "{} · {}: {} → {}\n",
            programme.programme,
            plain(&programme.name),
            state(&programme.before),
            state(&programme.after),
        ));
        for cause in &programme.causes {
            text.push_str(&format!("  · {}\n", because(cause, words)));
        }
    }
    text
}

/// One cause in a line: what it is, from what to what, and the state it gave.
fn because(cause: &ProgrammeCause, words: Words) -> String {
    let either = |text: &Option<String>| {
        text.as_deref()
            .map_or_else(|| "–".to_owned(), |text| words.slug(text))
    };
    // Only these have words of our own in them; ids, days, codes and figures stand as they are.
    let worded = matches!(cause.kind.as_str(), "own_word" | "prerequisite");
    let plainly = |text: &Option<String>| match text {
        Some(text) if !worded => plain(text),
        _ => either(text),
    };
    let mut line = words.slug(&cause.kind);
    if let Some(metric) = &cause.metric {
        line.push_str(&format!(
            " {metric} {} {}",
            cause.op.as_deref().unwrap_or_default(),
            cause.threshold.as_deref().unwrap_or("?"),
        ));
    }
    if let Some(programme) = &cause.programme {
        line.push_str(&format!(" {programme}"));
    }
    line.push_str(&format!(
        ": {} → {}",
        plainly(&cause.from),
        plainly(&cause.to)
    ));
    if let Some(day) = &cause.on {
        // As exactly as the source gives it.
        let exact = match cause.precision.as_deref() {
            Some("year") => day.get(..4),
            Some("month") => day.get(..7),
            _ => Some(day.as_str()),
        };
        line.push_str(&format!(", {}", exact.unwrap_or(day)));
    }
    if let Some(note) = &cause.note {
        line.push_str(&format!(", “{}”", plain(note)));
    }
    line.push_str(&format!(
        "  [{} → {}]",
        either(&cause.before),
        either(&cause.after)
    ));
    line
}
