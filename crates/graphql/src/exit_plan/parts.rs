use async_graphql::{Context, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::forms::Filled;
use talkoot_domain::{exit_plan::FollowUpNote, form::Words};

use crate::{
    administration::Language, context::loaders, form::in_language, organisation::PersonObject,
    outcome::not_found,
};

/// A branch of questions that an answer ended.
pub(crate) struct EndedBranchObject {
    section: String,
    field: String,
    means: Words,
}

impl EndedBranchObject {
    pub(super) fn all(filled: &Filled) -> Vec<Self> {
        let ended = filled.endings().into_iter();
        ended
            .map(|(section, field, means)| Self {
                section: section.code.clone(),
                field: field.code.clone(),
                means: means.clone(),
            })
            .collect()
    }
}

/// A branch of questions that an answer ended: nothing more is asked in it.
#[Object(name = "EndedBranch")]
impl EndedBranchObject {
    /// The code of the section.
    async fn section(&self) -> &str {
        &self.section
    }

    /// The code of the question whose answer ended it.
    async fn field(&self) -> &str {
        &self.field
    }

    /// What that means, for example that there is no need to embed.
    async fn means(
        &self,
        #[graphql(desc = "In which language; Finnish unless told.")] language: Option<Language>,
    ) -> &str {
        self.means.of(in_language(language))
    }
}

/// What was seen since an exit plan was approved.
pub(crate) struct ExitPlanNoteObject(pub(super) FollowUpNote);

/// What was seen since an exit plan was approved; appended, never edited.
#[Object(name = "ExitPlanNote")]
impl ExitPlanNoteObject {
    /// What was seen.
    async fn note(&self) -> &str {
        &self.0.text
    }

    /// On which day.
    async fn seen_on(&self) -> NaiveDate {
        self.0.seen_on
    }

    /// Who wrote it down.
    async fn noted_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.noted.by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When it was written down.
    async fn noted_at(&self) -> DateTime<Utc> {
        self.0.noted.at
    }
}
