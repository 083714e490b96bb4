mod input;
mod mutation;
mod object;
mod query;

pub(crate) use mutation::AgreementMutation;
pub(crate) use object::AgreementObject;
pub(crate) use query::AgreementQuery;
