//! Names of objects: nothing but digits that nobody chose.

use std::fmt;

use uuid::Uuid;

/// The key of an object: a folder of the installation, one of the hash, the hash and an identifier. It is given once, so that
/// whoever deletes it never meets a content that somebody stored anew.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

/// So many digits of the hash of the log's first entry tell one installation from another one in the same place.
const HOME: usize = 16;
const HASH: usize = 64;
const ID: usize = 32;
const ENDING: &str = ".gz";

impl Key {
    /// A new key for a content; `first_entry` is the hash of the first entry of the log.
    pub(super) fn new(first_entry: &[u8], sha256: &[u8; 32]) -> Self {
        let (home, hash) = (home(first_entry), hex::encode(sha256));
        let folder: String = hash.chars().take(2).collect();
        let id = Uuid::new_v4().simple();
        Self(format!("{home}/{folder}/{hash}-{id}{ENDING}"))
    }

    /// The key that was stored as this text; nothing for what is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('/');
        let (home, folder, name) = (parts.next()?, parts.next()?, parts.next()?);
        let (hash, id) = name.strip_suffix(ENDING)?.split_once('-')?;
        let is_key = parts.next().is_none()
            && is_hex(home, HOME)
            && is_hex(folder, 2)
            && is_hex(hash, HASH)
            && is_hex(id, ID)
            && hash.starts_with(folder);
        is_key.then(|| Self(text.to_owned()))
    }

    /// The SHA-256 of the content.
    #[must_use]
    pub fn sha256(&self) -> Option<[u8; 32]> {
        let hash = self.0.rsplit('/').next()?.get(..HASH)?;
        hex::decode(hash).ok()?.try_into().ok()
    }

    /// As it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The folder in which an installation keeps all of its objects.
pub(super) fn home(first_entry: &[u8]) -> String {
    hex::encode(first_entry).chars().take(HOME).collect()
}

fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_key_is_read_back_and_another_one_each_time() {
        let (first, again) = (Key::new(&[7; 32], &[0xab; 32]), Key::new(&[7; 32], &[0xab; 32]));
        assert_ne!(first, again);
        for key in [first, again] {
            assert_eq!(Key::parse(key.as_str()), Some(key.clone()));
            assert_eq!(key.sha256(), Some([0xab; 32]));
            assert!(key.as_str().starts_with("0707070707070707/ab/abab"), "{key}");
        }
    }

    #[test]
    fn what_leads_elsewhere_is_no_key() {
        let good = Key::new(&[7; 32], &[0xab; 32]).to_string();
        let wrong = [
            String::new(),
            "..".to_owned(),
            format!("/{good}"),
            format!("../{good}"),
            format!("{good}/"),
            format!("{good}#1"),
            format!("{good}\n"),
            good.replace("/ab/", "/ac/"),
            good.replace("/ab/", "/../"),
            good.replace("/ab/", "//"),
            good.replace(ENDING, ""),
            good.replace("abab", "ABAB"),
            good.replacen("07", "0/", 1),
            good.replacen('-', "", 1),
            good.replacen("07", "é", 1),
        ];
        for text in wrong {
            assert_eq!(Key::parse(&text), None, "{text}");
        }
    }
}
