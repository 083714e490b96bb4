mod mutation;
mod object;

pub(crate) use mutation::CalendarFeedMutation;
pub(crate) use object::{CalendarFeedObject, CalendarFeedQuery};
