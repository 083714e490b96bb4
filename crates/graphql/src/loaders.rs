//! One loader per kind and request: what a page refers to is read in one statement.

use std::{collections::HashMap, hash::Hash, sync::Arc, time::Duration};

use async_graphql::dataloader::{DataLoader, Loader};
use talkoot_app::{Answer, App, calls, identity};
use talkoot_domain::{
    call::Call,
    ids::{CallId, OrganisationId, PersonId},
    organisation::Organisation,
    policy::Actor,
};

use crate::outcome;

/// What a loader needs: the application, and the person whose scope it stays within.
#[derive(Clone)]
pub(crate) struct Source {
    pub(crate) app: App,
    pub(crate) actor: Option<Arc<Actor>>,
}

/// A batch that fails, as each of its keys will tell.
#[derive(Clone, Debug)]
pub(crate) struct LoadFailure(String);

impl From<LoadFailure> for async_graphql::Error {
    fn from(failure: LoadFailure) -> Self {
        use async_graphql::ErrorExtensions;
        Self::new(failure.0).extend_with(|_, extensions| extensions.set("code", "INTERNAL"))
    }
}

/// The rows of a batch under their keys.
pub(crate) fn keyed<K: Eq + Hash, V>(
    rows: Answer<Vec<V>>,
    key: impl Fn(&V) -> K,
) -> Result<HashMap<K, V>, LoadFailure> {
    let rows = rows.map_err(|failure| LoadFailure(outcome::error(failure).message))?;
    Ok(rows.into_iter().map(|row| (key(&row), row)).collect())
}

/// The loaders of one request.
pub(crate) struct Loaders(DataLoader<Source>);

impl Loaders {
    pub(crate) fn new(app: App, actor: Option<Arc<Actor>>) -> Self {
        // No delay: a batch is what the executor asked for before it yielded.
        Self(DataLoader::new(Source { app, actor }, tokio::spawn).delay(Duration::ZERO))
    }

    /// The object under this key, read together with the others of the page.
    pub(crate) async fn one<K>(&self, key: K) -> async_graphql::Result<Option<<Source as Loader<K>>::Value>>
    where
        K: Send + Sync + Hash + Eq + Clone + 'static,
        Source: Loader<K, Error = LoadFailure>,
    {
        Ok(self.0.load_one(key).await?)
    }
}

impl Loader<OrganisationId> for Source {
    type Value = Organisation;
    type Error = LoadFailure;

    async fn load(
        &self,
        keys: &[OrganisationId],
    ) -> Result<HashMap<OrganisationId, Organisation>, LoadFailure> {
        keyed(identity::organisations(&self.app, keys).await, |organisation| {
            organisation.id
        })
    }
}

impl Loader<PersonId> for Source {
    type Value = identity::Person;
    type Error = LoadFailure;

    async fn load(&self, keys: &[PersonId]) -> Result<HashMap<PersonId, identity::Person>, LoadFailure> {
        keyed(identity::people(&self.app, keys).await, |person| person.id)
    }
}

impl Loader<CallId> for Source {
    type Value = Call;
    type Error = LoadFailure;

    async fn load(&self, keys: &[CallId]) -> Result<HashMap<CallId, Call>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        keyed(calls::find_many(&self.app, actor, keys).await, |call| call.id)
    }
}
