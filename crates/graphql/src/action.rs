use async_graphql::SimpleObject;
use talkoot_app::Availability;

use crate::outcome::Refusal;

/// Something that can be done with an object, and whether the asking person can do it now.
#[derive(Clone, SimpleObject)]
pub(crate) struct AvailableAction {
    /// The mutation's name.
    action: &'static str,
    /// Whether it would be accepted now, as far as that can be known without its input.
    allowed: bool,
    /// Why not; absent when it is allowed.
    refusal: Option<Refusal>,
}

impl From<Availability> for AvailableAction {
    fn from(available: Availability) -> Self {
        Self {
            action: available.action.into(),
            allowed: available.refusal.is_none(),
            refusal: available.refusal.map(Into::into),
        }
    }
}
