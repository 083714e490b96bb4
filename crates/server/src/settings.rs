//! What the environment and the command line say. The only file that reads the environment.

mod limits;
mod looked_at;
mod places;
#[cfg(test)]
mod tests;

use std::{net::IpAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
pub use limits::{DocumentArguments, FileArguments, LimitArguments, MetricsArguments};
pub use looked_at::DoctorSettings;
pub use places::{BackupArguments, FilesCommand, PlaceArguments, RestoreArguments};
use talkoot_domain::language::Language;
use talkoot_mail::transport::SmtpTls;

/// Grants that several municipalities carry out together: applications, cost consolidation,
/// reporting.
#[derive(Debug, Parser)]
#[command(name = "talkoot", version, about)]
pub struct Arguments {
    /// How the log on standard error is written.
    #[arg(long, env = "TALKOOT_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text, global = true)]
    pub log_format: LogFormat,
    #[command(flatten)]
    pub traces: TraceArguments,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Where traces go.
#[derive(Clone, Debug, Args)]
pub struct TraceArguments {
    /// An OpenTelemetry collector that takes traces over HTTP, for example `http://127.0.0.1:4318`; none are made unless told.
    #[arg(long, env = "TALKOOT_OTLP_ENDPOINT", global = true)]
    pub otlp_endpoint: Option<String>,
    /// How many of a hundred traces are sent, unless whoever asks has decided.
    #[arg(long, env = "TALKOOT_TRACE_PERCENT", default_value_t = 100.0, global = true)]
    pub trace_percent: f64,
}

/// How the log is written; what it says, `RUST_LOG` chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line, for programs.
    Json,
}

/// The database.
#[derive(Clone, Args)]
pub struct DatabaseSettings {
    /// `sqlite://file?mode=rwc` (embedded) or `postgres://user@host/name`.
    #[arg(
        long,
        env = "DATABASE_URL",
        hide_env_values = true,
        default_value = "sqlite://data/talkoot.db?mode=rwc"
    )]
    pub database_url: String,
}

impl std::fmt::Debug for DatabaseSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // There may be a password in it.
        f.debug_struct("DatabaseSettings").finish_non_exhaustive()
    }
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
    /// Where the packages of GraphiQL are installed; without them a demonstration has it from a public server, and others have
    /// none.
    #[arg(long, env = "TALKOOT_GRAPHIQL", default_value = "web/graphiql/node_modules")]
    pub graphiql: Option<PathBuf>,
    /// Who may ask the API for its schema (introspection).
    #[arg(long, env = "TALKOOT_INTROSPECTION", value_enum, default_value_t = Introspection::Everybody)]
    pub introspection: Introspection,
}

/// Who may ask the API for its schema. It is published in `schema.graphql` anyway; an installation may still keep
/// strangers from exploring it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Introspection {
    /// Everybody.
    #[default]
    Everybody,
    /// Whoever has signed in.
    SignedIn,
    /// Nobody.
    Nobody,
}

/// How people sign in with a browser; see docs/signing-in.md.
#[derive(Clone, Args)]
pub struct SignInArguments {
    /// The identifier of the organisation's sign-in service (`OpenID Connect`); without one there is none.
    #[arg(long, env = "TALKOOT_OIDC_ISSUER", requires = "oidc_client_id")]
    pub oidc_issuer: Option<String>,
    /// The name that the sign-in service has for this installation.
    #[arg(long, env = "TALKOOT_OIDC_CLIENT_ID")]
    pub oidc_client_id: Option<String>,
    /// The secret that the sign-in service gave; better given by the environment or in a file.
    #[arg(
        long,
        env = "TALKOOT_OIDC_CLIENT_SECRET",
        hide_env_values = true,
        conflicts_with = "oidc_client_secret_file"
    )]
    pub oidc_client_secret: Option<String>,
    /// A file with that secret.
    #[arg(long, env = "TALKOOT_OIDC_CLIENT_SECRET_FILE")]
    pub oidc_client_secret_file: Option<PathBuf>,
    /// What the sign-in service is called on the sign-in page; its host unless told.
    #[arg(long, env = "TALKOOT_OIDC_NAME")]
    pub oidc_name: Option<String>,
    /// A PEM file of further certificate authorities to trust at the sign-in service.
    #[arg(long, env = "TALKOOT_OIDC_CA")]
    pub oidc_ca: Option<PathBuf>,
    /// Whether links to sign in are sent by e-mail; unless told, where there is no sign-in service.
    #[arg(long, env = "TALKOOT_SIGN_IN_LINKS")]
    pub sign_in_links: Option<bool>,
    /// So many links to one address are sent in an hour when one place asks, four times as many when several do.
    #[arg(long, env = "TALKOOT_SIGN_IN_LINKS_PER_HOUR", default_value_t = 5)]
    pub sign_in_links_per_hour: u64,
    /// After so many minutes without anything done a session ends.
    #[arg(long, env = "TALKOOT_SESSION_IDLE_MINUTES", default_value_t = 60, value_parser = clap::value_parser!(i64).range(1..=1440))]
    pub session_idle_minutes: i64,
    /// After so many hours a session ends, whatever is done in it.
    #[arg(long, env = "TALKOOT_SESSION_HOURS", default_value_t = 12, value_parser = clap::value_parser!(i64).range(1..=168))]
    pub session_hours: i64,
}

impl std::fmt::Debug for SignInArguments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The secret is left out.
        f.debug_struct("SignInArguments")
            .field("oidc_issuer", &self.oidc_issuer)
            .field("oidc_client_id", &self.oidc_client_id)
            .field("sign_in_links", &self.sign_in_links)
            .finish_non_exhaustive()
    }
}

/// The demonstration.
#[derive(Clone, Debug, Args)]
pub struct DemoSettings {
    /// Remove the demonstration that is there, and load it anew.
    #[arg(long)]
    pub reset: bool,
    /// Where the demonstration keeps its sign-ins and its mailbox.
    #[arg(long, env = "TALKOOT_DATA", default_value = "data", global = true)]
    pub data: PathBuf,
}

/// What can be asked of the demonstration.
#[derive(Debug, Subcommand)]
pub enum DemoCommand {
    /// Prints the demonstration's sign-ins, by role and organisation.
    Tokens {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Plays a whole call over HTTP: 52 applications, reviewed, ranked, 21 of them granted about 450 000 euros, every
    /// decision with its letter. Loads the demonstration first if it is not there; fails when a figure differs. Not
    /// while the demonstration is served.
    Call {
        /// Another number draws another call beside those that are there.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

/// The first authority and its administrator.
#[derive(Clone, Debug, Args)]
pub struct InstallSettings {
    /// The database.
    #[command(flatten)]
    pub database: DatabaseSettings,
    /// How mails leave.
    #[command(flatten)]
    pub mail: MailArguments,
    /// The authority's name in Finnish.
    #[arg(long)]
    pub authority: String,
    /// The authority's name in Swedish.
    #[arg(long)]
    pub authority_sv: String,
    /// The administrator's name.
    #[arg(long)]
    pub name: String,
    /// The administrator's e-mail address.
    #[arg(long)]
    pub email: String,
    /// The language the administrator is written to in: fi, sv or en.
    #[arg(long, default_value = "fi")]
    pub language: Language,
}

/// A sign-in token to be printed on the server.
#[derive(Clone, Debug, Args)]
pub struct TokenSettings {
    /// The database.
    #[command(flatten)]
    pub database: DatabaseSettings,
    /// How mails leave.
    #[command(flatten)]
    pub mail: MailArguments,
    /// The e-mail address of the person who will sign in with it.
    #[arg(long)]
    pub email: String,
    /// What it is for, as the list of tokens will show it.
    #[arg(long, default_value = "printed by the operator")]
    pub label: String,
    /// For how many days it is good, at most 366.
    #[arg(long, default_value_t = 30)]
    pub days: i64,
}

/// How mails leave. Without a mail server they are written into a folder.
#[derive(Clone, Args)]
pub struct MailArguments {
    /// The mail server's name or address.
    #[arg(long, env = "TALKOOT_SMTP_HOST")]
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
    /// A PEM file of a further certificate authority to trust at the mail server: a municipality's own.
    #[arg(long, env = "TALKOOT_SMTP_CA")]
    pub smtp_ca: Option<PathBuf>,
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

/// The key that signs the audit log every day. Without one nothing is signed.
#[derive(Clone, Debug, Args)]
pub struct SigningArguments {
    /// The file with the key of `talkoot audit new-key`.
    #[arg(long, env = "TALKOOT_AUDIT_KEY")]
    pub audit_key: Option<PathBuf>,
    /// The file to which a signature is added each day; best on a disk that only adds.
    #[arg(
        long,
        env = "TALKOOT_AUDIT_SIGNATURES",
        default_value = "data/audit-signatures.jsonl"
    )]
    pub audit_signatures: PathBuf,
}

/// What can be done with the audit log.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Makes a key to sign with, and prints its public half.
    NewKey {
        /// The file for the key; it must not exist.
        #[arg(long)]
        output: PathBuf,
    },
    /// Signs the log as of today, unless that is done.
    Sign {
        #[command(flatten)]
        database: DatabaseSettings,
        #[command(flatten)]
        signing: SigningArguments,
    },
    /// Writes the whole log, one JSON object a line, for whoever verifies it elsewhere (docs/audit.md).
    Export {
        #[command(flatten)]
        database: DatabaseSettings,
        /// The file to write; it must not exist.
        #[arg(long)]
        output: PathBuf,
    },
    /// Verifies the log in the database and that it is the one that was signed.
    Verify {
        #[command(flatten)]
        database: DatabaseSettings,
        /// The file with the signatures.
        #[arg(
            long,
            env = "TALKOOT_AUDIT_SIGNATURES",
            default_value = "data/audit-signatures.jsonl"
        )]
        signatures: PathBuf,
        /// The public half of the key, in hexadecimal digits.
        #[arg(long)]
        public_key: String,
    },
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
        #[command(flatten)]
        signing: SigningArguments,
        #[command(flatten)]
        sign_in: SignInArguments,
        #[command(flatten)]
        limits: LimitArguments,
        #[command(flatten)]
        documents: DocumentArguments,
        #[command(flatten)]
        files: FileArguments,
        #[command(flatten)]
        metrics: MetricsArguments,
        /// Show the mails in the folder at `/mailbox` to everybody who reaches the server, to try it on one's own machine: only
        /// while host and base URL are of this machine alone, and to nobody behind a proxy.
        #[arg(long, env = "TALKOOT_SHOW_MAILBOX")]
        show_mailbox: bool,
        /// Leave the worker's work to `talkoot worker`.
        #[arg(long, env = "TALKOOT_NO_WORKER")]
        no_worker: bool,
    },
    /// Does the work that nobody waits for: deadlines, reminders, letters.
    Worker {
        #[command(flatten)]
        database: DatabaseSettings,
        #[command(flatten)]
        mail: MailArguments,
        #[command(flatten)]
        signing: SigningArguments,
        #[command(flatten)]
        places: PlaceArguments,
        #[command(flatten)]
        metrics: MetricsArguments,
    },
    /// Loads the demonstration if it is not there, and serves it.
    Demo {
        #[command(flatten)]
        database: DatabaseSettings,
        #[command(flatten)]
        listen: ListenSettings,
        #[command(flatten)]
        settings: DemoSettings,
        /// Something else than loading and serving.
        #[command(subcommand)]
        command: Option<DemoCommand>,
    },
    /// Plays a whole grant against a running demonstration; fails when a figure differs.
    Walkthrough {
        /// The server's address.
        #[arg(long, default_value = "http://localhost:8080")]
        url: String,
        /// Where the demonstration keeps its sign-ins.
        #[arg(long, env = "TALKOOT_DATA", default_value = "data")]
        data: PathBuf,
    },
    /// Puts the first authority and administrator into an empty database and prints a token.
    Install {
        #[command(flatten)]
        settings: InstallSettings,
    },
    /// Prints a sign-in token for a person, without a second administrator; the audit log keeps it.
    Token {
        #[command(flatten)]
        settings: TokenSettings,
    },
    /// Brings the database schema up to date.
    Migrate {
        #[command(flatten)]
        database: DatabaseSettings,
    },
    /// The audit log outside of the database: exported, signed, verified.
    Audit {
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// Copies an embedded database into a new file while it is used, with what is kept outside of it, and verifies the copy.
    Backup {
        #[command(flatten)]
        copied: BackupArguments,
    },
    /// Verifies a copy of an embedded database and puts it where no database is yet, with the contents of files.
    Restore {
        #[command(flatten)]
        restored: RestoreArguments,
    },
    /// The contents of uploaded files.
    Files {
        #[command(subcommand)]
        command: FilesCommand,
    },
    /// Verifies settings, disks, clock, mail server, sign-in service, the audit log and its signatures, says what waits, and
    /// what to do.
    Doctor {
        #[command(flatten)]
        settings: DoctorSettings,
    },
    /// Lets the worker try again what was parked after a week of trying: mails and events.
    Resend {
        #[command(flatten)]
        database: DatabaseSettings,
        #[command(flatten)]
        mail: MailArguments,
    },
    /// Reads one message from standard input that a mail server returned, and records against its address that a mail did
    /// not arrive; to be called by the mail server for each message to the address that mails are sent from.
    Bounce {
        #[command(flatten)]
        database: DatabaseSettings,
        #[command(flatten)]
        mail: MailArguments,
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
    /// Writes the generated documents: state diagrams, the table of permissions, the settings.
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
