mod input;
mod mutation;
mod object;
mod query;

pub(crate) use mutation::CallMutation;
pub(crate) use object::{CallObject, TermsObject};
pub(crate) use query::CallQuery;
