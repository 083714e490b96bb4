//! What the environment and the command line say. The only file that reads the environment.

use std::{net::IpAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};
use talkoot_mail::transport::SmtpTls;

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

/// How mails leave. Without a mail server they are written into a folder and shown at `/mailbox`.
#[derive(Clone, Args)]
pub struct MailArguments {
    /// The mail server's name or address.
    #[arg(long, env = "TALKOOT_SMTP_HOST", conflicts_with = "mail_folder")]
    pub smtp_host: Option<String>,
    /// The mail server's port; 25, 587 or 465 unless told, by the kind of encryption.
    #[arg(long, env = "TALKOOT_SMTP_PORT")]
    pub smtp_port: Option<u16>,
    /// `none`, `starttls` or `wrapper` (TLS from the first byte).
    #[arg(long, env = "TALKOOT_SMTP_TLS", default_value_t = SmtpTls::StartTls)]
    pub smtp_tls: SmtpTls,
    /// The user name at the mail server.
    #[arg(long, env = "TALKOOT_SMTP_USER")]
    pub smtp_user: Option<String>,
    /// The password at the mail server; better given by the environment.
    #[arg(long, env = "TALKOOT_SMTP_PASSWORD", hide_env_values = true)]
    pub smtp_password: Option<String>,
    /// The address that mails come from.
    #[arg(long, env = "TALKOOT_MAIL_FROM", default_value = "talkoot@localhost")]
    pub mail_from: String,
    /// Where people open this installation; links in mails begin with it.
    #[arg(long, env = "TALKOOT_BASE_URL", default_value = "http://127.0.0.1:8080")]
    pub base_url: String,
    /// The folder for mails where there is no mail server.
    #[arg(long, env = "TALKOOT_MAIL_FOLDER", default_value = "data/mailbox")]
    pub mail_folder: PathBuf,
}

impl std::fmt::Debug for MailArguments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The password is left out.
        f.debug_struct("MailArguments")
            .field("smtp_host", &self.smtp_host)
            .field("mail_from", &self.mail_from)
            .field("base_url", &self.base_url)
            .field("mail_folder", &self.mail_folder)
            .finish_non_exhaustive()
    }
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
        #[command(flatten)]
        mail: MailArguments,
        /// Leave the worker's work to `talkoot worker`.
        #[arg(long)]
        no_worker: bool,
    },
    /// Does the work that nobody waits for: deadlines, reminders, letters.
    Worker {
        #[command(flatten)]
        database: DatabaseSettings,
        #[command(flatten)]
        mail: MailArguments,
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
    /// Prints the GraphQL schema.
    Schema {
        /// Write it to this file instead.
        #[arg(long)]
        output: Option<PathBuf>,
    },
}
