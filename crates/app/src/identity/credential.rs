use talkoot_domain::{
    access_token::TokenScope,
    ids::{AccessTokenId, SessionId},
};

/// By what somebody is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A session of a browser.
    Session(SessionId),
    /// A token that a program sends, and what may be done with it.
    Token(AccessTokenId, TokenScope),
}

impl Credential {
    /// Whether something may be changed with it.
    #[must_use]
    pub fn may_change(self) -> bool {
        !matches!(self, Self::Token(_, TokenScope::Read))
    }
}
