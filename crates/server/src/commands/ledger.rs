use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use serde_json::json;
use talkoot_ledger::{Limits, Profile, Selection, Source, check as read, describe};

use crate::settings::LedgerCommand;

pub(super) fn run(command: LedgerCommand) -> anyhow::Result<ExitCode> {
    let LedgerCommand::Check {
        file,
        amount,
        profile,
        json,
    } = command;
    check(file, amount, profile.as_deref(), json)
}

/// Prints what becomes of each row of a file; fails when the file is refused or a row is rejected.
fn check(
    file: PathBuf,
    amount: Option<String>,
    profile: Option<&Path>,
    as_json: bool,
) -> anyhow::Result<ExitCode> {
    let mut settled = match profile {
        None => Profile::default(),
        Some(path) => {
            let text = fs::read_to_string(path)
                .with_context(|| format!("cannot read the profile {}", path.display()))?;
            serde_json::from_str(&text)
                .with_context(|| format!("the profile {} is not in order", path.display()))?
        }
    };
    if amount.is_some() {
        settled.amount = amount;
    }
    match read(
        &Source::Path(file),
        &settled,
        &Selection::default(),
        &Limits::default(),
    ) {
        Ok(checked) => {
            if as_json {
                println!("{}", serde_json::to_string_pretty(&checked)?);
            } else {
                print!("{}", describe(&checked));
            }
            Ok(if checked.is_importable() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            })
        }
        Err(refusal) => {
            if as_json {
                let refused =
                    json!({ "refusal": { "code": refusal.code(), "message": refusal.to_string() } });
                println!("{}", serde_json::to_string_pretty(&refused)?);
            }
            eprintln!("talkoot: {refusal}");
            Ok(ExitCode::FAILURE)
        }
    }
}
