//! The history the project carries, so that conversion works before anything was read from the network.

use super::pack;
use super::quote::Table;
use std::sync::OnceLock;

/// The file the bundled history was made from, by its name at the European Central Bank.
pub const BUNDLED_FILE: &str = "eurofxref-hist.csv";

/// The bundled history.
#[derive(Debug, Default)]
pub struct Bundled {
    /// Its rates.
    pub table: Table,
    /// SHA-256 of the file it was made from, hex.
    pub sha256: String,
}

static BYTES: &[u8] = include_bytes!("../../data/ecb-reference-rates.bin");

/// The bundled history, unpacked at the first call.
pub fn bundled() -> &'static Bundled {
    static UNPACKED: OnceLock<Bundled> = OnceLock::new();
    // The bytes are part of the program and a test unpacks them; were they damaged, no day would have a rate.
    UNPACKED.get_or_init(|| {
        pack::decode(BYTES).map_or_else(
            |_| Bundled::default(),
            |packed| Bundled {
                table: packed.table,
                sha256: hex::encode(packed.source),
            },
        )
    })
}
