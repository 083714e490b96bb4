//! The code of a bank.

use std::{fmt, str::FromStr};

/// A bank's code (ISO 9362): four letters or digits, a country, two letters or digits and, for a
/// branch, three more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bic(String);

/// The text is no bank code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a bank code: copy the BIC from the bank, 8 or 11 characters such as NDEAFIHH")]
pub struct BicRefused(pub String);

impl Bic {
    /// The code in capitals.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Bic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Reads a code in capitals or not, with or without spaces.
impl FromStr for Bic {
    type Err = BicRefused;

    fn from_str(text: &str) -> Result<Self, BicRefused> {
        let compact: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let bytes = compact.as_bytes();
        let form = matches!(bytes.len(), 8 | 11)
            && bytes.iter().all(u8::is_ascii_alphanumeric)
            && bytes
                .get(4..6)
                .is_some_and(|country| country.iter().all(u8::is_ascii_uppercase));
        if form {
            Ok(Self(compact))
        } else {
            Err(BicRefused(text.to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bank_codes() {
        for text in ["NDEAFIHH", "ndeafihh", "OKOY FI HH", "DABAFIHHXXX"] {
            assert!(text.parse::<Bic>().is_ok(), "{text}");
        }
        for text in ["", "NDEAFIH", "NDEAFIHHX", "NDEA12HH", "NDEÄFIHH", "NDEAFIHHXXXX"] {
            assert_eq!(text.parse::<Bic>(), Err(BicRefused(text.to_owned())));
        }
    }
}
