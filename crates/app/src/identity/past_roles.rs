use chrono::{DateTime, Utc};
use talkoot_domain::{
    ids::{OrganisationId, PersonId},
    roles_held::{self, Held},
};
use talkoot_storage::{Access, people};

use crate::Answer;

/// The roles that a person has held until now, as they are recorded here. What signs somebody in ends with the last of
/// them; nothing is written when that ends by its day, and it may have been followed by another one since.
#[derive(Debug)]
pub(super) struct PastRoles {
    held: Vec<Held>,
    now: DateTime<Utc>,
}

impl PastRoles {
    pub(super) async fn of(db: &impl Access, person: PersonId, now: DateTime<Utc>) -> Answer<Self> {
        let held = people::held_until(db, person, now).await?;
        Ok(Self { held, now })
    }

    /// Whether the person was left without any role after this time, in the organisation that is named, or in all of
    /// them: what was made before signs in no more.
    pub(super) fn ended_since(&self, made: DateTime<Utc>, within: Option<OrganisationId>) -> bool {
        let left = roles_held::last_left(&self.held, within, self.now);
        left.is_some_and(|left| made < left)
    }
}
