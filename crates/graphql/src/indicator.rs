mod input;
mod mutation;
mod object;

pub(crate) use mutation::IndicatorMutation;
pub(crate) use object::IndicatorObject;
