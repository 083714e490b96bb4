use async_graphql::{ID, InputObject, Json};
use serde_json::Value;

/// A definition of a form to be imported.
#[derive(Debug, InputObject)]
pub(crate) struct ImportFormInput {
    /// Chosen by you, new for each import.
    pub(super) idempotency_key: String,
    /// The definition, as `Form.definition` and `shippedForms` give it.
    pub(super) definition: Json<Value>,
}

/// Another definition for a draft of a form.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateFormInput {
    /// The draft.
    pub(super) id: ID,
    /// The version of the draft that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each change that you want to make.
    pub(super) idempotency_key: String,
    /// What it shall ask; its code stays as it is.
    pub(super) definition: Json<Value>,
}

/// A step in the life of a version of a form that needs nothing but the version itself.
#[derive(Debug, InputObject)]
pub(crate) struct FormStepInput {
    /// The version of the form.
    pub(super) id: ID,
    /// The `version` that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(super) idempotency_key: String,
}
