//! Where a project stands beside its claims: its approved claims as their lines are now, and what is
//! collected by recoveries instead of claims.

use talkoot_domain::{claim::consolidation::Consolidation, project::Project};
use talkoot_storage::Access;

use super::figures::{cannot, compute};
use crate::Answer;

/// Every approved claim of a project, consolidated as its lines are now; the difference to the stored
/// figures of the last one is what the next claim will net.
pub(crate) async fn standing(
    db: &impl Access,
    command: &'static str,
    project: &Project,
) -> Answer<Consolidation> {
    let computed = compute(db, project, i32::MAX, &[]).await?;
    let computed = computed.map_err(|why| cannot(command, &why))?;
    Ok(computed.consolidation)
}
