//! Which profile fits a file.

use talkoot_ledger::{
    Limits, NamedProfile, Profile, Selection, Source, VatHandling, check, inspect, known_layouts, propose,
};

fn columns(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

fn source(text: &str) -> Source {
    Source::Bytes {
        name: "ledger.csv".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

#[test]
fn every_known_layout_proposes_itself_and_reads_its_own_header() {
    assert!(known_layouts().len() >= 28);
    for layout in known_layouts() {
        let proposals = propose(&columns(&layout.columns()), &[]);
        let best = proposals
            .first()
            .unwrap_or_else(|| panic!("{} proposes nothing", layout.name));
        assert_eq!(
            (best.score, best.profile.clone()),
            (100, layout.profile()),
            "{}",
            layout.name
        );

        let amount = layout
            .columns()
            .iter()
            .position(|column| *column == layout.amount)
            .unwrap();
        let cells: Vec<&str> = (0..layout.columns().len())
            .map(|column| if column == amount { "12,50" } else { "x" })
            .collect();
        let text = format!("{}\n{}\n", layout.columns().join(";"), cells.join(";"));
        let profile = Profile {
            // Dates and vouchers are not what this is about.
            columns: [talkoot_ledger::Field::Date]
                .map(|field| (field, String::new()))
                .into(),
            ..layout.profile()
        };
        let check = check(
            &source(&text),
            &profile,
            &Selection::default(),
            &Limits::default(),
        )
        .unwrap();
        assert_eq!(check.amount_column, layout.amount, "{}", layout.name);
        assert_eq!(check.total.to_string(), "12.50", "{}", layout.name);
    }
}

/// Kuopio's trap: the total of an invoice stands on each of its rows.
#[test]
fn only_the_posted_amount_of_kuopio_is_summed() {
    let layout = known_layouts()
        .iter()
        .find(|layout| layout.name.starts_with("Kuopio"))
        .unwrap();
    let profile = layout.profile();
    assert_eq!(
        (profile.amount.as_deref(), profile.vat),
        (Some("Tiliöintisumma"), Some(VatHandling::AmountIsGross))
    );
    let row = |posted: &str| {
        let cells: Vec<&str> = layout
            .columns()
            .iter()
            .map(|column| match *column {
                "Laskun summa" => "100,00",
                "Tiliöintisumma" => posted,
                "Tosite_paiva" => "1.2.2016",
                _ => "1",
            })
            .collect();
        cells.join(";")
    };
    let text = format!(
        "{}\n{}\n{}\n",
        layout.columns().join(";"),
        row("60,00"),
        row("40,00")
    );
    let found = inspect(&source(&text), &Profile::default(), &Limits::default()).unwrap();
    assert_eq!(found.known[0].name, layout.name);
    assert!(
        found.known[0]
            .reasons
            .iter()
            .any(|reason| reason.contains("only Tiliöintisumma may be summed"))
    );
    for profile in [Profile::default(), found.known[0].profile.clone()] {
        let check = check(
            &source(&text),
            &profile,
            &Selection::default(),
            &Limits::default(),
        )
        .unwrap();
        assert_eq!(check.total.to_string(), "100.00");
    }
}

#[test]
fn the_likest_comes_first_with_its_reasons() {
    let own = NamedProfile {
        name: "Lohja, Raindance".to_owned(),
        columns: columns(&["Tosite", "Pvm", "Tili", "Kp", "Projekti", "Euroa"]),
        profile: serde_json::from_str(r#"{"amount":"Euroa","columns":{"project":"Projekti"}}"#).unwrap(),
    };
    let file = columns(&["TOSITE", "Pvm ", "tili", "Kp", "Projekti", "Euroa", "Selite"]);
    let proposals = propose(&file, std::slice::from_ref(&own));
    let best = &proposals[0];
    assert_eq!((best.name.as_str(), best.score), ("Lohja, Raindance", 85));
    assert_eq!(
        best.reasons,
        [
            "6 of its 6 columns are in the file",
            "only in the file: selite",
            "its amounts stand in \"Euroa\"",
        ]
    );
    // Without a column that the profile names it cannot be used, however like the rest is.
    let without = columns(&["Tosite", "Pvm", "Tili", "Kp", "Euroa"]);
    assert!(
        propose(&without, &[own])
            .iter()
            .all(|proposal| proposal.name != "Lohja, Raindance")
    );
    assert_eq!(propose(&columns(&["Tili", "Summa"]), &[]), []);
    assert_eq!(propose(&[], &[]), []);
}
