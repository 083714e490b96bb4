use std::{borrow::Cow, error::Error, fmt};

use sea_orm::{DbErr, RuntimeErr, SqlErr, UpdateResult, sqlx::error::DatabaseError};

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
    Database(#[source] DatabaseFault),
}

/// What went wrong with the database, told without anything of the rows it was about, wherever it is written: PostgreSQL adds
/// the whole row to a violation as its detail, and the driver's error shows that to whoever debugs.
#[derive(Clone)]
pub struct DatabaseFault(DbErr);

impl fmt::Display for DatabaseFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(answer) = answer(&self.0) else {
            return fmt::Display::fmt(&self.0, f);
        };
        let marks = [
            ("code", answer.code()),
            ("table", answer.table().map(Cow::Borrowed)),
            ("constraint", answer.constraint().map(Cow::Borrowed)),
        ];
        let marks = marks
            .into_iter()
            .filter_map(|(name, mark)| Some(format!("{name} {}", mark?)));
        let marks: Vec<String> = marks.collect();
        write!(f, "{} ({})", answer.message(), marks.join(", "))
    }
}

impl fmt::Debug for DatabaseFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseFault({self})")
    }
}

impl Error for DatabaseFault {}

/// What the database itself answered to a statement, if the error is its answer.
pub(crate) fn answer(error: &DbErr) -> Option<&(dyn DatabaseError + 'static)> {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return None;
    };
    cause.as_database_error()
}

impl From<DbErr> for StorageError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(constraint)) => Self::Taken(constraint),
            _ => {
                faults::note(&error);
                Self::Database(DatabaseFault(error))
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
