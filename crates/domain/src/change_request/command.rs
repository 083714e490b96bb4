/// What can be asked of a change request.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a change request.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Replaces its reason and its parts.
    Update,
    /// Gives it to the authority.
    Submit,
    /// Takes it back.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// Its last part has been decided; given by the system.
    Settle,
}
