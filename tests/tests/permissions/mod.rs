//! Who may do and see what, over HTTP: every mutation, query and file by every role, compared with files that
//! people review (`matrix.txt`, `fields.txt`, `files.txt`).

use std::{fs, path::Path};

pub mod banking;
mod fields;
mod files;
pub mod graph;
pub mod inputs;
pub mod matrix;
pub mod planned;
pub mod prepared;

/// What the server answers is what the reviewed file says.
fn reviewed(name: &str, file: &str, actual: &str) {
    if actual == file {
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
