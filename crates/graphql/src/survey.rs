mod input;
mod loader;
mod mutation;
mod object;
mod public;
mod query;
mod results;

pub(crate) use mutation::SurveyMutation;
pub(crate) use object::SurveyObject;
pub(crate) use public::{PublicSurveyObject, SurveyAnswerMutation, SurveyPublicQuery};
pub(crate) use query::SurveyQuery;
