use async_graphql::{Context, ID, InputObject, Object};
use chrono::NaiveDate;
use talkoot_app::{Request, project_contacts};

use super::{
    contacts::PersonDuty,
    mutation::{Payload, payload},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
};

/// Somebody who answers for a project in a municipality, on some days.
#[derive(Debug, InputObject)]
pub(crate) struct NamePersonInChargeInput {
    /// The project.
    project_id: ID,
    /// The municipality, one of its partners; the lead for a project manager.
    municipality_id: ID,
    /// For what: `OWNER`, `DEPUTY` or `MANAGER`; an officer is assigned with `assignOfficer`.
    duty: PersonDuty,
    /// Who: one of the candidates.
    person_id: ID,
    /// The first day, today or later; today unless told.
    first_day: Option<NaiveDate>,
    /// The last day; until further notice unless told.
    last_day: Option<NaiveDate>,
    /// Chosen by you, new for each naming.
    idempotency_key: String,
}

/// Somebody who does not answer for a project in a municipality any more.
#[derive(Debug, InputObject)]
pub(crate) struct EndPersonInChargeInput {
    /// The project.
    project_id: ID,
    /// The municipality, one of its partners.
    municipality_id: ID,
    /// For what: `OWNER`, `DEPUTY` or `MANAGER`.
    duty: PersonDuty,
    /// The last day; yesterday ends it at once.
    last_day: NaiveDate,
    /// Chosen by you, new for each end.
    idempotency_key: String,
}

#[derive(Debug, Default)]
pub(crate) struct InChargeMutation;

#[Object]
impl InChargeMutation {
    /// Names who answers for the project in a municipality on some days. Whoever would have on those days gives way
    /// and comes back after them when they are limited. Reminders go to whoever is there on their day; whoever takes
    /// over from somebody else is told what is open.
    async fn name_person_in_charge(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who, where, when, under an idempotency key.")] input: NamePersonInChargeInput,
    ) -> Payload {
        let body = project_contacts::NameInCharge {
            project: node::key(Kind::Project, &input.project_id)?,
            municipality: node::key(Kind::Organisation, &input.municipality_id)?,
            duty: input.duty.into(),
            person: node::key(Kind::Person, &input.person_id)?,
            first_day: input.first_day,
            last_day: input.last_day,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            project_contacts::name_in_charge(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Ends the days on which somebody answers for the project in a municipality. When nobody comes after, the lead,
    /// those who approve for the municipality and the officer are told once.
    async fn end_person_in_charge(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where, until when, under an idempotency key.")] input: EndPersonInChargeInput,
    ) -> Payload {
        let body = project_contacts::EndInCharge {
            project: node::key(Kind::Project, &input.project_id)?,
            municipality: node::key(Kind::Organisation, &input.municipality_id)?,
            duty: input.duty.into(),
            last_day: input.last_day,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            project_contacts::end_in_charge(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }
}
