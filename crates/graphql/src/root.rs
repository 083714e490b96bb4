use async_graphql::MergedObject;

use crate::{administration, application, call, decision, project, refetch, viewer};

/// What can be asked.
#[derive(Debug, MergedObject, Default)]
pub struct Query(
    refetch::NodeQuery,
    viewer::ViewerQuery,
    call::CallQuery,
    application::ApplicationQuery,
    decision::DecisionQuery,
    project::ProjectQuery,
    administration::AdministrationQuery,
);

/// What can be done.
#[derive(Debug, MergedObject, Default)]
pub struct Mutation(
    call::CallMutation,
    application::ApplicationMutation,
    application::CommitmentMutation,
    decision::DecisionMutation,
    administration::AdministrationMutation,
);
