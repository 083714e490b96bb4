use talkoot_domain::{
    bank_feedback::{BankFeedback, BankFeedbackMachine, Command, Facts},
    ids::BankFeedbackId,
    payment_batch::standings,
    policy::{Action, Actor},
};
use talkoot_storage::bank_feedback;

use super::subject;
use crate::{Answer, App, Begun, Note, Request, Version};

/// What was done about what did not agree.
#[derive(Clone, Debug)]
pub struct SettleBankFeedback {
    /// In which message.
    pub id: BankFeedbackId,
    /// The version that was read.
    pub expected_version: Version,
    /// What was done.
    pub note: String,
}

/// Records what was done about everything in a message of the bank that did not agree.
///
/// # Errors
/// Refused without a word about it, and when everything agreed.
pub async fn settle(
    app: &App,
    actor: &Actor,
    request: Request<SettleBankFeedback>,
) -> Answer<BankFeedbackId> {
    let mut work = match app.begin(actor, Action::SettleBankFeedback, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = &request.body;
    let found = bank_feedback::find(&work.tx, &work.scope, asked.id).await?;
    let feedback = work.found("feedback of the bank", found)?;
    work.permit(&standings(feedback.authority))?;
    work.same_version(
        "bank_feedback",
        feedback.id.into(),
        feedback.version,
        asked.expected_version,
    )
    .await?;
    let note = asked.note.trim().to_owned();
    let facts = Facts { by: actor.person };
    let (about, reason) = (subject(&feedback), Note::reason(&note));
    let command = Command::Settle { note };
    let state = work.decide::<BankFeedbackMachine>(about, feedback.state.clone(), command, &facts, reason)?;
    bank_feedback::update(&work.tx, &BankFeedback { state, ..feedback }).await?;
    work.finish(asked.id).await
}
