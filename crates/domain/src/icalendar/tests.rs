use chrono::TimeZone;

use super::*;

fn event() -> Event {
    Event {
        uid: "cost_report-7@talkoot.example.org".to_owned(),
        day: NaiveDate::from_ymd_opt(2026, 12, 31).unwrap(),
        hours: None,
        summary: "Kustannusselvitys, Pälkäne; 1.1.–30.6.".to_owned(),
        description: "Yksi rivi\nja toinen \\ rivi\r\n".to_owned(),
        url: "https://talkoot.example.org/obligations/7?a=1,2;3".to_owned(),
    }
}

fn text(name: Option<&str>, events: &[Event]) -> String {
    let stamp = Utc.with_ymd_and_hms(2026, 11, 29, 1, 2, 3).unwrap();
    Calendar { name, stamp, events }.text()
}

/// What a reader makes of it: lines unfolded.
fn unfolded(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").lines().map(str::to_owned).collect()
}

#[test]
fn a_deadline_is_a_whole_day_with_its_text_escaped() {
    assert_eq!(
        unfolded(&text(None, &[event()])),
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Talkoot//Talkoot//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            "BEGIN:VEVENT",
            "UID:cost_report-7@talkoot.example.org",
            "DTSTAMP:20261129T010203Z",
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "SUMMARY:Kustannusselvitys\\, Pälkäne\\; 1.1.–30.6.",
            "DESCRIPTION:Yksi rivi\\nja toinen \\\\ rivi\\n",
            "URL:https://talkoot.example.org/obligations/7?a=1,2;3",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    );
}

#[test]
fn a_feed_has_a_name_and_is_whole_without_a_day() {
    let lines = unfolded(&text(Some("Hanke, yksi"), &[]));
    assert!(
        lines.contains(&"X-WR-CALNAME:Hanke\\, yksi".to_owned()),
        "{lines:?}"
    );
    assert_eq!(lines.last().map(String::as_str), Some("END:VCALENDAR"));
    assert!(!lines.iter().any(|line| line.contains("VEVENT")));
}

/// Folding counts octets, never splits a character, and comes back to the same text.
#[test]
fn no_line_is_longer_than_75_octets() {
    for letter in ["a", "ä", "€", "𝔸"] {
        for length in 50..90 {
            let long = Event {
                summary: letter.repeat(length),
                ..event()
            };
            let written = text(None, &[long]);
            assert!(written.split("\r\n").all(|line| line.len() <= 75), "{written}");
            assert!(
                !written.replace("\r\n", "").contains(['\r', '\n']),
                "every line ends in CR LF"
            );
            let summary = format!("SUMMARY:{}", letter.repeat(length));
            assert!(unfolded(&written).contains(&summary), "{written}");
        }
    }
}

/// Nothing that a person typed begins a line of its own.
#[test]
fn what_a_person_typed_adds_no_property() {
    let nasty = Event {
        summary: "x\r\nATTENDEE:mailto:a@example.org\u{85}\u{7}".to_owned(),
        url: "https://example.org/\r\nBEGIN:VALARM".to_owned(),
        ..event()
    };
    let lines = unfolded(&text(None, &[nasty]));
    assert!(
        lines.contains(&"SUMMARY:x\\nATTENDEE:mailto:a@example.org".to_owned()),
        "{lines:?}"
    );
    assert!(
        lines
            .iter()
            .all(|line| !line.starts_with("ATTENDEE") && !line.starts_with("BEGIN:VALARM"))
    );
}
