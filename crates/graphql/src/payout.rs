mod attention;
mod input;
mod mutation;
mod object;

pub(crate) use attention::PayoutAttention;
pub(crate) use mutation::PayoutMutation;
pub(crate) use object::{PayoutObject, PayoutQuery};
