//! Sign-in tokens. Whoever makes a token for somebody else sees it; so it takes two persons before it
//! acts with somebody's roles.

use chrono::{DateTime, Utc};

use crate::{
    ids::{AccessTokenId, OrganisationId, PersonId},
    workflow::{Refusal, RefusalCode, Stamp},
};

/// What may be done with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum TokenScope {
    /// Reading what its person sees; every change is refused.
    Read,
    /// Whatever its person may.
    Write,
}

/// A sign-in token without its secret, of which only a hash is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    /// Its identifier, which signs nobody in.
    pub id: AccessTokenId,
    /// Who signs in with it.
    pub person: PersonId,
    /// What it is for.
    pub label: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// From when on it is no good.
    pub expires_at: DateTime<Utc>,
    /// The administrator who made it and has seen it; nobody when the operator did on the server.
    pub issued_by: Option<PersonId>,
    /// The other administrator who stands by it, and since when.
    pub confirmed: Option<Stamp>,
    /// Who took it back, and when.
    pub revoked: Option<Stamp>,
    /// When it was used last, to within ten minutes.
    pub last_used_at: Option<DateTime<Utc>>,
    /// What may be done with it.
    pub scope: TokenScope,
    /// The organisation to whose matters it is confined; nothing when it acts with all roles of its person.
    pub organisation: Option<OrganisationId>,
}

/// What a token is good for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum TokenState {
    /// It signs in.
    Active,
    /// It was made by one administrator for somebody who holds a role, and waits for another.
    PendingConfirmation,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
}

impl AccessToken {
    /// The state now. A token that nobody confirmed stops signing in when its person is given a role,
    /// whenever that is: otherwise it could be made before the role.
    #[must_use]
    pub fn state(&self, holds_a_role: bool, now: DateTime<Utc>) -> TokenState {
        if self.revoked.is_some() {
            TokenState::Revoked
        } else if self.expires_at <= now {
            TokenState::Expired
        } else if holds_a_role && !self.is_vouched_for() {
            TokenState::PendingConfirmation
        } else {
            TokenState::Active
        }
    }

    /// Nobody but the person could have it, or two administrators stand by it.
    fn is_vouched_for(&self) -> bool {
        self.confirmed.is_some() || self.issued_by.is_none_or(|issuer| issuer == self.person)
    }

    /// Whether this administrator may confirm it.
    ///
    /// # Errors
    /// [`RefusalCode::WrongState`] when there is nothing to confirm; [`RefusalCode::SamePerson`] for the
    /// one who made it and for the one who signs in with it.
    pub fn confirm(&self, by: PersonId, now: DateTime<Utc>) -> Result<(), Refusal> {
        let refused = |code, message| {
            let mut refusal = Refusal::of(code, "access_token", "confirmToken", message);
            refusal.state = Some(self.state(true, now).into());
            Err(refusal)
        };
        match self.state(true, now) {
            TokenState::Active => refused(
                RefusalCode::WrongState,
                "the token needs no confirmation; there is nothing to do",
            ),
            TokenState::Expired | TokenState::Revoked => refused(
                RefusalCode::WrongState,
                "the token is no good any more; issue a new one",
            ),
            TokenState::PendingConfirmation if self.issued_by == Some(by) => refused(
                RefusalCode::SamePerson,
                "you made this token; another administrator must confirm it, or the operator prints one on the server",
            ),
            TokenState::PendingConfirmation if self.person == by => refused(
                RefusalCode::SamePerson,
                "nobody confirms a token for oneself; ask another administrator",
            ),
            TokenState::PendingConfirmation => Ok(()),
        }
    }

    /// Whether it can be taken back.
    ///
    /// # Errors
    /// [`RefusalCode::WrongState`] when it has been already.
    pub fn revoke(&self) -> Result<(), Refusal> {
        if self.revoked.is_none() {
            return Ok(());
        }
        let message = "the token was revoked already; there is nothing to do";
        let mut refusal = Refusal::of(RefusalCode::WrongState, "access_token", "revokeToken", message);
        refusal.state = Some(TokenState::Revoked.into());
        Err(refusal)
    }
}

#[cfg(test)]
mod tests;
