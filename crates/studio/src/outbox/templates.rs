//! Templates: the built-in ones and the creator's own.
//!
//! The rule it protects: a name in braces that is no field is told when a template is kept, not when a letter goes out.

use crate::shapes::{ReplyKindName, ReplyLanguageName, ReplyTemplateRow};
use crate::{OpenProfile, StudioError};
use domain::reply::{Language, ReplyKind, built_in, unknown_fields};
use store::{ReadTx, StoreError};

/// Every template in each language, the creator's own in place of the built-in one.
///
/// # Errors
/// [`StudioError`].
pub fn templates(profile: &OpenProfile) -> Result<Vec<ReplyTemplateRow>, StudioError> {
    let own = profile.store().read(|tx| tx.reply_templates())?;
    let mut rows = Vec::new();
    for kind in ReplyKind::ALL {
        for language in Language::ALL {
            let mine = own
                .iter()
                .find(|t| t.kind == *kind && t.language == *language);
            rows.push(ReplyTemplateRow {
                kind: (*kind).into(),
                language: (*language).into(),
                body: mine
                    .map_or_else(|| built_in(*kind, *language).to_owned(), |t| t.body.clone()),
                own: mine.is_some(),
            });
        }
    }
    Ok(rows)
}

/// Words a template anew; without a text the built-in one holds again.
///
/// # Errors
/// [`StudioError::BadRequest`] for an empty text, or one that names a field that there is not.
pub fn set_template(
    profile: &OpenProfile,
    kind: ReplyKindName,
    language: ReplyLanguageName,
    body: Option<String>,
) -> Result<Vec<ReplyTemplateRow>, StudioError> {
    let (kind, language) = (ReplyKind::from(kind), Language::from(language));
    if let Some(body) = &body {
        if body.trim().is_empty() {
            return Err(StudioError::bad("body", ""));
        }
        if let Some(name) = unknown_fields(body).first() {
            return Err(StudioError::bad("field", format!("{{{name}}}")));
        }
    }
    // The built-in words by hand are the built-in template.
    let body = body.filter(|body| body.trim() != built_in(kind, language).trim());
    let now = profile.now();
    profile
        .store()
        .write(move |tx| tx.set_reply_template(kind, language, body.as_deref(), now))?;
    templates(profile)
}

/// The template that holds.
pub(super) fn template(
    tx: &ReadTx<'_>,
    kind: ReplyKind,
    language: Language,
) -> Result<String, StoreError> {
    let own = tx.reply_templates()?;
    let mine = own
        .into_iter()
        .find(|t| t.kind == kind && t.language == language);
    Ok(mine.map_or_else(|| built_in(kind, language).to_owned(), |t| t.body))
}
