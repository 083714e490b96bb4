use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use talkoot_app::{
    files::{self, StoredFile},
    obligations,
};
use talkoot_domain::{
    ids::{FileId, ObligationId},
    obligation::Submission,
};

use super::{LoadFailure, Source, grouped, keyed};

/// What was handed in for an obligation that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SubmissionsOf(pub(crate) ObligationId);

impl Loader<SubmissionsOf> for Source {
    type Value = Vec<Submission>;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[SubmissionsOf],
    ) -> Result<HashMap<SubmissionsOf, Vec<Submission>>, LoadFailure> {
        let ids: Vec<ObligationId> = keys.iter().map(|key| key.0).collect();
        let rows = obligations::submissions(&self.app, &ids).await;
        grouped(rows.map(|rows| {
            rows.into_iter()
                .map(|row| (SubmissionsOf(row.obligation), row))
                .collect()
        }))
    }
}

impl Loader<FileId> for Source {
    type Value = StoredFile;
    type Error = LoadFailure;

    async fn load(&self, keys: &[FileId]) -> Result<HashMap<FileId, StoredFile>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        keyed(files::find_many(&self.app, actor, keys).await, |file| file.id)
    }
}
