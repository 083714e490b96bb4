//! Who may do and see what, over HTTP: every mutation, query and file by every role, compared with files that
//! people review (`matrix.txt`, `fields.txt`, `files.txt`).

use std::{fs, path::Path};

use crate::permissions::words::REVIEW;

pub mod banking;
mod colleagues;
mod fields;
mod files;
mod granted;
pub mod graph;
pub mod inputs;
pub mod matrix;
mod nested;
pub mod planned;
pub mod prepared;
mod seen;
mod words;

/// What the server answers is what the reviewed file says, and somebody has written each reason in it.
fn reviewed(name: &str, file: &str, actual: &str) {
    if actual == file {
        let waits = file.lines().find(|line| line.ends_with(REVIEW));
        assert!(waits.is_none(), "write in {name} why this is right: {waits:?}");
        return;
    }
    let written = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&written, actual).expect("the answer is written");
    let mut lines = file.lines();
    let first = actual.lines().find(|line| lines.next() != Some(line));
    panic!(
        "permissions differ from {name}, first at {first:?}; compare with {} and commit it if it is right",
        written.display()
    );
}
