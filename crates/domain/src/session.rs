//! Sessions: somebody is signed in with a browser. A session ends when nothing is done in it for a while, at the
//! latest some hours after it was opened, and at once when it is ended.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    ids::{PersonId, SessionId},
    workflow::{Refusal, RefusalCode},
};

/// How somebody signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Opening {
    /// At the organisation's own sign-in service, by `OpenID Connect`.
    Provider,
    /// With a link that was sent by e-mail.
    Link,
    /// With a passkey.
    Passkey,
}

/// Why a session was ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Ending {
    /// The person signed out in this browser.
    SignedOut,
    /// It was ended from elsewhere, by the person or an administrator.
    Revoked,
    /// The sign-in service said that the person signed out there.
    Provider,
    /// The person lost the last role.
    Left,
}

/// That a session was ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom; nobody when the sign-in service did.
    pub by: Option<PersonId>,
    /// Why.
    pub why: Ending,
}

/// A session without its secret, of which only a hash is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its identifier, which signs nobody in.
    pub id: SessionId,
    /// Who is signed in.
    pub person: PersonId,
    /// How the person signed in.
    pub opened_by: Opening,
    /// What the browser called itself, shortened; a help to recognise it, no proof.
    pub browser: String,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When something was done in it last, to within a minute.
    pub last_used_at: DateTime<Utc>,
    /// When it ends, whatever is done in it.
    pub ends_at: DateTime<Utc>,
    /// After so long without anything done it ends.
    pub idle: TimeDelta,
    /// Whether it was ended before its time.
    pub ended: Option<Ended>,
}

/// What a session is good for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum SessionState {
    /// Requests in it are the person's.
    Open,
    /// Nothing was done in it for too long.
    Idle,
    /// Its time is over.
    Expired,
    /// It was ended.
    Ended,
}

impl Session {
    /// The state now.
    #[must_use]
    pub fn state(&self, now: DateTime<Utc>) -> SessionState {
        if self.ended.is_some() {
            SessionState::Ended
        } else if self.ends_at <= now {
            SessionState::Expired
        } else if self.last_used_at + self.idle <= now {
            SessionState::Idle
        } else {
            SessionState::Open
        }
    }

    /// Ends it.
    ///
    /// # Errors
    /// [`RefusalCode::WrongState`] when it is not open any more.
    pub fn end(&mut self, ended: Ended) -> Result<(), Refusal> {
        let state = self.state(ended.at);
        if state == SessionState::Open {
            self.ended = Some(ended);
            return Ok(());
        }
        let message = "the session has ended already; there is nothing to do";
        let mut refusal = Refusal::of(RefusalCode::WrongState, "session", "endSession", message);
        refusal.state = Some(state.into());
        Err(refusal)
    }
}

#[cfg(test)]
mod tests;
