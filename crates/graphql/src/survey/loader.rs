use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use talkoot_app::surveys;
use talkoot_domain::{
    ids::SurveyId,
    survey::{Participation, QuestionResult},
};

use crate::{
    loaders::{LoadFailure, Source},
    outcome,
};

/// How many of how many, of a survey that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ParticipationOf(pub(super) SurveyId);

impl Loader<ParticipationOf> for Source {
    type Value = Participation;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[ParticipationOf],
    ) -> Result<HashMap<ParticipationOf, Participation>, LoadFailure> {
        let ids: Vec<SurveyId> = keys.iter().map(|key| key.0).collect();
        let found = surveys::participation(&self.app, &ids).await;
        let found = found.map_err(|failure| LoadFailure::of(outcome::error(failure)))?;
        Ok(found
            .into_iter()
            .map(|(id, people)| (ParticipationOf(id), people))
            .collect())
    }
}

/// What was counted of a survey that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ResultsOf(pub(super) SurveyId);

impl Loader<ResultsOf> for Source {
    type Value = Vec<QuestionResult>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[ResultsOf]) -> Result<HashMap<ResultsOf, Vec<QuestionResult>>, LoadFailure> {
        let ids: Vec<SurveyId> = keys.iter().map(|key| key.0).collect();
        let found = surveys::results(&self.app, &ids).await;
        let found = found.map_err(|failure| LoadFailure::of(outcome::error(failure)))?;
        Ok(found
            .into_iter()
            .map(|(id, results)| (ResultsOf(id), results))
            .collect())
    }
}
