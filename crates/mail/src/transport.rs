//! The ways a mail leaves: an SMTP server, a folder of files, or memory in tests.

mod folder;
mod memory;
mod mime;
mod smtp;

use crate::Outgoing;
use async_trait::async_trait;

pub use folder::{FolderTransport, StoredMail, UnreadableMail};
pub use memory::MemoryTransport;
pub use smtp::{SmtpCredentials, SmtpSettings, SmtpTls, SmtpTransport, UnusableSmtpSettings};

/// What the next hop said when it took the mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The server's answer, or the name of the file that was written.
    pub answer: String,
}

/// Why a mail was not taken, and whether it is worth trying again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeliveryFailure {
    /// Try again later: the server was away, busy, or does not let us in at present.
    #[error("the mail was not taken now and will be tried again: {answer}")]
    Temporary {
        /// The SMTP reply code, when the server gave one.
        code: Option<u16>,
        /// What the server, or the network, answered.
        answer: String,
    },
    /// Trying again would end the same: the address or the mail itself was refused.
    #[error("the mail was refused for good; check the recipient's address: {answer}")]
    Permanent {
        /// The SMTP reply code, when the server gave one.
        code: Option<u16>,
        /// What the server answered, or what is wrong with the mail.
        answer: String,
    },
}

impl DeliveryFailure {
    /// True when the mail should be tried again later.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        matches!(self, Self::Temporary { .. })
    }
}

/// A way for a mail to leave.
///
/// A transport makes one attempt. When to try again is the caller's to decide.
#[async_trait]
pub trait Transport: Send + Sync + std::fmt::Debug {
    /// Hands the mail to the next hop.
    ///
    /// # Errors
    /// [`DeliveryFailure`], which says whether trying again makes sense.
    async fn deliver(&self, mail: &Outgoing) -> Result<Receipt, DeliveryFailure>;
}
