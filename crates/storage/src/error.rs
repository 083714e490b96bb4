use sea_orm::{DbErr, SqlErr, UpdateResult};

use crate::store::faults;

/// What can go wrong between us and the database. None of it is the user's fault, except
/// [`Stale`](Self::Stale) and [`Taken`](Self::Taken), which callers turn into refusals.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The row has another version than the one that was read.
    #[error("the {table} was changed by somebody else")]
    Stale {
        /// The table.
        table: &'static str,
    },
    /// A unique key is taken.
    #[error("a unique key is taken: {0}")]
    Taken(String),
    /// A stored row cannot be: its columns contradict each other.
    #[error("table {table}, row {row}: {what}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The row's key.
        row: String,
        /// The contradiction.
        what: String,
    },
    /// The place outside of the database in which contents of files are kept cannot be used now.
    #[error("the place of files {place} cannot be used: {why}")]
    Away {
        /// The place.
        place: String,
        /// What it said, for the operator.
        why: String,
    },
    /// The content of a file is not where it was kept, or is another one now.
    #[error("the content {sha256} of a file {why}; bring it back from a backup")]
    Lost {
        /// The SHA-256 that it had.
        sha256: String,
        /// What was found instead.
        why: String,
    },
    /// The schema does not fit this program, or could not be brought up to date.
    #[error("the schema of the database is {0}")]
    Schema(String),
    /// The database did not answer as it should.
    #[error("the database failed")]
    Database(#[source] DbErr),
}

impl From<DbErr> for StorageError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(constraint)) => Self::Taken(constraint),
            _ => {
                faults::note(&error);
                Self::Database(error)
            }
        }
    }
}

impl StorageError {
    /// Whether an update that names the version it was read in was the first to change the row.
    pub(crate) const fn unless_first(done: &UpdateResult, table: &'static str) -> Result<(), Self> {
        if done.rows_affected == 1 {
            Ok(())
        } else {
            Err(Self::Stale { table })
        }
    }

    /// A contradiction in a stored row.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "callers give whatever names the row"
    )]
    pub(crate) fn inconsistent(table: &'static str, row: impl ToString, what: impl Into<String>) -> Self {
        Self::Inconsistent {
            table,
            row: row.to_string(),
            what: what.into(),
        }
    }
}
