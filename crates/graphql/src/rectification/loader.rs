use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use talkoot_app::rectifications;
use talkoot_domain::{ids::DecisionId, rectification::Rectification};

use crate::loaders::{LoadFailure, Source, grouped};

/// The claims for correction of a decision.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RectificationsOf(pub(crate) DecisionId);

impl Loader<RectificationsOf> for Source {
    type Value = Vec<Rectification>;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[RectificationsOf],
    ) -> Result<HashMap<RectificationsOf, Vec<Rectification>>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        let ids: Vec<DecisionId> = keys.iter().map(|key| key.0).collect();
        let found = rectifications::of_decisions(&self.app, actor, &ids).await;
        grouped(found.map(|all| {
            all.into_iter()
                .map(|one| (RectificationsOf(one.decision), one))
                .collect()
        }))
    }
}
