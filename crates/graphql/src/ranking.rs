//! The ranking of the applications to a call, its simulations and its kept lists.

mod input;
mod list;
mod mutation;
mod present;
mod query;

pub(crate) use list::RankingListObject;
pub(crate) use mutation::RankingMutation;
pub(crate) use query::RankingQuery;
