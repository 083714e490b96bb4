//! Days and meetings as a calendar program reads them: iCalendar (RFC 5545).
//!
//! Written here and not by a library: a deadline is a day without a time of day or a time zone, a meeting is in UTC, and
//! what is left of the standard then is escaping and folding. Calendars that are asked for again and again must be the same bytes
//! while nothing has changed, so the moment in `DTSTAMP` is the caller's.

use chrono::{DateTime, NaiveDate, Utc};

/// A day in a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// By which calendars know it again: a later version with the same one takes the place of an earlier.
    pub uid: String,
    /// The day, in Finland.
    pub day: NaiveDate,
    /// From when until when; the whole day for a deadline.
    pub hours: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// What it is, in a few words.
    pub summary: String,
    /// More about it.
    pub description: String,
    /// The page where the one thing is done.
    pub url: String,
}

/// A calendar: an attachment of one event, or a feed of many.
#[derive(Clone, Copy, Debug)]
pub struct Calendar<'a> {
    /// How calendar programs call it; none for an attachment.
    pub name: Option<&'a str>,
    /// When what it says was decided.
    pub stamp: DateTime<Utc>,
    /// Its days.
    pub events: &'a [Event],
}

/// No line is longer than so many octets, its end not counted (RFC 5545, section 3.1).
const LONGEST_LINE: usize = 75;

impl Calendar<'_> {
    /// The text of the calendar, with lines that end in CR and LF.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        for fixed in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Talkoot//Talkoot//EN",
            "CALSCALE:GREGORIAN",
        ] {
            line(&mut out, fixed);
        }
        line(&mut out, "METHOD:PUBLISH");
        if let Some(name) = self.name {
            // The first is RFC 7986, the second what most programs read.
            for property in ["NAME", "X-WR-CALNAME"] {
                line(&mut out, &format!("{property}:{}", escaped(name)));
            }
            line(&mut out, "REFRESH-INTERVAL;VALUE=DURATION:PT6H");
        }
        for event in self.events {
            self.event(&mut out, event);
        }
        line(&mut out, "END:VCALENDAR");
        out
    }

    fn event(&self, out: &mut String, event: &Event) {
        line(out, "BEGIN:VEVENT");
        line(out, &format!("UID:{}", escaped(&event.uid)));
        line(out, &format!("DTSTAMP:{}", self.stamp.format("%Y%m%dT%H%M%SZ")));
        if let Some((from, until)) = event.hours {
            line(out, &format!("DTSTART:{}", from.format("%Y%m%dT%H%M%SZ")));
            line(out, &format!("DTEND:{}", until.format("%Y%m%dT%H%M%SZ")));
        } else {
            line(out, &format!("DTSTART;VALUE=DATE:{}", event.day.format("%Y%m%d")));
            // The end of whole days is the day after.
            if let Some(after) = event.day.succ_opt() {
                line(out, &format!("DTEND;VALUE=DATE:{}", after.format("%Y%m%d")));
            }
        }
        line(out, &format!("SUMMARY:{}", escaped(&event.summary)));
        if !event.description.is_empty() {
            line(out, &format!("DESCRIPTION:{}", escaped(&event.description)));
        }
        // An address is not text: nothing is escaped in it.
        let url: String = event.url.chars().filter(|c| !c.is_control()).collect();
        line(out, &format!("URL:{url}"));
        if event.hours.is_none() {
            // A deadline keeps nobody busy.
            line(out, "TRANSP:TRANSPARENT");
        }
        line(out, "END:VEVENT");
    }
}

/// Text as a value (section 3.3.11); other control characters would end the line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded between characters where it is too long.
fn line(out: &mut String, content: &str) {
    let mut room = LONGEST_LINE;
    for c in content.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            // The space counts.
            room = LONGEST_LINE - 1;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests;
