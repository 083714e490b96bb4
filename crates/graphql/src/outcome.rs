//! From a use case's answer to a payload.

use async_graphql::{Error, ErrorExtensions, SimpleObject};
use talkoot_app::{Answer, Failure, failure};

use crate::context;

/// An expected "no": the reason, in a form that a person can act on.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Refusal {
    /// For programs: for example `WRONG_STATE`, `NOT_PERMITTED`, `SAME_PERSON`, `VERSION_CONFLICT`.
    code: &'static str,
    /// For people: what is the matter and what to do about it.
    message: String,
    /// The input field at fault; empty when the fault is not in the input.
    path: Vec<String>,
    /// The kind of object that refused.
    object: &'static str,
    /// The state that the object was in.
    state: Option<&'static str>,
    /// What was asked of it.
    command: String,
}

impl Refusal {
    /// Whether somebody was first.
    pub(crate) fn is_conflict(&self) -> bool {
        self.code == <&str>::from(talkoot_domain::workflow::RefusalCode::VersionConflict)
    }
}

impl From<talkoot_domain::workflow::Refusal> for Refusal {
    fn from(refusal: talkoot_domain::workflow::Refusal) -> Self {
        Self {
            code: refusal.code.into(),
            message: refusal.message,
            path: refusal.path,
            object: refusal.object,
            state: refusal.state,
            command: match refusal.command {
                failure::SAVE => context::mutation().unwrap_or_else(|| refusal.command.to_owned()),
                command => command.to_owned(),
            },
        }
    }
}

/// A GraphQL error for what is no refusal.
pub(crate) fn error(failure: Failure) -> Error {
    match failure {
        Failure::Refused(refusals) => {
            let text: Vec<String> = refusals.into_iter().map(|refusal| refusal.message).collect();
            Error::new(text.join("; ")).extend_with(|_, extensions| extensions.set("code", "REFUSED"))
        }
        Failure::NotFound(_) => {
            Error::new(failure.to_string()).extend_with(|_, extensions| extensions.set("code", "NOT_FOUND"))
        }
        Failure::Internal(_) => {
            tracing::error!(error = failure.told(), "a request failed");
            Error::new(failure.to_string()).extend_with(|_, extensions| extensions.set("code", "INTERNAL"))
        }
    }
}

/// A fault on our side.
pub(crate) fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    error(Failure::internal(cause))
}

/// Input that contradicts itself before anything was looked at.
pub(crate) fn invalid(message: &str) -> Error {
    Error::new(message).extend_with(|_, extensions| extensions.set("code", "INVALID_INPUT"))
}

/// An id that names nothing.
pub(crate) fn not_found(object: &'static str) -> Error {
    error(Failure::NotFound(object))
}

/// The result of a use case, or its refusals.
pub(crate) fn refusals<T>(answer: Answer<T>) -> async_graphql::Result<Result<T, Vec<Refusal>>> {
    match answer {
        Ok(done) => Ok(Ok(done)),
        Err(Failure::Refused(refusals)) => Ok(Err(refusals.into_iter().map(Into::into).collect())),
        Err(failure) => Err(error(failure)),
    }
}

/// Defines the payload of the mutations of one kind of object: the changed object, or refusals.
macro_rules! payload {
    ($(#[$doc:meta])* $name:ident { $field:ident: $type:ty }) => {
        $(#[$doc])*
        #[derive(async_graphql::SimpleObject)]
        pub(crate) struct $name {
            /// The object as it is now; absent when the mutation was refused.
            $field: Option<$type>,
            /// Why it was refused; empty when it was done.
            refusals: Vec<crate::outcome::Refusal>,
        }

        impl $name {
            pub(crate) fn done(object: $type) -> Self {
                Self { $field: Some(object), refusals: Vec::new() }
            }

            pub(crate) fn refused(refusals: Vec<crate::outcome::Refusal>) -> Self {
                Self { $field: None, refusals }
            }
        }
    };
}
pub(crate) use payload;
