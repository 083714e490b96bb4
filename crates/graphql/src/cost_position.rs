mod forecast;
mod input;
mod mutation;
mod object;

pub(crate) use forecast::CostForecastObject;
pub(crate) use mutation::CostForecastMutation;
pub(crate) use object::{CostFigures, CostPositionObject};
