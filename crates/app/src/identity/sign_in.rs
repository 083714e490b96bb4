use talkoot_domain::{
    ids::{OrganisationId, PersonId},
    organisation::Organisation,
    policy::Actor,
};
use talkoot_storage::{organisations as stored, people as stored_people};

use super::{Person, Token};
use crate::{Answer, App};

/// Who signs in with this token; nobody when it is unknown or has expired.
///
/// # Errors
/// When the database fails.
pub async fn sign_in(app: &App, token: &Token) -> Answer<Option<Actor>> {
    Ok(stored_people::actor_by_token(app.store(), token.hash(), app.now()).await?)
}

/// The person with the roles in force now.
///
/// # Errors
/// When the database fails.
pub async fn actor_of(app: &App, person: PersonId) -> Answer<Option<Actor>> {
    Ok(stored_people::actor(app.store(), person, app.now()).await?)
}

/// These organisations.
///
/// # Errors
/// When the database fails.
pub async fn organisations(app: &App, ids: &[OrganisationId]) -> Answer<Vec<Organisation>> {
    Ok(stored::find_many(app.store(), ids).await?)
}

/// Every organisation: authorities first, municipalities by code.
///
/// # Errors
/// When the database fails.
pub async fn all_organisations(app: &App) -> Answer<Vec<Organisation>> {
    Ok(stored::list(app.store()).await?)
}

/// These people.
///
/// # Errors
/// When the database fails.
pub async fn people(app: &App, ids: &[PersonId]) -> Answer<Vec<Person>> {
    Ok(stored_people::find_many(app.store(), ids).await?)
}
