use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn sample(language: Language) -> MunicipalAgreement {
    let names = match language {
        Language::Sv => ["Finansministeriet", "Pälkäne", "Högfors"],
        Language::Fi | Language::En => ["Valtiovarainministeriö", "Pälkäne", "Karkkila"],
    };
    let [authority, lead, partner] = names.map(str::to_owned);
    let cents = Money::from_cents;
    MunicipalAgreement {
        language,
        number: "2027-0003/2".to_owned(),
        drafted: day(2027, 1, 11),
        replaces: Some("2027-0003/1".to_owned()),
        lead: lead.clone(),
        authority,
        project: "DIGITEK – *digitaalisesti* yhdessä #1".to_owned(),
        project_number: "2027-0003".to_owned(),
        call: "Kuntien digikannustin 2026".to_owned(),
        award: cents(25_500_000),
        rate: Rate::EIGHTY_FIVE_PERCENT,
        use_period: (day(2027, 1, 1), day(2028, 12, 31)),
        parties: vec![
            PartyText {
                municipality: partner,
                costs: cents(10_000_000),
                share: cents(8_500_000),
                own: cents(1_500_000),
            },
            PartyText {
                municipality: lead,
                costs: cents(20_000_000),
                share: cents(17_000_000),
                own: cents(3_000_000),
            },
        ],
        transfer_days: 30,
        retention_years: 10,
        accounting: "Kustannuspaikka 4720.".to_owned(),
        procurement: String::new(),
        other: "Tulokset ovat kaikkien käytössä.".to_owned(),
    }
}

#[test]
fn an_agreement_in_every_language() {
    for language in Language::ALL {
        let text = compose(&sample(language)).to_text();
        assert!(!text.contains('{') && !text.contains('}'), "{text}");
        insta::assert_snapshot!(format!("agreement_{language}"), text);
    }
}

#[test]
fn what_is_not_said_leaves_no_heading() {
    let mut agreement = sample(Language::En);
    agreement.other = "  ".to_owned();
    agreement.replaces = None;
    let text = compose(&agreement).to_text();
    assert!(
        !text.contains("Other terms") && !text.contains("in the place of"),
        "{text}"
    );
}

#[cfg(feature = "pdf")]
#[test]
fn the_pdf_is_made() {
    for language in Language::ALL {
        let bytes = crate::pdf(&compose(&sample(language))).unwrap();
        assert!(bytes.starts_with(b"%PDF-"));
        if let Some(folder) = std::env::var_os("TALKOOT_KEEP_PDF") {
            let file = std::path::Path::new(&folder).join(format!("agreement_{language}.pdf"));
            std::fs::write(file, &bytes).unwrap();
        }
    }
}
