mod input;
mod mutation;
mod object;
mod query;

pub(crate) use mutation::PaymentBatchMutation;
pub(crate) use object::PaymentBatchObject;
pub(crate) use query::PaymentBatchQuery;
