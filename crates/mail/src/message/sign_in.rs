//! Signing in by e-mail.

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
