mod exit_plan_from;
mod input;
mod mutation;
mod object;
mod query;
mod review;
mod rules;

pub(crate) use input::CallContent;
pub(crate) use mutation::CallMutation;
pub(crate) use object::{CallObject, TermsObject};
pub(crate) use query::CallQuery;
