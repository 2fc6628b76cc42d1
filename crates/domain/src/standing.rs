//! Where a creator says they stand with a programme.
//!
//! The rule it protects: a standing is a word with a day, and what it says about belonging is decided here alone. A word that
//! leaves it open (*applied*, *appealed*) says nothing either way.

use std::fmt;
use std::str::FromStr;

/// The creator's word on one programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// Asked to be let in; the answer is open.
    Applied,
    /// Let in.
    Admitted,
    /// Turned down.
    Refused,
    /// Let in before, and put out of it for a time.
    Suspended,
    /// Contests a refusal or a suspension; the answer is open.
    Appealed,
    /// Went, or was put out for good.
    Left,
    /// The word before is taken back from this day on.
    Unsaid,
}

/// No standing has this word.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no standing")]
pub struct UnknownStanding(pub String);

impl Standing {
    /// Every standing, in the order one goes through them.
    pub const ALL: [Self; 7] = [
        Self::Applied,
        Self::Admitted,
        Self::Refused,
        Self::Suspended,
        Self::Appealed,
        Self::Left,
        Self::Unsaid,
    ];

    /// The stable word, as in the cache, the command line and the screens.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Admitted => "admitted",
            Self::Refused => "refused",
            Self::Suspended => "suspended",
            Self::Appealed => "appealed",
            Self::Left => "left",
            Self::Unsaid => "unsaid",
        }
    }

    /// Whether someone of this standing belongs to the programme; `None` where the word leaves it open.
    pub fn belongs(self) -> Option<bool> {
        match self {
            Self::Admitted => Some(true),
            Self::Refused | Self::Suspended | Self::Left => Some(false),
            Self::Applied | Self::Appealed | Self::Unsaid => None,
        }
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

impl FromStr for Standing {
    type Err = UnknownStanding;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|standing| standing.slug() == text)
            .ok_or_else(|| UnknownStanding(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_and_only_admission_belongs() {
        for standing in Standing::ALL {
            assert_eq!(
                standing.slug().parse(),
                Ok(standing),
                "{standing} reads back"
            );
            assert_eq!(
                standing.belongs() == Some(true),
                standing == Standing::Admitted,
                "{standing}"
            );
        }
        assert!("in".parse::<Standing>().is_err(), "no other word is taken");
    }
}
