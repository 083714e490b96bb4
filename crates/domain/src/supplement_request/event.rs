/// What happened to a supplement request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "supplement_request_")]
pub enum Event {
    /// It was asked.
    Opened,
    /// It was answered.
    Answered,
    /// The answer was accepted.
    Accepted,
    /// Another request asks further.
    AskedAgain,
    /// It was taken back.
    Withdrawn,
}
