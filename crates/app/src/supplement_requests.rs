//! Supplement requests about a claim that is being checked: asked by the officer with a deadline, answered by
//! the lead municipality, accepted or asked again.
//!
//! Each makes an obligation in the same transaction and settles it with its own steps; the obligation holds the
//! deadline, so an extension of the obligation is an extension of the request.

mod answer;
mod close;
mod open;
mod read;

pub use answer::{AnswerSupplementRequest, answer};
pub(crate) use close::close_of_claim;
pub use close::{WithdrawSupplementRequest, accept, withdraw};
pub(crate) use open::open_available;
pub use open::{NewQuestion, OpenSupplementRequest, open};
pub(crate) use read::pending;
pub use read::{available_actions, count, find, list};

use talkoot_domain::{
    ids::{PersonId, SupplementRequestId},
    obligation::{ObligationMachine, Subject as Hangs},
    policy::{Action, Actor},
    project::Project,
    schedule::ObligationKind,
    supplement_request::{Command, Facts, SupplementRequest, SupplementRequestMachine},
    workflow::Machine,
};
use talkoot_storage::{Access, Scope, hands, projects, supplement_requests};

use crate::{Answer, App, Begun, Failure, Note, Request, Subject, Version, Work};

pub(crate) fn subject(request: &SupplementRequest) -> Subject {
    Subject {
        id: request.id.into(),
        project: Some(request.project),
    }
}

/// The obligation of a request.
const fn owed(id: SupplementRequestId) -> (ObligationKind, Hangs) {
    (ObligationKind::SupplementRequest, Hangs::SupplementRequest(id))
}

/// What must be known to decide about a request.
async fn facts(db: &impl Access, request: &SupplementRequest, by: PersonId) -> Answer<Facts> {
    let hands = hands::of(db, ObligationMachine::OBJECT, request.obligation.into()).await?;
    Ok(Facts {
        by,
        asked_further: supplement_requests::follower(db, request.id).await?,
        extended_by_asker: hands.of(by).is_some(),
    })
}

/// A request that somebody is about to change, behind the lock of its project, permitted and at the version
/// it was read.
struct Opened<'a> {
    work: Work<'a>,
    project: Project,
    request: SupplementRequest,
    facts: Facts,
}

/// Begins a command on a request; a repeated one gives its earlier result.
async fn begin<'a, T: std::fmt::Debug>(
    app: &'a App,
    actor: &'a Actor,
    action: Action,
    request: &Request<T>,
    (id, expected): (SupplementRequestId, Version),
) -> Answer<Result<Opened<'a>, SupplementRequestId>> {
    const OBJECT: &str = SupplementRequestMachine::OBJECT;
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(Err(id.into())),
    };
    let seen = supplement_requests::find(&work.tx, &work.scope, id).await?;
    let seen = work.found(OBJECT, seen)?;
    // A former lead sees it still; the lock needs no scope of its own.
    let project = projects::lock(&work.tx, &Scope::system(), seen.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let found = supplement_requests::find(&work.tx, &work.scope, id).await?;
    let found = work.found(OBJECT, found)?;
    work.permit(&project.standings(None))?;
    work.same_version(OBJECT, found.id.into(), found.version, expected)
        .await?;
    let facts = facts(&work.tx, &found, actor.person).await?;
    Ok(Ok(Opened {
        work,
        project,
        request: found,
        facts,
    }))
}

impl Opened<'_> {
    /// Lets the machine decide, and stores what it decided.
    async fn apply(&mut self, command: Command, note: Note) -> Answer<()> {
        let before = self.request.state.clone();
        let about = subject(&self.request);
        self.request.state =
            self.work
                .decide::<SupplementRequestMachine>(about, before, command, &self.facts, note)?;
        Ok(supplement_requests::update(&self.work.tx, &self.request).await?)
    }

    /// Commits.
    async fn finish(self) -> Answer<SupplementRequestId> {
        self.work.finish(self.request.id).await
    }
}
