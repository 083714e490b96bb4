//! Whatever bytes somebody sends: text, workbooks of three formats, archives around them. No panic, no hang, no
//! memory beyond the limits, and every row accounted for.
#![no_main]

use libfuzzer_sys::fuzz_target;
use talkoot_fuzz::{keeps_its_promises, let_panics_be_caught};

fuzz_target!(init: let_panics_be_caught(), |bytes: &[u8]| keeps_its_promises(bytes.to_vec()));
