//! Ledgers that public bodies have published, read to the row and to the cent.
//!
//! The files are not part of the project. Where a folder `shared/data/ledgers` stands beside the checkout,
//! this runs over them; where it does not, it says that it was skipped.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::path::{Path, PathBuf};

use talkoot_ledger::{Check, Exclusion, Limits, Posting, Profile, Selection, Source, check, import};

struct Ledger {
    file: &'static str,
    rows: u64,
    total: &'static str,
    /// The profile a person has to set; none where the file explains itself.
    profile: Option<&'static str>,
}

const fn ledger(file: &'static str, rows: u64, total: &'static str) -> Ledger {
    Ledger {
        file,
        rows,
        total,
        profile: None,
    }
}

const LEDGERS: &[Ledger] = &[
    ledger("valkeakoski_2018-08.csv", 5_467, "6485277.71"),
    ledger("kemijarvi_2022-10.csv", 2_112, "2392227.11"),
    ledger(
        "kaarina2023_layout__latin1_semicolon_space_thousands.csv",
        5_467,
        "6485277.71",
    ),
    ledger(
        "porvoo2021_layout__cp1252_semicolon_nbsp_thousands.csv",
        5_467,
        "6485277.71",
    ),
    ledger("jyvaskyla_layout__xlsx_total_row_last.xlsx", 5_467, "6485277.71"),
    ledger(
        "paimio_layout__xlsx_title_rows_subtotals_text_amounts.xlsx",
        5_467,
        "6485277.71",
    ),
    ledger(
        "kemijarvi2022__kuntaliitto2021_utf8bom_semicolon.csv",
        2_112,
        "2392227.11",
    ),
    ledger("newcastle_2019-01.csv", 5_743, "34933027.23"),
    ledger("tfl_2019-02.csv", 16_102, "511224699.69"),
    ledger("sheffield_2019-01.csv", 64_342, "256460083.07"),
    Ledger {
        file: "wien_2009.csv",
        rows: 9_264,
        total: "1839712316.96",
        profile: Some(r#"{"amount":"Ist EUR"}"#),
    },
];

fn folder() -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|folder| folder.join("shared/data/ledgers"))
        .find(|folder| folder.is_dir());
    if found.is_none() {
        println!("SKIPPED: no folder shared/data/ledgers beside the checkout");
    }
    found
}

fn diagnose(folder: &Path, ledger: &Ledger) -> Check {
    let profile: Profile = serde_json::from_str(ledger.profile.unwrap_or("{}")).unwrap();
    let source = Source::Path(folder.join(ledger.file));
    check(&source, &profile, &Selection::default(), &Limits::default())
        .unwrap_or_else(|refusal| panic!("{}: {refusal}", ledger.file))
}

fn named(name: &str) -> &'static Ledger {
    LEDGERS
        .iter()
        .find(|ledger| ledger.file.starts_with(name))
        .unwrap()
}

#[test]
fn every_ledger_adds_up() {
    let Some(folder) = folder() else { return };
    for ledger in LEDGERS {
        let check = diagnose(&folder, ledger);
        assert_eq!(check.errors, [], "{}", ledger.file);
        assert_eq!(
            (check.rows, check.total.to_string().as_str()),
            (ledger.rows, ledger.total),
            "{}",
            ledger.file
        );
        assert_eq!(check.accounted_for(), check.total, "{}", ledger.file);
        let disagreeing = check.stated_totals.iter().filter(|total| !total.agrees()).count();
        assert_eq!(disagreeing, 0, "{}", ledger.file);
    }
}

#[test]
fn every_ledger_is_handed_over_whole() {
    let Some(folder) = folder() else { return };
    for ledger in LEDGERS {
        let profile: Profile = serde_json::from_str(ledger.profile.unwrap_or("{}")).unwrap();
        let mut postings: Vec<Posting> = Vec::new();
        let check = import(
            &Source::Path(folder.join(ledger.file)),
            &profile,
            &Selection::default(),
            &Limits::default(),
            &mut |posting| {
                postings.push(posting);
                Ok(())
            },
        )
        .unwrap();
        let sum: i128 = postings
            .iter()
            .map(|posting| i128::from(posting.net.cents()))
            .sum();
        assert_eq!(sum, check.selected.total.cents(), "{}", ledger.file);
        assert_eq!(postings.len() as u64, check.selected.rows, "{}", ledger.file);
        let repeats = postings.iter().filter(|posting| posting.occurrence > 1).count() as u64;
        assert_eq!(repeats, check.repeats, "{}", ledger.file);
    }
}

/// What the files are known to hold besides their sums.
#[test]
fn what_makes_each_ledger_hard_is_found() {
    let Some(folder) = folder() else { return };
    let valkeakoski = diagnose(&folder, named("valkeakoski"));
    assert_eq!(
        (valkeakoski.credits.rows, valkeakoski.credits.total.to_string()),
        (80, "-44244.64".to_owned())
    );
    assert_eq!(valkeakoski.repeats, 132);
    assert_eq!(valkeakoski.selected.rows, 5_467);

    let kemijarvi = Ledger {
        profile: Some(r#"{"balanceSheetAccounts":[]}"#),
        ..ledger("kemijarvi_2022-10.csv", 0, "")
    };
    let kemijarvi = diagnose(&folder, &kemijarvi);
    assert_eq!(
        (kemijarvi.credits.rows, kemijarvi.credits.total.to_string()),
        (39, "-3987.07".to_owned())
    );
    assert_eq!(
        (kemijarvi.repeats, kemijarvi.date_format.as_deref()),
        (150, Some("ddmmyyyy"))
    );

    let newcastle = diagnose(&folder, named("newcastle"));
    assert_eq!(
        (newcastle.encoding.as_deref(), newcastle.header_row),
        (Some("Windows-1252"), 3)
    );
    assert_eq!(
        (newcastle.credits.rows, rows(&newcastle, Exclusion::BlankRow)),
        (312, 7_112)
    );

    let paimio = diagnose(&folder, named("paimio"));
    assert_eq!(
        (
            rows(&paimio, Exclusion::SubtotalRow),
            rows(&paimio, Exclusion::TotalRow)
        ),
        (47, 1)
    );
    assert_eq!(
        (paimio.header_row, paimio.number_format.as_str()),
        (4, "decimal comma")
    );

    for name in ["tfl", "jyvaskyla"] {
        assert_eq!(
            rows(&diagnose(&folder, named(name)), Exclusion::TotalRow),
            1,
            "{name}"
        );
    }
}

fn rows(check: &Check, exclusion: Exclusion) -> u64 {
    check.excluded.get(&exclusion).map_or(0, |tally| tally.rows)
}

/// Accounts of the balance sheet are left out of the costs, and the equation still holds.
#[test]
fn balance_sheet_accounts_are_excluded_with_their_sum() {
    let Some(folder) = folder() else { return };
    let check = diagnose(&folder, named("kemijarvi_2022"));
    let excluded = check.excluded[&Exclusion::BalanceSheetAccount];
    assert_eq!(excluded.rows + check.selected.rows, 2_112);
    assert_eq!(excluded.total.cents() + check.selected.total.cents(), 239_222_711);
    assert!(excluded.rows > 0);
}
