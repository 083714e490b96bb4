mod advance;
mod balance;
mod contacts;
mod ending;
mod mutation;
mod object;
mod parts;
mod query;
mod reconciliation;

pub(crate) use advance::AdvanceObject;
pub(crate) use balance::BalanceObject;
pub(crate) use mutation::ProjectMutation;
pub(crate) use object::ProjectObject;
pub(crate) use parts::{BudgetCellObject, PeriodObject, SubAreaObject};
pub(crate) use query::ProjectQuery;
