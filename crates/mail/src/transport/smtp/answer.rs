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

/// Replies about us and not about the mail (RFC 5321, RFC 4954): commands that the server does not know or
/// take from us, and signing in.
const ABOUT_US: [u16; 7] = [502, 503, 504, 530, 534, 535, 538];

/// Enhanced codes (RFC 3463) of a mail system that is set up wrongly and of what its policy does not let
/// us do.
const SYSTEM_OR_POLICY: [&str; 2] = ["5.3.", "5.7."];

fn is_about_us(code: Option<u16>, answer: &str) -> bool {
    let enhanced = answer.split_whitespace().nth(1).unwrap_or_default();
    code.is_some_and(|code| ABOUT_US.contains(&code))
        || SYSTEM_OR_POLICY.iter().any(|prefix| enhanced.starts_with(prefix))
}

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
    if stage == Stage::Sending && about_the_mail && !is_about_us(code, &answer) {
        DeliveryFailure::Permanent { code, answer }
    } else {
        DeliveryFailure::Temporary { code, answer }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_operator_must_mend_never_costs_a_mail() {
        for (code, answer, about_us) in [
            (550, "550 5.1.1 No such mailbox here", false),
            (550, "550 No such mailbox", false),
            (552, "552 5.2.2 Mailbox full", false),
            (553, "553 5.1.3 Bad address syntax", false),
            (530, "530 5.7.0 Authentication required", true),
            (535, "535 Authentication failed", true),
            (550, "550 5.7.1 Relaying denied", true),
            (554, "554 5.3.2 System not accepting messages", true),
            (503, "503 Bad sequence of commands", true),
        ] {
            assert_eq!(is_about_us(Some(code), answer), about_us, "{answer}");
        }
    }
}
