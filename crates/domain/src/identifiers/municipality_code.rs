//! The official number of a municipality.

use std::{fmt, str::FromStr};

/// The municipality code of Statistics Finland (*kuntanumero*): three digits as text, `049`.
///
/// Ordered ascending, which is the order that breaks ties between equal fractions of a cent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MunicipalityCode([u8; 3]);

/// The text is not three digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a municipality code: write three digits with leading zeroes, for example 049")]
pub struct NotAMunicipalityCode(pub String);

impl MunicipalityCode {
    /// The three digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl fmt::Display for MunicipalityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for MunicipalityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MunicipalityCode({})", self.as_str())
    }
}

/// Refuses `49`: a spreadsheet that dropped the leading zero is repaired where it is imported.
impl FromStr for MunicipalityCode {
    type Err = NotAMunicipalityCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: Option<[u8; 3]> = text.as_bytes().try_into().ok();
        digits
            .filter(|digits| digits.iter().all(u8::is_ascii_digit) && *digits != *b"000")
            .map(Self)
            .ok_or_else(|| NotAMunicipalityCode(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_keep_their_zeroes_and_their_order() {
        let mut codes: Vec<MunicipalityCode> = ["936", "049", "224", "005"]
            .map(|text| text.parse().unwrap())
            .to_vec();
        codes.sort();
        assert_eq!(
            codes.iter().map(MunicipalityCode::as_str).collect::<Vec<_>>(),
            ["005", "049", "224", "936"]
        );
        assert_eq!(codes[1].to_string(), "049");
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "49", "0049", "04a", " 49", "000", "é9"] {
            assert_eq!(
                text.parse::<MunicipalityCode>(),
                Err(NotAMunicipalityCode(text.to_owned()))
            );
        }
    }
}
