//! Who cannot be reached by mail, for those who can do something about it.

use std::collections::BTreeSet;

use strum::IntoEnumIterator;
use talkoot_domain::{
    ids::{OrganisationId, PersonId},
    policy::{Actor, Role},
    project::Project,
};
use talkoot_storage::{people, project_contacts, projects, unreachable as storage};

pub use talkoot_storage::unreachable::Unreachable;

use crate::{Answer, App};

/// The people of a project that the person has found who cannot be reached: whoever is named in it, prepares,
/// approves or runs it in its municipalities, or handles grants in the authority.
///
/// # Errors
/// When the database fails.
pub async fn of_project(app: &App, project: &Project) -> Answer<Vec<Unreachable>> {
    let partners = projects::partners(app.store(), &[project.id]).await?;
    let mut organisations: Vec<OrganisationId> =
        partners.iter().map(|(_, partner)| partner.organisation).collect();
    organisations.push(project.authority);
    let roles = [
        Role::PartnerPreparer,
        Role::PartnerApprover,
        Role::LeadCoordinator,
        Role::Officer,
    ];
    let members = people::members(app.store(), &organisations, &roles, app.now()).await?;
    let named = project_contacts::of_projects(app.store(), &[project.id]).await?;
    let named = named.iter().filter(|one| one.tenure.holds_on(app.today()));
    let concerned: BTreeSet<PersonId> = members
        .iter()
        .map(|(_, person)| *person)
        .chain(named.map(|one| one.tenure.person))
        .collect();
    let concerned: Vec<PersonId> = concerned.into_iter().collect();
    Ok(storage::of_people(app.store(), &concerned).await?)
}

/// The people who cannot be reached in the organisations that the person administers.
///
/// # Errors
/// When the database fails.
pub async fn administered(app: &App, actor: &Actor) -> Answer<Vec<Unreachable>> {
    let administered: Vec<OrganisationId> = actor
        .memberships
        .iter()
        .filter(|held| held.role == Role::Administrator)
        .map(|held| held.organisation)
        .collect();
    let roles: Vec<Role> = Role::iter().collect();
    let members = people::members(app.store(), &administered, &roles, app.now()).await?;
    let people: BTreeSet<PersonId> = members.into_iter().map(|(_, person)| person).collect();
    let people: Vec<PersonId> = people.into_iter().collect();
    Ok(storage::of_people(app.store(), &people).await?)
}
