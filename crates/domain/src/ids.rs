//! Row identities. A number from one table can never be passed where another table's is meant.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;
            /// Reads the bare number, or the number behind the kind's letter and a hyphen (`e-12`).
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.strip_prefix($prefix).unwrap_or(text).parse().map(Self)
            }
        }
    };
}

id!(
    /// A connected source.
    AccountId, "a-"
);
id!(
    /// One earned line.
    EntryId, "e-"
);
id!(
    /// Money a platform sent.
    PayoutId, "p-"
);
id!(
    /// Raw bytes that figures came from.
    DocumentId, "d-"
);
id!(
    /// One sync or import.
    RunId, "r-"
);
id!(
    /// A brand's proposal.
    OfferId, "o-"
);
id!(
    /// A bank line.
    LandingId, "l-"
);
