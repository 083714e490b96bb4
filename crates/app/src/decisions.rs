//! Grant decisions: drafted by an officer, made by another person, accepted by the lead.

mod accept;
mod batch;
mod draft;
mod letter;
mod read;
mod step;

pub use accept::{PROJECT_STARTED, accept};
pub use batch::{ApproveDecisions, Done, DraftDecisions, approve_many, draft_many};
pub use draft::{
    DraftDecision, InstalmentSize, UpdateDecision, WantedAdvance, WantedInstalment, WantedProposal, draft,
    update,
};
pub use letter::{document, letters};
pub use read::{available_actions, facts_of, find, find_many, of_applications};
pub use step::{approve, refuse};

use talkoot_domain::{
    decision::{Decision, DecisionMachine, Facts},
    hands::Hands,
    ids::{CallId, DecisionId, PersonId},
    money::Money,
    workflow::Machine,
};
use talkoot_storage::{applications, calls, decisions, hands};

use crate::{
    Answer, Failure, Version, Work,
    applications::{Dossier, dossier_of},
};

/// Locks the application and the call of a decision, checks the permission and the version, and
/// gathers what must be known.
async fn open(work: &mut Work<'_>, id: DecisionId, expected: Version) -> Answer<(Decision, Dossier, Facts)> {
    let row = decisions::find(&work.tx, &work.scope, id).await?;
    let seen = work.found("decision", row)?;
    let row = applications::lock(&work.tx, &work.scope, seen.application).await?;
    let application = work.found("decision", row)?;
    calls::lock(&work.tx, &work.scope, seen.call).await?;
    // Again, for somebody else may have changed it before the lock was ours.
    let row = decisions::find(&work.tx, &work.scope, id).await?;
    let decision = work.found("decision", row)?;
    work.permit(&decision.standings())?;
    work.same_version("decision", decision.id.into(), decision.version, expected)
        .await?;
    let dossier = dossier_of(work, application).await?;
    let granted = decisions::granted(&work.tx, &[decision.call]).await?;
    let hands = hands::of(&work.tx, DecisionMachine::OBJECT, id.into()).await?;
    let facts = facts(&dossier, &decision, &granted, hands, work.actor()?.person)?;
    Ok((decision, dossier, facts))
}

fn facts(
    dossier: &Dossier,
    decision: &Decision,
    granted: &[(CallId, DecisionId, Money)],
    hands: Hands,
    by: PersonId,
) -> Answer<Facts> {
    let others = granted
        .iter()
        .filter(|(call, id, _)| *call == decision.call && *id != decision.id)
        .map(|(_, _, award)| *award);
    Ok(Facts {
        by,
        hands,
        proposal: decision.proposal.clone(),
        application: (&dossier.application.state).into(),
        budget: dossier.total()?,
        terms: dossier.call.details.terms.clone(),
        set_aside: decision.set_aside.is_some(),
        granted_elsewhere: Money::sum(others).map_err(Failure::internal)?,
    })
}
