mod input;
mod mutation;
mod object;

pub(crate) use mutation::PaymentHoldMutation;
pub(crate) use object::PaymentHoldObject;
