use async_graphql::{Context, Object, SimpleObject};
use talkoot_app::{Answer, Request, identity};
use talkoot_domain::{access_token::TokenScope, ids::AccessTokenId};

use super::{
    input::{IssueTokenInput, TokenStepInput},
    token::{self, AccessTokenObject},
};
use crate::{
    context::{actor, app, credential},
    node::{self, Kind},
    outcome::{Refusal, not_found, payload, refusals},
};

/// A new sign-in token, shown this once.
#[derive(SimpleObject)]
pub(crate) struct TokenPayload {
    /// The token; absent when it was refused, or when the request is a repetition.
    #[graphql(directive = crate::care::secret::apply())]
    token: Option<String>,
    /// The same without the secret; `state` says whether another administrator has to confirm it.
    access_token: Option<AccessTokenObject>,
    /// Why it was refused; empty when it was done.
    refusals: Vec<Refusal>,
}

payload!(
    /// What became of a mutation of a sign-in token.
    AccessTokenPayload { access_token: AccessTokenObject }
);

fn step(input: TokenStepInput) -> async_graphql::Result<Request<AccessTokenId>> {
    Ok(Request {
        key: input.idempotency_key,
        body: node::key(Kind::AccessToken, &input.id)?,
    })
}

async fn changed(
    ctx: &Context<'_>,
    answer: Answer<AccessTokenId>,
) -> async_graphql::Result<AccessTokenPayload> {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(AccessTokenPayload::refused(refusals)),
    };
    let found = token::by_id(ctx, id).await?.ok_or_else(|| not_found("token"))?;
    Ok(AccessTokenPayload::done(found))
}

#[derive(Debug, Default)]
pub(crate) struct TokenMutation;

#[Object]
impl TokenMutation {
    /// Makes a sign-in token for a person. It is shown this once and stored only as a hash. For another
    /// person who holds a role it signs in only when another administrator has confirmed it. Signed in with a browser,
    /// everybody makes tokens for themselves.
    async fn issue_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: IssueTokenInput,
    ) -> async_graphql::Result<TokenPayload> {
        let body = identity::TokenFor {
            person: node::key(Kind::Person, &input.person_id)?,
            label: input.label,
            days: input.days,
            scope: input.scope.map_or(TokenScope::Write, Into::into),
            organisation: input
                .organisation_id
                .map(|id| node::key(Kind::Organisation, &id))
                .transpose()?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        let issued = identity::issue_token(app(ctx)?, actor(ctx)?, credential(ctx)?, request).await;
        let (id, secret) = match refusals(issued)? {
            Ok(issued) => issued,
            Err(refusals) => {
                return Ok(TokenPayload {
                    token: None,
                    access_token: None,
                    refusals,
                });
            }
        };
        Ok(TokenPayload {
            token: secret.map(|secret| secret.reveal().to_owned()),
            access_token: token::by_id(ctx, id).await?,
            refusals: Vec::new(),
        })
    }

    /// Stands by a token that another administrator made; then it signs in.
    async fn confirm_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: TokenStepInput,
    ) -> async_graphql::Result<AccessTokenPayload> {
        let answer = identity::confirm_token(app(ctx)?, actor(ctx)?, step(input)?).await;
        changed(ctx, answer).await
    }

    /// Takes a token back at once: one's own, or that of somebody whom one administers.
    async fn revoke_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: TokenStepInput,
    ) -> async_graphql::Result<AccessTokenPayload> {
        let answer = identity::revoke_token(app(ctx)?, actor(ctx)?, credential(ctx)?, step(input)?).await;
        changed(ctx, answer).await
    }
}
