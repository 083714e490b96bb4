/// What happened to a survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "survey_")]
pub enum Event {
    /// Somebody made it.
    Created,
    /// It was written anew.
    Updated,
    /// More people were invited.
    Invited,
    /// It takes answers.
    Opened,
    /// It takes no more answers.
    Closed,
    /// Everybody may read the results.
    Published,
}
