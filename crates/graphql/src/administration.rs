//! Organisations, people, roles, sessions and sign-in tokens.

mod input;
mod mutation;
mod query;
mod session;
mod session_mutation;
mod token;
mod token_mutation;

pub(crate) use input::Language;
pub(crate) use mutation::AdministrationMutation;
pub(crate) use query::AdministrationQuery;
pub(crate) use session::{SessionObject, SessionQuery, by_id as session_by_id};
pub(crate) use session_mutation::SessionMutation;
pub(crate) use token::{AccessTokenObject, TokenQuery, by_id as token_by_id};
pub(crate) use token_mutation::TokenMutation;
