mod input;
mod mutation;
mod object;
mod query;
mod reminder;
mod submission;

pub(crate) use input::ObligationFilter;
pub(crate) use mutation::ObligationMutation;
pub(crate) use object::ObligationObject;
pub(crate) use query::{ObligationQuery, filter, obligations_page, words};
pub(crate) use reminder::ComingMailObject;
pub(crate) use submission::StoredFileObject;
