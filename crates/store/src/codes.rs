//! Small numbers that stand for streams and statuses in rows and indexes.
//!
//! The rule it protects: a code never changes its meaning. New values get new numbers; the order of the domain's lists
//! (which is for showing) is not used.

use crate::StoreError;
use domain::{Status, Stream};

/// The stored number of a stream.
pub(crate) fn stream_code(stream: Stream) -> i64 {
    match stream {
        Stream::ShopSale => 1,
        Stream::BrandDeal => 2,
        Stream::LiveGift => 3,
        Stream::CreatorReward => 4,
        Stream::AdShare => 5,
        Stream::Tip => 6,
        Stream::AffiliateCommission => 7,
        Stream::Subscription => 8,
        Stream::Bonus => 9,
        Stream::VideoGift => 10,
        Stream::Adjustment => 11,
    }
}

/// The stored number of a status.
pub(crate) fn status_code(status: Status) -> i64 {
    match status {
        Status::Estimated => 1,
        Status::Confirmed => 2,
        Status::Available => 3,
        Status::Paid => 4,
        Status::Reversed => 5,
        Status::Frozen => 6,
        Status::Ineligible => 7,
    }
}

/// The stream behind a stored number.
pub(crate) fn stream_of(code: i64) -> Result<Stream, StoreError> {
    let found = Stream::ALL
        .iter()
        .copied()
        .find(|s| stream_code(*s) == code);
    found.ok_or_else(|| unreadable("stream", code))
}

/// The status behind a stored number.
pub(crate) fn status_of(code: i64) -> Result<Status, StoreError> {
    let found = Status::ALL
        .iter()
        .copied()
        .find(|s| status_code(*s) == code);
    found.ok_or_else(|| unreadable("status", code))
}

fn unreadable(what: &'static str, code: i64) -> StoreError {
    StoreError::Unreadable {
        what,
        value: code.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_code_is_distinct_and_reads_back() {
        let streams: HashSet<i64> = Stream::ALL.iter().map(|s| stream_code(*s)).collect();
        assert_eq!(
            streams.len(),
            Stream::ALL.len(),
            "two streams must not share a number"
        );
        for stream in Stream::ALL {
            assert_eq!(
                stream_of(stream_code(*stream)).unwrap(),
                *stream,
                "{stream} reads back"
            );
        }
        let statuses: HashSet<i64> = Status::ALL.iter().map(|s| status_code(*s)).collect();
        assert_eq!(
            statuses.len(),
            Status::ALL.len(),
            "two statuses must not share a number"
        );
        for status in Status::ALL {
            assert_eq!(
                status_of(status_code(*status)).unwrap(),
                *status,
                "{status} reads back"
            );
        }
        assert!(
            stream_of(99).is_err(),
            "an unknown number is an error, not a guess"
        );
    }
}
