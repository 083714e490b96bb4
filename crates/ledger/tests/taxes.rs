//! Amounts with value added tax, made net by the tax or by its rate (rule 2, scenario S2).

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use talkoot_domain::money::Money;
use talkoot_ledger::{
    Check, Field, Filter, Limits, Posting, Profile, Refusal, Selection, Source, VatHandling, check, import,
    inspect,
};

fn source(text: &str) -> Source {
    Source::Bytes {
        name: "ledger.csv".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

fn read(text: &str, profile: &str) -> Result<Check, Refusal> {
    let profile: Profile = serde_json::from_str(profile).unwrap();
    check(&source(text), &profile, &Selection::default(), &Limits::default())
}

fn postings(text: &str, profile: &str, selection: &Selection) -> Vec<Posting> {
    let profile: Profile = serde_json::from_str(profile).unwrap();
    let mut postings = Vec::new();
    import(
        &source(text),
        &profile,
        selection,
        &Limits::default(),
        &mut |posting| {
            postings.push(posting);
            Ok(())
        },
    )
    .unwrap();
    postings
}

fn verdict(text: &str, profile: &str) -> String {
    match read(text, profile) {
        Err(refusal) => format!("asks {}", refusal.code()),
        Ok(check) => match check.errors.first() {
            Some(error) => format!("row {} {}", error.row, <&str>::from(error.reason)),
            None => check.total.to_string(),
        },
    }
}

const BY_RATE: &str = r#"{"vat":"takeOutByRate"}"#;

/// Scenario S2: a file of debit and credit with tax, and one of signed net amounts.
#[test]
fn scenario_s2_comes_out_to_the_cent() {
    let gross = "Tosite;Pvm;Tili;Debet;Kredit;ALV %\n1;15.5.2024;4340;1240,00;;24\n2;15.10.2024;4340;999,99;;25,5\n\
                 3;16.10.2024;4340;;124,00;24\n";
    let net = "Tosite;Pvm;Tili;Summa\n1;15.5.2024;4000;3150,25\n";
    let with_tax = postings(gross, BY_RATE, &Selection::default());
    let lines: Vec<[String; 3]> = with_tax
        .iter()
        .map(|posting| {
            [Some(posting.net), posting.gross, posting.vat].map(|money| money.unwrap().to_string())
        })
        .collect();
    assert_eq!(
        lines,
        [
            ["1000.00", "1240.00", "240.00"],
            ["796.80", "999.99", "203.19"],
            ["-100.00", "-124.00", "-24.00"],
        ]
    );
    let without = postings(net, "{}", &Selection::default());
    let all = with_tax.iter().chain(&without).map(|posting| posting.net);
    assert_eq!(Money::sum(all).unwrap().to_string(), "4847.05");
}

/// A ledger, its profile, its net total or why there is none.
#[test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
fn tax_is_taken_out_or_asked_about() {
    for (text, profile, expected) in [
        (
            "Tosite;Pvm;Brutto;Alv %\n1;1.2.2026;125,50;25,5\n2;1.2.2026;-113,50;13,5\n",
            BY_RATE,
            "0.00",
        ),
        // A rate that never was, or was not yet.
        (
            "Tosite;Pvm;Brutto;Alv %\n1;1.2.2026;125,50;42\n",
            BY_RATE,
            "row 2 vatUnreadable",
        ),
        (
            "Tosite;Pvm;Brutto;Alv %\n1;1.8.2024;125,50;25,5\n",
            BY_RATE,
            "row 2 vatUnreadable",
        ),
        (
            "Tosite;Pvm;Brutto;Alv %\n1;1.2.2026;125,50;\n",
            BY_RATE,
            "row 2 vatUnreadable",
        ),
        (
            "Tosite;Pvm;Brutto;Alv %\n1;1.2.2026;125,50;\n2;1.2.2026;110,00;10\n",
            r#"{"vat":"takeOutByRate","vatRate":"25.5"}"#,
            "200.00",
        ),
        // Gross alone: by a rate that is known, or by the one in force on each day.
        (
            "Tosite;Pvm;Brutto\n1;1.2.2026;124,00\n",
            r#"{"vat":"takeOutByRate","vatRate":"24"}"#,
            "100.00",
        ),
        (
            "Tosite;Pvm;Brutto\n1;31.8.2024;124,00\n2;1.9.2024;125,50\n",
            r#"{"vat":"takeOutByRate","vatRate":"general"}"#,
            "200.00",
        ),
        (
            "Tosite;Brutto\n1;124,00\n",
            r#"{"vat":"takeOutByRate","vatRate":"general"}"#,
            "row 2 vatUnreadable",
        ),
        (
            "Tosite;Pvm;Brutto\n1;1.2.2026;124,00\n",
            BY_RATE,
            "asks selectionNeedsColumn",
        ),
        (
            "Tosite;Pvm;Brutto\n1;1.2.2026;124,00\n",
            r#"{"vat":"takeOutByRate","vatRate":"42"}"#,
            "asks badProfile",
        ),
        // The total of the file is that of what stands in it.
        (
            "Tosite;Pvm;Selite;Brutto;Alv %\n1;1.2.2026;a;999,99;25,5\n2;1.2.2026;b;999,99;25,5\n;;Yhteensä;1999,98;\n",
            BY_RATE,
            "1593.60",
        ),
        // A per cent is no amount of tax.
        (
            "Tosite;Pvm;Brutto;Alv %\n1;1.2.2026;125,50;25,5\n",
            r#"{"vat":"subtractVat"}"#,
            "asks selectionNeedsColumn",
        ),
        (
            "Tosite;Pvm;Brutto;Alv\n1;1.2.2026;125,50;25,50\n2;1.2.2026;-12,55;-2,55\n",
            r#"{"vat":"subtractVat"}"#,
            "90.00",
        ),
        (
            "Tosite;Pvm;Brutto;Alv\n1;1.2.2026;-125,50;25,50\n",
            r#"{"vat":"subtractVat"}"#,
            "row 2 signUnclear",
        ),
        (
            "Tosite;Pvm;Brutto;Alv;D/K\n1;1.2.2026;125,50;25,50;D\n2;1.2.2026;12,55;2,55;K\n",
            r#"{"vat":"subtractVat"}"#,
            "90.00",
        ),
        (
            "Tosite;Pvm;Debet;Kredit;Alv\n1;1.2.2026;125,50;;25,50\n2;1.2.2026;;12,55;2,55\n",
            r#"{"vat":"subtractVat"}"#,
            "90.00",
        ),
    ] {
        assert_eq!(verdict(text, profile), expected, "{text}{profile}");
    }
}

#[test]
fn a_way_to_net_amounts_is_proposed() {
    for (header, expected) in [
        ("Tosite;Pvm;Brutto;Alv %", Some(VatHandling::TakeOutByRate)),
        ("Tosite;Pvm;Brutto;Alv", Some(VatHandling::SubtractVat)),
        ("Tosite;Pvm;Brutto;Selite", None),
        ("Tosite;Pvm;Netto;Alv", None),
    ] {
        let text = format!("{header}\n1;1.2.2026;125,50;25,5\n");
        let found = inspect(&source(&text), &Profile::default(), &Limits::default()).unwrap();
        assert_eq!(found.proposed.vat, expected, "{header}");
    }
}

#[test]
fn project_activity_and_sub_area_select_and_go_with_the_posting() {
    let text = "Tosite;Pvm;Kp;Projekti;Toiminto;Osa-alue;Summa\n1;1.2.2026;61;H1;T1;A1;1,00\n2;1.2.2026;61;H1;T2;A2;2,00\n\
                3;1.2.2026;61;H2;T1;A1;4,00\n4;1.2.2026;61;H1;T1;A1;8,00\n";
    let one = |field, value: &str| Filter {
        field,
        values: vec![value.to_owned()],
        prefix: false,
    };
    let selection = Selection {
        filters: vec![
            one(Field::Project, "H1"),
            one(Field::Activity, "T1"),
            one(Field::SubArea, "A1"),
        ],
        ..Selection::default()
    };
    let postings = postings(text, "{}", &selection);
    let seen: Vec<(u64, &str, &str, &str)> = postings
        .iter()
        .map(|one| {
            (
                one.row,
                one.project.as_str(),
                one.activity.as_str(),
                one.sub_area.as_str(),
            )
        })
        .collect();
    assert_eq!(seen, [(2, "H1", "T1", "A1"), (5, "H1", "T1", "A1")]);
}
