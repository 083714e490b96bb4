//! What a portfolio report rests on: the cost position, milestones, risks, and what must be explained.

pub mod costs;
pub mod help;
