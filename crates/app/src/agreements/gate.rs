//! What waits for an agreement: an advance, and money that the lead passes on.

use talkoot_domain::{
    agreement::{Agreement, StateName},
    project::Project,
    transfer::Transfer,
};
use talkoot_storage::{Access, agreements, projects};

use crate::Answer;

/// Whether the lead may pass a share on: payer and payee are bound by an agreement, or none is required.
pub(crate) async fn is_agreed_for_transfer(
    db: &impl Access,
    project: &Project,
    transfer: &Transfer,
) -> Answer<bool> {
    if !project.terms.agreement_required {
        return Ok(true);
    }
    let all = agreements::of_projects(db, &[project.id]).await?;
    Ok(all.iter().any(|one| one.covers(transfer.payer, transfer.payee)))
}

/// Whether an advance may be paid: the lead has an agreement in force, has nobody to agree with, or none is
/// required.
pub(crate) async fn is_agreed_for_advance(db: &impl Access, project: &Project) -> Answer<bool> {
    if !project.terms.agreement_required {
        return Ok(true);
    }
    let in_force =
        |one: &Agreement| StateName::from(&one.state) == StateName::InForce && one.lead == project.lead;
    if agreements::of_projects(db, &[project.id])
        .await?
        .iter()
        .any(in_force)
    {
        return Ok(true);
    }
    let all = projects::participations(db, &[project.id]).await?;
    // Who has left agrees to nothing more: a lead whose partners all have is alone.
    let staying = all.iter().filter(|(_, one)| !one.has_left()).count();
    Ok(staying < 2)
}
