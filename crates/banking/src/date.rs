//! Days as banks write them.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use talkoot_domain::calendar::helsinki_date;

use crate::{Refused, element::Element};

/// The day at a path, written as a day or as a moment.
pub(crate) fn find(element: &Element, path: &[&str]) -> Result<Option<NaiveDate>, Refused> {
    let Some(choice) = element.find(path)? else {
        return Ok(None);
    };
    let (text, day) = match (choice.text(&["Dt"])?, choice.text(&["DtTm"])?) {
        (Some(text), None) => (text, date(text)),
        (None, Some(text)) => (text, moment(text)),
        _ => {
            return Err(Refused::Missing(format!(
                "the day of {}/{}",
                element.name,
                path.join("/")
            )));
        }
    };
    day.map(Some).ok_or_else(|| element.faulty(path, text, "day"))
}

/// A day, perhaps with the time zone that XML allows.
fn date(text: &str) -> Option<NaiveDate> {
    let (day, zone) = text.split_at_checked(10)?;
    let is_zone = zone.is_empty()
        || zone == "Z"
        || (zone.len() == 6 && zone.starts_with(['+', '-']) && zone.as_bytes().get(3) == Some(&b':'));
    if !is_zone {
        return None;
    }
    day.parse().ok()
}

/// A moment, as the day that it was in Helsinki; without a zone it is meant so already.
fn moment(text: &str) -> Option<NaiveDate> {
    match DateTime::parse_from_rfc3339(text) {
        Ok(instant) => Some(helsinki_date(instant.to_utc())),
        Err(_) => text.parse::<NaiveDateTime>().ok().map(|local| local.date()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_banks() {
        let day = |text: &str| Some(text.parse().unwrap());
        assert_eq!(date("2026-09-04"), day("2026-09-04"));
        assert_eq!(date("2026-09-04Z"), day("2026-09-04"));
        assert_eq!(date("2026-09-04+03:00"), day("2026-09-04"));
        for wrong in ["", "4.9.2026", "2026-02-30", "2026-09-04T10:00:00", "ääääää"] {
            assert_eq!(date(wrong), None, "{wrong}");
        }
        assert_eq!(moment("2026-09-04T23:30:00Z"), day("2026-09-05"));
        assert_eq!(moment("2026-09-04T23:30:00"), day("2026-09-04"));
        assert_eq!(moment("2026-09-04T23:30:00.125+03:00"), day("2026-09-04"));
        assert_eq!(moment("yesterday"), None);
    }
}
