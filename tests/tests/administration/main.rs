//! People, organisations, roles and sign-in tokens: an administrator administers its own organisation,
//! those of an authority keep the installation, and nobody becomes somebody else alone.

mod anonymous;
mod operator;
mod organisations;
mod public;
mod roles;
mod steps;
mod tokens;
