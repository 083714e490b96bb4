//! What is selected, what a posting carries, and what a profile or a limit changes.

use talkoot_domain::money::Money;
use talkoot_ledger::{
    DateFormat, Exclusion, Field, Filter, Limits, Profile, Reason, Selection, VatHandling, check, import,
};

use super::{diagnose, diagnose_with, postings, source};

#[test]
fn the_selection_decides_and_everything_is_accounted_for() {
    let text = "Tosite;Pvm;Tili;Kustannuspaikka;Projekti;Summa\n1;1.2.2026;4300;1114;H1;10,00\n2;1.2.2026;4300;2222;H1;20,00\n\
                3;1.3.2026;4300;1114;H1;40,00\n4;2.2.2026;1150;1114;H1;80,00\n5;2.2.2026;3100;1114;H1;-160,00\n6;2.2.2026;4400;11149;H2;320,00\n";
    let filter = |field, value: &str, prefix| Filter {
        field,
        values: vec![value.to_owned()],
        prefix,
    };
    let day = |text: &str| DateFormat::Iso.parse(text);
    let selection = Selection {
        filters: vec![
            filter(Field::CostCentre, "111", true),
            filter(Field::Project, "H1", false),
        ],
        first_day: day("2026-02-01"),
        last_day: day("2026-02-28"),
        without_income: true,
    };
    let check = check(&source(text), &Profile::default(), &selection, &Limits::default()).unwrap();
    let total = |exclusion: Exclusion| check.excluded[&exclusion].total.to_string();
    assert_eq!(
        (
            check.rows,
            check.selected.rows,
            check.selected.total.to_string().as_str()
        ),
        (6, 1, "10.00")
    );
    assert_eq!(total(Exclusion::NotSelected), "340.00");
    assert_eq!(total(Exclusion::OutsidePeriod), "40.00");
    assert_eq!(total(Exclusion::BalanceSheetAccount), "80.00");
    assert_eq!(total(Exclusion::Income), "-160.00");
    assert_eq!(check.accounted_for(), check.total);

    let needs_project = talkoot_ledger::check(
        &source("Tosite;Pvm;Summa\n1;1.2.2026;1,00\n"),
        &Profile::default(),
        &selection,
        &Limits::default(),
    );
    assert_eq!(needs_project.unwrap_err().code(), "selectionNeedsColumn");
}

#[test]
fn a_blank_date_is_an_error_only_when_the_period_needs_it() {
    let text = "Tosite;Pvm;Summa\n1;1.2.2026;1,00\n2;;2,00\n";
    assert_eq!(diagnose(text).error_count, 0);
    let period = Selection {
        first_day: DateFormat::Iso.parse("2026-01-01"),
        ..Selection::default()
    };
    let check = check(&source(text), &Profile::default(), &period, &Limits::default()).unwrap();
    assert_eq!(check.errors[0].reason, Reason::DateMissing);
}

#[test]
fn a_posting_carries_what_the_row_says() {
    let text = "Tosite;Rivi;Pvm;Tili;Tilin nimi;Kp;KP:n nimi;Toimittajan nimi;Y-tunnus;Selite;Netto;ALV;Brutto\n\
                '0017';2;1.2.2026;4344;ICT-palvelut;1114;Koulut;Malli Oy;FI20774740;Palkkio 010190-999A;100,00;25,50;125,50\n\
                '0017';2;1.2.2026;4344;ICT-palvelut;1114;Koulut;Malli Oy;FI20774740;Palkkio 010190-999A;100,00;25,50;125,50\n";
    let postings = postings(text, &Profile::default(), &Selection::default());
    let first = &postings[0];
    assert_eq!(
        (
            first.row,
            first.ordinal,
            first.voucher.as_str(),
            first.line_number.as_str()
        ),
        (2, 1, "0017", "2")
    );
    assert_eq!(
        (first.account.as_str(), first.account_name.as_str()),
        ("4344", "ICT-palvelut")
    );
    assert_eq!(
        (first.cost_centre.as_str(), first.cost_centre_name.as_str()),
        ("1114", "Koulut")
    );
    assert_eq!(
        (first.supplier_id.as_str(), first.text.as_str()),
        ("2077474-0", "Palkkio ******-****")
    );
    assert_eq!(first.date, DateFormat::Iso.parse("2026-02-01"));
    assert_eq!(
        (
            first.net.cents(),
            first.vat.map(Money::cents),
            first.gross.map(Money::cents)
        ),
        (10_000, Some(2_550), Some(12_550))
    );
    assert_eq!((postings[0].occurrence, postings[1].occurrence), (1, 2));
    let check = diagnose(text);
    assert_eq!(check.repeats, 1);
    assert!(
        check
            .warnings
            .iter()
            .any(|warning| (warning.code, warning.rows) == ("personalCodesMasked", 2))
    );
}

/// A profile, what it changes, the total it leads to.
#[test]
fn a_profile_overrules_what_is_found() {
    let text = "Tosite;Pvm;Netto;Brutto;ALV\n1;1.2.2026;-100,00;-125,50;-25,50\n2;3.2.2026;1.000;1.255;255\n";
    for (profile, total) in [
        (r#"{"grouped":true}"#, None),
        (r#"{"groupedThousands":true}"#, Some("900.00")),
        (
            r#"{"groupedThousands":true,"amount":"Brutto","vat":"amountIsGross"}"#,
            Some("1129.50"),
        ),
        (
            r#"{"groupedThousands":true,"amount":"brutto","vat":"subtractVat"}"#,
            Some("900.00"),
        ),
        (
            r##"{"groupedThousands":true,"amount":"#4","sign":"costsNegative","vat":"amountIsGross"}"##,
            Some("-1129.50"),
        ),
    ] {
        let Ok(profile) = serde_json::from_str::<Profile>(profile) else {
            assert_eq!(total, None, "{profile}");
            continue;
        };
        let check = check(&source(text), &profile, &Selection::default(), &Limits::default()).unwrap();
        assert_eq!(
            (check.errors.as_slice(), Some(check.total.to_string().as_str())),
            ([].as_slice(), total),
            "{profile:?}"
        );
    }
    let refusal = diagnose_with(text, r#"{"amount":"Summa"}"#).unwrap_err();
    assert_eq!(refusal.code(), "noSuchColumn");
    let day_first = diagnose_with(text, r#"{"dateFormat":"monthDayYear"}"#).unwrap();
    assert_eq!(day_first.errors[0].reason, Reason::DateInvalid);
}

#[test]
fn tax_is_subtracted_from_postings_too() {
    let profile = Profile {
        amount: Some("Brutto".to_owned()),
        vat: Some(VatHandling::SubtractVat),
        ..Profile::default()
    };
    let postings = postings(
        "Tosite;Pvm;Brutto;ALV\n1;1.2.2026;125,50;25,50\n",
        &profile,
        &Selection::default(),
    );
    assert_eq!(
        (postings[0].net.cents(), postings[0].gross.map(Money::cents)),
        (10_000, Some(12_550))
    );
}

#[test]
fn net_tax_and_gross_that_do_not_add_up_are_a_warning() {
    let check = diagnose(
        "Tosite;Pvm;Netto;ALV;Brutto\n1;1.2.2026;100,00;25,50;125,50\n2;1.2.2026;100,00;25,50;125,51\n\
         3;1.2.2026;100,00;25,50;135,50\n4;1.2.2026;100,00;x;125,50\n5;1.2.2026;100,00;;\n",
    );
    let warning = check
        .warnings
        .iter()
        .find(|warning| warning.code == "taxDisagrees")
        .unwrap();
    assert_eq!(
        (warning.rows, check.error_count, check.total.to_string().as_str()),
        (2, 0, "500.00")
    );
}

#[test]
fn debit_and_credit_make_one_amount() {
    let check = diagnose("Tosite;Pvm;Debet;Kredit\n1;1.2.2026;100,00;\n2;1.2.2026;;30,00\n3;1.2.2026;;\n");
    assert_eq!(
        (check.total.to_string().as_str(), check.amount_column.as_str()),
        ("70.00", "Debet - Kredit")
    );
    assert_eq!(check.errors[0].reason, Reason::AmountMissing);
}

#[test]
fn limits_refuse_with_words() {
    let text = "Tosite;Pvm;Summa\n1;1.2.2026;1,00\n2;1.2.2026;1,00\n";
    for (limits, code) in [
        (
            Limits {
                file_bytes: 10,
                ..Limits::default()
            },
            "fileTooLarge",
        ),
        (
            Limits {
                rows: 2,
                ..Limits::default()
            },
            "tooManyRows",
        ),
        (
            Limits {
                columns: 2,
                ..Limits::default()
            },
            "tooManyColumns",
        ),
    ] {
        let refusal = check(&source(text), &Profile::default(), &Selection::default(), &limits).unwrap_err();
        assert_eq!(refusal.code(), code);
    }
}

#[test]
fn the_diagnosis_is_json_in_camel_case() {
    let json = serde_json::to_value(diagnose(
        "Tosite;Pvm;Tili;Summa\n1;1.2.2026;1150;-1,50\n2;1.2.2026;4300;x\n",
    ))
    .unwrap();
    assert_eq!(json["total"], "-1.50");
    assert_eq!(json["credits"], serde_json::json!({"rows": 1, "total": "-1.50"}));
    assert_eq!(json["excluded"]["balanceSheetAccount"]["total"], "-1.50");
    assert_eq!(json["rejected"]["amountNotANumber"]["rows"], 1);
    assert_eq!(
        (&json["headerRow"], &json["amountColumn"], &json["errorCount"]),
        (&1.into(), &"Summa".into(), &1.into())
    );
    assert_eq!(json["fields"]["account"], "Tili");
    assert_eq!(json["sha256"].as_str().map(str::len), Some(64));
}

#[test]
fn a_receiver_may_stop_the_import() {
    let text = "Tosite;Pvm;Summa\n1;1.2.2026;10,00\n";
    let refusal = import(
        &source(text),
        &Profile::default(),
        &Selection::default(),
        &Limits::default(),
        &mut |_| Err("full".to_owned()),
    )
    .unwrap_err();
    assert_eq!(refusal.to_string(), "the import was stopped: full");
}
