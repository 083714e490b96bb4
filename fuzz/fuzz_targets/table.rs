//! Rows below a header that is in order: the fuzzer spends its time on rows, quotation marks, amounts, dates and
//! totals instead of on finding a header.
#![no_main]

use libfuzzer_sys::fuzz_target;
use talkoot_ledger::{Limits, Profile, Selection, Source, check};

const HEADERS: [&str; 4] = [
    "Tosite;Pvm;Tili;Selite;Summa\n",
    "Tosite;Pvm;Debet;Kredit;Alv %;Valuutta\n",
    "Date,Voucher,Text,Amount,D/K\n",
    "Toimittaja\tSumma\t+/-\n",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let header = HEADERS[usize::from(*first) % HEADERS.len()];
    let mut text = header.as_bytes().to_vec();
    text.extend_from_slice(rest);
    let records = rest.iter().filter(|byte| **byte == b'\n').count() as u64;
    let source = Source::Bytes {
        name: "any.csv".to_owned(),
        bytes: text,
    };
    let Ok(found) = check(
        &source,
        &Profile::default(),
        &Selection::default(),
        &Limits::default(),
    ) else {
        return;
    };
    assert_eq!(found.accounted_for(), found.total);
    let no_entries: u64 = found
        .excluded
        .iter()
        .filter(|(exclusion, _)| !exclusion.is_entry())
        .map(|(_, tally)| tally.rows)
        .sum();
    // Quoted cells may hold line ends; more rows than lines there cannot be.
    assert!(
        found.rows + no_entries <= records + 1,
        "rows that are not in the file"
    );
});
