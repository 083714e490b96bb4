//! What each command of the binary does.

mod docs;
mod doctor;
mod install;
mod ledger;
mod schema;
mod serve;
mod walkthrough;

use std::{process::ExitCode, sync::Arc};

use talkoot_app::{App, Clock, ShiftedClock, Store, SystemClock};
use tracing_subscriber::EnvFilter;

use crate::settings::{Command, LedgerCommand};

/// Structured logs to standard error; `RUST_LOG` chooses how much.
pub fn start_logging() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

/// Runs one command.
///
/// # Errors
/// What stopped it, in words for the operator.
pub async fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve {
            database,
            listen,
            no_worker,
        } => serve::serve(&database, &listen, !no_worker).await,
        Command::Worker { database } => serve::worker(&database).await,
        Command::Migrate { database } => {
            open(&database.database_url).await?.migrate().await?;
            println!("the schema is up to date");
            Ok(ExitCode::SUCCESS)
        }
        Command::Doctor { database } => doctor::doctor(&database).await,
        Command::Docs { output } => docs::docs(&output),
        Command::Install { settings } => install::install(&settings).await,
        Command::Walkthrough { url, data } => walkthrough::walkthrough(&url, &data).await,
        Command::Demo { .. } => anyhow::bail!("being wired"),
        Command::Ledger {
            command:
                LedgerCommand::Check {
                    file,
                    amount,
                    profile,
                    json,
                },
        } => ledger::check(file, amount, profile.as_deref(), json),
        Command::Schema { output } => schema::schema(output.as_deref()),
    }
}

async fn open(url: &str) -> anyhow::Result<Store> {
    if let Some(path) = url
        .strip_prefix("sqlite://")
        .map(|rest| rest.split('?').next().unwrap_or(rest))
    {
        if let Some(folder) = std::path::Path::new(path).parent() {
            std::fs::create_dir_all(folder)?;
        }
    }
    Ok(Store::connect(url).await?)
}

/// The application over an up-to-date database, with the clock that the database asks for.
async fn application(url: &str) -> anyhow::Result<(App, Option<Arc<ShiftedClock>>)> {
    let store = open(url).await?;
    store.migrate().await?;
    let demonstration = talkoot_storage::demo_clock::find(&store).await?;
    let shifted = demonstration.map(|found| Arc::new(ShiftedClock::new(found.ahead_microseconds)));
    let clock: Arc<dyn Clock> = match &shifted {
        Some(clock) => clock.clone(),
        None => Arc::new(SystemClock),
    };
    Ok((App::new(store, clock), shifted))
}
