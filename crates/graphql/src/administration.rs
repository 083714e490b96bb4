//! People, organisations, roles and tokens, for administrators.

mod input;
mod mutation;
mod query;

pub(crate) use mutation::AdministrationMutation;
pub(crate) use query::AdministrationQuery;
