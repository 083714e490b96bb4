//! People, organisations, roles and sign-in tokens: an administrator administers its own organisation,
//! those of an authority keep the installation, and nobody becomes somebody else alone.

pub mod anonymous;
pub mod operator;
pub mod organisations;
pub mod public;
pub mod roles;
pub mod steps;
pub mod tokens;
