//! International bank account numbers.

use std::{fmt, str::FromStr};

/// An account number (ISO 13616), checked modulo 97 and against its country's form.
///
/// `Display` writes it in groups of four for people; [`Iban::electronic`] without spaces for files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Iban(iban::Iban);

/// The text is no account number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IbanRefused {
    /// Wrong characters or length.
    #[error(
        "\"{0}\" is not an account number: copy the IBAN from the bank, for example FI21 1234 5600 0007 85"
    )]
    Form(String),
    /// The check digits do not match.
    #[error(
        "account number \"{0}\" has a typing error: its check digits do not match, compare it with the bank's"
    )]
    CheckDigits(String),
    /// Not the form of the account numbers of that country, or a country without IBAN.
    #[error(
        "account number \"{0}\" does not have the form that its country uses: compare it with the bank's"
    )]
    Country(String),
}

impl Iban {
    /// The number without spaces, in capitals: `FI2112345600000785`.
    #[must_use]
    pub fn electronic(&self) -> &str {
        use iban::IbanLike as _;
        self.0.electronic_str()
    }

    /// The country of the account, two capital letters.
    #[must_use]
    pub fn country_code(&self) -> &str {
        use iban::IbanLike as _;
        self.0.country_code()
    }

    /// The end of the number, for screens and logs that must not show all of it.
    #[must_use]
    pub fn last_four(&self) -> &str {
        let electronic = self.electronic();
        electronic.get(electronic.len().saturating_sub(4)..).unwrap_or("")
    }
}

impl fmt::Display for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_string())
    }
}

/// Reads a number with or without spaces, in capitals or not.
impl FromStr for Iban {
    type Err = IbanRefused;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let compact: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_ascii_uppercase())
            .collect();
        compact.parse().map(Self).map_err(|error| match error {
            iban::ParseIbanError::InvalidBaseIban {
                source: iban::ParseBaseIbanError::InvalidChecksum,
            } => IbanRefused::CheckDigits(text.to_owned()),
            iban::ParseIbanError::InvalidBaseIban { .. } => IbanRefused::Form(text.to_owned()),
            iban::ParseIbanError::InvalidBban(_) | iban::ParseIbanError::UnknownCountry(_) => {
                IbanRefused::Country(text.to_owned())
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_number_is_read_with_or_without_spaces() {
        for text in [
            "FI21 1234 5600 0007 85",
            "FI2112345600000785",
            " fi21 1234560000 0785 ",
        ] {
            let iban: Iban = text.parse().unwrap();
            assert_eq!(iban.electronic(), "FI2112345600000785");
            assert_eq!(iban.to_string(), "FI21 1234 5600 0007 85");
            assert_eq!((iban.country_code(), iban.last_four()), ("FI", "0785"));
        }
        assert_eq!(
            "SE45 5000 0000 0583 9825 7466"
                .parse::<Iban>()
                .unwrap()
                .country_code(),
            "SE"
        );
    }

    #[test]
    fn wrong_numbers_say_what_is_wrong() {
        let refused = |text: &str| text.parse::<Iban>().unwrap_err();
        assert_eq!(
            refused("FI21 1234 5600 0007 86"),
            IbanRefused::CheckDigits("FI21 1234 5600 0007 86".into())
        );
        assert_eq!(
            refused("FI12 1234 5600 0007 85"),
            IbanRefused::CheckDigits("FI12 1234 5600 0007 85".into())
        );
        assert_eq!(refused(""), IbanRefused::Form(String::new()));
        assert_eq!(refused("123456-785"), IbanRefused::Form("123456-785".into()));
        // Right modulo 97, but two digits short for a Finnish account.
        assert!(matches!(
            refused(&with_check_digits("FI", "123456000007")),
            IbanRefused::Country(_)
        ));
        assert!(matches!(
            refused(&with_check_digits("XX", "12345600000785")),
            IbanRefused::Country(_)
        ));
    }

    fn with_check_digits(country: &str, account: &str) -> String {
        let as_digits = |text: &str| -> String {
            text.chars()
                .map(|c| c.to_digit(36).unwrap().to_string())
                .collect()
        };
        let number = format!("{account}{}00", as_digits(country));
        let remainder = number
            .bytes()
            .fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
        format!("{country}{:02}{account}", 98 - remainder)
    }
}
