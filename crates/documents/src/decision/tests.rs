use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub(crate) fn sample(language: Language) -> DecisionLetter {
    let names = match language {
        Language::Sv => ["Finansministeriet", "Pälkäne", "Högfors", "Lojo"],
        Language::Fi | Language::En => ["Valtiovarainministeriö", "Pälkäne", "Karkkila", "Lohja"],
    };
    let [authority, lead, ..] = names.map(str::to_owned);
    let share = |(name, costs): (&str, i64)| Share {
        municipality: name.to_owned(),
        costs: Money::from_cents(costs),
    };
    DecisionLetter {
        language,
        number: "2026-0017".to_owned(),
        decided: day(2026, 12, 15),
        authority,
        lead,
        replaces: None,
        project: "DIGITEK – *digitaalisesti* yhdessä #1".to_owned(),
        call: "Kuntien digikannustin 2026".to_owned(),
        submitted: day(2026, 10, 30),
        shares: [
            (names[1], 20_000_000),
            (names[2], 10_000_000),
            (names[3], 10_000_000),
        ]
        .map(share)
        .to_vec(),
        requested: Money::from_cents(34_000_000),
        granted: Some(Granted {
            award: Money::from_cents(30_000_000),
            rate: Rate::EIGHTY_FIVE_PERCENT,
            use_period: (day(2027, 1, 1), day(2028, 12, 31)),
            advance: vec![
                Instalment {
                    from: None,
                    amount: Money::from_cents(6_000_000),
                },
                Instalment {
                    from: Some(day(2027, 7, 1)),
                    amount: Money::from_cents(3_000_000),
                },
            ],
            clearing: Some(Rate::EIGHTY_FIVE_PERCENT),
            reports: vec![
                (
                    Report::Costs {
                        first: day(2027, 1, 1),
                        last: day(2027, 6, 30),
                    },
                    day(2027, 8, 16),
                ),
                (Report::Final, day(2029, 2, 28)),
            ],
        }),
        reasoning: "Hanke täyttää haun ehdot.\n\nOsa-alueen 4 matkat eivät ole välttämättömiä.".to_owned(),
        conditions: vec!["Tulokset julkaistaan avoimella lisenssillä.".to_owned()],
        decided_by: "Sanna Päättäjä".to_owned(),
        prepared_by: "Olli Esittelijä".to_owned(),
        received: day(2026, 12, 18),
        claim_until: day(2027, 1, 18),
    }
}

fn rejected(language: Language) -> DecisionLetter {
    DecisionLetter {
        granted: None,
        conditions: Vec::new(),
        reasoning: "Määräraha ei riitä kaikkiin haun ehdot täyttäviin hankkeisiin.".to_owned(),
        ..sample(language)
    }
}

#[test]
fn a_letter_in_every_language() {
    for language in Language::ALL {
        let text = compose(&sample(language)).to_text();
        assert!(!text.contains('{') && !text.contains('}'), "{text}");
        insta::assert_snapshot!(format!("granted_{language}"), text);
        let text = compose(&rejected(language)).to_text();
        assert!(!text.contains('{') && !text.contains('}'), "{text}");
        insta::assert_snapshot!(format!("rejected_{language}"), text);
    }
}

#[test]
fn a_new_decision_refers_to_the_one_it_replaces() {
    for language in Language::ALL {
        let mut letter = sample(language);
        assert!(!compose(&letter).to_text().contains("2026-0003"));
        letter.replaces = Some("2026-0003".to_owned());
        assert!(compose(&letter).to_text().contains("2026-0003"));
    }
}

#[test]
fn the_title_says_whether_all_was_granted() {
    let mut letter = sample(Language::En);
    assert!(compose(&letter).title.contains("in part"));
    letter.requested = Money::from_cents(30_000_000);
    assert!(!compose(&letter).title.contains("in part"));
    assert!(compose(&rejected(Language::En)).title.contains("rejected"));
}

#[cfg(feature = "pdf")]
#[test]
fn the_pdf_is_the_same_each_time_and_says_what_it_is() {
    for language in Language::ALL {
        let document = compose(&sample(language));
        let bytes = crate::pdf(&document).unwrap();
        assert_eq!(
            crate::pdf(&document).unwrap(),
            bytes,
            "the same facts give the same bytes"
        );
        let content = String::from_utf8_lossy(&bytes);
        for needed in [
            "<pdfaid:part>2",
            "<pdfaid:conformance>A",
            "<pdfuaid:part>1",
            "/MarkInfo",
            "/StructTreeRoot",
        ] {
            assert!(content.contains(needed), "{needed}");
        }
        if let Some(folder) = std::env::var_os("TALKOOT_KEEP_PDF") {
            let file = std::path::Path::new(&folder).join(format!("decision_{language}.pdf"));
            std::fs::write(file, &bytes).unwrap();
        }
        assert!(
            content.contains(&format!("/Lang({language})")),
            "the language is told"
        );
    }
}

#[cfg(feature = "pdf")]
#[test]
fn what_people_wrote_is_never_read_as_markup() {
    let mut letter = sample(Language::Fi);
    letter.reasoning = "#panic(\"x\") #read(\"/etc/passwd\") $ _a_ @b <c> \\ ] [".to_owned();
    letter.conditions = vec![String::new(), "= Otsikko".to_owned()];
    letter.shares.clear();
    assert!(crate::pdf(&compose(&letter)).is_ok());
}
