mod entry;
mod input;
mod mutation;
mod object;
mod reported;

pub(crate) use mutation::RiskMutation;
pub(crate) use object::RiskObject;
pub(crate) use reported::ReportedRiskObject;
