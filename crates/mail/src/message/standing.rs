//! From which mails somebody can unsubscribe: one table with a reason for each that is kept.

use super::Message;
use strum::VariantNames as _;

/// Whether somebody can unsubscribe from a kind of mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It only tells something that the pages show too.
    Optional,
    /// It is always sent, for this reason.
    Kept(&'static str),
}

/// The name of the mail that puts several reminders together.
const DIGEST: &str = "reminder-digest";

/// Every kind of mail with its standing, in the order of the messages.
pub fn kinds() -> impl Iterator<Item = (&'static str, Standing)> {
    Message::VARIANTS.iter().map(|kind| (*kind, standing(kind)))
}

/// The standing of a kind; what is not in the table is kept.
#[must_use]
pub fn standing(kind: &str) -> Standing {
    const DUTY: &str = "the Act on Discretionary Government Transfers (688/2001, section 14) obliges the recipient to \
                        give this information by its day";
    const SERVICE: &str = "a decision or a hearing is served on whoever it concerns (Administrative Procedure Act \
                           434/2003, sections 34 and 54)";
    const RECEIPT: &str =
        "whoever sends something in gets a receipt (Act on Electronic Services 13/2003, section 12)";
    const GUARD: &str = "whoever signs in learns of every change in how, also when it was somebody else";
    const TASK: &str = "somebody waits for the one thing it asks";
    match kind {
        "agreement-in-force" | "payout-confirmed" | "partner-left" | "duty-taken" | "review-assigned"
        | "call-closing" | "lead-changed" | "officer-week" => Standing::Optional,
        "reminder" | DIGEST | "transfers-due" => Standing::Kept(DUTY),
        "decision-made"
        | "change-decided"
        | "rectification-decided"
        | "recovery-notice"
        | "recovery-decided"
        | "recovery-late"
        | "correction-proposed"
        | "payment-hold-set"
        | "payment-hold-lifted"
        | "call-corrected"
        | "obligation-extended"
        | "obligation-waived" => Standing::Kept(SERVICE),
        "application-received" | "claim-received" | "change-request-received" | "rectification-received" => {
            Standing::Kept(RECEIPT)
        }
        "passkey-added" | "passkey-removed" => Standing::Kept(GUARD),
        _ => Standing::Kept(TASK),
    }
}
