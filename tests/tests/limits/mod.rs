//! What one request may ask for: a limit that is passed is named, with what to do instead.

pub mod bodies;
pub mod browsers;
pub mod queries;
pub mod texts;
