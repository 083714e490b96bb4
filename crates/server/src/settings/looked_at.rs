//! What the doctor looks at.

use clap::Args;

use super::{
    DatabaseSettings, DocumentArguments, FileArguments, MailArguments, SignInArguments, SigningArguments,
};

/// The settings of the service, as far as it can be seen whether they are of use.
#[derive(Clone, Debug, Args)]
pub struct DoctorSettings {
    /// The database.
    #[command(flatten)]
    pub database: DatabaseSettings,
    /// How mails leave.
    #[command(flatten)]
    pub mail: MailArguments,
    /// How people sign in.
    #[command(flatten)]
    pub sign_in: SignInArguments,
    /// The only documents that are carried out.
    #[command(flatten)]
    pub documents: DocumentArguments,
    /// What becomes of uploads.
    #[command(flatten)]
    pub files: FileArguments,
    /// How the log is signed.
    #[command(flatten)]
    pub signing: SigningArguments,
    /// The head of the log as `doctor` printed it before, number:hash; the log must still contain it.
    #[arg(long, value_name = "N:HASH")]
    pub head: Option<String>,
}
