mod batch;
mod input;
mod letter;
mod loader;
mod mutation;
mod object;
mod query;

pub(crate) use batch::DecisionBatchMutation;
pub(crate) use loader::{DecisionFactsOf, DecisionOf, LetterOf, ProjectOf};
pub(crate) use mutation::DecisionMutation;
pub(crate) use object::DecisionObject;
pub(crate) use query::DecisionQuery;
