mod amendment;
mod content;
mod input;
mod mutation;
mod part;
mod part_input;
mod part_mutation;
mod plan;
mod plan_input;
mod query;
mod request;

pub(crate) use amendment::{AmendmentObject, BudgetVersionObject, ParticipationObject};
pub(crate) use mutation::ChangeRequestMutation;
pub(crate) use part::ChangePartObject;
pub(crate) use part_mutation::ChangePartMutation;
pub(crate) use plan::{AreaTimetableObject, DescriptionObject};
pub(crate) use query::{ChangeQuery, of_project};
pub(crate) use request::ChangeRequestObject;
