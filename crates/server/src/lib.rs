//! The HTTP side and the commands of the binary `talkoot`.

pub mod commands;
pub mod cryptography;
pub mod demo;
pub mod experiments;
pub mod http;
pub mod provider;
pub mod settings;
pub mod walkthrough;
