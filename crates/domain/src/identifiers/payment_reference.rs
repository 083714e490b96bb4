//! The reference number of a payment (*viitenumero*), national and international.

use std::{fmt, str::FromStr};

/// A Finnish reference number: 3 to 19 digits and a check digit, weights 7, 3, 1 from the right;
/// its international form is ISO 11649 (`RF`, two check digits and the same digits).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PaymentReference {
    digits: String,
}

/// Why a text is no reference number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaymentReferenceRefused {
    /// Not digits, too few or too many.
    #[error("\"{0}\" is not a reference number: write 4 to 20 digits, or RF, two digits and those")]
    Form(String),
    /// The last digit, or the two digits after RF, do not match.
    #[error("reference number \"{0}\" has a typing error: its check digit does not match")]
    CheckDigit(String),
}

impl PaymentReference {
    /// Adds the check digit to 3 to 19 digits of one's own; leading zeroes are dropped.
    ///
    /// # Errors
    /// [`PaymentReferenceRefused::Form`] for fewer, more or other characters.
    pub fn from_base(base: &str) -> Result<Self, PaymentReferenceRefused> {
        let significant = base.trim_start_matches('0');
        if !is_digits(base) || !(3..=19).contains(&significant.len()) {
            return Err(PaymentReferenceRefused::Form(base.to_owned()));
        }
        Ok(Self {
            digits: format!("{significant}{}", national_check(significant)),
        })
    }

    /// The national form without spaces: `12344`.
    #[must_use]
    pub fn national(&self) -> &str {
        &self.digits
    }

    /// The international form without spaces: `RF0812344`.
    #[must_use]
    pub fn international(&self) -> String {
        format!("RF{:02}{}", international_check(&self.digits), self.digits)
    }
}

/// The digit that fills the weighted sum up to a full ten.
fn national_check(digits: &str) -> u32 {
    let weighted = digits.bytes().rev().zip([7, 3, 1].into_iter().cycle());
    let sum: u32 = weighted
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    (10 - sum % 10) % 10
}

/// ISO 7064 modulo 97-10 over the digits followed by "RF00", where R is 27 and F is 15.
fn international_check(digits: &str) -> u32 {
    let remainder = digits
        .bytes()
        .chain(*b"271500")
        .fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
    98 - remainder
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The national form in groups of five from the right, as people read it: `1 23456 78901`.
impl fmt::Display for PaymentReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.digits.len();
        let mut grouped = String::with_capacity(length + length / 5);
        for (index, digit) in self.digits.chars().enumerate() {
            if index > 0 && (length - index).is_multiple_of(5) {
                grouped.push(' ');
            }
            grouped.push(digit);
        }
        f.pad(&grouped)
    }
}

/// Reads either form, with or without spaces and leading zeroes.
impl FromStr for PaymentReference {
    type Err = PaymentReferenceRefused;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let form = || PaymentReferenceRefused::Form(text.to_owned());
        let wrong = || PaymentReferenceRefused::CheckDigit(text.to_owned());
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let (international, digits) = match compact.get(..2) {
            Some(prefix) if prefix.eq_ignore_ascii_case("RF") => {
                (compact.get(2..4), compact.get(4..).unwrap_or(""))
            }
            _ => (None, compact.as_str()),
        };
        let significant = digits.trim_start_matches('0');
        if !is_digits(digits) || !(4..=20).contains(&significant.len()) {
            return Err(form());
        }
        let (base, check) = significant.split_at(significant.len() - 1);
        if check != national_check(base).to_string() {
            return Err(wrong());
        }
        match international {
            Some(given) if given != format!("{:02}", international_check(significant)) => Err(wrong()),
            _ => Ok(Self {
                digits: significant.to_owned(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_check_digits_of_a_known_reference() {
        let reference = PaymentReference::from_base("1234").unwrap();
        assert_eq!(reference.national(), "12344");
        assert_eq!(reference.international(), "RF0812344");
        assert_eq!(PaymentReference::from_base("111").unwrap().national(), "1119");
        for text in [
            "12344",
            "1 2344",
            "0000012344",
            "RF0812344",
            "rf08 1234 4",
            "RF08 0001 2344",
        ] {
            assert_eq!(text.parse(), Ok(reference.clone()), "{text}");
        }
        assert_eq!(
            PaymentReference::from_base("1234567890").unwrap().to_string(),
            "1 23456 78907"
        );
    }

    #[test]
    fn wrong_references_are_refused() {
        use PaymentReferenceRefused::{CheckDigit, Form};
        for text in ["12345", "RF0912344", "RF0812345"] {
            assert_eq!(
                text.parse::<PaymentReference>(),
                Err(CheckDigit(text.to_owned())),
                "{text}"
            );
        }
        for text in [
            "",
            "RF",
            "RF08",
            "0",
            "119",
            "12344a",
            "RF08ABC123",
            "123456789012345678901",
            "ÄÄ08",
        ] {
            assert_eq!(
                text.parse::<PaymentReference>(),
                Err(Form(text.to_owned())),
                "{text}"
            );
        }
        for base in ["", "12", "0012", "12a", "12345678901234567890"] {
            assert_eq!(
                PaymentReference::from_base(base),
                Err(Form(base.to_owned())),
                "{base}"
            );
        }
    }

    proptest! {
        #[test]
        fn both_forms_are_read_back(base in "[1-9][0-9]{2,18}") {
            let reference = PaymentReference::from_base(&base).unwrap();
            prop_assert_eq!(reference.national().parse(), Ok(reference.clone()));
            prop_assert_eq!(reference.international().parse(), Ok(reference.clone()));
            prop_assert_eq!(reference.to_string().parse(), Ok(reference));
        }
    }
}
