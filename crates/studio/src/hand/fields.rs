//! From what was typed to what will be kept, pure but for the profile's settings.
//!
//! The rule it protects: a field that was filled in wins over the line; what neither states is asked for, never guessed.

use crate::earnings::read_day;
use crate::shapes::*;
use crate::{OpenProfile, StudioError};
use domain::hand::{self, Every, Part, Reading};
use domain::{CivilDay, EntryDraft, Locator, Money, Status, Stream, Unit, Zone, document::Place};

/// Occurrences and parts made at once at most.
pub(super) const MOST: usize = 2_000;

/// Everything one entry, deal or repetition says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) day: CivilDay,
    pub(super) stream: Stream,
    pub(super) status: Status,
    pub(super) money: Money,
    pub(super) title: String,
    pub(super) payer: Option<String>,
    pub(super) every: Option<Every>,
    pub(super) until: Option<CivilDay>,
    pub(super) months: Option<u32>,
}

impl Typed {
    /// As an entry of `day` with `money`, identified by `key`, standing for the whole of its document.
    pub(super) fn draft(
        &self,
        key: String,
        day: CivilDay,
        money: Money,
        zone: Zone,
        len: u64,
    ) -> EntryDraft {
        EntryDraft {
            external_id: Some(key),
            day,
            zone,
            instant: None,
            stream: self.stream,
            title: self.title.clone(),
            counterparty: self.payer.clone(),
            money,
            status: self.status,
            available_on: None,
            payout_external_id: None,
            locator: Locator {
                start: 0,
                len,
                place: Place::Whole,
            },
        }
    }

    /// Days and figures of a deal spread over months; one part when it is not spread.
    pub(super) fn parts(&self) -> Vec<(CivilDay, Money)> {
        let months = self.months.unwrap_or(1);
        let step = 10i64.pow(6 - u32::from(self.money.unit.decimals().min(6)));
        let split = |figure: i64| hand::spread(figure, months, step);
        let days = hand::monthly_days(self.day, months);
        let at = |figures: &Option<Vec<i64>>, n: usize| {
            figures.as_ref().and_then(|list| list.get(n)).copied()
        };
        let (gross, fee, tax) = (
            self.money.gross.map(split),
            self.money.fee.map(split),
            self.money.tax.map(split),
        );
        let nets = split(self.money.net);
        let part = |(n, (day, net)): (usize, (CivilDay, i64))| {
            let money = Money {
                unit: self.money.unit,
                gross: at(&gross, n),
                fee: at(&fee, n),
                tax: at(&tax, n),
                net,
            };
            (day, money)
        };
        days.into_iter()
            .zip(nets)
            .enumerate()
            .map(part)
            .take(MOST)
            .collect()
    }

    /// Days it makes entries for up to `today`: of its repetition, or of its parts.
    fn entries(&self, today: CivilDay) -> Vec<(CivilDay, i64)> {
        match self.every {
            Some(every) => {
                let last = self.until.map_or(today, |until| until.min(today));
                let days = every.until(self.day, last).take(MOST);
                days.map(|(_, day)| (day, self.money.net)).collect()
            }
            None => self
                .parts()
                .into_iter()
                .map(|(day, money)| (day, money.net))
                .collect(),
        }
    }
}

/// Reads the line as this profile's creator means it.
fn reading(profile: &OpenProfile, line: &str) -> Result<Reading, StudioError> {
    let settings = profile.settings()?;
    // Only the United States write the month first among the languages the studio speaks.
    let day_first = profile.is_french() || settings.region != "US";
    Ok(hand::read(
        line,
        profile.today()?,
        settings.unit()?,
        day_first,
    ))
}

/// What a line and its corrections read as; writes nothing.
///
/// # Errors
/// [`StudioError::BadRequest`] for a field that makes no sense.
pub fn read_line(profile: &OpenProfile, typed: &HandEntry) -> Result<HandReading, StudioError> {
    let read = reading(profile, typed.line.as_deref().unwrap_or_default())?;
    let today = profile.today()?;
    let (whole, missing) = match merged(&read, typed) {
        Ok(whole) => (Some(whole), Vec::new()),
        Err(Lack::Parts(parts)) => (None, parts),
        Err(Lack::Bad(error)) => return Err(error),
    };
    let entries = whole.as_ref().map(|w| w.entries(today)).unwrap_or_default();
    let unit = whole
        .as_ref()
        .map(|w| w.money.unit)
        .or(read.amount.map(|a| a.unit));
    let shown = entries.iter().take(12).filter_map(|(day, net)| {
        Some(HandPart {
            day: day.to_string(),
            net: domain::Amount::new(*net, unit?).into(),
        })
    });
    let net = whole.as_ref().map(|w| w.money.net_amount()).or(read.amount);
    Ok(HandReading {
        day: whole.as_ref().map_or(read.day, |w| w.day).to_string(),
        net: net.map(Into::into),
        stream: whole
            .as_ref()
            .map(|w| w.stream)
            .or(typed.stream.map(Into::into))
            .or(read.stream)
            .map(Into::into),
        status: typed.status.unwrap_or_else(|| read.status.into()),
        payer: whole
            .as_ref()
            .map_or_else(|| read.payer.clone(), |w| w.payer.clone()),
        title: whole
            .as_ref()
            .map_or_else(|| read.title.clone(), |w| w.title.clone()),
        every: whole
            .as_ref()
            .map_or(read.every, |w| w.every)
            .map(|e| e.slug().to_owned()),
        until: whole
            .as_ref()
            .map_or(read.until, |w| w.until)
            .map(|d| d.to_string()),
        months: whole
            .as_ref()
            .map_or(read.months, |w| w.months)
            .map(i64::from),
        reasons: read.reasons.iter().map(reason).collect(),
        missing: missing.iter().map(|p| p.slug().to_owned()).collect(),
        count: i64::try_from(entries.len()).unwrap_or(i64::MAX),
        entries: shown.collect(),
    })
}

fn reason(reason: &hand::Reason) -> HandReason {
    HandReason {
        part: reason.part.slug().to_owned(),
        text: reason.text.clone(),
        why: reason.why.slug().to_owned(),
    }
}

/// Why there is nothing whole to keep.
enum Lack {
    /// These parts are missing.
    Parts(Vec<Part>),
    /// A field makes no sense.
    Bad(StudioError),
}

impl From<StudioError> for Lack {
    fn from(error: StudioError) -> Self {
        Self::Bad(error)
    }
}

/// What will be kept.
///
/// # Errors
/// [`StudioError::BadRequest`] naming the part that is missing or makes no sense.
pub(super) fn whole(profile: &OpenProfile, typed: &HandEntry) -> Result<Typed, StudioError> {
    let line = typed.line.as_deref().unwrap_or_default();
    merged(&reading(profile, line)?, typed).map_err(|lack| match lack {
        Lack::Bad(error) => error,
        Lack::Parts(parts) => {
            let names: Vec<&str> = parts.iter().map(|p| p.slug()).collect();
            StudioError::bad(names.join(", "), line)
        }
    })
}

fn merged(read: &Reading, typed: &HandEntry) -> Result<Typed, Lack> {
    let every = match typed.every.as_deref() {
        None => read.every,
        Some("once") => None,
        Some(text) => Some(text.parse().map_err(|_| StudioError::bad("every", text))?),
    };
    let months = typed.months.or(read.months).filter(|n| *n > 1);
    if months.is_some_and(|n| n > 120) {
        return Err(StudioError::bad("months", "120").into());
    }
    if let (Some(_), Some(n)) = (every, months) {
        return Err(StudioError::bad("months", n.to_string()).into());
    }
    let day = read_day("day", &typed.day)?.unwrap_or(read.day);
    let until = read_day("until", &typed.until)?.or(read.until);
    if let Some(until) = until.filter(|until| *until < day) {
        return Err(StudioError::bad("until", until.to_string()).into());
    }
    let stream = typed.stream.map(Into::into).or(read.stream);
    let money = money(read, typed)?;
    let (Some(stream), Some(money)) = (stream, money) else {
        let lacks = [
            (money.is_none(), Part::Amount),
            (stream.is_none(), Part::Stream),
        ];
        let parts = lacks.into_iter().filter(|(lacks, _)| *lacks);
        return Err(Lack::Parts(parts.map(|(_, part)| part).collect()));
    };
    let clean = |text: &String| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        text.chars().take(300).collect::<String>()
    };
    let payer = match &typed.payer {
        Some(text) => Some(clean(text)).filter(|t| !t.is_empty()),
        None => read.payer.clone(),
    };
    let title = typed.title.as_ref().map(clean).unwrap_or_default();
    let title = [title, read.title.clone(), payer.clone().unwrap_or_default()]
        .into_iter()
        .find(|t| !t.is_empty())
        .unwrap_or_else(|| stream.slug().replace('_', " "));
    Ok(Typed {
        day,
        stream,
        status: typed.status.map_or(read.status, Into::into),
        money,
        title,
        payer,
        every,
        until: until.filter(|_| every.is_some()),
        months,
    })
}

/// The figures: fields win over the line; the net is worked out from gross, fee and tax when only those are there.
fn money(read: &Reading, typed: &HandEntry) -> Result<Option<Money>, StudioError> {
    let unit: Unit = match typed
        .unit
        .as_deref()
        .map(str::trim)
        .filter(|u| !u.is_empty())
    {
        Some(text) => text.parse().map_err(|_| StudioError::bad("unit", text))?,
        None => match read.amount {
            Some(amount) => amount.unit,
            None if typed.net.is_some() || typed.gross.is_some() => {
                return Err(StudioError::bad("unit", ""));
            }
            None => return Ok(None),
        },
    };
    let figure = |field: &str, text: &Option<String>| -> Result<Option<i64>, StudioError> {
        let text = text.as_deref().map(str::trim).filter(|t| !t.is_empty());
        text.map(|t| {
            let plain = t.replace(',', ".").replace('\u{2212}', "-");
            domain::Amount::parse(&plain, unit)
                .map(|a| a.micros)
                .map_err(|_| StudioError::bad(field, t))
        })
        .transpose()
    };
    let (gross, fee, tax) = (
        figure("gross", &typed.gross)?,
        figure("fee", &typed.fee)?,
        figure("tax", &typed.tax)?,
    );
    let worked_out = match gross {
        Some(gross) => {
            let rest = gross
                .checked_sub(fee.unwrap_or(0))
                .and_then(|rest| rest.checked_sub(tax.unwrap_or(0)));
            Some(rest.ok_or_else(|| StudioError::bad("gross", gross.to_string()))?)
        }
        None => None,
    };
    let net = figure("net", &typed.net)?
        .or(worked_out)
        .or(read.amount.map(|a| a.micros));
    let Some(net) = net else {
        return Ok(None);
    };
    // Three figures that are all stated must agree with the fourth.
    if fee.is_some() && tax.is_some() && worked_out.is_some_and(|w| w != net) {
        let net = domain::Amount::new(net, unit);
        return Err(StudioError::bad("net", net.to_string()));
    }
    Ok(Some(Money {
        unit,
        gross,
        fee,
        tax,
        net,
    }))
}

/// The words kept as the document of fields that were filled in without a line.
pub(super) fn canonical(typed: &HandEntry, whole: &Typed) -> String {
    if let Some(line) = typed.line.as_deref().map(str::trim)
        && !line.is_empty()
    {
        let mut text = line.to_owned();
        let corrected = HandEntry {
            line: None,
            ..typed.clone()
        };
        if corrected != HandEntry::default()
            && let Ok(fields) = serde_json::to_string(&corrected)
        {
            text.push('\n');
            text.push_str(&fields);
        }
        return text;
    }
    let mut words = vec![
        whole.day.to_string(),
        whole.stream.slug().to_owned(),
        whole.money.net_amount().to_string(),
    ];
    let figure = |name: &str, micros: Option<i64>| {
        micros.map(|m| format!("{name} {}", domain::Amount::new(m, whole.money.unit)))
    };
    words.extend(figure("gross", whole.money.gross));
    words.extend(figure("fee", whole.money.fee));
    words.extend(figure("tax", whole.money.tax));
    words.push(whole.status.slug().to_owned());
    words.push(whole.title.clone());
    words.extend(whole.payer.clone().filter(|p| *p != whole.title));
    words.join(" ")
}
