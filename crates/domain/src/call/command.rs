use super::Details;
use crate::review_rules::ReviewRules;

/// What can be asked of a call.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a call.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// Replaces what the call says.
    Update(Box<Details>),
    /// Replaces the criteria by which applications are reviewed.
    SetReviewRules(Box<ReviewRules>),
    /// Replaces what a published call says; part of publishing a correction, never asked for by itself.
    Correct(Box<Details>),
    /// Opens it to the public.
    Publish,
    /// Ends the time of applying; given by the clock.
    Close,
    /// Declares every application decided.
    Resolve,
    /// Puts it away.
    Archive,
}
