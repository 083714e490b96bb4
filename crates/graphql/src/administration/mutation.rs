use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, identity};
use talkoot_domain::{
    ids::{OrganisationId, PersonId},
    policy::Membership,
    workflow::Refusal as Refused,
};

use super::input::{CreateOrganisationInput, CreatePersonInput, RoleInput};
use crate::{
    context::{actor, app, loaders},
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::{not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of an organisation.
    OrganisationPayload { organisation: OrganisationObject }
);
payload!(
    /// What became of a mutation of a person.
    PersonPayload { person: PersonObject }
);

async fn person(ctx: &Context<'_>, answer: Answer<PersonId>) -> async_graphql::Result<PersonPayload> {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(PersonPayload::refused(refusals)),
    };
    let person = loaders(ctx)?.one(id).await?.ok_or_else(|| not_found("person"))?;
    Ok(PersonPayload::done(PersonObject(person)))
}

fn role(input: RoleInput) -> async_graphql::Result<Request<identity::RoleChange>> {
    let held = Membership {
        organisation: node::key(Kind::Organisation, &input.organisation_id)?,
        role: input.role.into(),
    };
    let body = identity::RoleChange {
        person: node::key(Kind::Person, &input.person_id)?,
        held,
    };
    Ok(Request {
        key: input.idempotency_key,
        body,
    })
}

#[derive(Debug, Default)]
pub(crate) struct AdministrationMutation;

#[Object]
impl AdministrationMutation {
    /// Adds a municipality or an authority.
    async fn create_organisation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CreateOrganisationInput,
    ) -> async_graphql::Result<OrganisationPayload> {
        let code = match input.code.as_deref().map(str::parse).transpose() {
            Ok(code) => code,
            Err(fault) => {
                let refused = Refused::input("createOrganisation", &["code"], format!("{fault}"));
                return Ok(OrganisationPayload::refused(vec![refused.into()]));
            }
        };
        let body = identity::NewOrganisation {
            kind: input.kind.into(),
            code,
            name_fi: input.name_fi,
            name_sv: input.name_sv,
            language: input.language.into(),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        let id: OrganisationId =
            match refusals(identity::create_organisation(app(ctx)?, actor(ctx)?, request).await)? {
                Ok(id) => id,
                Err(refusals) => return Ok(OrganisationPayload::refused(refusals)),
            };
        let organisation = loaders(ctx)?
            .one(id)
            .await?
            .ok_or_else(|| not_found("organisation"))?;
        Ok(OrganisationPayload::done(OrganisationObject(organisation)))
    }

    /// Adds a person, who has no role yet.
    async fn create_person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: CreatePersonInput,
    ) -> async_graphql::Result<PersonPayload> {
        let body = identity::NewPerson {
            name: input.name,
            email: input.email,
            language: input.language.into(),
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        person(
            ctx,
            identity::create_person(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Gives a person a role in an organisation, from now on.
    async fn grant_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RoleInput,
    ) -> async_graphql::Result<PersonPayload> {
        person(
            ctx,
            identity::grant_role(app(ctx)?, actor(ctx)?, role(input)?).await,
        )
        .await
    }

    /// Ends a role now.
    async fn end_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RoleInput,
    ) -> async_graphql::Result<PersonPayload> {
        person(
            ctx,
            identity::end_role(app(ctx)?, actor(ctx)?, role(input)?).await,
        )
        .await
    }
}
