//! Recoveries: opened and drafted by an officer, decided by a second person, paid by the lead.

mod decide;
mod open;
mod owed;
mod pay;
mod read;
mod relieve;
mod step;

pub use decide::{
    AnswerRecovery, CancelRecovery, DraftRecovery, answer, cancel, close_hearing, decide, draft,
};
pub use open::{About, OpenRecovery, open};
pub use pay::{Received, mark_late_due, receive};
pub(crate) use pay::{book, opened_facts, settles_with};
pub(crate) use read::open_on;
pub use read::{available_actions, count, find, find_many, list, rates, standing_at};
pub use relieve::{ProposeRelief, approve_relief, propose_relief, reject_relief};

use chrono::{DateTime, Utc};
use talkoot_domain::{
    calendar,
    ids::{PersonId, RecoveryId},
    money::Money,
    project::Project,
    recovery::{EntryKind, Facts, Recovery, StateName},
};
use talkoot_storage::{Access, Scope, claims, projects, recoveries};

use crate::{Answer, Failure, Subject, Work};

pub(crate) fn subject(recovery: &Recovery) -> Subject {
    Subject {
        id: recovery.id.into(),
        project: Some(recovery.project),
    }
}

/// Locks the project of a recovery and reads the recovery again behind the lock.
pub(crate) async fn locked(work: &Work<'_>, id: RecoveryId) -> Answer<(Project, Recovery)> {
    const OBJECT: &str = "recovery";
    let seen = work.found(OBJECT, recoveries::find(&work.tx, &work.scope, id).await?)?;
    // Whoever owes it sees it even when it leads the project no more; the lock needs no scope of its own.
    let project = projects::lock(&work.tx, &Scope::system(), seen.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let recovery = work.found(OBJECT, recoveries::find(&work.tx, &work.scope, id).await?)?;
    Ok((project, recovery))
}

/// What must be known to decide about a recovery.
pub(crate) async fn facts(
    db: &impl Access,
    project: &Project,
    recovery: &Recovery,
    by: PersonId,
    now: DateTime<Utc>,
) -> Answer<Facts> {
    let all = recoveries::of_project(db, recovery.project).await?;
    let waived = all
        .iter()
        .filter(|one| one.id != recovery.id && one.state_name() == StateName::Waived)
        .map(|one| one.principal);
    let last = claims::approved_before(db, recovery.project, i32::MAX).await?;
    let relied_on_by = last
        .map(|claim| claim.number)
        .filter(|number| *number > recovery.after_claim);
    let relief = recovery.relief.as_ref();
    Ok(Facts {
        by,
        opened_by: recovery.opened.by,
        respond_by: recovery.respond_by,
        paid_on: recovery.paid_on,
        found_on: recovery.found_on,
        principal: recovery.principal,
        relief_by: relief.map(|relief| relief.proposed.by),
        relief_waives: relief.is_some_and(|relief| relief.kind == EntryKind::Waiver),
        waived: Money::sum(waived).map_err(Failure::internal)?,
        de_minimis: project.terms.de_minimis,
        relied_on_by,
        today: calendar::helsinki_date(now),
    })
}
