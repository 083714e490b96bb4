mod input;
mod mutation;
mod object;
mod query;

pub(crate) use mutation::BankAccountMutation;
pub(crate) use object::BankAccountObject;
pub(crate) use query::BankAccountQuery;
