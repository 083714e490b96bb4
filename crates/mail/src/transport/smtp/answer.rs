//! What a failed conversation with an SMTP server means for the mail.

use super::super::DeliveryFailure;
use crate::single_line::single_line;
use lettre::transport::smtp::Error;
use std::error::Error as _;

/// How far the conversation had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Greeting, encryption and signing in: nothing has been said about the mail yet.
    Connecting,
    /// Sender, recipient and content.
    Sending,
}

/// "Authentication required" (RFC 4954): about us, not about the mail.
const AUTHENTICATION_REQUIRED: u16 = 530;

/// Classifies a failure. A refusal is permanent only when it is about the mail: a wrong password or
/// an untrusted certificate is for the operator to mend, and must not throw away what is waiting.
pub(super) fn failure(stage: Stage, error: &Error) -> DeliveryFailure {
    let code: Option<u16> = error.status().map(Into::into);
    let answer = match (code, error.source()) {
        (Some(code), Some(source)) => single_line(&format!("{code} {source}")),
        (Some(_), None) | (None, _) => single_line(&error.to_string()),
    };
    // A client error while sending is lettre's own refusal: the server cannot take such an address.
    let about_the_mail = error.is_permanent() || error.is_client();
    if stage == Stage::Sending && about_the_mail && code != Some(AUTHENTICATION_REQUIRED) {
        DeliveryFailure::Permanent { code, answer }
    } else {
        DeliveryFailure::Temporary { code, answer }
    }
}
