use async_graphql::{Context, Json, Object, SimpleObject};
use chrono::{DateTime, Utc};
use serde_json::Value;
use talkoot_app::{
    Request,
    applications::{self, Dossier, FieldAnswer, Lacking},
};
use talkoot_domain::form::{self, Definition};

use super::{
    ApplicationObject, DossierOf,
    input::{AnswerFieldsInput, FieldAnswerInput},
};
use crate::{
    administration::Language,
    context::{actor, app, loaders},
    form::{FormObject, GraphNames, in_language},
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::{Refusal, error, not_found, refusals},
};

/// What an owner answered in a field of the form.
pub(crate) struct FieldAnswerObject {
    answer: form::Answer,
    value: Value,
}

impl FieldAnswerObject {
    pub(crate) fn new(answer: form::Answer, definition: &Definition) -> Self {
        let given = answer.value.as_ref().map(|value| {
            let field = definition.field(&answer.field);
            field.map_or_else(
                || value.given(&GraphNames),
                |(_, field)| field.kind.write(value, &GraphNames),
            )
        });
        Self {
            value: given.as_ref().map_or(Value::Null, talkoot_forms::written),
            answer,
        }
    }

    /// Everything that was answered, in the order of the fields' codes.
    pub(super) fn all(dossier: Dossier) -> Vec<Self> {
        let Some(form) = dossier.form else {
            return Vec::new();
        };
        let answers = dossier.answers.into_iter();
        answers
            .map(|answer| Self::new(answer, &form.definition))
            .collect()
    }
}

/// What an owner answered in a field of the form.
#[Object(name = "FieldAnswer")]
impl FieldAnswerObject {
    /// The code of the field.
    async fn field(&self) -> &str {
        &self.answer.field
    }

    /// Whose answer it is.
    async fn partner(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let partner = loaders(ctx)?.one(self.answer.owner).await?;
        partner
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// Counts the changes of this answer; whoever changes it must have seen it.
    async fn version(&self) -> i64 {
        self.answer.version
    }

    /// What was answered; null when the answer was taken back.
    #[graphql(directive = crate::care::personal::apply())]
    async fn value(&self) -> Json<&Value> {
        Json(&self.value)
    }

    /// The version of the form under which it was given.
    async fn form(&self, ctx: &Context<'_>) -> async_graphql::Result<FormObject> {
        let form = loaders(ctx)?.one(self.answer.form).await?;
        form.map(FormObject).ok_or_else(|| not_found("form"))
    }

    /// Who answered last.
    async fn answered_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?
            .one(self.answer.answered.by)
            .await?
            .map(PersonObject))
    }

    /// When it was answered last.
    async fn answered_at(&self) -> DateTime<Utc> {
        self.answer.answered.at
    }
}

/// A field of the form that stands in the way of submitting.
pub(crate) struct MissingAnswer(pub(crate) Lacking);

/// A field of the form that stands in the way of submitting.
#[Object]
impl MissingAnswer {
    /// The code of the section.
    async fn section(&self) -> &str {
        &self.0.section
    }

    /// The heading of the section.
    async fn section_title(
        &self,
        #[graphql(desc = "In which language; Finnish unless told.")] language: Option<Language>,
    ) -> &str {
        self.0.heading.of(in_language(language))
    }

    /// The code of the field.
    async fn field(&self) -> &str {
        &self.0.field
    }

    /// The question.
    async fn label(
        &self,
        #[graphql(desc = "In which language; Finnish unless told.")] language: Option<Language>,
    ) -> &str {
        self.0.label.of(in_language(language))
    }

    /// Who is to answer it.
    async fn partner(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let partner = loaders(ctx)?.one(self.0.partner).await?;
        partner
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// What is the matter: it is not answered, or the answer cannot stand and why.
    async fn message(&self) -> &str {
        &self.0.what
    }
}

/// Two wrote in the same field: what you wrote, and what is stored instead.
#[derive(SimpleObject)]
pub(crate) struct FieldConflict {
    /// The code of the field.
    field: String,
    /// What you wrote; it is not stored.
    yours: Json<Value>,
    /// What is stored, by whom and since when; answer again with its version when you have read both. Absent when
    /// nothing is.
    stored: Option<FieldAnswerObject>,
}

/// What became of answers to fields of the form.
#[derive(SimpleObject)]
pub(crate) struct AnswerFieldsPayload {
    /// The application as it is now; absent when the mutation was refused.
    application: Option<ApplicationObject>,
    /// The fields in which somebody else wrote since you read them, with both texts.
    conflicts: Vec<FieldConflict>,
    /// Why it was refused, with a path for each fault; empty when it was done.
    refusals: Vec<Refusal>,
}

pub(crate) fn read(answer: FieldAnswerInput) -> FieldAnswer {
    let value = answer
        .value
        .map_or(form::Given::Nothing, |value| talkoot_forms::given(&value.0));
    FieldAnswer {
        field: answer.field,
        seen: answer.seen_version,
        value,
    }
}

pub(super) async fn answer_fields(
    ctx: &Context<'_>,
    input: AnswerFieldsInput,
) -> async_graphql::Result<AnswerFieldsPayload> {
    let (app, actor) = (app(ctx)?, actor(ctx)?);
    let body = applications::AnswerFields {
        id: node::key(Kind::Application, &input.id)?,
        partner: node::key(Kind::Organisation, &input.partner_id)?,
        answers: input.answers.into_iter().map(read).collect(),
    };
    let request = Request {
        key: input.idempotency_key,
        body: body.clone(),
    };
    match refusals(applications::answer(app, actor, request, &GraphNames).await)? {
        Ok(id) => {
            let found = applications::find(app, actor, id).await.map_err(error)?;
            let found = found.ok_or_else(|| not_found("application"))?;
            Ok(AnswerFieldsPayload {
                application: Some(ApplicationObject(found)),
                conflicts: Vec::new(),
                refusals: Vec::new(),
            })
        }
        Err(refusals) => {
            let stale = refusals.iter().any(Refusal::is_conflict);
            let conflicts = if stale {
                conflicts(ctx, &body).await?
            } else {
                Vec::new()
            };
            Ok(AnswerFieldsPayload {
                application: None,
                conflicts,
                refusals,
            })
        }
    }
}

/// The fields whose stored answer is another one than the writer saw.
async fn conflicts(
    ctx: &Context<'_>,
    asked: &applications::AnswerFields,
) -> async_graphql::Result<Vec<FieldConflict>> {
    let dossier = loaders(ctx)?.one(DossierOf(asked.id)).await?;
    let Some((dossier, form)) = dossier.and_then(|dossier| Some((dossier.clone(), dossier.form?))) else {
        return Ok(Vec::new());
    };
    let stale = asked.answers.iter().filter_map(|given| {
        let mut stored = dossier.answers.iter();
        let stored = stored.find(|one| one.field == given.field && one.owner == asked.partner);
        if stored.map_or(0, |stored| stored.version) == given.seen {
            return None;
        }
        Some(FieldConflict {
            field: given.field.clone(),
            yours: Json(talkoot_forms::written(&given.value)),
            stored: stored
                .cloned()
                .map(|stored| FieldAnswerObject::new(stored, &form.definition)),
        })
    });
    Ok(stale.collect())
}
