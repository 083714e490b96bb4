//! Claims for correction of decisions.

mod input;
mod loader;
mod mutation;
mod object;
mod query;

pub(crate) use loader::RectificationsOf;
pub(crate) use mutation::RectificationMutation;
pub(crate) use object::RectificationObject;
pub(crate) use query::RectificationQuery;
