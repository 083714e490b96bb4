//! What projects owe: created by the schedule, opened and missed by the clock, settled by reports.

mod change;
mod clock;
mod create;
mod follow;
mod hand_in;
mod hang;
mod read;
mod upcoming;

pub use change::{Extend, Waive, extend, waive};
pub use clock::{mark_overdue, open_due};
pub(crate) use create::create_for_project;
pub(crate) use follow::follow_cost_report;
pub use hand_in::{GiveBack, HandIn, accept, give_back, hand_in, submissions};
pub(crate) use hang::{Hanging, Hung, end, hang, settle};
pub use read::{available_actions, count, find, find_many, list};
pub use talkoot_storage::obligations::Filter;
pub use upcoming::{Upcoming, upcoming};

use chrono::{DateTime, Utc};
use serde_json::json;
use talkoot_domain::{
    calendar,
    hands::Deed,
    ids::{ObligationId, PersonId},
    obligation::{Command, Obligation, ObligationMachine, Rules},
    policy::Standings,
    project::Project,
    workflow::Machine,
};
use talkoot_storage::{hands, obligations, projects};

use crate::{Answer, Failure, Note, Subject, Work, changes};

const fn standings(project: &Project, obligation: &Obligation) -> Standings {
    project.standings(Some(obligation.responsible))
}

pub(crate) fn rules(project: &Project, now: DateTime<Utc>) -> Rules<'_> {
    Rules {
        schedule: &project.terms.schedule,
        ladder: &project.terms.ladder,
        today: calendar::helsinki_date(now),
    }
}

pub(crate) const fn subject(id: uuid::Uuid, project: &Project) -> Subject {
    Subject {
        id,
        project: Some(project.id),
    }
}

/// The obligation and its project, which stays locked until the commit: people, the clock and the
/// reactions take the same lock first, so none of them decides on what another one is changing.
pub(crate) async fn locked(work: &Work<'_>, id: ObligationId) -> Answer<(Project, Obligation)> {
    let seen = obligations::find(&work.tx, &work.scope, id).await?;
    let project = work.found("obligation", seen)?.project;
    // Whoever owes it sees it, but not every project of a partner; the lock needs no scope of its own.
    let project = projects::lock(&work.tx, &talkoot_storage::Scope::system(), project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let obligation = obligations::find(&work.tx, &work.scope, id).await?;
    Ok((project, work.found("obligation", obligation)?))
}

/// Lets the machine decide and stores what follows; `by` is who did it, the nil id for the clock.
pub(crate) async fn apply(
    work: &mut Work<'_>,
    project: &Project,
    obligation: Obligation,
    command: Command,
    by: PersonId,
    note: Note,
) -> Answer<Obligation> {
    let hands = hands::of(&work.tx, ObligationMachine::OBJECT, obligation.id.into()).await?;
    let facts = obligation.facts(by, hands, work.now);
    let subject = subject(obligation.id.into(), project);
    let before = obligation.state.clone();
    let state = work.decide::<ObligationMachine>(subject, before, command.clone(), &facts, note)?;
    let dates = |owed: &Obligation| json!({ "date": owed.nominal, "dueDate": owed.due });
    let before = dates(&obligation);
    let changed = obligation.after(&command, state, &facts, rules(project, work.now));
    work.annotate("changed", changes::between(&before, &dates(&changed)));
    if matches!(command, Command::Extend { .. }) {
        work.had_a_hand(ObligationMachine::OBJECT, changed.id.into(), Deed::Extended)
            .await?;
    }
    obligations::update(&work.tx, &changed).await?;
    Ok(changed)
}
