//! What each command of the binary does.

mod audit;
mod backup;
mod bounce;
mod configuration;
mod database;
mod demo;
mod docs;
mod doctor;
mod environment;
mod files;
mod install;
mod ledger;
mod mail;
mod schema;
mod serve;
mod sign_in;
mod token;
mod walkthrough;

use std::{process::ExitCode, sync::Arc};

use clap::Parser;
use talkoot_app::{App, Clock, ShiftedClock, Store, SystemClock, TRACED};
use talkoot_storage::files::Places;
use tracing_subscriber::{EnvFilter, Layer as _, layer::SubscriberExt as _, util::SubscriberInitExt as _};

use database::{Needed, open};

use crate::cryptography;
use crate::settings::{
    Arguments, Command, DatabaseSettings, DemoCommand, DemoSettings, ListenSettings, LogFormat,
    MailArguments, TraceArguments,
};
use crate::traces::Traces;

/// Structured logs to standard error; `RUST_LOG` chooses how much. Traces, where a collector is named, which must be ended
/// with the program.
///
/// # Errors
/// When the collector cannot be used as it is named.
pub fn start_logging(format: LogFormat, traces: &TraceArguments) -> anyhow::Result<Option<Traces>> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    // Spans are the traces' and say nothing new in the log.
    let filter = filter.add_directive(format!("{TRACED}=off").parse()?);
    let log = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let log = match format {
        LogFormat::Text => log.with_filter(filter).boxed(),
        LogFormat::Json => log.json().flatten_event(true).with_filter(filter).boxed(),
    };
    let traces = Traces::asked(traces)?;
    let layer = traces.as_ref().map(Traces::layer);
    tracing_subscriber::registry().with(layer).with(log).init();
    Ok(traces)
}

/// Reads the arguments, runs what they ask for and says how it went: all that the binary does.
pub async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    cryptography::install();
    let done = match start_logging(arguments.log_format, &arguments.traces) {
        Ok(traces) => {
            let done = run(arguments.command).await;
            if let Some(traces) = traces {
                traces.end().await;
            }
            done
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("talkoot: {error:#}");
            ExitCode::FAILURE
        }
    }
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
            mail,
            sign_in,
            limits,
            documents,
            files,
            metrics,
            signing,
            show_mailbox,
            no_worker,
        } => {
            let served = serve::Served {
                listen: &listen,
                mail: &mail,
                sign_in: &sign_in,
                limits: &limits,
                documents: &documents,
                files: &files,
                metrics: &metrics,
                show_mailbox,
            };
            let signer = audit::Signer::of(&signing)?.filter(|_| !no_worker);
            serve::serve(&database, served, !no_worker, signer).await
        }
        Command::Worker {
            database,
            mail,
            signing,
            places,
            metrics,
        } => {
            let signer = audit::Signer::of(&signing)?;
            serve::worker(&database, &mail, (&metrics, &places), signer).await
        }
        Command::Audit { command } => audit::run(command).await,
        Command::Migrate { database } => migrate(&database).await,
        Command::Backup { copied } => backup::backup(&copied).await,
        Command::Restore { restored } => backup::restore(&restored).await,
        Command::Files { command } => files::run(command).await,
        Command::Doctor { settings } => doctor::doctor(&settings).await,
        Command::Resend { database, mail } => resend(&database, &mail).await,
        Command::Bounce { database, mail } => bounce::bounce(&database, &mail).await,
        Command::Docs { output } => docs::docs(&output),
        Command::Install { settings } => install::install(&settings).await,
        Command::Token { settings } => token::token(&settings).await,
        Command::Walkthrough { url, data } => walkthrough::walkthrough(&url, &data).await,
        Command::Demo {
            database,
            listen,
            settings,
            command,
        } => demonstration(&database, &listen, &settings, command).await,
        Command::Ledger { command } => ledger::run(command),
        Command::Schema { output } => schema::schema(output.as_deref()),
    }
}

async fn resend(database: &DatabaseSettings, mail: &MailArguments) -> anyhow::Result<ExitCode> {
    let (app, _) = application(&database.database_url, Needed::Schema, mail).await?;
    let number = talkoot_app::worker::resume(&app).await?;
    println!("{number} mails and events are tried again by the worker");
    Ok(ExitCode::SUCCESS)
}

async fn migrate(database: &DatabaseSettings) -> anyhow::Result<ExitCode> {
    up_to_date(&database.database_url, Needed::Nothing).await?;
    println!("the schema is up to date");
    Ok(ExitCode::SUCCESS)
}

async fn demonstration(
    database: &DatabaseSettings,
    listen: &ListenSettings,
    settings: &DemoSettings,
    command: Option<DemoCommand>,
) -> anyhow::Result<ExitCode> {
    match command {
        Some(DemoCommand::Tokens { json }) => demo::tokens(&settings.data, json),
        Some(DemoCommand::Call { seed }) => demo::call(database, listen, settings, seed).await,
        None => demo::demo(database, listen, settings).await,
    }
}

/// The database with its schema up to date, and its clock.
async fn up_to_date(
    url: &str,
    needed: Needed,
) -> anyhow::Result<(Store, Option<Arc<ShiftedClock>>, Arc<dyn Clock>)> {
    let store = open(url, needed).await?;
    store.migrate().await?;
    let demonstration = talkoot_storage::demo_clock::find(&store).await?;
    let shifted = demonstration.map(|found| Arc::new(ShiftedClock::new(found.ahead_microseconds)));
    let clock: Arc<dyn Clock> = match &shifted {
        Some(clock) => clock.clone(),
        None => Arc::new(SystemClock),
    };
    vouch_from_now_on(&store, clock.as_ref()).await?;
    Ok((store, shifted, clock))
}

/// What the log of an older database did not vouch for, it vouches for from now on.
async fn vouch_from_now_on(store: &Store, clock: &dyn Clock) -> anyhow::Result<()> {
    let vouched = talkoot_storage::audit::vouch_from_now_on(store, clock.now()).await?;
    if vouched > 0 {
        tracing::info!(
            objects = vouched,
            "the audit log vouches for people, organisations and tokens from now on"
        );
    }
    Ok(())
}

/// The application over an up-to-date database, with the clock that the database asks for.
async fn application(
    url: &str,
    needed: Needed,
    mail: &MailArguments,
) -> anyhow::Result<(App, Option<Arc<ShiftedClock>>)> {
    application_with(url, needed, mail, Places::default()).await
}

/// The same with places for the contents of files.
async fn application_with(
    url: &str,
    needed: Needed,
    mail: &MailArguments,
    places: Places,
) -> anyhow::Result<(App, Option<Arc<ShiftedClock>>)> {
    let mail = mail::mail_settings(mail)?;
    let (store, shifted, clock) = up_to_date(url, needed).await?;
    Ok((App::new(store.with_places(places), clock, mail), shifted))
}
