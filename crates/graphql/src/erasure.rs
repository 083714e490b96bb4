mod input;
mod mutation;
mod object;
mod query;

pub(crate) use mutation::ErasureMutation;
pub(crate) use object::ErasureObject;
pub(crate) use query::RetentionQuery;
