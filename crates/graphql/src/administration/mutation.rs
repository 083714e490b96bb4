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

fn role(input: &RoleInput) -> async_graphql::Result<identity::RoleChange> {
    Ok(identity::RoleChange {
        person: node::key(Kind::Person, &input.person_id)?,
        held: Membership {
            organisation: node::key(Kind::Organisation, &input.organisation_id)?,
            role: input.role.into(),
        },
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

    /// Gives a person a role in an organisation: from now on, or for some days, perhaps as somebody's deputy.
    async fn grant_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RoleInput,
    ) -> async_graphql::Result<PersonPayload> {
        let identity::RoleChange { person: whose, held } = role(&input)?;
        let deputy_for = input.deputy_for_id.as_ref();
        let body = identity::NewRole {
            person: whose,
            held,
            from: input.valid_from,
            until: input.valid_until,
            deputy_for: deputy_for.map(|id| node::key(Kind::Person, id)).transpose()?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        person(ctx, identity::grant_role(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Ends a role now. When it was the person's last, all its sessions and tokens end with it.
    async fn end_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked, under an idempotency key.")] input: RoleInput,
    ) -> async_graphql::Result<PersonPayload> {
        let body = role(&input)?;
        if input.valid_from.is_some() || input.valid_until.is_some() || input.deputy_for_id.is_some() {
            let message = "a role is ended now; leave out the days and the deputy, or give the role anew for other days";
            let refused = Refused::input("endRole", &["validUntil"], message);
            return Ok(PersonPayload::refused(vec![refused.into()]));
        }
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        person(ctx, identity::end_role(app(ctx)?, actor(ctx)?, request).await).await
    }
}
