use async_graphql::MergedObject;

use crate::{administration, call, project, refetch, viewer};

/// What can be asked.
#[derive(Debug, MergedObject, Default)]
pub struct Query(
    refetch::NodeQuery,
    viewer::ViewerQuery,
    call::CallQuery,
    project::ProjectQuery,
    administration::AdministrationQuery,
);

/// What can be done.
#[derive(Debug, MergedObject, Default)]
pub struct Mutation(call::CallMutation, administration::AdministrationMutation);
