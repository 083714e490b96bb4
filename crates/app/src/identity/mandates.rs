use std::fmt::Debug;

use chrono::{DateTime, Utc};
use talkoot_domain::{ids::PersonId, policy::Actor};
use talkoot_storage::{Store, people};

use crate::Answer;

/// Where it is known who may act for which organisation, asked whenever somebody signs in or sends a request. Another
/// place than our own records may say less, or name roles for a person that we have recorded; who is written to, who
/// counts as another administrator, and what signs nobody in any more after the last role, goes by the records.
#[async_trait::async_trait]
pub trait Mandates: Debug + Send + Sync {
    /// The person with the roles that may be used at this time; nobody when the person is unknown.
    ///
    /// # Errors
    /// When it cannot be known. Then nobody acts: what cannot be checked is refused.
    async fn actor(&self, store: &Store, person: PersonId, now: DateTime<Utc>) -> Answer<Option<Actor>>;
}

/// The roles that administrators have given here, by their days.
#[derive(Clone, Copy, Debug, Default)]
pub struct RecordedRoles;

#[async_trait::async_trait]
impl Mandates for RecordedRoles {
    async fn actor(&self, store: &Store, person: PersonId, now: DateTime<Utc>) -> Answer<Option<Actor>> {
        Ok(people::actor(store, person, now).await?)
    }
}
