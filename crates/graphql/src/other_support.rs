mod input;
mod mutation;
mod object;

pub(crate) use mutation::OtherSupportMutation;
pub(crate) use object::OtherSupportObject;
