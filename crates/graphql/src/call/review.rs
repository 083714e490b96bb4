use std::collections::HashMap;

use async_graphql::{ID, InputObject, SimpleObject, dataloader::Loader};
use talkoot_app::calls;
use talkoot_domain::{
    ids::CallId,
    review_rules::{Criterion, ReviewRules},
};

use crate::{
    loaders::{LoadFailure, Source},
    outcome,
};

/// A criterion (*arviointiperuste*) by which the applications to a call are reviewed.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct ReviewCriterion {
    /// Its short name.
    code: String,
    /// Name in Finnish.
    name_fi: String,
    /// Name in Swedish.
    name_sv: String,
    /// Name in English.
    name_en: String,
    /// How much it counts against the others, whatever the scales.
    weight: u16,
    /// The most points; the least is 0.
    scale: u16,
}

impl From<Criterion> for ReviewCriterion {
    fn from(criterion: Criterion) -> Self {
        Self {
            code: criterion.code,
            name_fi: criterion.name_fi,
            name_sv: criterion.name_sv,
            name_en: criterion.name_en,
            weight: criterion.weight,
            scale: criterion.scale,
        }
    }
}

/// A criterion to be set.
#[derive(Debug, InputObject)]
pub(crate) struct ReviewCriterionInput {
    /// Its short name, used once.
    code: String,
    /// Name in Finnish.
    name_fi: String,
    /// Name in Swedish.
    name_sv: String,
    /// Name in English.
    name_en: String,
    /// How much it counts against the others, 1 to 1000.
    weight: u16,
    /// The most points: 1 to 10, 20, 25, 50 or 100.
    scale: u16,
}

/// The criteria by which the applications to a draft of a call will be reviewed.
#[derive(Debug, InputObject)]
pub(crate) struct SetReviewCriteriaInput {
    /// The call.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each change that you want to make.
    pub(super) idempotency_key: String,
    /// All of them, the most important first: the order decides a tie. None at all: applications are not reviewed.
    pub(super) criteria: Vec<ReviewCriterionInput>,
    /// Whether nobody sees the scores of others before everybody who is assigned has submitted.
    pub(super) blind: bool,
}

pub(super) fn rules(criteria: Vec<ReviewCriterionInput>, blind: bool) -> ReviewRules {
    let criteria = criteria.into_iter().map(|one| Criterion {
        code: one.code.trim().to_owned(),
        name_fi: one.name_fi,
        name_sv: one.name_sv,
        name_en: one.name_en,
        weight: one.weight,
        scale: one.scale,
    });
    ReviewRules {
        criteria: criteria.collect(),
        blind,
    }
}

/// The criteria of a call that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RulesOf(pub(crate) CallId);

impl Loader<RulesOf> for Source {
    type Value = ReviewRules;
    type Error = LoadFailure;

    async fn load(&self, keys: &[RulesOf]) -> Result<HashMap<RulesOf, ReviewRules>, LoadFailure> {
        let ids: Vec<CallId> = keys.iter().map(|key| key.0).collect();
        let rules = calls::review_rules(&self.app, &ids).await;
        let rules = rules.map_err(|failure| LoadFailure::of(outcome::error(failure)))?;
        Ok(rules
            .into_iter()
            .map(|(id, rules)| (RulesOf(id), rules))
            .collect())
    }
}
