//! What the targets have in common: the promises of the reader, and files made around what the fuzzer invents.

use std::io::{Cursor, Write};

use talkoot_ledger::{Limits, Profile, Selection, Source, check, import, inspect, nameless};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Small enough that a reading is quick, and everything beyond is refused all the same.
#[must_use]
pub fn limits() -> Limits {
    Limits {
        rows: 5_000,
        unpacked_bytes: 4 << 20,
        ..Limits::default()
    }
}

/// The reader of workbooks is somebody else's and may panic on a damaged file; that is caught and told as a refusal.
/// Without this, the hook of the fuzzer would end the process before. What is not caught still ends it.
pub fn let_panics_be_caught() {
    let _ = std::panic::take_hook();
}

/// Reads the bytes in every way there is and holds the reader to its promises: no panic, every row accounted for,
/// what is imported is what was said.
pub fn keeps_its_promises(bytes: Vec<u8>) {
    let source = Source::Bytes {
        name: "any".to_owned(),
        bytes,
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
        assert_eq!(
            cents,
            found.selected.total.cents(),
            "not every cent was handed over"
        );
        let _ = nameless(&source, &profile, &limits, &|_, _| true);
    }
}

/// A zip archive of these parts, not compressed, so that what the fuzzer changes is what the reader sees.
#[must_use]
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        if archive.start_file(*name, options).is_err() || archive.write_all(content).is_err() {
            return Vec::new();
        }
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}
