use talkoot_domain::{
    access_token::TokenState,
    ids::{OrganisationId, PersonId},
    organisation::{Organisation, OrganisationKind},
    policy::{Actor, Role},
};
use talkoot_storage::{Access, Scope, access_tokens, organisations as stored, people as stored_people};

use super::{Credential, Person, Token, past_roles::PastRoles};
use crate::{Answer, App};

/// Who signs in with this token; nobody when it is unknown, has expired, was revoked or waits for a
/// second administrator; nor with one that is confined to an organisation in which its person holds no role any more,
/// nor with one from before a time in which its person held none.
///
/// # Errors
/// When the database fails.
pub async fn sign_in(app: &App, token: &Token) -> Answer<Option<(Actor, Credential)>> {
    let now = app.now();
    let Some(token) = access_tokens::by_hash(app.store(), token.hash()).await? else {
        return Ok(None);
    };
    let Some(mut actor) = app.mandates().actor(app.store(), token.person, now).await? else {
        return Ok(None);
    };
    if token.state(!actor.memberships.is_empty(), now) != TokenState::Active {
        return Ok(None);
    }
    if let Some(confined) = token.organisation {
        actor.memberships.retain(|held| held.organisation == confined);
        if actor.memberships.is_empty() {
            return Ok(None);
        }
    }
    let past = PastRoles::of(app.store(), token.person, now).await?;
    if past.ended_since(token.created_at, token.organisation) {
        return Ok(None);
    }
    if access_tokens::is_news(&token, now) {
        let tx = app.store().begin().await?;
        access_tokens::touch(&tx, token.id, now).await?;
        tx.commit().await?;
    }
    Ok(Some((actor, Credential::Token(token.id, token.scope))))
}

/// The person with the roles in force now.
///
/// # Errors
/// When the database fails.
pub async fn actor_of(app: &App, person: PersonId) -> Answer<Option<Actor>> {
    app.mandates().actor(app.store(), person, app.now()).await
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

/// A person whom this one may look up: itself, whoever holds or held a role in an organisation that
/// shares an organisation, an application or a project with it; an administrator of an authority
/// finds everybody.
///
/// # Errors
/// When the database fails.
pub async fn find_person(app: &App, actor: &Actor, id: PersonId) -> Answer<Option<Person>> {
    let known = id == actor.person
        || keeper(app.store(), actor).await?.is_some()
        || stored_people::is_acquainted(app.store(), &Scope::of(actor), id).await?;
    if !known {
        return Ok(None);
    }
    Ok(stored_people::find(app.store(), id).await?)
}

/// The authority that the person administers; its administrators keep the installation.
pub(crate) async fn keeper(db: &impl Access, actor: &Actor) -> Answer<Option<OrganisationId>> {
    let administered: Vec<OrganisationId> = actor
        .memberships
        .iter()
        .filter(|held| held.role == Role::Administrator)
        .map(|held| held.organisation)
        .collect();
    let found = stored::find_many(db, &administered).await?;
    let mut authorities = found
        .iter()
        .filter(|organisation| organisation.kind == OrganisationKind::Authority);
    Ok(authorities.next().map(|organisation| organisation.id))
}
