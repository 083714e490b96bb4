//! Passkeys: keys with which people sign in, kept by their own devices. What they answer is checked where a browser is
//! spoken to (WebAuthn); here is what is known about one.

use chrono::{DateTime, Utc};

use crate::{
    ids::{PasskeyId, PersonId},
    workflow::{Refusal, RefusalCode, Stamp},
};

/// So many passkeys one person has at most.
pub const MOST: usize = 20;
/// The longest name of one, in characters.
pub const LONGEST_NAME: usize = 100;

/// A passkey: the public half of a key, of which the device keeps the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Its identifier, which signs nobody in.
    pub id: PasskeyId,
    /// Who signs in with it.
    pub person: PersonId,
    /// What the device calls it.
    pub credential: Vec<u8>,
    /// The public key as COSE writes it (RFC 9052).
    pub public_key: Vec<u8>,
    /// What the person calls it.
    pub name: String,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// How often it had signed when it was used last, if its device counts; 0 where it does not.
    pub sign_count: u32,
    /// When it signed in last.
    pub last_used_at: Option<DateTime<Utc>>,
    /// Who took it away, and when.
    pub removed: Option<Stamp>,
}

impl Passkey {
    /// Whether a count can come after the one that is known: a device that counts never counts the same number twice,
    /// so a smaller or equal one comes from a copy of the key (WebAuthn, section 6.1.1).
    #[must_use]
    pub const fn follows(&self, sign_count: u32) -> bool {
        (sign_count == 0 && self.sign_count == 0) || sign_count > self.sign_count
    }

    /// Takes it away.
    ///
    /// # Errors
    /// Refused when that was done before.
    pub fn remove(&mut self, removed: Stamp) -> Result<(), Refusal> {
        if self.removed.is_some() {
            let message = "this passkey was removed before; there is nothing to do";
            return Err(Refusal::of(
                RefusalCode::Duplicate,
                "passkey",
                "removePasskey",
                message,
            ));
        }
        self.removed = Some(removed);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn passkey(sign_count: u32) -> Passkey {
        Passkey {
            id: Uuid::from_u128(1).into(),
            person: Uuid::from_u128(2).into(),
            credential: vec![1],
            public_key: vec![2],
            name: "phone".to_owned(),
            created_at: DateTime::UNIX_EPOCH,
            sign_count,
            last_used_at: None,
            removed: None,
        }
    }

    /// What is known, what comes, whether it can be the same key.
    #[test]
    fn a_count_goes_forward_or_is_not_kept() {
        for (known, comes, follows) in [
            (0, 0, true),
            (0, 1, true),
            (1, 2, true),
            (1, 1, false),
            (2, 1, false),
            (1, 0, false),
            (u32::MAX, u32::MAX, false),
        ] {
            assert_eq!(passkey(known).follows(comes), follows, "{known} {comes}");
        }
    }

    #[test]
    fn it_is_taken_away_once() {
        let mut passkey = passkey(0);
        let stamp = Stamp {
            by: passkey.person,
            at: DateTime::UNIX_EPOCH,
        };
        assert!(passkey.remove(stamp).is_ok());
        assert!(passkey.remove(stamp).is_err());
    }
}
