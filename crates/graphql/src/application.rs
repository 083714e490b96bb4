mod commitment;
mod handling;
mod input;
mod loader;
mod mutation;
mod object;
mod parts;
mod query;
mod supplement;

pub(crate) use commitment::{CommitmentMutation, CommitmentObject};
pub(crate) use handling::HandlingMutation;
pub(crate) use loader::DossierOf;
pub(crate) use mutation::ApplicationMutation;
pub(crate) use object::ApplicationObject;
pub(crate) use query::ApplicationQuery;
