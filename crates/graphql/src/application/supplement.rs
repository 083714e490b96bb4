//! Requests to supplement an application, and the difference that the answer made.

use std::collections::HashMap;

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject, dataloader::Loader};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::applications;
use talkoot_domain::{
    application::{Line, SectionQuestion, SupplementRound, difference},
    ids::ApplicationId,
};

use crate::{
    context::{app, loaders},
    loaders::{LoadFailure, Source, grouped},
    organisation::PersonObject,
};

/// A part of the application's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "talkoot_domain::application::Section")]
pub(crate) enum ApplicationSection {
    /// What the project is called.
    Title,
    /// What it is about.
    Summary,
    /// The municipalities that take part.
    Partners,
    /// The sub-areas.
    SubAreas,
    /// The budget.
    Budget,
    /// The partners' plans beside their budgets: years, who pays, whom to ask.
    Plan,
    /// What is answered in the call's form.
    Form,
}

/// A question about one section of an application.
#[derive(Debug, InputObject)]
pub(crate) struct SectionQuestionInput {
    /// About which section.
    section: ApplicationSection,
    /// The code of the section of the call's form; needed for `FORM`, and given for nothing else.
    form_section: Option<String>,
    /// What is asked.
    question: String,
}

pub(super) fn sections(given: Option<Vec<SectionQuestionInput>>) -> Vec<SectionQuestion> {
    let given = given.unwrap_or_default().into_iter();
    given
        .map(|one| SectionQuestion {
            section: one.section.into(),
            form_section: one.form_section,
            question: one.question,
        })
        .collect()
}

/// A question about one section of an application.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct ApplicationSectionQuestion {
    /// About which section.
    section: ApplicationSection,
    /// The code of the section of the call's form, for `FORM`.
    form_section: Option<String>,
    /// What is asked.
    question: String,
}

/// A field of an application that says something else than before a supplement was requested.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct ApplicationDifference {
    /// The section.
    section: ApplicationSection,
    /// The field, in words: of the budget the municipality, the category and the sub-area; of the form the
    /// field's code and the municipality.
    field: String,
    /// What it said; absent when it is new.
    before: Option<String>,
    /// What it says; absent when it is gone.
    after: Option<String>,
}

/// A request to supplement an application (*täydennyspyyntö*), answered in the application itself.
pub(crate) struct SupplementRoundObject {
    pub(crate) round: SupplementRound,
    /// What the application says now.
    pub(crate) now: Vec<Line>,
}

/// A request to supplement an application (*täydennyspyyntö*), answered in the application itself.
#[Object(name = "ApplicationSupplement")]
impl SupplementRoundObject {
    /// From 1.
    async fn number(&self) -> i32 {
        self.round.number
    }

    /// Who asked.
    async fn asked_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.round.asked.by).await?.map(PersonObject))
    }

    /// When it was asked.
    async fn asked_at(&self) -> DateTime<Utc> {
        self.round.asked.at
    }

    /// What is asked, in the officer's words.
    async fn questions(&self) -> &str {
        &self.round.questions
    }

    /// Questions about single sections.
    async fn sections(&self) -> Vec<ApplicationSectionQuestion> {
        let sections = self.round.sections.iter().map(|one| ApplicationSectionQuestion {
            section: one.section.into(),
            form_section: one.form_section.clone(),
            question: one.question.clone(),
        });
        sections.collect()
    }

    /// The last day to answer, in Helsinki; a working day.
    async fn respond_by(&self) -> NaiveDate {
        self.round.respond_by
    }

    /// Whether the day has passed and the supplement has not come.
    async fn overdue(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        Ok(self.round.answered.is_none() && app(ctx)?.today() > self.round.respond_by)
    }

    /// When the application was given again; absent until it is.
    async fn answered_at(&self) -> Option<DateTime<Utc>> {
        self.round.answered.as_ref().map(|(stamp, _)| stamp.at)
    }

    /// What the application says otherwise than when it was asked: in what was given again, or until then now.
    #[graphql(complexity = "10 + 10 * child_complexity")]
    async fn differences(&self) -> Vec<ApplicationDifference> {
        let after = self.round.answered.as_ref().map_or(&self.now, |(_, after)| after);
        let found = difference(&self.round.before, after).into_iter();
        found
            .map(|one| ApplicationDifference {
                section: one.section.into(),
                field: one.field,
                before: one.before,
                after: one.after,
            })
            .collect()
    }
}

/// The requests to supplement an application that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SupplementsOf(pub(crate) ApplicationId);

impl Loader<SupplementsOf> for Source {
    type Value = Vec<SupplementRound>;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[SupplementsOf],
    ) -> Result<HashMap<SupplementsOf, Vec<SupplementRound>>, LoadFailure> {
        let ids: Vec<ApplicationId> = keys.iter().map(|key| key.0).collect();
        let rows = applications::supplements(&self.app, &ids).await;
        grouped(rows.map(|rows| {
            rows.into_iter()
                .map(|one| (SupplementsOf(one.application), one))
                .collect()
        }))
    }
}
