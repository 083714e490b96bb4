mod input;
mod mutation;
mod object;
mod query;

pub(crate) use mutation::TransferMutation;
pub(crate) use object::TransferObject;
pub(crate) use query::TransferQuery;
