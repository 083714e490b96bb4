//! Running it: copies and their way back, the log outside of the database, what an operator is told.

mod audit_log;
mod backups;
mod belonging;
mod covered;
mod metrics;
mod packaged;
mod reading;
mod stray;
mod traces;
mod upgrading;
mod vouching;
mod watching;

use std::{
    path::Path,
    process::{Command, Output},
};

/// The program itself, with these arguments.
pub fn talkoot(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_talkoot-under-test"))
        .args(arguments)
        .env("RUST_LOG", "error")
        .output()
        .expect("the program")
}

/// What it printed, when it ended well.
pub fn said(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What it said when it refused.
pub fn refused(output: &Output) -> String {
    assert!(!output.status.success(), "{output:?}");
    let (out, err) = (&output.stdout, &output.stderr);
    format!("{}{}", String::from_utf8_lossy(out), String::from_utf8_lossy(err))
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}
