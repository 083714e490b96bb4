/// What happened to an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "agreement_")]
pub enum Event {
    /// It was drafted.
    Drafted,
    /// Its text was written anew.
    Redrafted,
    /// The municipalities were asked to sign.
    Offered,
    /// A municipality signed.
    Signed,
    /// Every municipality has signed.
    CameIntoForce,
    /// It was given up.
    Withdrawn,
    /// It was ended.
    Terminated,
    /// Another one came in its place.
    Replaced,
}
