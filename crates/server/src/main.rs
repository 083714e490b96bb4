//! The binary: reads the arguments and hands over.

use std::process::ExitCode;

use clap::Parser;
use talkoot_server::{commands, settings::Arguments};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    commands::start_logging();
    match commands::run(arguments.command).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("talkoot: {error:#}");
            ExitCode::FAILURE
        }
    }
}
