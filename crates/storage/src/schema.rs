//! The schema of a database: whether this program fits it, and bringing it up to date while others work.

use talkoot_migrations as migrations;
pub use talkoot_migrations::{Fit, Steps, Version};

use crate::{StorageError, Store, store::Connected};

impl From<migrations::NotTaken> for StorageError {
    fn from(why: migrations::NotTaken) -> Self {
        match why {
            migrations::NotTaken::Unfit(fit) => Self::Schema(fit.to_string()),
            migrations::NotTaken::HeldUp { step } => Self::Schema(format!(
                "not brought up to date: for half an hour somebody held a table that the step {step} needs for a moment; \
                 end what reads or writes for so long (a backup, a report, a session that was left open), and try again"
            )),
            migrations::NotTaken::Database(error) => error.into(),
        }
    }
}

impl Store {
    /// Brings the schema up to date. Several processes may do so at once, and people go on working: no table is held
    /// for longer than a moment.
    ///
    /// # Errors
    /// When the schema is one that this program may not use, or a step fails; the steps before it stay.
    pub async fn migrate(&self) -> Result<(), StorageError> {
        self.migrate_with(&Steps::of_this_program()).await
    }

    /// The same with the steps of another program, as a test sees one that is yet to come.
    ///
    /// # Errors
    /// As [`migrate`](Self::migrate).
    pub async fn migrate_with(&self, steps: &Steps) -> Result<(), StorageError> {
        Ok(migrations::take(self.connection(), steps).await?)
    }

    /// Whether this program may use the database as it is. Nothing is changed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn schema(&self) -> Result<Fit, StorageError> {
        Ok(migrations::fit(self.connection(), &Steps::of_this_program()).await?)
    }

    /// Whether a step of the schema was ever taken: whether there is anything of ours in the database at all.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_begun(&self) -> Result<bool, StorageError> {
        let all = Steps::of_this_program().names().count();
        Ok(!matches!(self.schema().await?, Fit::Older { pending } if pending.len() == all))
    }

    /// Why this program may not use the database any more, once a newer one has taken away what it uses.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn outgrown(&self) -> Result<Option<Fit>, StorageError> {
        Ok(migrations::outgrown(self.connection(), &Steps::of_this_program()).await?)
    }
}
