mod input;
mod mutation;
mod object;
mod public;
mod query;

pub(crate) use mutation::ProjectResultMutation;
pub(crate) use object::ProjectResultObject;
pub(crate) use public::{PublicResultObject, PublicResultQuery};
pub(crate) use query::ProjectResultQuery;
