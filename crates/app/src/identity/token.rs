use std::fmt;

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A bearer token. Shown once to the person, stored only as its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

const PREFIX: &str = "talkoot_";

impl Token {
    /// A new token with 244 random bits.
    #[must_use]
    pub fn random() -> Self {
        Self(format!(
            "{PREFIX}{}{}",
            Uuid::new_v4().simple(),
            Uuid::new_v4().simple()
        ))
    }

    /// What a client sent.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The token itself, to be shown.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored and compared.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

/// Never shows the token, so that it does not end in a log.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}
