//! The HTTP side and the commands of the binary `talkoot`.

pub mod clamd;
pub mod commands;
pub mod cryptography;
pub mod demo;
pub mod documents;
pub mod experiments;
pub mod http;
pub mod metrics;
mod passkeys;
pub mod provider;
pub mod settings;
pub mod traces;
pub mod walkthrough;
