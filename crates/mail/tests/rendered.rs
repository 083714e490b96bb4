//! Every sample in every language, as people read it. The snapshots are reviewed as text: a change
//! of a sentence is a change of what a ministry and a municipality see.
#![expect(clippy::unwrap_used, reason = "a helper of a test may fail the test")]

use std::collections::BTreeSet;
use talkoot_domain::language::Language;
use talkoot_mail::message::{Audience, ObligationKind, Reminder};
use talkoot_mail::{Branding, Message, Party, Rendered, render};

fn branding() -> Branding {
    Branding {
        installation: "Talkoot".to_owned(),
        base_url: "https://talkoot.example.org".to_owned(),
        sender: Party::new("talkoot@example.org", "Talkoot"),
        reply_to: None,
    }
}

fn everything() -> impl Iterator<Item = (String, Message, Rendered)> {
    Message::samples().into_iter().flat_map(|(name, message)| {
        Language::ALL.map(|language| {
            let rendered = render(&message, language, &branding()).unwrap();
            (format!("{name}.{language}"), message.clone(), rendered)
        })
    })
}

#[test]
fn every_sample_reads_as_reviewed() {
    for (name, _, rendered) in everything() {
        let mail = format!("Subject: {}\n\n{}", rendered.subject, rendered.text);
        insta::assert_snapshot!(format!("text.{name}"), mail);
    }
}

#[test]
fn the_html_of_every_kind_is_as_reviewed() {
    for (name, _, rendered) in everything() {
        insta::assert_snapshot!(format!("html.{name}"), rendered.html);
    }
}

#[test]
fn no_snapshot_is_left_over() {
    let mut expected = BTreeSet::new();
    for (name, ..) in everything() {
        expected.insert(format!("rendered__text.{name}.snap"));
        expected.insert(format!("rendered__html.{name}.snap"));
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots");
    let found = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap());
    assert_eq!(found.collect::<BTreeSet<_>>(), expected);
}

#[test]
fn every_kind_of_message_has_a_sample_under_its_own_name() {
    use strum::VariantNames as _;
    let samples = Message::samples();
    let names: BTreeSet<_> = samples.iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), samples.len(), "two samples share a name");
    let kinds: BTreeSet<_> = samples.iter().map(|(_, message)| message.kind()).collect();
    assert_eq!(kinds, Message::VARIANTS.iter().copied().collect());
}

#[test]
fn every_mail_names_the_project_and_links_to_the_page() {
    for (
        name,
        message,
        Rendered {
            subject, text, html, ..
        },
    ) in everything()
    {
        let project = message.project();
        assert!(subject.contains(&project.name), "{name}: {subject}");
        for part in [&text, &html] {
            assert!(
                part.contains(&project.name) && part.contains(&project.reference),
                "{name}"
            );
            assert!(part.contains(message.url()), "{name}");
        }
        assert_eq!(
            html.matches(&format!("href=\"{}\"", message.url())).count(),
            2,
            "{name}: button and link"
        );
        assert_eq!(
            html.matches("href=").count(),
            2,
            "{name}: no other link distracts"
        );
    }
}

#[test]
fn every_reminder_says_the_deadline_with_its_weekday() {
    for (name, message, rendered) in everything() {
        if !matches!(message, Message::Reminder(_)) {
            continue;
        }
        let (sentence, alone) = match rendered.language {
            Language::Fi => ("maanantaina 15.2.2027", "maanantai 15.2.2027"),
            Language::Sv => ("måndagen den 15 februari 2027", "måndag 15 februari 2027"),
            Language::En => ("Monday 15 February 2027", "Monday 15 February 2027"),
        };
        assert!(
            rendered.html.contains(sentence) && rendered.html.contains(alone),
            "{name}"
        );
    }
}

#[test]
fn every_reminder_that_can_be_asked_for_can_be_written() {
    use strum::IntoEnumIterator as _;
    let reminder = Message::samples()
        .into_iter()
        .find_map(|(_, message)| match message {
            Message::Reminder(reminder) => Some(reminder),
            _ => None,
        });
    let reminder = reminder.unwrap();
    for obligation in ObligationKind::iter() {
        for audience in Audience::iter() {
            for (days_past_due, hold) in [(-5, false), (0, false), (9, false), (9, true)] {
                let message = Message::from(Reminder {
                    obligation,
                    audience,
                    days_past_due,
                    payment_hold_possible: hold,
                    ..reminder.clone()
                });
                for language in Language::ALL {
                    render(&message, language, &branding()).unwrap();
                }
            }
        }
    }
}

#[test]
fn the_html_fetches_nothing_and_runs_nothing() {
    for (name, _, rendered) in everything() {
        let html = rendered.html.to_lowercase();
        let fetches = ["<img", "<script", "<link", "<iframe", "src=", "url(", "@import"];
        let runs = [" onload=", " onclick=", " onerror=", "javascript:"];
        for forbidden in fetches.into_iter().chain(runs) {
            assert!(!html.contains(forbidden), "{name} has {forbidden}");
        }
        assert!(
            html.contains(&format!("<html lang=\"{}\">", rendered.language)),
            "{name}"
        );
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
    }
}

#[test]
fn plain_text_lines_are_short_and_nothing_is_unfilled() {
    for (name, message, rendered) in everything() {
        for line in rendered.text.lines() {
            assert!(
                line.chars().count() <= 72 || line == message.url(),
                "{name}: {line}"
            );
        }
        for part in [&rendered.subject, &rendered.text, &rendered.html] {
            assert!(
                !part.contains("{ ") && !part.contains("{$") && !part.contains('\u{2068}'),
                "{name}: {part}"
            );
        }
    }
}

/// The day of an obligation is the same event in every step, so that a later mail moves it and does not double it.
#[test]
fn every_step_of_a_reminder_brings_the_same_day() {
    let mut uids = BTreeSet::new();
    for (name, message, rendered) in everything() {
        let Message::Reminder(reminder) = &message else {
            continue;
        };
        let event = rendered.events.into_iter().next().unwrap();
        assert_eq!(event.day, reminder.due, "{name}");
        assert!(
            event.summary.contains("Digiä yhdessä"),
            "{name}: {}",
            event.summary
        );
        assert_eq!(event.url, message.url());
        if reminder.obligation == ObligationKind::PortfolioReport {
            uids.insert(event.uid);
        }
    }
    assert_eq!(
        uids.into_iter().collect::<Vec<_>>(),
        ["portfolio_report-obligations-18@talkoot.example.org"]
    );
}
