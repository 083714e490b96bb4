//! Corrections: found by anybody who looks, approved by two persons of the authority, netted by the next
//! claim or recovered.

mod decide;
mod effect;
mod propose;
mod read;

pub use decide::{RejectCorrection, approve, endorse, reject};
pub use propose::{FoundLine, ProposeCorrection, Subject as What, propose};
pub use read::{available_actions, count, find, find_many, list, of_lines};

pub(crate) use decide::{net, recover, release};

use talkoot_domain::{
    correction::{Correction, Why},
    ids::CorrectionId,
    project::Project,
    workflow::{Reason as _, Refusal},
};
use talkoot_storage::{Scope, corrections, projects};

use crate::{Answer, Failure, Subject, Work};

pub(crate) fn subject(correction: &Correction) -> Subject {
    Subject {
        id: correction.id.into(),
        project: Some(correction.project),
    }
}

/// Locks the project of a correction and reads the correction again behind the lock.
pub(crate) async fn locked(work: &Work<'_>, id: CorrectionId) -> Answer<(Project, Correction)> {
    const OBJECT: &str = "correction";
    let seen = work.found(OBJECT, corrections::find(&work.tx, &work.scope, id).await?)?;
    // Whoever sees the correction may not see the whole project; the lock needs no scope of its own.
    let project = projects::lock(&work.tx, &Scope::system(), seen.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let correction = work.found(OBJECT, corrections::find(&work.tx, &work.scope, id).await?)?;
    Ok((project, correction))
}

/// A reason of the machine outside a transition.
fn refused(command: &'static str, why: &Why) -> Failure {
    Refusal {
        code: why.code(),
        message: why.to_string(),
        path: why.path(),
        object: "correction",
        state: None,
        command,
    }
    .into()
}
