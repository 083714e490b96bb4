use async_graphql::{ID, InputObject};

/// For how long what a project leaves behind about people shall be kept.
#[derive(Debug, InputObject)]
pub(crate) struct SetRetentionInput {
    /// The project.
    pub(crate) project_id: ID,
    /// The version of its retention that you have read; 0 while the usual rule holds.
    pub(crate) expected_version: i64,
    /// Years after the last thing that happened to it, 1 to 100.
    pub(crate) years: i32,
    /// Why nothing may be removed for now, such as an audit or a lawsuit; left out when removing is allowed.
    pub(crate) hold: Option<String>,
    /// Chosen by you, new for each change.
    pub(crate) idempotency_key: String,
}

/// A project whose traces of people shall be removed.
#[derive(Debug, InputObject)]
pub(crate) struct ProposeErasureInput {
    /// The project.
    pub(crate) project_id: ID,
    /// Chosen by you, new for each proposal.
    pub(crate) idempotency_key: String,
}

/// A step in the life of an erasure.
#[derive(Debug, InputObject)]
pub(crate) struct ErasureStepInput {
    /// The erasure.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step.
    pub(crate) idempotency_key: String,
}
