use super::Calculation;

/// What can be asked of a benefit.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a benefit.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Calculates it anew; the calculation before stays readable.
    Recalculate(Box<Calculation>),
    /// Says that there is no such benefit after all.
    Withdraw {
        /// Why.
        reason: String,
    },
}
