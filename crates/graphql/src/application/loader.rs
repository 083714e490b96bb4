use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use talkoot_app::applications::{self, Dossier};
use talkoot_domain::ids::ApplicationId;

use crate::loaders::{LoadFailure, Source, keyed};

/// An application with everything that is about it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct DossierOf(pub(crate) ApplicationId);

impl Loader<DossierOf> for Source {
    type Value = Dossier;
    type Error = LoadFailure;

    async fn load(&self, keys: &[DossierOf]) -> Result<HashMap<DossierOf, Dossier>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        let ids: Vec<ApplicationId> = keys.iter().map(|key| key.0).collect();
        keyed(applications::dossiers(&self.app, actor, &ids).await, |dossier| {
            DossierOf(dossier.application.id)
        })
    }
}
