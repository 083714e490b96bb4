//! Which places there are: where contents are kept from now on, and where they were before.

use super::{
    address::{Address, Keep},
    key::Key,
    place::{Place, S3Access},
};
use crate::StorageError;

/// The places of an installation.
#[derive(Clone, Debug, Default)]
pub struct Places {
    keep: Option<Place>,
    before: Option<Place>,
}

impl Places {
    /// Contents are kept here from now on; what is outside may also be where it was kept before.
    ///
    /// # Errors
    /// When the access to a bucket contradicts itself.
    pub fn open(keep: &Keep, before: Option<&Address>, access: &S3Access) -> Result<Self, StorageError> {
        let keep = match keep {
            Keep::Database => None,
            Keep::Outside(address) => Some(Place::open(address.clone(), access)?),
        };
        let before = before.filter(|before| keep.as_ref().is_none_or(|keep| keep.address() != *before));
        let before = before.map(|address| Place::open(address.clone(), access));
        Ok(Self {
            keep,
            before: before.transpose()?,
        })
    }

    /// Where contents are kept from now on; nothing for the database.
    #[must_use]
    pub const fn keep(&self) -> Option<&Place> {
        self.keep.as_ref()
    }

    /// Where they were kept before.
    #[must_use]
    pub const fn before(&self) -> Option<&Place> {
        self.before.as_ref()
    }

    /// Every place, the one of now first.
    pub fn all(&self) -> impl Iterator<Item = &Place> {
        self.keep.iter().chain(&self.before)
    }

    /// Whether the place of now and that of before are two: one place may be named in two ways, and what is moved out of it
    /// would be gone.
    ///
    /// # Errors
    /// [`StorageError::Away`] when one of them does not answer.
    pub async fn are_two(&self) -> Result<bool, StorageError> {
        match (&self.keep, &self.before) {
            (Some(keep), Some(before)) => Ok(!keep.shows_in(before).await?),
            (None, _) | (_, None) => Ok(true),
        }
    }

    /// In words.
    #[must_use]
    pub fn names(&self) -> String {
        let names: Vec<String> = self.all().map(|place| place.address().to_string()).collect();
        names.join(" and ")
    }

    /// Whether one of them did not answer a moment ago.
    pub(super) fn were_away(&self) -> bool {
        self.all().any(Place::was_away)
    }

    /// Deletes an object wherever it is.
    pub(super) async fn delete(&self, key: &Key) -> Result<(), StorageError> {
        for place in self.all() {
            place.delete(key).await?;
        }
        Ok(())
    }
}
