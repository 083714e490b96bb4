use std::error::Error;

use talkoot_domain::workflow::{Refusal, RefusalCode};
use talkoot_storage::StorageError;

use crate::reticent::{without_addresses, without_values};

/// What a use case gives.
pub type Answer<T> = Result<T, Failure>;

/// Why a use case did not do what was asked. Nothing of it has happened then.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// An expected "no", to be shown to the person; at least one.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Refused(Vec<Refusal>),
    /// There is no such thing for this person.
    #[error("there is no such {0}, or it is not yours to see")]
    NotFound(&'static str),
    /// Our fault, not the person's; the cause goes to the operator's log, not to the person.
    #[error("something failed on our side")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Failure {
    /// A fault on our side.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// The same in words for the operator's log: see [`told`].
    #[must_use]
    pub fn told(&self) -> String {
        told(self)
    }
}

/// A fault in words for the operator's log, with its causes: no contents of rows, no addresses. Everything that logs a fault, or
/// keeps it, does so by this, for what a fault shows to whoever debugs may be anything.
#[must_use]
pub fn told(fault: &(dyn Error + 'static)) -> String {
    let mut text = fault.to_string();
    let mut source = fault.source();
    while let Some(cause) = source {
        let said = cause.to_string();
        // Some say themselves what caused them.
        if !text.ends_with(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        source = cause.source();
    }
    without_addresses(&without_values(&text))
}

/// The command of a refusal that comes from the database, which does not know what was asked; whoever
/// answers puts the name of the mutation in its place.
pub const SAVE: &str = "save";

/// What exists already, and what to do, by the unique key: SQLite names its columns or its index,
/// PostgreSQL its index.
fn taken(constraint: &str) -> (&'static str, &'static str) {
    const KEYS: [(&[&str], &str, &str); 3] = [
        (
            &["organisation_code", "organisation.code"],
            "organisation",
            "a municipality with this code exists already; find it in `organisations`",
        ),
        (
            &["person_email"],
            "person",
            "this e-mail address belongs to somebody already; give that person the role, or use another address",
        ),
        (
            &["membership_current", "membership.person_id"],
            "role",
            "the person holds this role already; there is nothing to do",
        ),
    ];
    KEYS.into_iter()
        .find(|(names, ..)| names.iter().any(|name| constraint.contains(name)))
        .map_or(
            (
                "object",
                "it exists already, perhaps because somebody did the same at the same moment; read again and go on from there",
            ),
            |(_, object, message)| (object, message),
        )
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(vec![refusal])
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Stale { table } => Refusal::of(
                RefusalCode::VersionConflict,
                table,
                SAVE,
                "somebody changed it at the same moment; read it again and repeat what you wanted",
            )
            .into(),
            StorageError::Taken(constraint) => {
                tracing::info!(constraint, "a unique key was taken");
                let (object, message) = taken(&constraint);
                Refusal::of(RefusalCode::Duplicate, object, SAVE, message).into()
            }
            StorageError::Away { .. } => {
                tracing::error!(
                    error = told(&error),
                    "files cannot be kept or read until their place can be used"
                );
                let message = "the place where files are kept does not answer; nothing was kept or changed; try again in a \
                               moment, and tell whoever keeps this installation if it goes on";
                Refusal::of(RefusalCode::CannotCheck, "file", SAVE, message).into()
            }
            StorageError::Lost { ref sha256, .. } => {
                tracing::error!(error = told(&error), "a file cannot be read");
                let message = format!(
                    "what is kept of this file is not what was uploaded, or is gone, so nothing of it is shown; tell whoever \
                     keeps this installation its SHA-256: {sha256}"
                );
                Refusal::of(RefusalCode::CannotCheck, "file", SAVE, message).into()
            }
            StorageError::Inconsistent { .. } | StorageError::Schema(_) | StorageError::Database(_) => {
                Self::internal(error)
            }
        }
    }
}
