//! What the environment and the command line say. The only file that reads the environment.

use std::{net::IpAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};

/// Grants that several municipalities carry out together: applications, cost consolidation,
/// reporting.
#[derive(Debug, Parser)]
#[command(name = "talkoot", version, about)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The database.
#[derive(Clone, Debug, Args)]
pub struct DatabaseSettings {
    /// `sqlite://file?mode=rwc` (embedded) or `postgres://user@host/name`.
    #[arg(
        long,
        env = "DATABASE_URL",
        default_value = "sqlite://data/talkoot.db?mode=rwc"
    )]
    pub database_url: String,
}

/// Where to listen.
#[derive(Clone, Debug, Args)]
pub struct ListenSettings {
    /// The address; 127.0.0.1 unless told, so that nobody else reaches a first try.
    #[arg(long, env = "TALKOOT_HOST", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// The port.
    #[arg(long, env = "PORT", default_value_t = 8080)]
    pub port: u16,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serves the API, and does the worker's work unless told otherwise.
    Serve {
        #[command(flatten)]
        database: DatabaseSettings,
        #[command(flatten)]
        listen: ListenSettings,
        /// Leave the worker's work to `talkoot worker`.
        #[arg(long)]
        no_worker: bool,
    },
    /// Does the work that nobody waits for: deadlines, reminders, letters.
    Worker {
        #[command(flatten)]
        database: DatabaseSettings,
    },
    /// Brings the database schema up to date.
    Migrate {
        #[command(flatten)]
        database: DatabaseSettings,
    },
    /// Verifies the audit log and the state of the database.
    Doctor {
        #[command(flatten)]
        database: DatabaseSettings,
    },
    /// Looks at ledger files, without a database.
    Ledger {
        #[command(subcommand)]
        command: LedgerCommand,
    },
    /// Prints the GraphQL schema.
    Schema {
        /// Write it to this file instead.
        #[arg(long)]
        output: Option<PathBuf>,
    },
    /// Writes the generated documents: state diagrams and the table of permissions.
    Docs {
        /// The folder to write into.
        #[arg(long, default_value = "docs")]
        output: PathBuf,
    },
}

/// What can be done with a ledger file.
#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// Says how a municipality's export is read and what becomes of each row. Fails when the file could
    /// not be imported.
    Check {
        /// The export: separated text or an Excel workbook.
        file: PathBuf,
        /// The name of the column with the amounts, or its position from 1 as `#3`.
        #[arg(long, value_name = "COLUMN")]
        amount: Option<String>,
        /// What is settled about the file, as JSON; see docs/ledger-import.md.
        #[arg(long, value_name = "FILE")]
        profile: Option<PathBuf>,
        /// Print the whole diagnosis as JSON.
        #[arg(long)]
        json: bool,
    },
}
