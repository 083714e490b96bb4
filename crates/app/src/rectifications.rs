//! Claims for correction of decisions: made by the lead municipality, answered by two persons of the authority.

mod answer;
mod file;
mod read;

pub use answer::{DraftReply, decide, draft};
pub use file::{FileRectification, WithdrawRectification, file, withdraw};
pub use read::{available_actions, can_be_filed, find, of_decisions};

use talkoot_domain::{
    decision::{Decision, State as DecisionState},
    ids::{PersonId, RectificationId},
    policy::{Action, Actor},
    rectification::{Command, Facts, Rectification, RectificationMachine},
    workflow::Machine,
};
use talkoot_storage::{Access, Scope, applications, decisions, hands, rectifications};

use crate::{Answer, App, Begun, Failure, Note, Request, Subject, Version, Work, applications::subject};

const OBJECT: &str = RectificationMachine::OBJECT;

/// What must be known to decide about a claim.
async fn facts(db: &impl Access, claim: &Rectification, decision: &Decision, by: PersonId) -> Answer<Facts> {
    Ok(Facts {
        by,
        hands: hands::of(db, OBJECT, claim.id.into()).await?,
        late: claim.late,
        grant_runs: matches!(decision.state, DecisionState::Accepted { .. }),
    })
}

/// A claim that somebody is about to change, behind the lock of its application, permitted and at the version it
/// was read.
struct Opened<'a> {
    work: Work<'a>,
    claim: Rectification,
    decision: Decision,
    facts: Facts,
}

/// Begins a command on a claim; a repeated one gives its earlier result.
async fn begin<'a, T: std::fmt::Debug>(
    app: &'a App,
    actor: &'a Actor,
    action: Action,
    request: &Request<T>,
    (id, expected): (RectificationId, Version),
) -> Answer<Result<Opened<'a>, RectificationId>> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(Err(id.into())),
    };
    let seen = rectifications::find(&work.tx, &work.scope, id).await?;
    let seen = work.found(OBJECT, seen)?;
    let decision = decisions::find(&work.tx, &work.scope, seen.decision).await?;
    let decision = work.found("decision", decision)?;
    // An acceptance of the grant waits for the same lock.
    let locked = applications::lock(&work.tx, &Scope::system(), decision.application).await?;
    locked.ok_or(Failure::NotFound("application"))?;
    let claim = rectifications::find(&work.tx, &work.scope, id).await?;
    let claim = work.found(OBJECT, claim)?;
    let decision = decisions::find(&work.tx, &work.scope, claim.decision).await?;
    let decision = work.found("decision", decision)?;
    work.permit(&claim.standings())?;
    work.same_version(OBJECT, claim.id.into(), claim.version, expected)
        .await?;
    let facts = facts(&work.tx, &claim, &decision, actor.person).await?;
    Ok(Ok(Opened {
        work,
        claim,
        decision,
        facts,
    }))
}

impl Opened<'_> {
    /// Lets the machine decide, and stores what it decided.
    async fn apply(&mut self, command: Command, note: Note) -> Answer<()> {
        let before = self.claim.state.clone();
        let about: Subject = subject(self.claim.id);
        self.claim.state =
            self.work
                .decide::<RectificationMachine>(about, before, command, &self.facts, note)?;
        Ok(rectifications::update(&self.work.tx, &self.claim).await?)
    }
}
