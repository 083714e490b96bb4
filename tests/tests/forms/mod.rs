//! Forms as data: definitions in versions, and what several municipalities write into them together.

pub mod definitions;
pub mod plans;
pub mod submitted;
pub mod together;
pub mod writing;
