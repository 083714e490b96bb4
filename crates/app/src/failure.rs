use talkoot_domain::workflow::{Refusal, RefusalCode};
use talkoot_storage::StorageError;

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
                "save",
                "somebody changed it at the same moment; read it again and repeat what you wanted",
            )
            .into(),
            StorageError::Taken(constraint) => {
                tracing::info!(constraint, "a unique key was taken");
                Refusal::of(
                    RefusalCode::Duplicate,
                    "row",
                    "save",
                    "it exists already; look for it instead",
                )
                .into()
            }
            StorageError::Inconsistent { .. } | StorageError::Database(_) => Self::internal(error),
        }
    }
}
