use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn sample(language: Language) -> PortfolioSummary {
    let cents = Money::from_cents;
    let line = |project: &str, lights, days_late| ProjectLine {
        project: project.to_owned(),
        lead: "Pälkäne".to_owned(),
        award: cents(30_000_000),
        paid: cents(4_900_624),
        foreseen: cents(32_300_000),
        burnt: Some("15.17".to_owned()),
        elapsed: "46.15".to_owned(),
        lights,
        days_late,
        risks_occurred: u64::from(days_late > 0),
        vacancies: 0,
    };
    let green = [Some(Light::Green); 5];
    PortfolioSummary {
        language,
        authority: "Valtiovarainministeriö".to_owned(),
        day: day("2026-06-16"),
        projects: vec![
            line("2026-0001 DIGITEK – *digitaalisesti* #1", green, 0),
            line(
                "2026-0002 Kuntien Raportit",
                [Some(Light::Green), Some(Light::Red), None, None, None],
                1,
            ),
            ProjectLine {
                burnt: None,
                ..line("2026-0003 Uusi", [None; 5], 0)
            },
        ],
        coverage: vec![(
            "Digikannustin 2026".to_owned(),
            day("2026-06-15"),
            Coverage {
                in_time: 1,
                late: 1,
                missing: 1,
                awaited: 0,
                waived: 0,
            },
        )],
    }
}

#[test]
fn a_summary_in_every_language() {
    for language in Language::ALL {
        let text = compose(&sample(language)).to_text();
        assert!(!text.contains('{') && !text.contains('}'), "{text}");
        insta::assert_snapshot!(format!("summary_{language}"), text);
    }
}

#[test]
fn an_empty_portfolio_is_a_document_too() {
    let empty = PortfolioSummary {
        projects: Vec::new(),
        coverage: Vec::new(),
        ..sample(Language::En)
    };
    let text = compose(&empty).to_text();
    assert!(
        text.contains("No report was asked for yet.") && text.contains("Awarded: "),
        "{text}"
    );
}
