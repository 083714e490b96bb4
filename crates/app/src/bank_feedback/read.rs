use talkoot_domain::{
    bank_feedback::{BankFeedback, BankFeedbackMachine, CommandName, Facts},
    ids::BankFeedbackId,
    payment_batch::standings,
    policy::{Action, Actor},
};
use talkoot_storage::{Page, Scope, bank_feedback};

use super::Filter;
use crate::{Answer, App, Availability, availability};

/// The message, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: BankFeedbackId) -> Answer<Option<BankFeedback>> {
    Ok(bank_feedback::find(app.store(), &Scope::of(actor), id).await?)
}

/// A page of the messages that this person sees, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    app: &App,
    actor: &Actor,
    filter: &Filter,
    page: Page<BankFeedbackId>,
) -> Answer<Vec<BankFeedback>> {
    Ok(bank_feedback::list(app.store(), &Scope::of(actor), filter, page).await?)
}

/// How many such messages there are.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor, filter: &Filter) -> Answer<u64> {
    Ok(bank_feedback::count(app.store(), &Scope::of(actor), filter).await?)
}

/// What this person can do with the message now, and why not.
#[must_use]
pub fn available_actions(actor: &Actor, feedback: &BankFeedback) -> Vec<Availability> {
    const OFFERED: [(Action, CommandName); 1] = [(Action::SettleBankFeedback, CommandName::Settle)];
    let facts = Facts { by: actor.person };
    availability::<BankFeedbackMachine>(
        actor,
        &standings(feedback.authority),
        &feedback.state,
        &facts,
        &OFFERED,
    )
}
