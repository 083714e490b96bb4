mod input;
mod mutation;
mod object;
mod query;

pub(crate) use mutation::BankFeedbackMutation;
pub(crate) use object::BankFeedbackObject;
pub(crate) use query::BankFeedbackQuery;
