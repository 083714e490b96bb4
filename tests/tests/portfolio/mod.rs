//! What a portfolio report rests on: the cost position, milestones, risks, and what must be explained.

pub mod costs;
pub mod help;
pub mod limits;
pub mod migrated;
pub mod milestones;
pub mod risks;
pub mod since;
