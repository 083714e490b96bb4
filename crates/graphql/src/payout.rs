mod attention;
mod input;
mod mutation;
mod object;
mod set_off;

pub(crate) use attention::PayoutAttention;
pub(crate) use mutation::PayoutMutation;
pub(crate) use object::{PayoutObject, PayoutQuery};
pub(crate) use set_off::SetOffObject;
