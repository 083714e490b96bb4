//! Signing in with a browser: sessions and their ends, links by e-mail, the organisation's own sign-in service, scopes
//! of tokens, and who acts for a municipality.

mod chromium;
mod cookies;
mod deputies;
mod device;
mod faulty;
pub mod help;
mod in_a_browser;
pub mod issuer;
mod leaving;
mod links;
mod log_lines;
mod mandates;
mod outside_the_demonstration;
mod passkey_owners;
mod passkeys;
mod provider;
mod scopes;
mod sessions;
mod tampering;
