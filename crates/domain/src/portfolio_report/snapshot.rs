use crate::cost_position::Position;

/// The facts that a report shows beside its own words, as they were at its submission: it gives the same figures for
/// ever.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Where the costs stood against the budget.
    pub costs: Position,
}
