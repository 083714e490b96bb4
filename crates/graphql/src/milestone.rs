mod input;
mod mutation;
mod object;
mod reported;

pub(crate) use mutation::MilestoneMutation;
pub(crate) use object::MilestoneObject;
pub(crate) use reported::ReportedMilestoneObject;
