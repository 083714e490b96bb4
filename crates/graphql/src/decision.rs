mod input;
mod loader;
mod mutation;
mod object;
mod query;

pub(crate) use loader::{DecisionFactsOf, DecisionOf, ProjectOf};
pub(crate) use mutation::DecisionMutation;
pub(crate) use object::DecisionObject;
pub(crate) use query::DecisionQuery;
