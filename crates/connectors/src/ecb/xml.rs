//! `eurofxref-*.xml`: `Cube > Cube[@time] > Cube[@currency][@rate]`, attributes in either kind of quotes.

use super::csv::currency;
use super::{RateFileError, RateRow};
use domain::amount::parse_micros;
use domain::document::Place;
use domain::reject::RejectReason;
use domain::{CivilDay, Locator, Reject};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Reads the file. A currency without a rate is simply not there.
///
/// # Errors
/// [`RateFileError::Form`] when it is no XML, or no envelope of rates.
pub fn parse_xml(bytes: &[u8]) -> Result<(Vec<RateRow>, Vec<Reject>), RateFileError> {
    let broken = |e: &dyn std::fmt::Display| RateFileError::Form(e.to_string());
    let mut reader = Reader::from_reader(bytes);
    let mut rates = Vec::new();
    let mut rejects = Vec::new();
    let mut day: Option<CivilDay> = None;
    let mut envelope = false;
    loop {
        let start = reader.buffer_position();
        let event = reader.read_event().map_err(|e| broken(&e))?;
        let element = match &event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => element,
            _ => continue,
        };
        if element.local_name().as_ref() == "Envelope" {
            envelope = true;
        }
        if !envelope || element.local_name().as_ref() != "Cube" {
            continue;
        }
        let end = reader.buffer_position();
        let locator = Locator {
            start,
            len: end.saturating_sub(start),
            place: Place::Whole,
        };
        let mut refuse = |reason, detail: &str| {
            let raw = usize::try_from(start)
                .ok()
                .zip(usize::try_from(end).ok())
                .and_then(|(from, to)| bytes.get(from..to))
                .unwrap_or_default();
            rejects.push(Reject {
                locator: locator.clone(),
                reason,
                detail: detail.to_owned(),
                raw: String::from_utf8_lossy(raw).into_owned(),
            });
        };
        if let Some(time) = attribute(element, "time").map_err(|e| broken(&e))? {
            day = time.parse().ok();
            if day.is_none() {
                refuse(RejectReason::NotADate, &time);
            }
            continue;
        }
        let code = attribute(element, "currency").map_err(|e| broken(&e))?;
        let rate = attribute(element, "rate").map_err(|e| broken(&e))?;
        let (Some(code), Some(rate)) = (code, rate) else {
            continue;
        };
        let (Some(day), Some(currency)) = (day, currency(&code)) else {
            refuse(RejectReason::NotADate, &code);
            continue;
        };
        match parse_micros(&rate) {
            Ok(per_euro) if per_euro > 0 => rates.push(RateRow {
                currency,
                day,
                per_euro,
                locator,
            }),
            _ => refuse(RejectReason::NotANumber, &rate),
        }
    }
    if !envelope {
        return Err(RateFileError::Form("no envelope of rates".to_owned()));
    }
    Ok((rates, rejects))
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, quick_xml::Error> {
    let Some(found) = element.try_get_attribute(name)? else {
        return Ok(None);
    };
    // Days, codes and numbers hold no entity.
    Ok(Some(found.value.into_owned()))
}
