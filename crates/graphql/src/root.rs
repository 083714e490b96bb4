use async_graphql::MergedObject;

use crate::{application, call, decision, project, viewer};

/// What can be asked.
#[derive(Debug, MergedObject, Default)]
pub struct Query(
    viewer::ViewerQuery,
    call::CallQuery,
    project::ProjectQuery,
    application::ApplicationQuery,
    decision::DecisionQuery,
);

/// What can be done.
#[derive(Debug, MergedObject, Default)]
pub struct Mutation(
    call::CallMutation,
    application::ApplicationMutation,
    application::CommitmentMutation,
    decision::DecisionMutation,
);
