use async_graphql::{Context, Enum, ID, Json, Object};
use chrono::{DateTime, Utc};
use serde_json::Value;
use talkoot_app::forms;
use talkoot_domain::{
    form::{self, Form, State},
    workflow::Name,
};
use talkoot_forms::{Shipped, digest, schema, to_json};
use uuid::Uuid;

use crate::{
    action::AvailableAction,
    administration::Language,
    context::{actor, app, loaders},
    node::{self, Kind},
    organisation::OrganisationObject,
    outcome::{error, not_found},
};

/// Of whom a part of a form is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "form::Audience")]
pub(crate) enum Audience {
    /// Once, of the lead municipality, or of whoever reports for all.
    Lead,
    /// Of every municipality that takes part, the lead included.
    EachPartner,
}

/// A version of a form (*lomake*): what an applicant or a reporter is asked.
pub(crate) struct FormObject(pub(crate) Form);

/// A version of a form (*lomake*): what an applicant or a reporter is asked.
#[Object(name = "Form")]
impl FormObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Form, self.0.id)
    }

    /// Counts the changes of this version while it is a draft; the next change must name it.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// The same in every version of the form.
    async fn code(&self) -> &str {
        &self.0.definition.code
    }

    /// Its place among the versions of the form, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// `draft`, `published` or `retired`.
    async fn state(&self) -> &'static str {
        self.0.state_name().code()
    }

    /// What the form is called.
    async fn title(
        &self,
        #[graphql(desc = "In which language; Finnish unless told.")] language: Option<Language>,
    ) -> &str {
        self.0.definition.title.of(in_language(language))
    }

    /// The authority that asks.
    async fn authority(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let authority = loaders(ctx)?.one(self.0.authority).await?;
        authority
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// The whole definition, to be shown, or to be imported elsewhere: sections, typed fields, labels and help in
    /// three languages, required and visible-when rules.
    async fn definition(&self) -> Json<Value> {
        Json(to_json(&self.0.definition))
    }

    /// SHA-256, in hexadecimal, of the definition: two that say the same have the same.
    async fn digest(&self) -> String {
        digest(&self.0.definition)
    }

    /// A JSON Schema (draft 2020-12) of what the lead, or each partner, answers: any front end can render it. Keys
    /// that begin with `x-` carry all three languages, the sections and the rules of visibility.
    async fn json_schema(
        &self,
        #[graphql(desc = "Of whom it is asked.")] asked_of: Audience,
        #[graphql(desc = "The language of titles and descriptions; Finnish unless told.")] language: Option<
            Language,
        >,
    ) -> Json<Value> {
        Json(schema(&self.0.definition, asked_of.into(), in_language(language)))
    }

    /// When it was published; absent for a draft.
    async fn published_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Draft => None,
            State::Published { published } | State::Retired { published, .. } => Some(published.at),
        }
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 20)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let available = forms::available_actions(app(ctx)?, actor(ctx)?, &self.0)
            .await
            .map_err(error)?;
        Ok(available.into_iter().map(Into::into).collect())
    }
}

/// The language that was asked for, or Finnish.
pub(crate) fn in_language(asked: Option<Language>) -> talkoot_domain::language::Language {
    asked.map_or(talkoot_domain::language::Language::Fi, Into::into)
}

/// What an answer points to, by its id in the graph.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GraphNames;

impl GraphNames {
    const fn kind(what: form::Reference) -> Kind {
        match what {
            form::Reference::File => Kind::File,
            form::Reference::SubArea => Kind::SubArea,
        }
    }
}

impl form::Names for GraphNames {
    fn read(&self, what: form::Reference, name: &str) -> Option<Uuid> {
        let (kind, key) = node::read(&ID(name.to_owned()))?;
        (kind == Self::kind(what)).then_some(key)
    }

    fn write(&self, what: form::Reference, key: Uuid) -> String {
        node::id(Self::kind(what), key).0
    }
}

/// A definition that comes with the engine.
pub(crate) struct ShippedFormObject(pub(crate) Shipped);

/// A definition that comes with the engine.
#[Object(name = "ShippedForm")]
impl ShippedFormObject {
    /// The code of the form.
    async fn code(&self) -> &str {
        self.0.code
    }

    /// The definition, for `importForm`.
    async fn definition(&self) -> Json<Value> {
        Json(self.0.json())
    }
}
