/// What happened to a payment batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "payment_batch_")]
pub enum Event {
    /// It was put together.
    Created,
    /// A second person approved it.
    Approved,
    /// It was dissolved before its file was made.
    Cancelled,
    /// Its file was made.
    Sent,
    /// The bank took the file.
    Acknowledged,
    /// The bank paid nothing of it.
    Rejected,
    /// Each of its payments is confirmed or has failed.
    Settled,
}
