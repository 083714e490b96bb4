//! Signing in by e-mail, and what changed in how somebody signs in.

use chrono::NaiveDate;

use super::Project;

/// Somebody asked for a link to sign in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInLink {
    /// The installation, which is what this is about.
    pub project: Project,
    /// For how many minutes the link is good from when it was asked for.
    pub minutes: i64,
    /// The page under the secret link.
    pub url: String,
}

/// A passkey was added or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyChange {
    /// The installation, which is what this is about.
    pub project: Project,
    /// What the person calls the passkey.
    pub name: String,
    /// The day in Finland.
    pub day: NaiveDate,
    /// The time in Finland, in the order of the clock: `9.05`.
    pub time: String,
    /// The page with the person's passkeys.
    pub url: String,
}
