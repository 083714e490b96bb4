mod changes;
mod explanations;
mod input;
mod mutation;
mod object;
mod parts;
mod query;

pub(crate) use input::TrafficLight;
pub(crate) use mutation::PortfolioReportMutation;
pub(crate) use object::PortfolioReportObject;
pub(crate) use query::PortfolioReportQuery;
