use talkoot_domain::{
    claim::Claim,
    ids::{ClaimId, CostReportId},
    project::Project,
};
use talkoot_storage::{Scope, claims};

use super::{change::forget, figures::refresh, subject};
use crate::{Answer, Note, Work};

/// Takes a cost report out of a claim that is back with the lead: what was decided about its lines is
/// forgotten, and the claim is computed without it. A later claim takes the report in again.
pub(crate) async fn leave(
    work: &mut Work<'_>,
    command: &'static str,
    project: &Project,
    (id, report): (ClaimId, CostReportId),
) -> Answer<()> {
    let found = claims::find(&work.tx, &Scope::system(), id).await?;
    let claim: Claim = work.found("claim", found)?;
    let held = claims::held(&work.tx, id).await?;
    let others: Vec<CostReportId> = held
        .iter()
        .map(|held| held.report)
        .filter(|held| *held != report)
        .collect();
    forget(work, &claim, &[report]).await?;
    claims::hold(&work.tx, id, &others).await?;
    let (about, state) = (subject(&claim), claim.state_name().into());
    let changed = refresh(work, command, project, claim).await?;
    let note = Note::details(serde_json::json!({ "left": report.to_string(), "changed": changed }));
    work.record("claim", about, Some(state), Some(state), note);
    Ok(())
}
