use super::{Content, Plan};
use crate::{ids::OrganisationId, project::BudgetCell};

/// What can be asked of an application.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of an application.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Replaces what it says.
    Update(Box<Content>),
    /// Replaces the budget of one partner.
    SetBudget {
        /// Whose.
        partner: OrganisationId,
        /// All its cells.
        cells: Vec<BudgetCell>,
    },
    /// Answers fields of the call's form.
    Answer,
    /// Replaces the plan of one partner beside its budget: years, funding, contact persons.
    SetPlan(Box<Plan>),
    /// Asks every partner to commit.
    RequestCommitments,
    /// Takes it back from the partners.
    Reopen,
    /// Gives it, or what was supplemented, to the authority.
    Submit,
    /// Asks the applicants to supplement.
    RequestSupplement {
        /// What is asked.
        questions: String,
    },
    /// Records the evaluation.
    Evaluate {
        /// What the evaluation says.
        statement: String,
    },
    /// Takes it out of the call.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// Granted; part of making a decision, never asked for by itself.
    Accept,
    /// Not granted; part of making a decision, never asked for by itself.
    Reject,
    /// To be decided anew; part of answering a claim for correction, never asked for by itself.
    Reconsider,
}
