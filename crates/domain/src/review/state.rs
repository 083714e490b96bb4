use crate::{ids::OrganisationId, workflow::Stamp};

/// Where a review stands.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(StateName),
    doc = "The bare states of a review.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum State {
    /// The reviewer is to score.
    Assigned,
    /// The reviewer has scored; it counts.
    Submitted {
        /// By whom, and when.
        submitted: Stamp,
    },
    /// The reviewer may not review this application; what was scored does not count.
    Conflicted {
        /// Who declared it, or assigned the reviewer in whom it was found, and when.
        declared: Stamp,
        /// What the conflict of interest is.
        reason: String,
        /// The municipality in which the reviewer holds or held a role, when that is the conflict.
        municipality: Option<OrganisationId>,
    },
    /// The assignment was taken back before the review was submitted.
    Withdrawn {
        /// Who took it back, and when.
        withdrawn: Stamp,
        /// Why.
        reason: String,
    },
}
