/// What can be asked of a commitment.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a commitment.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Asks the partner again; part of asking every partner.
    Request,
    /// Commits the municipality.
    Give,
    /// Says no.
    Decline {
        /// Why.
        reason: String,
    },
    /// Ends it because what was shared has changed; never asked for by itself.
    Fall,
}
