mod facts;
mod input;
mod mutation;
mod object;

pub(crate) use mutation::FinalReportMutation;
pub(crate) use object::FinalReportObject;
