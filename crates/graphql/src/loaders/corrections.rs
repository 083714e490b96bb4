//! Loaders of corrections.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use talkoot_app::corrections;
use talkoot_domain::{correction::Correction, ids::CostLineId};

use super::{LoadFailure, Source, grouped};

/// The corrections of a line that the person sees, oldest first.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct CorrectionsOf(pub(crate) CostLineId);

impl Loader<CorrectionsOf> for Source {
    type Value = Vec<Correction>;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[CorrectionsOf],
    ) -> Result<HashMap<CorrectionsOf, Vec<Correction>>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        let ids: Vec<CostLineId> = keys.iter().map(|key| key.0).collect();
        let rows = corrections::of_lines(&self.app, actor, &ids).await;
        grouped(rows.map(|rows| {
            rows.into_iter()
                .map(|(id, row)| (CorrectionsOf(id), row))
                .collect()
        }))
    }
}
