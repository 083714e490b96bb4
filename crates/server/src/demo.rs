//! The demonstration: fictional people in five municipalities that exist, a clock that can be moved,
//! and sign-in tokens that are shown openly. Nothing of it can come into another database.

mod people;
mod tokens;

pub use people::install;
pub(crate) use people::{DAYS, sign_ins};
pub use tokens::{DemoToken, Tokens};
