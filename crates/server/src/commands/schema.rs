use std::{path::Path, process::ExitCode};

/// Prints the schema, or writes it to a file.
pub(super) fn schema(output: Option<&Path>) -> anyhow::Result<ExitCode> {
    let text = talkoot_graphql::sdl();
    match output {
        Some(path) => std::fs::write(path, text)?,
        None => print!("{text}"),
    }
    Ok(ExitCode::SUCCESS)
}
