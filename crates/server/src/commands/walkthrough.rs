use std::{path::Path, process::ExitCode};

use crate::{
    demo::Tokens,
    walkthrough::{self, Ending, Options},
};

/// Walks through a running demonstration; fails when a figure differs.
pub(super) async fn walkthrough(url: &str, data: &Path) -> anyhow::Result<ExitCode> {
    walkthrough::until_loaded(url).await?;
    let options = Options {
        url: url.to_owned(),
        tokens: Tokens::read(data)?,
        project: "Läpikäynti".to_owned(),
        ending: Ending::Whole,
    };
    let differences = walkthrough::walk(options).await?;
    Ok(if differences.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
