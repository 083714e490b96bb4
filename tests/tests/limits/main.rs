//! What one request may ask for: a limit that is passed is named, with what to do instead.

mod bodies;
mod queries;
mod texts;
