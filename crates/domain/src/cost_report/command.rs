use super::Remark;

/// What can be asked of a cost report.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a cost report.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Takes the lines of a ledger file in place of those of the import before.
    Import,
    /// Sets category or sub-area of lines.
    Classify,
    /// Sets what of lines belongs to the project and to which sub-areas, or undoes it.
    Allocate,
    /// Attaches evidence files to lines, or takes them off.
    Attach,
    /// Hands the report to the lead municipality.
    Submit,
    /// Gives it back to the partner.
    Return {
        /// What is to be corrected, in words for the partner.
        reasons: String,
        /// What is wrong with single lines.
        remarks: Vec<Remark>,
    },
    /// Takes it out of a claim that is not approved, and gives it back to the partner.
    Reopen {
        /// What is to be corrected, in words for the partner.
        reasons: String,
    },
    /// Takes it into the project's claim.
    Accept,
    /// Freezes it; done by the claim's submission.
    Lock,
    /// Lifts the freeze; done when the claim is rejected.
    Unlock,
}
