//! Claims: drafted and submitted by the lead, verified line by line, approved by two persons.

mod change;
mod draft;
mod figures;
mod leave;
mod read;
mod sampling;
mod standing;
mod verify;

pub use change::{
    RejectClaim, RequestClaimSupplement, SubmitClaim, approve, check_content, reject, request_supplement,
    submit,
};
pub use draft::{DraftClaim, draft, recompute};
pub use read::{
    LinesOf, available_actions, count, find, find_line, find_many, find_verified, hands, line_actions,
    line_count, lines, list, parts,
};
pub use sampling::{Drawn, in_hex, samples_of};
pub use talkoot_storage::{
    claims::Parts,
    cost_line_verification::{Filter, VerifiedLine},
};
pub use verify::{
    AcceptCostLines, DisallowCostLine, PartlyAcceptCostLine, WhichLines, accept_lines, accept_partly,
    disallow, reopen,
};

pub(crate) use change::pay;
pub(crate) use figures::{facts, refresh_open};
pub(crate) use leave::leave;
pub(crate) use standing::{more_than_granted, recovered_after, standing};

use talkoot_domain::{
    claim::{Claim, Why},
    ids::ClaimId,
    project::Project,
    workflow::{Reason as _, Refusal},
};
use talkoot_storage::{claims, projects};

use crate::{Answer, Failure, Subject, Work};

pub(crate) fn subject(claim: &Claim) -> Subject {
    Subject {
        id: claim.id.into(),
        project: Some(claim.project),
    }
}

/// Locks the project of a claim and reads the claim again behind the lock.
pub(crate) async fn locked(work: &Work<'_>, id: ClaimId) -> Answer<(Project, Claim)> {
    let seen = work.found("claim", claims::find(&work.tx, &work.scope, id).await?)?;
    let project = projects::lock(&work.tx, &work.scope, seen.project).await?;
    let project = work.found("project", project)?;
    let claim = work.found("claim", claims::find(&work.tx, &work.scope, id).await?)?;
    Ok((project, claim))
}

/// A reason of the claim's machine outside a transition.
fn refused(command: &'static str, why: &Why) -> Failure {
    Refusal {
        code: why.code(),
        message: why.to_string(),
        path: why.path(),
        object: "claim",
        state: None,
        command,
    }
    .into()
}
