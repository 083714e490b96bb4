//! Texts complete in every language, none unused, and nothing that a person typed does harm.

use super::texts::{Texts, sources};
use super::*;
use crate::message::{CostReportReturned, Project};
use crate::{Outgoing, Party};
use chrono::NaiveDate;
use fluent_syntax::ast::{Entry, Resource};
use fluent_syntax::{parser, serializer};
use std::collections::{BTreeMap, BTreeSet};

fn branding() -> Branding {
    Branding {
        installation: "Talkoot".to_owned(),
        base_url: "https://talkoot.example.org".to_owned(),
        sender: Party::new("talkoot@example.org", "Talkoot"),
        reply_to: Some(Party::new("avustukset@example.org", "Avustukset")),
    }
}

fn parsed(language: Language) -> Vec<Entry<String>> {
    let parse = |source: &str| {
        parser::parse(source.to_owned())
            .expect("a language file that parses")
            .body
    };
    sources(language).into_iter().flat_map(parse).collect()
}

fn keys(language: Language) -> BTreeSet<String> {
    parsed(language).iter().filter_map(key).collect()
}

fn key(entry: &Entry<String>) -> Option<String> {
    match entry {
        Entry::Message(message) => Some(message.id.name.clone()),
        Entry::Term(term) => Some(format!("-{}", term.id.name)),
        Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => None,
    }
}

#[test]
fn every_language_has_the_same_texts() {
    for language in [Language::Sv, Language::En] {
        assert_eq!(keys(language), keys(Language::Fi), "{language}");
    }
}

#[test]
fn every_text_is_there_once() {
    for language in Language::ALL {
        let entries = parsed(language);
        assert!(
            !entries.iter().any(|entry| matches!(entry, Entry::Junk { .. })),
            "{language}"
        );
        let mut count = BTreeMap::new();
        for key in entries.iter().filter_map(key) {
            *count.entry(key).or_insert(0) += 1;
        }
        count.retain(|_, times| *times > 1);
        assert_eq!(count, BTreeMap::new(), "{language}");
    }
}

/// Takes each text away in turn: some sample must then fail, naming it. A text that nobody misses is
/// unused, and a text that is missing is never papered over with another language.
#[test]
fn every_text_is_needed_and_a_missing_one_is_a_failure() {
    let with_and_without_reply = [
        branding(),
        Branding {
            reply_to: None,
            ..branding()
        },
    ];
    for language in Language::ALL {
        let entries = parsed(language);
        for taken in keys(language) {
            let body = entries
                .iter()
                .filter(|entry| key(entry).as_ref() != Some(&taken))
                .cloned()
                .collect();
            let texts = Texts::from_sources(language, [serializer::serialize(&Resource { body })]).unwrap();
            let missed = Message::samples().iter().any(|(_, message)| {
                with_and_without_reply.iter().any(|branding| {
                    matches!(compose(message, &texts, branding), Err(NotRendered::Text { key, .. }) if key == taken)
                })
            });
            assert!(missed, "{language}: no sample uses the text \"{taken}\"");
        }
    }
}

#[test]
fn every_form_of_a_word_is_used() {
    for language in Language::ALL {
        let all = sources(language).concat();
        for entry in parsed(language) {
            let Entry::Message(message) = entry else { continue };
            for form in message.attributes {
                let used = format!("obligation-{}", form.id.name);
                assert!(
                    form.id.name == "title" || all.contains(&format!("${used} ")),
                    "{language}: {used}"
                );
            }
        }
    }
}

#[test]
fn days_are_counted_in_the_right_form() {
    let (_, sample) = Message::samples()
        .into_iter()
        .find(|(_, m)| matches!(m, Message::Reminder(_)))
        .unwrap();
    let Message::Reminder(reminder) = sample else {
        unreachable!()
    };
    for (days, finnish, swedish, english) in [
        (
            -1,
            "jäljellä 1 päivä.",
            "Det är 1 dag kvar",
            "There is 1 day left",
        ),
        (
            -2,
            "jäljellä 2 päivää.",
            "Det är 2 dagar kvar",
            "There are 2 days left",
        ),
        (1, "nyt 1 päivän myöhässä", "nu 1 dag försenad", "now 1 day late"),
        (
            21,
            "nyt 21 päivää myöhässä",
            "nu 21 dagar försenad",
            "now 21 days late",
        ),
        (i64::MIN, "päivää", "dagar", "days"),
    ] {
        let message = Message::from(crate::message::Reminder {
            days_past_due: days,
            ..reminder.clone()
        });
        for (language, expected) in [
            (Language::Fi, finnish),
            (Language::Sv, swedish),
            (Language::En, english),
        ] {
            let text = render(&message, language, &branding())
                .unwrap()
                .text
                .replace('\n', " ");
            assert!(text.contains(expected), "{days}: {text}");
        }
    }
}

fn hostile() -> Message {
    CostReportReturned {
        project: Project {
            name: "<script>alert(1)</script>\r\nBcc: evil@example.org".to_owned(),
            reference: "\"><img src=x onerror=alert(1)>".to_owned(),
        },
        municipality: "{ $project } {{ letter.url }} & Co".to_owned(),
        period: "1.1.–30.6.\u{202e}2027".to_owned(),
        reasons: vec!["<b>Rivi 1</b>\r\n\r\nrivi 2\u{0}".to_owned(), "  \n".to_owned()],
        respond_by: NaiveDate::from_ymd_opt(2027, 8, 13).unwrap(),
        url: "https://talkoot.example.org/x?a=1&b=2".to_owned(),
    }
    .into()
}

#[test]
fn what_people_type_is_text_and_nothing_else() {
    for language in Language::ALL {
        let Rendered {
            subject, text, html, ..
        } = render(&hostile(), language, &branding()).unwrap();
        assert!(
            subject.contains("<script>alert(1)</script> Bcc: evil@example.org"),
            "{subject}"
        );
        assert!(!subject.contains(char::is_control));
        assert!(
            !html.contains("<script") && !html.contains("<img") && !html.contains("<b>"),
            "{html}"
        );
        assert!(html.contains("&lt;script&gt;alert(1)&lt;"), "{html}");
        assert!(
            html.contains("{ $project } {{ letter.url }} &amp; Co"),
            "no text is a template: {html}"
        );
        assert!(html.contains("?a=1&amp;b=2\""), "{html}");
        assert_eq!(html.matches("<li ").count(), 1, "an empty point is left out");
        assert!(text.contains("- <b>Rivi 1</b>\n  rivi 2\n"), "{text}");
        assert!(!text.contains(['\r', '\0', '\u{202e}']) && !html.contains(['\r', '\0', '\u{202e}']));
    }
}

#[test]
fn a_link_that_is_no_web_address_is_refused() {
    let Message::CostReportReturned(facts) = hostile() else {
        unreachable!()
    };
    for url in [
        "",
        "javascript:alert(1)",
        "/claims/1",
        "https://a b",
        "https://a\r\nb",
        "https://a\"onclick=",
        "ftp://a",
    ] {
        let message = Message::from(CostReportReturned {
            url: url.to_owned(),
            ..facts.clone()
        });
        let refusal = render(&message, Language::Fi, &branding()).unwrap_err();
        assert!(matches!(refusal, NotRendered::NotALink(_)), "{url}: {refusal}");
    }
}

#[test]
fn a_mail_says_that_a_machine_wrote_it_and_in_which_language() {
    let rendered = render(&hostile(), Language::Sv, &branding()).unwrap();
    let to = Party::new("a@example.org", "Anna\r\nBcc: evil@example.org");
    let date = chrono::DateTime::UNIX_EPOCH;
    let mail = Outgoing::new("<1@example.org>".to_owned(), date, to, rendered, &branding());
    assert_eq!(mail.to.name, "Anna Bcc: evil@example.org");
    assert_eq!(mail.reply_to, branding().reply_to);
    let headers: Vec<_> = mail
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    assert_eq!(
        headers,
        [
            "Auto-Submitted: auto-generated",
            "X-Auto-Response-Suppress: All",
            "Content-Language: sv"
        ]
    );
}
