//! What an installation calls itself in its mails.

use crate::Party;

/// What an installation calls itself in its mails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branding {
    /// The name of the installation, shown above the text: `Talkoot`.
    pub installation: String,
    /// Where people open it, shown below the text: `https://talkoot.example.org`.
    pub base_url: String,
    /// Who the mail comes from.
    pub sender: Party,
    /// Where answers go. Without it the mail asks not to answer.
    pub reply_to: Option<Party>,
}
