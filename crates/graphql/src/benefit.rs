mod calculation;
mod input;
mod mutation;
mod object;

pub(crate) use mutation::BenefitMutation;
pub(crate) use object::BenefitObject;
