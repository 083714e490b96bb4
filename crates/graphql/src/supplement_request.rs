mod input;
mod mutation;
mod object;
mod query;

pub(crate) use mutation::SupplementRequestMutation;
pub(crate) use object::SupplementRequestObject;
pub(crate) use query::{SupplementRequestQuery, of_claim};
