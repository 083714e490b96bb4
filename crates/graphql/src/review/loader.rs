use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use talkoot_app::reviews::{self, Seen};
use talkoot_domain::ids::ApplicationId;

use crate::loaders::{LoadFailure, Source, grouped};

/// The reviews of an application that the person sees.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ReviewsOf(pub(crate) ApplicationId);

impl Loader<ReviewsOf> for Source {
    type Value = Vec<Seen>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[ReviewsOf]) -> Result<HashMap<ReviewsOf, Vec<Seen>>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        let ids: Vec<ApplicationId> = keys.iter().map(|key| key.0).collect();
        let rows = reviews::of_applications(&self.app, actor, &ids).await;
        grouped(rows.map(|rows| rows.into_iter().map(|(id, seen)| (ReviewsOf(id), seen)).collect()))
    }
}
