mod read;
mod write;

pub use read::from_json;
pub use write::to_json;
pub(crate) use write::{condition, words};

use sha2::{Digest, Sha256};
use talkoot_domain::form::Definition;

/// The format of an exported definition, as its key `format` says it.
pub const FORMAT: &str = "talkoot-form/1";

/// SHA-256, in hexadecimal, of a definition as JSON with its keys in the order of the alphabet and without blanks:
/// two copies that say the same have the same.
#[must_use]
pub fn digest(definition: &Definition) -> String {
    hex::encode(Sha256::digest(to_json(definition).to_string()))
}
