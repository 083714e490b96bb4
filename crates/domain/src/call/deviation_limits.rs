use crate::rate::Rate;

/// How far a project may be off its plan before its portfolio report must explain it: per municipality, per sub-area and
/// per milestone. The sources are silent on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeviationLimits {
    /// The cost at completion against the budget, up or down; 10 per cent by default.
    pub cost: Rate,
    /// Days from the baseline of a milestone; 30 by default.
    pub days: u16,
}

impl Default for DeviationLimits {
    fn default() -> Self {
        Self {
            cost: Rate::of_millionths(100_000),
            days: 30,
        }
    }
}
