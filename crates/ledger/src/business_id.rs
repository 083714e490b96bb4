//! Finnish business ids (*y-tunnus*) as suppliers' columns hold them.

/// What a supplier's id column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BusinessId {
    /// A business id, in the form `1234567-8`.
    Valid(String),
    /// Looks like a business id, in this form, but its check digit is wrong. Never dropped: real ledgers
    /// have them.
    CheckDigitWrong(String),
    /// Something else, such as a foreign tax number; as it stood.
    Other(String),
    /// Nothing, or only a dash.
    Missing,
}

impl BusinessId {
    /// Reads the spellings seen in ledgers: no hyphen, trailing hyphen, VAT form, suffix of a sub-unit.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let text = text.trim().trim_matches('\'');
        if text.chars().all(|c| matches!(c, '-' | '–' | ' ' | '/' | '.')) {
            return Self::Missing;
        }
        let other = || Self::Other(text.to_owned());
        let Some((digits, check)) = digits(text) else {
            return other();
        };
        let form = format!("{digits}-{check}");
        if check_digit(digits.as_bytes()) == Some(check) && digits != "0000000" {
            Self::Valid(form)
        } else {
            Self::CheckDigitWrong(form)
        }
    }

    /// The id as it is kept; empty when it is missing.
    #[must_use]
    pub fn into_text(self) -> String {
        match self {
            Self::Valid(text) | Self::CheckDigitWrong(text) | Self::Other(text) => text,
            Self::Missing => String::new(),
        }
    }
}

/// True for `1234567-8` with the right check digit, which is what most cells hold.
pub(crate) fn is_plainly_valid(cell: &[u8]) -> bool {
    let [digits @ .., b'-', check] = cell else {
        return false;
    };
    let number: Option<[u8; 7]> = digits.try_into().ok();
    number.is_some_and(|number| {
        number.iter().all(u8::is_ascii_digit)
            && number != *b"0000000"
            && check_digit(&number) == Some(char::from(*check))
    })
}

/// Seven digits and the check digit; the six digits of old ids are filled up with a zero.
fn digits(text: &str) -> Option<(String, char)> {
    let body = text
        .strip_prefix("FI")
        .or_else(|| text.strip_prefix("fi"))
        .unwrap_or(text);
    let body = body.split('/').next().unwrap_or_default().trim();
    let (number, check) = match body.split_once('-') {
        Some((number, check)) if !check.is_empty() => (number, check),
        _ => {
            let all = body.trim_end_matches('-');
            (all.len() == 8 && all.is_ascii()).then(|| all.split_at(7))?
        }
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (6..=7).contains(&number.len()) && check.len() == 1 && all_digits(number) && all_digits(check);
    fits.then(|| check.chars().next().map(|check| (format!("{number:0>7}"), check)))
        .flatten()
}

/// Weights 7, 9, 10, 5, 8, 4, 2 modulo 11; ids with the remainder 1 are never issued.
fn check_digit(digits: &[u8]) -> Option<char> {
    let weighted = digits.iter().zip([7, 9, 10, 5, 8, 4, 2]);
    let sum: u32 = weighted
        .map(|(digit, weight)| u32::from(digit.wrapping_sub(b'0')) * weight)
        .sum();
    match sum % 11 {
        0 => Some('0'),
        1 => None,
        rest => char::from_digit(11 - rest, 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_real_ledgers() {
        let valid = |text: &str| BusinessId::Valid(text.to_owned());
        let wrong = |text: &str| BusinessId::CheckDigitWrong(text.to_owned());
        let other = |text: &str| BusinessId::Other(text.to_owned());
        for (text, expected) in [
            ("1790235-0", valid("1790235-0")),
            ("2617416-4", valid("2617416-4")),
            (" 0201256-6 ", valid("0201256-6")),
            ("FI20774740", valid("2077474-0")),
            ("FI23629143", valid("2362914-3")),
            ("14563445", valid("1456344-5")),
            ("27225816-", valid("2722581-6")),
            ("2474770-7 /", valid("2474770-7")),
            ("1124944-2/2", valid("1124944-2")),
            ("2077474-1", wrong("2077474-1")),
            ("1375045-1", wrong("1375045-1")),
            ("0000000-0", wrong("0000000-0")),
            ("261741-4", wrong("0261741-4")),
            ("2710688-7", wrong("2710688-7")),
            ("2617416-44", other("2617416-44")),
            ("SE556000123401", other("SE556000123401")),
            ("FI21 1234 5600 0007 85", other("FI21 1234 5600 0007 85")),
            ("", BusinessId::Missing),
            ("-", BusinessId::Missing),
        ] {
            assert_eq!(BusinessId::read(text), expected, "{text}");
            let plainly = is_plainly_valid(text.as_bytes());
            assert!(
                !plainly || matches!(BusinessId::read(text), BusinessId::Valid(_)),
                "{text}"
            );
        }
    }

    #[test]
    fn plain_ids_are_recognised_at_once() {
        for (cell, plainly) in [
            ("1790235-0", true),
            ("1790235-1", false),
            ("0000000-0", false),
            ("14563445", false),
        ] {
            assert_eq!(is_plainly_valid(cell.as_bytes()), plainly, "{cell}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_an_answer(text in ".{0,20}") {
            let _ = BusinessId::read(&text);
        }
    }
}
