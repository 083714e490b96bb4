//! Finnish personal identity codes (*henkilötunnus*), which must not leave the reader.

use std::{borrow::Cow, ops::Range};

/// What stands in the place of a code.
pub const MASK: &str = "******-****";

/// Where the codes of a text are: six digits of a date, the sign of the century, three digits and a check
/// character, with no letter or digit on either side. The check character is not verified: a mistyped code
/// still says who is meant.
pub(crate) fn find(text: &[u8]) -> Option<Range<usize>> {
    const LENGTH: usize = 11;
    let mut at = 0;
    while let Some(window) = text.get(at..at + LENGTH) {
        let free_before = at == 0 || text.get(at - 1).is_none_or(|byte| !byte.is_ascii_alphanumeric());
        let free_after = text
            .get(at + LENGTH)
            .is_none_or(|byte| !byte.is_ascii_alphanumeric());
        if free_before && free_after && is_code(window) {
            return Some(at..at + LENGTH);
        }
        at += 1;
    }
    None
}

fn is_code(window: &[u8]) -> bool {
    let [d1, d2, m1, m2, y1, y2, sign, n1, n2, n3, check] = window else {
        return false;
    };
    let number =
        |tens: &u8, ones: &u8| u32::from(tens.wrapping_sub(b'0')) * 10 + u32::from(ones.wrapping_sub(b'0'));
    let century = matches!(sign.to_ascii_uppercase(), b'-' | b'+' | b'A'..=b'F' | b'U'..=b'Y');
    century
        && [d1, d2, m1, m2, y1, y2, n1, n2, n3]
            .iter()
            .all(|byte| byte.is_ascii_digit())
        && check.is_ascii_alphanumeric()
        && (1..=31).contains(&number(d1, d2))
        && (1..=12).contains(&number(m1, m2))
}

/// The text with its codes masked, and how many there were.
pub(crate) fn mask(text: &str) -> (Cow<'_, str>, u64) {
    let mut masked = Cow::Borrowed(text);
    let mut count = 0;
    while let Some(range) = find(masked.as_bytes()) {
        masked.to_mut().replace_range(range, MASK);
        count += 1;
    }
    (masked, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Codes here are invented: individual numbers 900-999 are never given to anybody.
    #[test]
    fn codes_are_masked_and_other_numbers_are_not() {
        for (text, expected, count) in [
            ("Palkkio 010190-999A", "Palkkio ******-****", 1),
            ("(010190A9991)", "(******-****)", 1),
            ("010190-999a,311299Y999X", "******-****,******-****", 2),
            ("0109862-8", "0109862-8", 0),
            ("123456-7890", "123456-7890", 0),
            ("x010190-999A", "x010190-999A", 0),
            ("010190-999AB", "010190-999AB", 0),
            ("", "", 0),
            ("ÄÖ 010190-999A Ö", "ÄÖ ******-**** Ö", 1),
        ] {
            assert_eq!(mask(text), (Cow::Borrowed(expected), count), "{text}");
        }
    }
}
