//! The authority's portfolio (*hankesalkku*), to be read.

use talkoot_domain::{
    ids::{OrganisationId, ProjectId},
    policy::{Actor, Role},
};
use talkoot_storage::{Page, portfolio};

pub use talkoot_storage::portfolio::Overview;

use crate::{Answer, App};

/// The authorities whose portfolio the person may see: as officer, second approver or auditor.
fn authorities(actor: &Actor) -> Vec<OrganisationId> {
    let mut authorities: Vec<OrganisationId> = actor
        .memberships
        .iter()
        .filter(|held| matches!(held.role, Role::Officer | Role::SecondApprover | Role::Auditor))
        .map(|held| held.organisation)
        .collect();
    authorities.sort_unstable();
    authorities.dedup();
    authorities
}

/// A page of the projects that the person's authorities grant, each at a glance.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, actor: &Actor, page: Page<ProjectId>) -> Answer<Vec<Overview>> {
    Ok(portfolio::list(app.store(), &authorities(actor), page).await?)
}

/// How many projects that are.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor) -> Answer<u64> {
    Ok(portfolio::count(app.store(), &authorities(actor)).await?)
}
