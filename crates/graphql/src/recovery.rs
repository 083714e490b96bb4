mod input;
mod mutation;
mod object;
mod parts;
mod query;
mod rates;

pub(crate) use mutation::RecoveryMutation;
pub(crate) use object::RecoveryObject;
pub(crate) use query::{RecoveryQuery, of_project};
pub(crate) use rates::{ReferenceRateMutation, ReferenceRateQuery};
