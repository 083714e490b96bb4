mod diagnosis;
mod input;
mod inspection;
mod mutation;
mod object;
mod profile_input;
mod query;

pub(crate) use diagnosis::DiagnosisObject;
pub(crate) use diagnosis::LedgerRowError;
pub(crate) use input::{LedgerFilterInput, filters};
pub(crate) use mutation::LedgerMutation;
pub(crate) use object::{LedgerProfileObject, profile_by_id};
pub(crate) use profile_input::LedgerProfileInput;
pub(crate) use query::LedgerQuery;
