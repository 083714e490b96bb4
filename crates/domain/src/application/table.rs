//! The table: what each command does in each state, before any facts are looked at.

use super::{
    CommandName::{self as C, self},
    StateName::{self as S, self},
};
use crate::workflow::Step;

const UNDECIDED: &str = "the application has not been decided";

pub(super) const fn step(state: StateName, command: CommandName) -> Step<StateName> {
    match state {
        S::Draft => draft(command),
        S::PartnerCommitments => partner_commitments(command),
        S::Submitted => submitted(command),
        S::SupplementRequested => supplement_requested(command),
        S::Evaluated => evaluated(command),
        S::Accepted => decided(
            command,
            "the application has been granted; its life goes on in the project",
        ),
        S::Rejected => decided(
            command,
            "the application was not granted; nothing more happens to it",
        ),
        S::Withdrawn => over(
            command,
            "the application was withdrawn; nothing more happens to it",
        ),
    }
}

const fn draft(command: CommandName) -> Step<StateName> {
    match command {
        C::Update | C::SetBudget | C::Answer | C::SetPlan => Step::Stays,
        C::RequestCommitments => Step::To(S::PartnerCommitments),
        C::Withdraw => Step::To(S::Withdrawn),
        C::Reopen => Step::No("the application is being written; there is nothing to take back"),
        C::Submit => Step::No("the partners have not committed; ask them to commit first"),
        C::RequestSupplement | C::Evaluate | C::Accept | C::Reject => {
            Step::No("the application has not been submitted")
        }
        C::Reconsider => Step::No(UNDECIDED),
    }
}

const fn partner_commitments(command: CommandName) -> Step<StateName> {
    match command {
        C::Reopen => Step::To(S::Draft),
        C::Submit => Step::To(S::Submitted),
        C::Withdraw => Step::To(S::Withdrawn),
        C::Update | C::SetBudget | C::Answer | C::SetPlan => {
            Step::No("the partners are committing to what it says; reopen it to change it")
        }
        C::RequestCommitments => {
            Step::No("the partners have been asked already; reopen the application to ask them anew")
        }
        C::RequestSupplement | C::Evaluate | C::Accept | C::Reject => {
            Step::No("the application has not been submitted")
        }
        C::Reconsider => Step::No(UNDECIDED),
    }
}

const fn submitted(command: CommandName) -> Step<StateName> {
    match command {
        C::RequestSupplement => Step::To(S::SupplementRequested),
        C::Evaluate => Step::To(S::Evaluated),
        C::Withdraw => Step::To(S::Withdrawn),
        C::Update | C::SetBudget | C::Answer | C::SetPlan | C::RequestCommitments | C::Reopen => Step::No(
            "the application is with the authority; it is changed only when a supplement is requested",
        ),
        C::Submit => Step::No("the application is submitted already"),
        C::Accept | C::Reject => Step::No("the application has not been evaluated"),
        C::Reconsider => Step::No(UNDECIDED),
    }
}

const fn supplement_requested(command: CommandName) -> Step<StateName> {
    match command {
        C::Update | C::SetBudget | C::Answer | C::SetPlan | C::RequestCommitments => Step::Stays,
        C::Submit => Step::To(S::Submitted),
        C::Withdraw => Step::To(S::Withdrawn),
        C::Reopen => Step::No("it can be changed as it is, for a supplement is requested"),
        C::RequestSupplement => Step::No("a supplement has been requested and not yet given"),
        C::Evaluate | C::Accept | C::Reject => {
            Step::No("a supplement has been requested; wait until the lead submits it")
        }
        C::Reconsider => Step::No(UNDECIDED),
    }
}

const fn evaluated(command: CommandName) -> Step<StateName> {
    match command {
        C::Accept => Step::To(S::Accepted),
        C::Reject => Step::To(S::Rejected),
        C::Withdraw => Step::To(S::Withdrawn),
        C::Update
        | C::SetBudget
        | C::Answer
        | C::SetPlan
        | C::RequestCommitments
        | C::Reopen
        | C::Submit
        | C::RequestSupplement => {
            Step::No("the application has been evaluated and waits for a decision as it is")
        }
        C::Evaluate => Step::No("the application has been evaluated already"),
        C::Reconsider => Step::No(UNDECIDED),
    }
}

/// Only a claim for correction changes what was decided.
const fn decided(command: CommandName, why: &'static str) -> Step<StateName> {
    match command {
        C::Reconsider => Step::To(S::Evaluated),
        other => over(other, why),
    }
}

/// Nothing can be asked of an application whose life is over.
const fn over(command: CommandName, why: &'static str) -> Step<StateName> {
    match command {
        C::Update
        | C::SetBudget
        | C::Answer
        | C::SetPlan
        | C::RequestCommitments
        | C::Reopen
        | C::Submit
        | C::RequestSupplement
        | C::Evaluate
        | C::Withdraw
        | C::Accept
        | C::Reject
        | C::Reconsider => Step::No(why),
    }
}
