//! Rules newer than the program's: signed files the creator opens by hand.
//!
//! The rules they protect: a pack counts only while its signature is right and its key is the project's or one the creator
//! trusts; an older pack never replaces a newer one; a pack that drops a version which once held is refused, since past days
//! are judged by it.

mod look;
mod signed;

pub use look::look;

use super::rules;
use crate::shapes::{PackAdded, RulePack, RulePacks, SigningKey};
use crate::{OpenProfile, StudioError};
use domain::Instant;
use domain::programmes::{Pack, PackChanges, Registry, RegistryError};
use signed::{NotSigned, fingerprint, is_key};
use std::borrow::Cow;
use std::path::Path;
use store::{ReadTx, RulePackRow, TrustedKey};

/// Public key of the project's own packs. Its private half is no part of the project's files.
pub const PROJECT_KEY: &str = "6623471d11c0ebd3761c61f39b8c8566124e9208d93d3d6009737ac4b1b48ff8";

/// Why a file was not taken as a rule pack.
#[derive(Debug, thiserror::Error)]
pub enum PackRefusal {
    /// It is not a signed pack at all.
    #[error("it has no signature")]
    NoSignature,
    /// It is larger than any pack.
    #[error("it is larger than any rule pack")]
    TooLarge,
    /// It was changed after it was signed.
    #[error("its signature is not right")]
    WrongSignature,
    /// Nobody said that this key may sign rules.
    #[error("it is signed by a key you do not trust: {fingerprint}")]
    UntrustedKey {
        /// The key, 64 hexadecimal digits.
        key: String,
        /// What to compare before trusting it.
        fingerprint: String,
    },
    /// The rules in force are as new, or newer.
    #[error("its rules are of {found}, those in force of {in_force}")]
    NotNewer {
        /// Date of the pack.
        found: String,
        /// Date of the rules in force.
        in_force: String,
    },
    /// It lacks versions by which past days are judged.
    #[error("it leaves out {}", .0.join(", "))]
    Drops(Vec<String>),
    /// The file is not what was looked at before it was accepted.
    #[error("the file was changed after you looked at it")]
    ChangedSince,
    /// Its rules cannot be read or make no sense.
    #[error(transparent)]
    Rules(#[from] RegistryError),
}

impl PackRefusal {
    /// The stable word for the reason.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::NoSignature => "no_signature",
            Self::TooLarge => "too_large",
            Self::WrongSignature => "wrong_signature",
            Self::UntrustedKey { .. } => "untrusted_key",
            Self::NotNewer { .. } => "not_newer",
            Self::Drops(_) => "drops_versions",
            Self::ChangedSince => "changed_since",
            Self::Rules(_) => "faulty",
        }
    }
}

impl From<NotSigned> for PackRefusal {
    fn from(why: NotSigned) -> Self {
        match why {
            NotSigned::NoSignature => Self::NoSignature,
            NotSigned::Wrong => Self::WrongSignature,
            NotSigned::TooLarge => Self::TooLarge,
        }
    }
}

/// Adds the pack in a file; it takes effect at once. `seen` is the SHA-256 of the text that was looked at first: a file that
/// changed since is refused.
///
/// # Errors
/// [`StudioError::Pack`] with the reason when it is refused, [`StudioError::File`] when it cannot be read.
pub fn add(
    profile: &OpenProfile,
    file: &Path,
    seen: Option<&str>,
) -> Result<PackAdded, StudioError> {
    let text = std::fs::read_to_string(file).map_err(|e| StudioError::file(file, e))?;
    if seen.is_some_and(|seen| seen != signed::digest(&text)) {
        return Err(PackRefusal::ChangedSince.into());
    }
    take(profile, text, name_of(file))
}

/// Adds a pack again that was removed or replaced; everything about it is checked anew.
///
/// # Errors
/// [`StudioError::Pack`] with the reason when it is refused, [`StudioError::Store`] when there is none.
pub fn restore(profile: &OpenProfile, id: i64) -> Result<RulePacks, StudioError> {
    let row = profile.store().read(|tx| tx.rule_pack(id))?;
    take(profile, row.signed, row.file)?;
    list(profile)
}

fn name_of(file: &Path) -> String {
    file.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn take(profile: &OpenProfile, text: String, file: String) -> Result<PackAdded, StudioError> {
    let now = profile.now();
    let trusted = profile.store().read(|tx| tx.trusted_keys())?;
    let in_force = profile.store().read(|tx| in_force(tx, None))?;
    let (pack, key, changes) = accept(&text, &in_force.registry, &trusted)?;
    let row = RulePackRow {
        id: 0,
        platform: pack.platform.clone(),
        pack_on: pack.pack_date,
        key,
        file,
        signed: text,
        added: now,
        until: None,
    };
    profile
        .store()
        .write(move |tx| Ok::<_, StudioError>(tx.add_rule_pack(&row)?))?;
    Ok(PackAdded {
        platform: pack.platform,
        platform_name: pack.platform_name,
        pack_date: pack.pack_date.to_string(),
        added: changes.added,
        changed: changes.changed,
    })
}

/// Removes the pack of a platform; the program's own rules hold again.
///
/// # Errors
/// [`StudioError::NotFound`] when none was added.
pub fn remove(profile: &OpenProfile, platform: &str) -> Result<RulePacks, StudioError> {
    let (slug, now) = (platform.to_owned(), profile.now());
    let was_there = profile
        .store()
        .write(move |tx| Ok::<_, StudioError>(tx.remove_rule_pack(&slug, now)?))?;
    if !was_there {
        return Err(StudioError::NotFound {
            what: "rule pack",
            id: platform.to_owned(),
        });
    }
    list(profile)
}

/// Accepts packs signed by `key` from now on. The creator has compared its fingerprint.
///
/// # Errors
/// [`StudioError::BadRequest`] for a text that is no key.
pub fn trust(profile: &OpenProfile, key: &str, name: &str) -> Result<RulePacks, StudioError> {
    if !is_key(key) {
        return Err(StudioError::bad("key", key));
    }
    let key = TrustedKey {
        key: key.to_ascii_lowercase(),
        name: name.trim().to_owned(),
        trusted: profile.now(),
    };
    profile
        .store()
        .write(move |tx| Ok::<_, StudioError>(tx.trust_key(&key)?))?;
    list(profile)
}

/// Accepts packs of `key` no longer; those already added stop to count.
///
/// # Errors
/// [`StudioError::NotFound`] when it was not trusted.
pub fn distrust(profile: &OpenProfile, key: &str) -> Result<RulePacks, StudioError> {
    let lower = key.to_ascii_lowercase();
    let was_trusted = profile
        .store()
        .write(move |tx| Ok::<_, StudioError>(tx.distrust_key(&lower)?))?;
    if !was_trusted {
        return Err(StudioError::NotFound {
            what: "trusted key",
            id: key.to_owned(),
        });
    }
    list(profile)
}

/// The rules in force by platform, with their age and origin, and whose packs are accepted.
///
/// # Errors
/// [`StudioError`].
pub fn list(profile: &OpenProfile) -> Result<RulePacks, StudioError> {
    let today = profile.today()?;
    let age = |day: domain::CivilDay| i64::from(today.number().saturating_sub(day.number()));
    let (trusted, in_force) = profile
        .store()
        .read(|tx| Ok::<_, StudioError>((tx.trusted_keys()?, in_force(tx, None)?)))?;
    let row = |pack: &Pack| {
        let added = in_force
            .added
            .iter()
            .find(|added| added.row.platform == pack.platform);
        let key = added.map(|added| added.row.key.clone());
        RulePack {
            platform: pack.platform.clone(),
            platform_name: pack.platform_name.clone(),
            pack_date: pack.pack_date.to_string(),
            age_days: age(pack.pack_date),
            versions: i64::try_from(pack.rules.len()).unwrap_or(i64::MAX),
            origin: match added {
                Some(Added { fault: None, .. }) => "added",
                _ => "built_in",
            }
            .to_owned(),
            id: added.map(|added| added.row.id),
            file: added.map(|added| added.row.file.clone()),
            added_at: added.map(|added| added.row.added.to_string()),
            signed_by: key.as_deref().map(|key| signer(key, &trusted)),
            fingerprint: key.as_deref().map(fingerprint),
            unused: added.and_then(|added| added.fault).map(str::to_owned),
        }
    };
    let project = SigningKey {
        key: PROJECT_KEY.to_owned(),
        fingerprint: fingerprint(PROJECT_KEY),
        name: "Creator Studio".to_owned(),
        project: true,
    };
    let own = trusted.iter().map(|key| SigningKey {
        key: key.key.clone(),
        fingerprint: fingerprint(&key.key),
        name: key.name.clone(),
        project: false,
    });
    Ok(RulePacks {
        packs: in_force.registry.packs().iter().map(row).collect(),
        keys: std::iter::once(project).chain(own).collect(),
    })
}

/// Signs the pack in a file with a private key given as 32 bytes in hexadecimal, after checking that it is a pack. For those
/// who publish packs; the program itself holds no private key.
///
/// # Errors
/// [`StudioError::Pack`] for a pack that cannot be read, [`StudioError::BadRequest`] for a key that is none.
pub fn sign(body: &str, seed: &str) -> Result<String, StudioError> {
    Pack::read(body).map_err(PackRefusal::from)?;
    let seed = hex::decode(seed.trim()).unwrap_or_default();
    signed::sign(body, &seed).ok_or_else(|| StudioError::bad("key", "(not shown)"))
}

/// Rules with the packs the creator added.
pub(crate) struct InForce {
    /// Without the creator's words on single versions.
    pub registry: Cow<'static, Registry>,
    /// What they added, with why one does not count.
    pub added: Vec<Added>,
}

/// A pack as added.
pub(crate) struct Added {
    row: RulePackRow,
    /// Why it does not count: the stable word of [`PackRefusal::reason`].
    fault: Option<&'static str>,
}

/// The rules with every added pack that counts: now, or as it was at `at`.
pub(crate) fn in_force(tx: &ReadTx<'_>, at: Option<Instant>) -> Result<InForce, StudioError> {
    let mut registry = Cow::Borrowed(rules()?);
    let trusted = tx.trusted_keys()?;
    let mut added = Vec::new();
    for row in tx.rule_packs(at)? {
        let fault = match accept(&row.signed, &registry, &trusted)
            .and_then(|_| updated(&registry, &row.signed))
        {
            Ok(newer) => {
                registry = Cow::Owned(newer);
                None
            }
            Err(why) => Some(why.reason()),
        };
        added.push(Added { row, fault });
    }
    Ok(InForce { registry, added })
}

fn updated(registry: &Registry, text: &str) -> Result<Registry, PackRefusal> {
    let signed = signed::open(text)?;
    Ok(registry.updated(&[signed.body])?)
}

/// Checks everything about a pack: signature, key, age, its rules alone and among the others.
fn accept(
    text: &str,
    registry: &Registry,
    trusted: &[TrustedKey],
) -> Result<(Pack, String, PackChanges), PackRefusal> {
    let signed = signed::open(text)?;
    if signed.key != PROJECT_KEY && !trusted.iter().any(|key| key.key == signed.key) {
        return Err(PackRefusal::UntrustedKey {
            fingerprint: fingerprint(&signed.key),
            key: signed.key,
        });
    }
    let pack = Pack::read(signed.body)?;
    let changes = match registry.pack(&pack.platform) {
        Some(held) if pack.pack_date <= held.pack_date => {
            return Err(PackRefusal::NotNewer {
                found: pack.pack_date.to_string(),
                in_force: held.pack_date.to_string(),
            });
        }
        Some(held) => pack.since(held),
        None => PackChanges {
            added: pack.rules.iter().map(|rule| rule.id.clone()).collect(),
            ..PackChanges::default()
        },
    };
    if !changes.dropped.is_empty() {
        return Err(PackRefusal::Drops(changes.dropped));
    }
    registry.updated(&[signed.body])?;
    Ok((pack, signed.key, changes))
}

fn signer(key: &str, trusted: &[TrustedKey]) -> String {
    if key == PROJECT_KEY {
        return "Creator Studio".to_owned();
    }
    let named = trusted.iter().find(|trusted| trusted.key == key);
    named.map_or_else(|| fingerprint(key), |trusted| trusted.name.clone())
}
