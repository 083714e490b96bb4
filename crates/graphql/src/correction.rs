mod input;
mod mutation;
mod object;
mod query;

pub(crate) use mutation::CorrectionMutation;
pub(crate) use object::CorrectionObject;
pub(crate) use query::{CorrectionQuery, of_project};
