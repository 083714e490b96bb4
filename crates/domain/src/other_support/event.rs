/// What happened to other public support.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "other_support_")]
pub enum Event {
    /// Somebody declared it.
    Declared,
    /// An officer confirmed it; it counts.
    Confirmed,
    /// It was taken back before it counted.
    Withdrawn,
    /// It counts no more.
    Revoked,
}
