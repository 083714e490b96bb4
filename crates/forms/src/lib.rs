//! Forms as JSON: definitions in and out, what was answered, a JSON Schema for front ends, and the forms that come
//! with the engine.
//!
//! The rules are in [`talkoot_domain::form`]; this is only how they are written down. Pure: no IO, no clock.
#![warn(missing_docs)]

mod definition;
mod json;
mod schema;
mod shipped;

pub use definition::{FORMAT, digest, from_json, to_json};
pub use json::{given, written};
pub use schema::schema;
pub use shipped::{Shipped, shipped};
