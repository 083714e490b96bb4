mod advance;
mod balance;
mod contacts;
mod ending;
mod in_charge;
mod mutation;
mod object;
mod parts;
mod query;
mod reconciliation;

pub(crate) use advance::AdvanceObject;
pub(crate) use balance::BalanceObject;
pub(crate) use contacts::VacancyObject;
pub(crate) use in_charge::InChargeMutation;
pub(crate) use mutation::ProjectMutation;
pub(crate) use object::ProjectObject;
pub(crate) use parts::{BudgetCellObject, PeriodObject, SubAreaObject};
pub(crate) use query::ProjectQuery;
