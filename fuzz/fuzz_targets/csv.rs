//! Separated text, as it is and under profiles that say something else about it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use talkoot_fuzz::{keeps_its_promises, limits};
use talkoot_ledger::{Profile, Selection, Source, StatedTotals, check};

fuzz_target!(|bytes: &[u8]| {
    let Some((how, text)) = bytes.split_first() else {
        return;
    };
    // The beginnings of archives and of workbooks are for other targets.
    if text.starts_with(b"PK") || text.starts_with(&[0x1f, 0x8b]) || text.starts_with(&[0xd0, 0xcf]) {
        return;
    }
    keeps_its_promises(text.to_vec());
    let mut profile = Profile::default();
    if how & 1 != 0 {
        profile.stated_totals = StatedTotals::None;
    }
    if how & 2 != 0 {
        profile.header_row = Some(u64::from(how >> 4));
    }
    if how & 4 != 0 {
        profile.amount = Some("#2".to_owned());
    }
    if how & 8 != 0 {
        profile.separator = Some(';');
    }
    let source = Source::Bytes {
        name: "any.csv".to_owned(),
        bytes: text.to_vec(),
    };
    if let Ok(found) = check(&source, &profile, &Selection::default(), &limits()) {
        assert_eq!(found.accounted_for(), found.total);
    }
});
