/// What happened to a payment hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "payment_hold_")]
pub enum Event {
    /// An officer set it.
    Set,
    /// Another person lifted it.
    Lifted,
}
