use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use talkoot_app::{decisions, projects};
use talkoot_domain::{
    decision::{Decision, Facts, Letter},
    ids::{ApplicationId, DecisionId},
    project::Project,
};

use crate::loaders::{LoadFailure, Source, keyed};

/// The decision about an application.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct DecisionOf(pub(crate) ApplicationId);

impl Loader<DecisionOf> for Source {
    type Value = Decision;
    type Error = LoadFailure;

    async fn load(&self, keys: &[DecisionOf]) -> Result<HashMap<DecisionOf, Decision>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        let ids: Vec<ApplicationId> = keys.iter().map(|key| key.0).collect();
        keyed(
            decisions::of_applications(&self.app, actor, &ids).await,
            |decision| DecisionOf(decision.application),
        )
    }
}

/// The letter of a decision.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct LetterOf(pub(crate) DecisionId);

impl Loader<LetterOf> for Source {
    type Value = Letter;
    type Error = LoadFailure;

    async fn load(&self, keys: &[LetterOf]) -> Result<HashMap<LetterOf, Letter>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        let ids: Vec<DecisionId> = keys.iter().map(|key| key.0).collect();
        keyed(decisions::letters(&self.app, actor, &ids).await, |letter| {
            LetterOf(letter.decision)
        })
    }
}

/// What must be known to decide about a decision.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct DecisionFactsOf(pub(crate) DecisionId);

impl Loader<DecisionFactsOf> for Source {
    type Value = Facts;
    type Error = LoadFailure;

    async fn load(&self, keys: &[DecisionFactsOf]) -> Result<HashMap<DecisionFactsOf, Facts>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        let ids: Vec<DecisionId> = keys.iter().map(|key| key.0).collect();
        let rows = keyed(decisions::facts_of(&self.app, actor, &ids).await, |(id, _)| {
            DecisionFactsOf(*id)
        })?;
        Ok(rows.into_iter().map(|(key, (_, facts))| (key, facts)).collect())
    }
}

/// The project that grew from a decision.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ProjectOf(pub(crate) DecisionId);

impl Loader<ProjectOf> for Source {
    type Value = Project;
    type Error = LoadFailure;

    async fn load(&self, keys: &[ProjectOf]) -> Result<HashMap<ProjectOf, Project>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        let ids: Vec<DecisionId> = keys.iter().map(|key| key.0).collect();
        keyed(projects::of_decisions(&self.app, actor, &ids).await, |project| {
            ProjectOf(project.decision)
        })
    }
}
