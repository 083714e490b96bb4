use async_graphql::{Context, Object};
use talkoot_app::{Request, identity};

use super::{
    input::{EndSessionInput, EndSessionsOfInput},
    session::{self, SessionObject},
};
use crate::{
    context::{actor, app, credential, loaders},
    node::{self, Kind},
    organisation::PersonObject,
    outcome::{not_found, payload, refusals},
};

payload!(
    /// What became of a session.
    SessionPayload { session: SessionObject }
);
payload!(
    /// What became of the sessions of a person.
    SessionsOfPayload { person: PersonObject }
);

#[derive(Debug, Default)]
pub(crate) struct SessionMutation;

#[Object]
impl SessionMutation {
    /// Ends a session at once: your own, or that of somebody whom you administer.
    async fn end_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: EndSessionInput,
    ) -> async_graphql::Result<SessionPayload> {
        let request = Request {
            key: input.idempotency_key,
            body: node::key(Kind::Session, &input.id)?,
        };
        let ended = identity::end_session(app(ctx)?, actor(ctx)?, credential(ctx)?, request).await;
        let id = match refusals(ended)? {
            Ok(id) => id,
            Err(refusals) => return Ok(SessionPayload::refused(refusals)),
        };
        let found = session::by_id(ctx, id)
            .await?
            .ok_or_else(|| not_found("session"))?;
        Ok(SessionPayload::done(found))
    }

    /// Ends every session of a person at once: your own, or those of somebody whom you administer. Tokens stay; see
    /// `revokeToken`.
    async fn end_sessions_of(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: EndSessionsOfInput,
    ) -> async_graphql::Result<SessionsOfPayload> {
        let request = Request {
            key: input.idempotency_key,
            body: node::key(Kind::Person, &input.person_id)?,
        };
        let ended = identity::end_sessions_of(app(ctx)?, actor(ctx)?, credential(ctx)?, request).await;
        let id = match refusals(ended)? {
            Ok(id) => id,
            Err(refusals) => return Ok(SessionsOfPayload::refused(refusals)),
        };
        let person = loaders(ctx)?.one(id).await?.ok_or_else(|| not_found("person"))?;
        Ok(SessionsOfPayload::done(PersonObject(person)))
    }
}
