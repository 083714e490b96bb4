mod input;
mod mutation;
mod object;
mod query;

pub(crate) use mutation::SteeringMeetingMutation;
pub(crate) use object::{ProposedItemObject, SteeringMeetingObject};
pub(crate) use query::SteeringMeetingQuery;
