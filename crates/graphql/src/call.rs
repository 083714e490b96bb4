mod input;
mod mutation;
mod object;
mod query;
mod review;

pub(crate) use mutation::CallMutation;
pub(crate) use object::{CallObject, TermsObject};
pub(crate) use query::CallQuery;
