use async_graphql::MergedObject;

use crate::{call, project, refetch, viewer};

/// What can be asked.
#[derive(Debug, MergedObject, Default)]
pub struct Query(refetch::NodeQuery, viewer::ViewerQuery, call::CallQuery, project::ProjectQuery);

/// What can be done.
#[derive(Debug, MergedObject, Default)]
pub struct Mutation(call::CallMutation);
