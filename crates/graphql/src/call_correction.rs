mod input;
mod mutation;
mod object;

pub(crate) use mutation::CallCorrectionMutation;
pub(crate) use object::CallCorrectionObject;
