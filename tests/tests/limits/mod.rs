//! What one request may ask for: a limit that is passed is named, with what to do instead.

pub mod bodies;
pub mod browsers;
pub mod documents;
pub mod fuzzed;
pub mod ledgers;
pub mod queries;
pub mod rates;
pub mod room;
pub mod slow;
pub mod texts;
