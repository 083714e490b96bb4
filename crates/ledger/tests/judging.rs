//! What becomes of each row, page by page.

use talkoot_domain::money::Money;
use talkoot_ledger::{Judged, Limits, Profile, Selection, Source, Window, Wish, check, import, judge};

const LEDGER: &str = "Pääkirja 2026;;;;\nTosite;Pvm;Tili;Selite;Summa\n\
    1;31.3.2026;4340;a 010190-999A;10,00\n1;31.3.2026;4340;a 010190-999A;10,00\n\
    2;31.2.2026;4340;b;20,00\n;;;Yhteensä;40,00\n\n3;31.3.2026;1700;c;-2,50\n4;31.3.2026;4340;d;4.2,0\n\
    ;;;Yhteensä;37,50\n";

fn source(text: &str) -> Source {
    Source::Bytes {
        name: "ledger.csv".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

fn page(text: &str, after: u64, first: usize, only: &[Wish]) -> Judged {
    let window = Window {
        after,
        first,
        only: only.to_vec(),
    };
    let (profile, selection) = (Profile::default(), Selection::default());
    judge(&source(text), &profile, &selection, &Limits::default(), &window).expect("a ledger")
}

fn in_words(judged: &Judged) -> Vec<String> {
    let word = |row: &talkoot_ledger::JudgedRow| {
        let amount = row
            .amount
            .map_or_else(|| "-".to_owned(), |amount| amount.to_string());
        format!("{} {} {amount}", row.row, row.fate.reason().unwrap_or("selected"))
    };
    judged.rows.iter().map(word).collect()
}

/// Every row but the header has one fate, and the amounts are those of the diagnosis.
#[test]
fn each_row_is_told_with_what_became_of_it() {
    let all = page(LEDGER, 0, 100, &[]);
    assert_eq!(
        in_words(&all),
        [
            "1 aboveHeader -",
            "3 selected 10.00",
            "4 selected 10.00",
            "5 dateInvalid 20.00",
            "6 subtotalRow -",
            "7 blankRow -",
            "8 balanceSheetAccount -2.50",
            "9 amountNotANumber -",
            "10 totalRow -",
        ]
    );
    assert_eq!(all.matching, 9);
    let sum: i64 = all
        .rows
        .iter()
        .filter_map(|row| row.amount)
        .map(Money::cents)
        .sum();
    assert_eq!(i128::from(sum), all.check.total.cents());
    assert_eq!(all.check.accounted_for(), all.check.total);
    assert_eq!(all.rows[1].cells[3], "a ******-****");
    let occurrences = all
        .rows
        .iter()
        .filter_map(|row| row.posting.as_ref())
        .map(|one| one.occurrence);
    assert_eq!(occurrences.collect::<Vec<_>>(), [1, 2]);
    let error = &all.rows[3].errors[0];
    assert_eq!(
        (error.column.as_str(), error.value.as_str()),
        ("Pvm", "31.2.2026")
    );
    let error = &all.rows[7].errors[0];
    assert_eq!((error.column.as_str(), error.value.as_str()), ("Summa", "4.2,0"));
}

#[test]
fn pages_join_without_a_gap_and_by_what_is_wanted() {
    let all = in_words(&page(LEDGER, 0, 100, &[]));
    for size in 1..5 {
        let (mut joined, mut after) = (Vec::new(), 0);
        loop {
            let next = page(LEDGER, after, size, &[]);
            assert_eq!(next.matching, 9);
            let Some(last) = next.rows.last() else {
                break;
            };
            after = last.row;
            joined.extend(in_words(&next));
        }
        assert_eq!(joined, all, "pages of {size}");
    }
    let rejected = page(LEDGER, 0, 1, &[Wish::Rejected]);
    assert_eq!(
        (in_words(&rejected), rejected.matching),
        (vec!["5 dateInvalid 20.00".to_owned()], 2)
    );
    let excluded = page(LEDGER, 0, 10, &[Wish::Excluded, Wish::NoEntry]);
    assert_eq!(excluded.matching, 5);
}

/// A row that looks like a sum is judged by what follows: nothing of it is lost on the way.
#[test]
fn a_sum_with_blank_rows_behind_keeps_its_place() {
    let text = "Tosite,Pvm,Summa\n1,31.3.2026,1.50\n,,1.50\n,,\n,,\n2,31.3.2026,2.25\n,,7.00\n,,\n";
    let all = page(text, 0, 100, &[]);
    let expected = [
        "2 selected 1.50",
        "3 subtotalRow -",
        "4 blankRow -",
        "5 blankRow -",
        "6 selected 2.25",
        "7 totalRow -",
        "8 blankRow -",
    ];
    assert_eq!(in_words(&all), expected);
    let first = page(text, 1, 2, &[]);
    assert_eq!(in_words(&first), expected[..2]);
    assert_eq!(in_words(&page(text, 3, 2, &[])), expected[2..4]);
}

#[test]
fn judging_and_importing_agree() {
    let sound =
        "Tosite;Pvm;Tili;Summa\n1;31.3.2026;4340;10,00\n1;31.3.2026;4340;10,00\n2;1.4.2026;4341;-3,00\n";
    let (profile, selection, limits) = (Profile::default(), Selection::default(), Limits::default());
    let mut postings = Vec::new();
    let imported = import(&source(sound), &profile, &selection, &limits, &mut |posting| {
        postings.push(posting);
        Ok(())
    });
    let judged = page(sound, 0, 100, &[Wish::Selected]);
    let shown: Vec<_> = judged.rows.into_iter().filter_map(|row| row.posting).collect();
    assert_eq!(shown, postings);
    let imported = imported.expect("a ledger");
    assert_eq!(judged.check, imported);
    assert_eq!(
        check(&source(sound), &profile, &selection, &limits).expect("a ledger"),
        imported
    );
}

/// Trap 14: elsewhere a blank row, a total row and a repeated header were counted as data.
#[test]
fn trap_14_rows_that_are_no_data_are_not_counted() {
    let header = "Tosite;Pvm;Tili;Selite;Summa\n";
    let text = format!(
        "{header}1;31.3.2026;4340;a;10,00\n;;;;\n\n{header}2;31.3.2026;4340;b;20,00\n;;;Yhteensä;30,00\n"
    );
    let found = check(
        &source(&text),
        &Profile::default(),
        &Selection::default(),
        &Limits::default(),
    );
    let found = found.expect("a ledger");
    assert!(found.is_importable(), "{:?}", found.errors);
    assert_eq!((found.rows, found.total.to_string().as_str()), (2, "30.00"));
    assert_eq!(
        in_words(&page(&text, 0, 100, &[])),
        [
            "2 selected 10.00",
            "3 blankRow -",
            "4 blankRow -",
            "5 repeatedHeader -",
            "6 selected 20.00",
            "7 totalRow -",
        ]
    );
}

/// Trap 14: elsewhere every minus sign was lost on the way in.
#[test]
fn trap_14_no_minus_sign_is_lost() {
    for minus in ["-7,50", "7,50-", "(7,50)", "\u{2212}7,50", "- 7,50"] {
        let text = format!(
            "Tosite;Pvm;Tili;Selite;Summa\n1;31.3.2026;4340;a;10,00\n2;31.3.2026;4340;b;{minus}\n\
             3;31.3.2026;4340;c;1,00\n"
        );
        let mut amounts = Vec::new();
        import(
            &source(&text),
            &Profile::default(),
            &Selection::default(),
            &Limits::default(),
            &mut |posting| {
                amounts.push(posting.net.to_string());
                Ok(())
            },
        )
        .expect("a ledger");
        assert_eq!(amounts, ["10.00", "-7.50", "1.00"], "{minus}");
    }
}

/// Trap 14: elsewhere so many warnings were shown that nobody saw the error. Errors are a list of their own, and a
/// warning is said once with the number of its rows.
#[test]
fn trap_14_warnings_do_not_drown_errors() {
    let mut text = "Tosite;Pvm;Tili;Y-tunnus;Selite;Summa\n".to_owned();
    for number in 1..=500 {
        // A wrong check digit warns at each row.
        text.push_str(&format!("{number};31.3.2026;4340;0211675-3;a;1,00\n"));
    }
    text.push_str("501;31.3.2026;4340;0211675-2;b;4.2,0\n");
    let found = check(
        &source(&text),
        &Profile::default(),
        &Selection::default(),
        &Limits::default(),
    );
    let found = found.expect("a diagnosis");
    assert!(
        found.warnings.iter().any(|warning| warning.rows == 500),
        "{:?}",
        found.warnings
    );
    assert!(found.warnings.len() < 5, "{:?}", found.warnings);
    assert_eq!((found.error_count, found.errors.len()), (1, 1));
    assert_eq!(found.errors[0].row, 502);
    assert!(!found.is_importable());
}
