//! Reviews of applications.

mod input;
mod loader;
mod mutation;
mod object;
mod query;

pub(crate) use loader::ReviewsOf;
pub(crate) use mutation::ReviewMutation;
pub(crate) use object::ReviewObject;
pub(crate) use query::ReviewQuery;
