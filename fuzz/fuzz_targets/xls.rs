//! An old workbook: a compound file that begins as one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use talkoot_fuzz::{keeps_its_promises, let_panics_be_caught};

const MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

fuzz_target!(init: let_panics_be_caught(), |bytes: &[u8]| {
    let mut file = MAGIC.to_vec();
    file.extend_from_slice(bytes.strip_prefix(&MAGIC).unwrap_or(bytes));
    keeps_its_promises(file);
});
