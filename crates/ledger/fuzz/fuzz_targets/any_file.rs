//! Whatever bytes somebody sends: text, workbooks of three formats, archives around them. No panic, no hang, no
//! memory beyond the limits, and every row accounted for.
#![no_main]

use libfuzzer_sys::fuzz_target;
use talkoot_ledger::{Limits, Profile, Selection, Source, check, import, inspect};

/// Small enough that a reading is quick, and everything beyond is refused all the same.
fn limits() -> Limits {
    Limits {
        rows: 5_000,
        unpacked_bytes: 4 << 20,
        ..Limits::default()
    }
}

fuzz_target!(|bytes: &[u8]| {
    let source = Source::Bytes {
        name: "any".to_owned(),
        bytes: bytes.to_vec(),
    };
    let (profile, selection, limits) = (Profile::default(), Selection::default(), limits());
    let _ = inspect(&source, &profile, &limits);
    let Ok(found) = check(&source, &profile, &selection, &limits) else {
        return;
    };
    assert_eq!(found.accounted_for(), found.total, "the equation does not hold");
    let mut cents = 0_i128;
    let imported = import(&source, &profile, &selection, &limits, &mut |posting| {
        cents += i128::from(posting.net.cents());
        Ok(())
    });
    assert_eq!(imported.is_ok(), found.is_importable());
    if imported.is_ok() {
        assert_eq!(cents, found.selected.total.cents(), "not every cent was handed over");
    }
});
