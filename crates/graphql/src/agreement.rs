mod input;
mod mutation;
mod object;

pub(crate) use mutation::AgreementMutation;
pub(crate) use object::AgreementObject;
