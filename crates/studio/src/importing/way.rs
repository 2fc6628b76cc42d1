//! How the files of one import are read.
//!
//! The rule it protects: what was chosen or answered is settled before the first file is opened; a word that means nothing
//! refuses the whole import.

use super::ImportRequest;
use crate::wizard::{self, presets};
use crate::{OpenProfile, StudioError};
use connectors::import::{Format, ImportOptions};
use domain::{AccountId, Unit};

/// How files are read.
pub(super) struct Way {
    /// The chosen format.
    pub format: Option<Format>,
    /// The creator's presets.
    pub own: Vec<presets::Own>,
    pub options: ImportOptions,
}

pub(super) fn read_format(
    request: &ImportRequest,
    own: &[presets::Own],
) -> Result<Option<Format>, StudioError> {
    let Some(slug) = &request.format else {
        return Ok(None);
    };
    // The creator's own first: a name they chose means their preset.
    if let Some(own) = own.iter().find(|own| own.preset.id == *slug) {
        return Ok(Some(Format::Table(own.preset.clone())));
    }
    slug.parse()
        .map(Some)
        .map_err(|_| StudioError::bad("format", slug))
}

pub(super) fn read_options(
    profile: &OpenProfile,
    request: &ImportRequest,
) -> Result<ImportOptions, StudioError> {
    let unit = |text: &String| {
        text.parse::<Unit>()
            .map_err(|_| StudioError::bad("live_unit", text))
    };
    Ok(ImportOptions {
        live_unit: request.live_unit.as_ref().map(unit).transpose()?,
        zone: Some(profile.zone()?),
        answers: wizard::answers(&request.answers)?,
    })
}

impl Way {
    /// Where files of a preset go, when the creator said so.
    pub(super) fn account_of(&self, format: &Format) -> Option<AccountId> {
        let own = self.own.iter().find(|o| o.preset.id == format.slug())?;
        own.account
    }
}
