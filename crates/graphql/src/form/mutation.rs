use async_graphql::{Context, Object};
use talkoot_app::{Answer, Request, forms};
use talkoot_domain::ids::FormId;

use super::{
    FormObject,
    input::{FormStepInput, ImportFormInput, UpdateFormInput},
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a form.
    FormPayload { form: FormObject }
);

type Payload = async_graphql::Result<FormPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<FormId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(FormPayload::refused(refusals)),
    };
    let form = forms::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
    Ok(FormPayload::done(FormObject(
        form.ok_or_else(|| not_found("form"))?,
    )))
}

fn step(input: FormStepInput) -> async_graphql::Result<Request<(FormId, i64)>> {
    Ok(Request {
        body: (node::key(Kind::Form, &input.id)?, input.expected_version),
        key: input.idempotency_key,
    })
}

#[derive(Debug, Default)]
pub(crate) struct FormMutation;

#[Object]
impl FormMutation {
    /// Imports a definition as the draft of a new form of your authority, or of the next version of a form that it
    /// has. Every fault of the definition comes back with its path.
    async fn import_form(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The definition, under an idempotency key.")] input: ImportFormInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: forms::ImportForm {
                definition: input.definition.0,
            },
        };
        payload(ctx, forms::import(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Replaces what a draft asks.
    async fn update_form(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new definition, under an idempotency key.")] input: UpdateFormInput,
    ) -> Payload {
        let body = forms::UpdateForm {
            id: node::key(Kind::Form, &input.id)?,
            expected_version: input.expected_version,
            definition: input.definition.0,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, forms::update(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Lets calls and reports use a version of a form; by another person than those who drafted or changed it. It
    /// never changes again.
    async fn publish_form(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which version, under an idempotency key.")] input: FormStepInput,
    ) -> Payload {
        payload(ctx, forms::publish(app(ctx)?, actor(ctx)?, step(input)?).await).await
    }

    /// Takes a version of a form out of use; what was answered stays.
    async fn retire_form(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which version, under an idempotency key.")] input: FormStepInput,
    ) -> Payload {
        payload(ctx, forms::retire(app(ctx)?, actor(ctx)?, step(input)?).await).await
    }
}
