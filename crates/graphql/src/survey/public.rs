//! What needs no sign-in: answering under a link, and results that were published.

use async_graphql::{Context, ID, Json, Object};
use chrono::NaiveDate;
use serde_json::Value;
use talkoot_app::surveys::{self, AnswerSurvey, Asked, Published};
use talkoot_domain::{calendar, ids::SurveyId, survey::State};
use talkoot_forms::to_json;

use super::{
    input::AnswerSurveyInput,
    results::{ParticipationObject, QuestionResultObject},
};
use crate::{
    administration::Language,
    connection::{self, List},
    context::app,
    node::{self, Kind},
    outcome::{error, payload, refusals},
};

/// A survey as somebody sees it who came by a link.
pub(crate) struct SurveyFormObject(Asked);

/// A survey as somebody sees it who came by a link.
#[Object(name = "SurveyForm")]
impl SurveyFormObject {
    /// What it is called.
    async fn title(&self) -> &str {
        &self.0.survey.details.title
    }

    /// The language in which you were asked.
    async fn language(&self) -> Language {
        self.0.survey.details.language.into()
    }

    /// Who asks.
    async fn asker(&self) -> &str {
        &self.0.asker
    }

    /// The questions, as a form definition in three languages.
    async fn questions(&self) -> Json<Value> {
        Json(to_json(&self.0.survey.details.questions))
    }

    /// The last day to answer; it ends at 24:00 in Helsinki.
    async fn closes_on(&self) -> NaiveDate {
        self.0.survey.details.closes_on
    }

    /// What you answered under this link, an object with a field per question; absent while you have not.
    async fn answers(&self) -> Option<Json<Value>> {
        self.0.answers.clone().map(Json)
    }
}

payload!(
    /// What became of an answer.
    AnswerSurveyPayload { survey_form: SurveyFormObject }
);

/// A survey whose results are published, as everybody may read it.
pub(crate) struct PublicSurveyObject(pub(crate) Published);

/// A survey whose results are published, as everybody may read it.
#[Object(name = "PublicSurvey")]
impl PublicSurveyObject {
    /// What it was called.
    async fn title(&self) -> &str {
        &self.0.survey.details.title
    }

    /// The call or the project that it was about.
    async fn about(&self) -> &str {
        &self.0.about
    }

    /// Who asked, by its name in Finnish.
    async fn asker(&self) -> &str {
        &self.0.asker
    }

    /// The day on which it was opened, in Finland.
    async fn opened_on(&self) -> Option<NaiveDate> {
        let opened = self.0.survey.state.opened();
        opened.map(|opened| calendar::helsinki_date(opened.at))
    }

    /// The day on which it took the last answers, in Finland.
    async fn closed_on(&self) -> NaiveDate {
        let last = self.0.survey.details.closes_on;
        match self.0.survey.state {
            State::Closed { closed, .. } | State::Published { closed, .. } => {
                calendar::helsinki_date(closed.at).min(last)
            }
            State::Draft | State::Open { .. } => last,
        }
    }

    /// A question with fewer answers shows only how many it has.
    async fn fewest_answers(&self) -> u32 {
        self.0.survey.details.fewest_answers
    }

    /// How many of how many answered.
    async fn participation(&self) -> ParticipationObject {
        ParticipationObject(self.0.participation)
    }

    /// What was counted, in the order of the questions.
    #[graphql(complexity = "10 * child_complexity + 2")]
    async fn results(&self) -> Vec<QuestionResultObject> {
        QuestionResultObject::all(&self.0.survey, self.0.results.clone())
    }
}

#[derive(Debug, Default)]
pub(crate) struct SurveyPublicQuery;

#[Object]
impl SurveyPublicQuery {
    /// The survey to which the secret link of a mail leads; needs no sign-in. Nothing when the link leads nowhere, or
    /// the survey has closed.
    async fn survey_form(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The secret at the end of the link.")] secret: String,
    ) -> async_graphql::Result<Option<SurveyFormObject>> {
        let found = surveys::asked(app(ctx)?, &secret).await.map_err(error)?;
        Ok(found.map(SurveyFormObject))
    }

    /// The surveys whose results are published, oldest first; needs no sign-in.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn public_surveys(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<PublicSurveyObject>> {
        let page = connection::page::<SurveyId>(Kind::Survey, first, after.as_ref())?;
        let app = app(ctx)?;
        let rows = surveys::public(app, page).await.map_err(error)?;
        let total = surveys::count_public(app).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|row| (node::id(Kind::Survey, row.survey.id), PublicSurveyObject(row)));
        Ok(connection::list(&page, rows.collect(), total))
    }
}

#[derive(Debug, Default)]
pub(crate) struct SurveyAnswerMutation;

#[Object]
impl SurveyAnswerMutation {
    /// Answers a survey under the secret link of a mail, or changes what was answered under it; needs no sign-in. The
    /// same answers again change nothing, so it is safe to repeat. The answer does not say whose it is.
    async fn answer_survey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The secret, and what is answered.")] input: AnswerSurveyInput,
    ) -> async_graphql::Result<AnswerSurveyPayload> {
        let given = AnswerSurvey {
            secret: input.secret,
            answers: input.answers.0,
        };
        Ok(match refusals(surveys::answer(app(ctx)?, given).await)? {
            Ok(asked) => AnswerSurveyPayload::done(SurveyFormObject(asked)),
            Err(refusals) => AnswerSurveyPayload::refused(refusals),
        })
    }
}
