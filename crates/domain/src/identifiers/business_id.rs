//! The Finnish business id (*Y-tunnus*).

use std::{fmt, str::FromStr};

/// A Finnish business id (*Y-tunnus*): seven digits, a hyphen and a check digit.
///
/// The check digit is right by construction. Source: the weights 7, 9, 10, 5, 8, 4, 2 modulo 11
/// (`domain.md` section 3); a remainder of 1 is never issued, and 0000000-0 is a dummy that
/// happens to satisfy the sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BusinessId {
    digits: [u8; 8],
}

/// Why a text is not a business id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BusinessIdRefused {
    /// Not seven digits, a hyphen and a digit.
    #[error(
        "\"{0}\" is not a business id: write seven digits, a hyphen and the check digit, for example 0211675-2"
    )]
    Form(String),
    /// The check digit does not belong to the seven digits.
    #[error("business id \"{text}\" has a typing error: with these seven digits the last one is {expected}")]
    CheckDigit {
        /// What was read.
        text: String,
        /// The digit that the seven digits ask for.
        expected: u8,
    },
    /// No check digit exists for these seven digits.
    #[error("business id \"{0}\" has a typing error: no business id begins with these seven digits")]
    NeverIssued(String),
    /// All zeroes.
    #[error("\"{0}\" is a placeholder, not a business id: give the organisation's own, or leave it empty")]
    Dummy(String),
}

const WEIGHTS: [u32; 7] = [7, 9, 10, 5, 8, 4, 2];

impl BusinessId {
    /// Reads the forms that invoices and ledger exports contain besides the proper one: the VAT
    /// number (`FI20774740`), a missing or trailing hyphen, six digits of the old kind, an OVT code
    /// (`0037` and eight digits), spaces around it and whatever follows a slash (`1124944-2/2`).
    ///
    /// # Errors
    /// [`BusinessIdRefused`] when even so the check digit is wrong or the text something else.
    pub fn normalise(text: &str) -> Result<Self, BusinessIdRefused> {
        let form = || BusinessIdRefused::Form(text.to_owned());
        let main = text.split('/').next().unwrap_or(text).trim();
        let without_country = match main.get(..2) {
            Some(country) if country.eq_ignore_ascii_case("FI") => main.get(2..).unwrap_or("").trim_start(),
            _ => main,
        };
        let bytes = without_country.as_bytes();
        let digits: Vec<u8> = match bytes {
            [old @ .., b'-', check] if old.len() == 6 => [b"0", old, &[*check]].concat(),
            [base @ .., b'-', check] if base.len() == 7 => [base, &[*check]].concat(),
            [all @ .., b'-'] if all.len() == 8 => all.to_vec(),
            [b'0', b'0', b'3', b'7', rest @ ..] if rest.len() == 8 => rest.to_vec(),
            all => all.to_vec(),
        };
        Self::from_ascii(digits.as_slice().try_into().map_err(|_| form())?, text)
    }

    /// The number for value added tax: `FI` and the digits without a hyphen.
    #[must_use]
    pub fn vat_number(self) -> String {
        format!("FI{}", self.plain())
    }

    /// The OVT code of the organisation, as electronic invoices name it: `0037` and the digits.
    #[must_use]
    pub fn ovt_code(self) -> String {
        format!("0037{}", self.plain())
    }

    fn plain(self) -> String {
        self.digits.iter().map(|digit| char::from(b'0' + digit)).collect()
    }

    fn from_ascii(ascii: [u8; 8], text: &str) -> Result<Self, BusinessIdRefused> {
        if !ascii.iter().all(u8::is_ascii_digit) {
            return Err(BusinessIdRefused::Form(text.to_owned()));
        }
        let digits = ascii.map(|byte| byte - b'0');
        if digits == [0; 8] {
            return Err(BusinessIdRefused::Dummy(text.to_owned()));
        }
        let expected = check_digit(&digits).ok_or_else(|| BusinessIdRefused::NeverIssued(text.to_owned()))?;
        if digits[7] != expected {
            return Err(BusinessIdRefused::CheckDigit {
                text: text.to_owned(),
                expected,
            });
        }
        Ok(Self { digits })
    }
}

fn check_digit(digits: &[u8; 8]) -> Option<u8> {
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(*digit) * weight)
        .sum();
    match sum % 11 {
        0 => Some(0),
        1 => None,
        remainder => u8::try_from(11 - remainder).ok(),
    }
}

/// The proper form, `0211675-2`.
impl fmt::Display for BusinessId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.plain();
        let (base, check) = plain.split_at(7);
        f.pad(&format!("{base}-{check}"))
    }
}

/// Reads the proper form only; see [`BusinessId::normalise`] for the others.
impl FromStr for BusinessId {
    type Err = BusinessIdRefused;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let form = || BusinessIdRefused::Form(text.to_owned());
        match text.as_bytes() {
            [base @ .., b'-', check] if base.len() == 7 => Self::from_ascii(
                [base, &[*check]]
                    .concat()
                    .as_slice()
                    .try_into()
                    .map_err(|_| form())?,
                text,
            ),
            _ => Err(form()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn issued_ids_are_read_and_written() {
        for text in [
            "1790235-0",
            "1643256-1",
            "0114162-2",
            "1633241-3",
            "2617416-4",
            "1629284-5",
            "1008663-7",
            "0109862-8",
            "1837954-9",
            "2077474-0",
            "0201256-6",
            "0204819-8",
            "0211675-2",
            "2050864-5",
            "0187690-1",
            "0191717-9",
            "0157568-2",
            "0242496-6",
            "0157711-9",
            "0101263-6",
            "0245439-9",
            "0127046-7",
            "1068322-0",
            "2050961-3",
            "0206333-9",
            "0176357-9",
        ] {
            let id: BusinessId = text.parse().unwrap();
            assert_eq!(id.to_string(), text);
            assert_eq!(BusinessId::normalise(text), Ok(id));
            assert_eq!(BusinessId::normalise(&id.vat_number()), Ok(id));
            assert_eq!(BusinessId::normalise(&id.ovt_code()), Ok(id));
        }
    }

    /// Goal: what real files contain; strictly refused, leniently read.
    #[test]
    fn irregular_forms_are_normalised_only_on_request() {
        for (text, normal) in [
            ("FI20774740", "2077474-0"),
            ("fi 20774740", "2077474-0"),
            ("FI23629143", "2362914-3"),
            ("14563445", "1456344-5"),
            ("27225816-", "2722581-6"),
            ("2474770-7 /", "2474770-7"),
            ("1124944-2/2", "1124944-2"),
            (" 0211675-2\u{a0}", "0211675-2"),
            ("211675-2", "0211675-2"),
            ("003702116752", "0211675-2"),
        ] {
            assert_eq!(
                text.parse::<BusinessId>(),
                Err(BusinessIdRefused::Form(text.to_owned())),
                "{text}"
            );
            assert_eq!(
                BusinessId::normalise(text).map(|id| id.to_string()),
                Ok(normal.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn wrong_ids_are_refused_either_way() {
        use BusinessIdRefused::{CheckDigit, Dummy, Form, NeverIssued};
        let check = |text: &str, expected| CheckDigit {
            text: text.to_owned(),
            expected,
        };
        for (text, refusal) in [
            ("2077474-1", check("2077474-1", 0)),
            ("2710688-7", check("2710688-7", 4)),
            ("1375045-1", NeverIssued("1375045-1".to_owned())),
            ("0174129-1", NeverIssued("0174129-1".to_owned())),
            ("0000000-0", Dummy("0000000-0".to_owned())),
            ("", Form(String::new())),
            ("-", Form("-".to_owned())),
            ("2617416-44", Form("2617416-44".to_owned())),
            ("021167a-2", Form("021167a-2".to_owned())),
            ("0211675-x", Form("0211675-x".to_owned())),
            ("ä211675-2", Form("ä211675-2".to_owned())),
        ] {
            assert_eq!(text.parse::<BusinessId>(), Err(refusal.clone()), "{text}");
            assert_eq!(BusinessId::normalise(text), Err(refusal), "{text}");
        }
        // Six digits of the old kind get a zero in front, and then the check digit is wrong.
        assert!(matches!(
            BusinessId::normalise("261741-4"),
            Err(CheckDigit { .. })
        ));
        assert!(matches!(
            BusinessId::normalise("1966289-7"),
            Err(CheckDigit { .. })
        ));
        assert!(matches!(
            BusinessId::normalise("2592576-2"),
            Err(CheckDigit { .. })
        ));
    }

    proptest! {
        #[test]
        fn any_single_wrong_digit_is_noticed(base in 1_u32..10_000_000, place in 0_usize..8, shift in 1_u8..10) {
            let id = (0..10).find_map(|check| format!("{base:07}-{check}").parse::<BusinessId>().ok());
            if let Some(id) = id {
                let mut digits = id.digits;
                digits[place] = (digits[place] + shift) % 10;
                let wrong = digits.map(|digit| digit + b'0');
                prop_assert!(BusinessId::from_ascii(wrong, "").is_err());
            }
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,14}") {
            let _ = (text.parse::<BusinessId>(), BusinessId::normalise(&text));
        }
    }
}
