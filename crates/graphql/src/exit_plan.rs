mod input;
mod mutation;
mod object;
mod parts;

pub(crate) use mutation::ExitPlanMutation;
pub(crate) use object::ExitPlanObject;
