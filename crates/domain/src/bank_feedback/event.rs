/// What happened to a bank's feedback.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "bank_feedback_")]
pub enum Event {
    /// It was imported.
    Imported,
    /// What did not agree was dealt with.
    Settled,
}
