//! No bytes make the reader panic, and no reading loses money: whatever a file holds, its total is what was
//! selected, excluded and rejected.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use proptest::{prelude::*, sample::Index};
use rust_xlsxwriter::Workbook;
use talkoot_ledger::{Limits, Profile, Selection, Source, check, import, inspect};

const LEDGER: &str = "Ostolaskut;;;;\r\nTosite;Pvm;Tili;Toimittajan nimi;Summa\r\n1;1.2.2026;4300;\"Malli, Oy\";1 234,56\r\n\
    2;2.2.2026;1150;Häme;-34,56\r\n\r\n;;;Yhteensä;1 200,00\r\n";

fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(LEDGER.lines()) {
        for (column, cell) in (0..).zip(line.split(';')) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// Reads the bytes in every way there is and holds the reader to its promises.
fn survives(bytes: Vec<u8>) -> Result<(), TestCaseError> {
    let source = Source::Bytes {
        name: "any".to_owned(),
        bytes,
    };
    let limits = Limits::default();
    let profile = Profile::default();
    let _ = inspect(&source, &profile, &limits);
    let Ok(check) = check(&source, &profile, &Selection::default(), &limits) else {
        return Ok(());
    };
    prop_assert_eq!(check.accounted_for(), check.total);
    let rejected: u64 = check.rejected.values().map(|tally| tally.rows).sum();
    let excluded = check
        .excluded
        .iter()
        .filter(|(exclusion, _)| exclusion.is_entry());
    let excluded: u64 = excluded.map(|(_, tally)| tally.rows).sum();
    prop_assert_eq!(check.rows, check.selected.rows + excluded + rejected);
    let disagreeing = check.stated_totals.iter().any(|total| !total.agrees());
    prop_assert_eq!(check.is_importable(), rejected == 0 && !disagreeing);
    let mut handed_over = 0;
    let imported = import(&source, &profile, &Selection::default(), &limits, &mut |_| {
        handed_over += 1;
        Ok(())
    });
    prop_assert_eq!(imported.is_ok(), check.is_importable());
    prop_assert_eq!(
        handed_over,
        if check.is_importable() {
            check.selected.rows
        } else {
            0
        }
    );
    let _ = check.to_string();
    Ok(())
}

fn mutated(mut bytes: Vec<u8>, changes: &[(Index, u8)]) -> Vec<u8> {
    for (place, byte) in changes {
        let place = place.index(bytes.len());
        bytes[place] = *byte;
    }
    bytes
}

fn changes() -> impl Strategy<Value = Vec<(Index, u8)>> {
    prop::collection::vec((any::<Index>(), any::<u8>()), 0..10)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        survives(bytes)?;
    }

    #[test]
    fn any_table(text in "Tosite;Pvm;Summa\n([0-9]{0,3};[0-9.]{0,10};[-0-9., ()]{0,9}\n){0,12}") {
        survives(text.into_bytes())?;
    }

    #[test]
    fn a_mutated_text(changes in changes()) {
        survives(mutated(LEDGER.as_bytes().to_vec(), &changes))?;
    }

    #[test]
    fn a_mutated_workbook(changes in changes()) {
        survives(mutated(workbook(), &changes))?;
    }

    #[test]
    fn a_workbook_cut_short(end in any::<Index>()) {
        let bytes = workbook();
        let end = end.index(bytes.len());
        survives(bytes[..end].to_vec())?;
    }
}

#[test]
fn the_unchanged_ledgers_are_read() {
    for bytes in [LEDGER.as_bytes().to_vec(), workbook()] {
        let source = Source::Bytes {
            name: "any".to_owned(),
            bytes,
        };
        let check = check(
            &source,
            &Profile::default(),
            &Selection::default(),
            &Limits::default(),
        )
        .unwrap();
        assert_eq!(
            (check.rows, check.total.to_string().as_str(), check.error_count),
            (2, "1200.00", 0)
        );
    }
}
