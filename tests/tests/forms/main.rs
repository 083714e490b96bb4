//! Forms as data: definitions in versions, and what several municipalities write into them together.

mod definitions;
mod plans;
mod submitted;
mod together;
mod writing;
