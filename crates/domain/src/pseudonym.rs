//! What stands in the place of a person's name or code: always the same within one municipality, so that rows can be
//! told apart and followed from one file to the next, and nothing from which the name could be had back without the
//! municipality's key.

use std::fmt;

use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::cost_line::PERSONAL_DATA_REMOVED;

/// Length of a key, in bytes.
pub const KEY_BYTES: usize = 32;

/// How many signs tell pseudonyms apart: 50 bits, so that of a million persons two share one in one of two thousand
/// municipalities.
const SIGNS: usize = 10;
/// Digits and letters that are not mistaken for each other.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The key of one municipality's pseudonyms. Whoever has it can try names until one fits, so it is shown to nobody.
/// Once it is deleted, what was written with it says nothing about anybody any more.
#[derive(Clone, PartialEq, Eq)]
pub struct PseudonymKey([u8; KEY_BYTES]);

impl fmt::Debug for PseudonymKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PseudonymKey(..)")
    }
}

impl PseudonymKey {
    /// A key of these bytes, which nobody can guess.
    #[must_use]
    pub const fn new(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// The bytes, to be stored.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    /// What stands in the place of a text: `***` and ten signs. Case and spaces make no difference. What is blank
    /// stays blank, and a pseudonym stays what it is.
    #[must_use]
    pub fn pseudonym(&self, text: &str) -> String {
        let words: Vec<&str> = text.split_whitespace().collect();
        let text = words.join(" ").to_lowercase();
        if text.is_empty() || is_pseudonym(&text) {
            return text;
        }
        let hash = self.keyed_hash(text.as_bytes());
        let mut bits = hash
            .iter()
            .take(8)
            .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        let mut pseudonym = format!("{PERSONAL_DATA_REMOVED} ");
        for _ in 0..SIGNS {
            let sign = usize::try_from(bits >> 59).unwrap_or_default();
            pseudonym.push(ALPHABET.get(sign).copied().map_or('0', char::from));
            bits <<= 5;
        }
        pseudonym
    }

    fn keyed_hash(&self, message: &[u8]) -> [u8; 32] {
        let mac = Hmac::<Sha256>::new_from_slice(&self.0);
        mac.expect("a key of any length will do")
            .chain_update(message)
            .finalize()
            .into_bytes()
            .into()
    }
}

/// Whether a text says nothing about a person already.
#[must_use]
pub fn is_pseudonym(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(PERSONAL_DATA_REMOVED) else {
        return false;
    };
    rest.is_empty()
        || rest
            .strip_prefix(' ')
            .is_some_and(|signs| signs.len() == SIGNS && signs.bytes().all(|sign| ALPHABET.contains(&sign)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 1: a shorter key is filled up with zeros.
    #[test]
    fn the_hash_is_that_of_the_standard() {
        let mut key = [0; KEY_BYTES];
        key[..20].fill(0x0b);
        let hash = PseudonymKey::new(key).keyed_hash(b"Hi There");
        assert_eq!(hash[..8], [0xb0, 0x34, 0x4c, 0x61, 0xd8, 0xdb, 0x38, 0x53],);
        assert_eq!(hash[28..], [0x2e, 0x32, 0xcf, 0xf7]);
    }

    #[test]
    fn a_pseudonym_is_stable_within_a_municipality_and_nowhere_else() {
        let (lohja, virrat) = (
            PseudonymKey::new([1; KEY_BYTES]),
            PseudonymKey::new([2; KEY_BYTES]),
        );
        let of = |text: &str| lohja.pseudonym(text);
        assert_eq!(of("Meikäläinen Maija"), of(" MEIKÄLÄINEN  maija "));
        assert_ne!(of("Meikäläinen Maija"), of("Meikäläinen Matti"));
        assert_ne!(of("Meikäläinen Maija"), virrat.pseudonym("Meikäläinen Maija"));
        assert_eq!(of("Maija").len(), 14);
        assert_eq!(
            of(&of("Maija")),
            of("Maija"),
            "a pseudonym of a pseudonym is the same"
        );
        assert_eq!((of("  ").as_str(), of("***").as_str()), ("", "***"));
        assert_ne!(of("*** maija"), "*** maija");
        assert!(!format!("{lohja:?}").contains('1'));
    }
}
