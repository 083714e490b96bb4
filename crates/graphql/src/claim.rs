mod input;
mod line_mutation;
mod mutation;
mod object;
mod parts;
mod query;
mod sample;
mod verification;

pub(crate) use line_mutation::CostLineMutation;
pub(crate) use mutation::ClaimMutation;
pub(crate) use object::ClaimObject;
pub(crate) use query::{ClaimQuery, of_project};
pub(crate) use verification::{CostLineReason, VerificationObject};
