//! Guarding a walk over pages against never ending.
//!
//! The rule it protects: a page that was seen before is neither stored nor followed.

use crate::error::ConnectError;
use sha2::{Digest, Sha256};

/// Most pages of one walk: ten million rows at a hundred each.
const PAGE_LIMIT: u64 = 100_000;

/// What has been walked so far.
#[derive(Debug, Default)]
pub(crate) struct PageGuard {
    pages: u64,
    digest: Option<[u8; 32]>,
    ends: Option<(String, String)>,
}

impl PageGuard {
    /// Looks at a page before it is handed over. `ends` are the ids of its first and last row; `None` for an empty page.
    pub fn admit(
        &mut self,
        feed: &str,
        body: &[u8],
        ends: Option<(&str, &str)>,
    ) -> Result<(), ConnectError> {
        let fail = |why| {
            Err(ConnectError::Paging {
                feed: feed.to_owned(),
                why,
            })
        };
        self.pages += 1;
        if self.pages > PAGE_LIMIT {
            return fail("page limit");
        }
        let digest: [u8; 32] = Sha256::digest(body).into();
        let ends = ends.map(|(a, b)| (a.to_owned(), b.to_owned()));
        if self.digest == Some(digest) || (ends.is_some() && self.ends == ends) {
            return fail("repeated page");
        }
        self.digest = Some(digest);
        self.ends = ends;
        Ok(())
    }

    /// Whether an empty page that promises more leads on: only if its cursor moved.
    pub fn moves(
        feed: &str,
        rows: usize,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Result<(), ConnectError> {
        if after.is_none() || (rows == 0 && before == after) {
            return Err(ConnectError::Paging {
                feed: feed.to_owned(),
                why: "empty page",
            });
        }
        Ok(())
    }
}
