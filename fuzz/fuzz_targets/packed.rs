//! Archives: the bytes themselves behind the beginning of one, and whatever they are inside of one in order.
#![no_main]

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use libfuzzer_sys::fuzz_target;
use talkoot_fuzz::{archive, keeps_its_promises, let_panics_be_caught};

fuzz_target!(init: let_panics_be_caught(), |bytes: &[u8]| {
    let Some((how, rest)) = bytes.split_first() else {
        return;
    };
    match how % 6 {
        0 => keeps_its_promises([&[0x1f, 0x8b, 8], rest].concat()),
        1 => keeps_its_promises([b"PK\x03\x04", rest].concat()),
        2 => {
            let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
            if packed.write_all(rest).is_ok() {
                keeps_its_promises(packed.finish().unwrap_or_default());
            }
        }
        3 => keeps_its_promises(archive(&[("ledger.csv", rest)])),
        4 => {
            let mut parts = rest.splitn(2, |byte| *byte == 0);
            let (one, two) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            keeps_its_promises(archive(&[("a.csv", one), ("b/../b.csv", two)]));
        }
        // An archive in an archive is refused, however deep.
        _ => keeps_its_promises(archive(&[("a.zip", &archive(&[("a.csv", rest)]))])),
    }
});
