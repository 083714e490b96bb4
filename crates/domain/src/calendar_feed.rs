//! Calendars under a secret link, to which a calendar program subscribes (*kalenterisyöte*).
//!
//! A calendar program sends no sign-in, so whoever has the link reads the calendar: it shows only what its person
//! sees, while they hold a role, and the link can be replaced or taken back at any time.

use chrono::{DateTime, Utc};

use crate::{
    ids::{CalendarFeedId, OrganisationId, PersonId, ProjectId},
    workflow::{Refusal, RefusalCode},
};

/// What a calendar shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedOf {
    /// The deadlines of a project, as far as the person sees them.
    Project(ProjectId),
    /// The deadlines of a municipality in every project.
    Municipality(OrganisationId),
    /// The deadlines of the grants that the person handles as an officer of this authority.
    Officer(OrganisationId),
}

/// A calendar under a secret link; the secret itself is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarFeed {
    /// Its identifier, which opens nothing.
    pub id: CalendarFeedId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// Whose.
    pub person: PersonId,
    /// What it shows.
    pub of: FeedOf,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When its link was replaced the last time.
    pub renewed_at: Option<DateTime<Utc>>,
    /// When it was taken back.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl CalendarFeed {
    /// Whether it can still be changed: renewed or revoked, by the command of this name.
    ///
    /// # Errors
    /// [`RefusalCode::WrongState`] once it was revoked.
    pub fn check_live(&self, command: &'static str) -> Result<(), Refusal> {
        if self.revoked_at.is_none() {
            return Ok(());
        }
        let message = "the calendar was revoked; make a new one";
        let mut refusal = Refusal::of(RefusalCode::WrongState, "calendar_feed", command, message);
        refusal.state = Some("revoked");
        Err(refusal)
    }
}
