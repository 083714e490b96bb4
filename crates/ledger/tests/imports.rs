//! What leaves the reader, and what does not.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::fs;

use talkoot_domain::money::Money;
use talkoot_ledger::{
    Check, DateFormat, Limits, Posting, Profile, Reason, Refusal, Selection, Source, VatHandling, check,
    import,
};

fn source(bytes: impl Into<Vec<u8>>) -> Source {
    Source::Bytes {
        name: "ledger.csv".to_owned(),
        bytes: bytes.into(),
    }
}

/// The limits under which every selected row is kept, and those under which none is and the file is read
/// twice.
fn kept_and_read_twice() -> [Limits; 2] {
    [Limits::default().kept_bytes, 0].map(|kept_bytes| Limits {
        kept_bytes,
        ..Limits::default()
    })
}

fn imported(
    source: &Source,
    profile: &Profile,
    selection: &Selection,
    limits: &Limits,
) -> (Check, Vec<Posting>) {
    let mut postings = Vec::new();
    let check = import(source, profile, selection, limits, &mut |posting| {
        postings.push(posting);
        Ok(())
    });
    (check.unwrap(), postings)
}

/// The postings of a ledger, which are the same whichever way they go.
fn postings(text: impl Into<Vec<u8>>, profile: &Profile, selection: &Selection) -> Vec<Posting> {
    let source = source(text);
    let [kept, read_twice] =
        kept_and_read_twice().map(|limits| imported(&source, profile, selection, &limits));
    assert_eq!(kept, read_twice);
    kept.1
}

#[test]
fn encodings_are_found_and_a_late_surprise_is_said() {
    let header = "Tosite;Pvm;Toimittajan nimi;Summa\n";
    let utf8 = postings(
        format!("\u{FEFF}{header}1;1.2.2026;Hämeen Öljy;1,00\n"),
        &Profile::default(),
        &Selection::default(),
    );
    assert_eq!(
        (utf8[0].voucher.as_str(), utf8[0].supplier_name.as_str()),
        ("1", "Hämeen Öljy")
    );

    let mut latin = header.as_bytes().to_vec();
    latin.extend_from_slice(b"1;1.2.2026;H\xE4meen \xD6ljy;1\xA0000,00\n");
    let read = postings(latin, &Profile::default(), &Selection::default());
    assert_eq!(
        (read[0].supplier_name.as_str(), read[0].net.cents()),
        ("Hämeen Öljy", 100_000)
    );

    let mut late = header.as_bytes().to_vec();
    for row in 0..20_000 {
        late.extend_from_slice(format!("{row};1.2.2026;Plain Oy;1,00\n").as_bytes());
    }
    late.extend_from_slice(b"x;1.2.2026;\xC4\xE4ni Oy;1,00\n");
    let check = check(
        &source(late.clone()),
        &Profile::default(),
        &Selection::default(),
        &Limits::default(),
    )
    .unwrap();
    assert_eq!(
        (check.rows, check.encoding.as_deref()),
        (20_001, Some("Windows-1252"))
    );
    assert!(
        check
            .warnings
            .iter()
            .any(|warning| warning.code == "encodingChanged")
    );
    let demanded = Profile {
        encoding: Some("utf-8".to_owned()),
        ..Profile::default()
    };
    let refusal = talkoot_ledger::check(
        &source(late),
        &demanded,
        &Selection::default(),
        &Limits::default(),
    )
    .unwrap_err();
    assert!(
        matches!(refusal, Refusal::NotInEncoding { row: 20_002, .. }),
        "{refusal}"
    );
}

#[test]
fn one_bad_row_refuses_the_whole_import() {
    let text = "Tosite;Pvm;Summa\n1;1.2.2026;10,00\n2;31.2.2026;x\n";
    let mut received = 0;
    let refusal = import(
        &source(text),
        &Profile::default(),
        &Selection::default(),
        &Limits::default(),
        &mut |_| {
            received += 1;
            Ok(())
        },
    )
    .unwrap_err();
    let Refusal::RowsInError(check) = refusal else {
        panic!("{refusal}")
    };
    let reasons: Vec<Reason> = check.errors.iter().map(|error| error.reason).collect();
    assert_eq!(
        (received, reasons),
        (0, vec![Reason::AmountNotANumber, Reason::DateInvalid])
    );
    assert_eq!(check.rejected[&Reason::AmountNotANumber].rows, 1);
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
    let (profile, limits) = (Profile::default(), Limits::default());
    let check = check(&source(text), &profile, &Selection::default(), &limits).unwrap();
    assert_eq!(check.repeats, 1);
    assert!(
        check
            .warnings
            .iter()
            .any(|warning| (warning.code, warning.rows) == ("personalCodesMasked", 2))
    );
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
fn a_receiver_may_stop_the_import() {
    let text = "Tosite;Pvm;Summa\n1;1.2.2026;10,00\n";
    for limits in kept_and_read_twice() {
        let refusal = import(
            &source(text),
            &Profile::default(),
            &Selection::default(),
            &limits,
            &mut |_| Err("full".to_owned()),
        )
        .unwrap_err();
        assert_eq!(refusal.to_string(), "the import was stopped: full");
    }
}

#[test]
fn equal_rows_are_counted_whichever_way_they_go() {
    let mut text = "Tosite;Pvm;Summa\n".to_owned();
    for row in 0..300 {
        text.push_str(&format!("{};1.2.2026;10,{:02}\n", row % 7, row % 3));
    }
    let postings = postings(text, &Profile::default(), &Selection::default());
    let ordinals: Vec<u64> = postings.iter().map(|posting| posting.ordinal).collect();
    assert_eq!(ordinals, (1..=300).collect::<Vec<_>>());
    // 7 vouchers by 3 amounts: every 21st row is the same row once more.
    for (index, posting) in postings.iter().enumerate() {
        assert_eq!(posting.occurrence as usize, index / 21 + 1, "row {}", posting.row);
    }
}

#[test]
fn a_selection_somewhat_beyond_the_bound_is_handed_over_whole() {
    let mut text = "Tosite;Pvm;Summa\n".to_owned();
    (0..100).for_each(|row| text.push_str(&format!("{row};1.2.2026;10,00\n")));
    for kept_bytes in [1, 5_000, 20_000] {
        let limits = Limits {
            kept_bytes,
            ..Limits::default()
        };
        let (check, postings) = imported(
            &source(text.as_str()),
            &Profile::default(),
            &Selection::default(),
            &limits,
        );
        assert_eq!((check.selected.rows, postings.len()), (100, 100), "{kept_bytes}");
    }
}

/// The second reading must be about the bytes of the first; what is kept cannot be changed any more.
#[test]
fn a_file_that_changes_before_the_second_reading_is_refused() {
    let path = std::env::temp_dir().join(format!("talkoot-imports-{}.csv", std::process::id()));
    for (limits, refused) in kept_and_read_twice().iter().zip([false, true]) {
        let mut text = "Tosite;Pvm;Summa\n".to_owned();
        (0..50_000).for_each(|row| text.push_str(&format!("{row};1.2.2026;10,00\n")));
        fs::write(&path, &text).unwrap();
        let source = Source::Path(path.clone());
        let mut received = 0;
        let imported = import(
            &source,
            &Profile::default(),
            &Selection::default(),
            limits,
            &mut |_| {
                received += 1;
                if received == 1 {
                    fs::write(
                        &path,
                        text.replace("49999;1.2.2026;10,00", "49999;1.2.2026;99,00"),
                    )
                    .unwrap();
                }
                Ok(())
            },
        );
        assert_eq!(received, 50_000);
        assert_eq!(
            matches!(imported, Err(Refusal::Changed)),
            refused,
            "{}",
            limits.kept_bytes
        );
    }
    fs::remove_file(&path).unwrap();
}
