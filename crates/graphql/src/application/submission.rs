use std::collections::HashMap;

use async_graphql::{Context, Object, dataloader::Loader};
use chrono::{DateTime, Utc};
use talkoot_app::applications;
use talkoot_domain::ids::ApplicationId;

use crate::{
    context::loaders,
    form::FormObject,
    loaders::{LoadFailure, Source, grouped},
    organisation::PersonObject,
};

/// The submissions of an application.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SubmissionsOf(pub(crate) ApplicationId);

impl Loader<SubmissionsOf> for Source {
    type Value = Vec<applications::Submission>;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[SubmissionsOf],
    ) -> Result<HashMap<SubmissionsOf, Vec<applications::Submission>>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        let ids: Vec<ApplicationId> = keys.iter().map(|key| key.0).collect();
        let found = applications::submissions_of(&self.app, actor, &ids).await;
        grouped(found.map(|all| {
            let all = all.into_iter();
            all.map(|one| (SubmissionsOf(one.application), one)).collect()
        }))
    }
}

/// One submission of an application as it was; a supplement is the next.
pub(crate) struct SubmissionObject(pub(super) applications::Submission);

/// One submission of an application as it was; a supplement is the next.
#[Object(name = "ApplicationSubmission")]
impl SubmissionObject {
    /// Its place among the submissions of the application, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// When it was submitted.
    async fn submitted_at(&self) -> DateTime<Utc> {
        self.0.submitted.at
    }

    /// Who submitted it.
    async fn submitted_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.submitted.by).await?.map(PersonObject))
    }

    /// SHA-256, in hexadecimal, of what the partners had committed to.
    async fn snapshot(&self) -> String {
        self.0.snapshot.to_string()
    }

    /// The version of a form that was answered; absent when the call had none.
    async fn form(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<FormObject>> {
        match self.0.form {
            None => Ok(None),
            Some(form) => Ok(loaders(ctx)?.one(form).await?.map(FormObject)),
        }
    }

    /// The whole of it as JSON text: content, partners, sub-areas, budget, commitments, the form's definition and
    /// the answers. It never changes, whatever becomes of the form.
    #[graphql(directive = crate::care::personal::apply())]
    async fn document(&self) -> &str {
        &self.0.document
    }

    /// SHA-256, in hexadecimal, of the bytes of `document`; the receipt says the same.
    async fn sha256(&self) -> String {
        self.0.sha256_hex()
    }
}
