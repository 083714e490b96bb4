mod input;
mod loader;
mod mutation;
mod object;
mod query;

pub(crate) use loader::FormOf;
pub(crate) use mutation::FormMutation;
pub(crate) use object::{FormObject, GraphNames, in_language};
pub(crate) use query::FormQuery;
