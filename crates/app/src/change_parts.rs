//! Parts of change requests: proposed by an officer, decided by a second person, confirmed, in force.

mod alone;
mod budget;
mod cancel;
mod cash;
mod confirm;
mod decide;
mod effect;
mod enforce;
mod facts;
mod held;
mod propose;
mod read;
mod since;
mod take_over;

pub use alone::{AcceptChangeOfDirection, accept_change_of_direction};
pub use cancel::{ProposeCancellation, cancel, propose_cancellation};
pub use confirm::confirm;
pub use decide::{GiveBackChangePart, decide, give_back};
pub use effect::{Effect, settlement};
pub use enforce::enforce_due;
pub use held::{PlanHistory, held_before, plan_history};
pub use propose::{ProposeChangePart, propose};
pub use read::{amendments, amendments_of, available_actions, confirmations, effect_of, find, settlement_of};
pub use take_over::{TakeOverItem, open_matters, take_over, taken_over};
pub use talkoot_storage::amendments::Amendment;

pub(crate) use budget::discard_budget;
pub(crate) use effect::{Moment, effect};
pub(crate) use facts::{facts, part_subject};

use talkoot_domain::{
    change_part::ChangePart, change_request::ChangeRequest, ids::ChangePartId, policy::Standings,
    project::Project,
};
use talkoot_storage::{change_parts, change_requests};

use crate::{Answer, Work, change_requests as requests};

/// To whom a part belongs: the municipality that it concerns stands as the partner.
pub(crate) fn standings(project: &Project, part: &ChangePart) -> Standings {
    project.standings(part.content().municipality())
}

/// Locks the project of a part and reads the part and its request again behind the lock.
async fn locked(work: &Work<'_>, id: ChangePartId) -> Answer<(Project, ChangeRequest, ChangePart)> {
    const OBJECT: &str = "part of a change request";
    let seen = work.found(OBJECT, change_parts::find(&work.tx, &work.scope, id).await?)?;
    let (project, _) = requests::locked(work, seen.request).await?;
    let part = work.found(OBJECT, change_parts::find(&work.tx, &work.scope, id).await?)?;
    let request = change_requests::find(&work.tx, &work.scope, seen.request).await?;
    Ok((project, work.found(OBJECT, request)?, part))
}
