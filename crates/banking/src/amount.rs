//! Amounts as banks write them: at most five decimals, of which euros have two.

use talkoot_domain::money::Money;

use crate::{Refused, element::Element};

/// The amount at a path, which must be there, in euros.
pub(crate) fn need(element: &Element, path: &[&str]) -> Result<Money, Refused> {
    let found = element.need(path)?;
    let at = || format!("{}/{}", element.name, path.join("/"));
    match found.currency.as_deref() {
        Some("EUR") => {}
        Some(other) => return Err(Refused::Currency(other.to_owned(), at())),
        None => return Err(Refused::Missing(format!("the currency of {}", at()))),
    }
    parse(&found.text).ok_or_else(|| element.faulty(path, &found.text, "amount in euros"))
}

/// The amount at a path, if there is one.
pub(crate) fn find(element: &Element, path: &[&str]) -> Result<Option<Money>, Refused> {
    match element.find(path)? {
        Some(_) => need(element, path).map(Some),
        None => Ok(None),
    }
}

/// A sum without a currency.
pub(crate) fn sum(element: &Element, path: &[&str]) -> Result<Option<Money>, Refused> {
    let Some(text) = element.text(path)? else {
        return Ok(None);
    };
    parse(text)
        .map(Some)
        .ok_or_else(|| element.faulty(path, text, "amount in euros"))
}

/// Digits, perhaps a point and decimals; what is smaller than a cent must be nothing.
pub(crate) fn parse(text: &str) -> Option<Money> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 16 || decimals.len() > 5 || !digits(whole) || !digits(decimals) {
        return None;
    }
    let (cents, rest) = decimals.split_at(decimals.len().min(2));
    if rest.bytes().any(|digit| digit != b'0') {
        return None;
    }
    let euros: i64 = whole.parse().ok()?;
    let cents: i64 = format!("{cents:0<2}").parse().ok()?;
    euros.checked_mul(100)?.checked_add(cents).map(Money::from_cents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_of_banks() {
        for (text, cents) in [
            ("0", Some(0)),
            ("1", Some(100)),
            ("1.5", Some(150)),
            ("49006.24", Some(4_900_624)),
            ("49006.24000", Some(4_900_624)),
            ("49006.241", None),
            ("-1.00", None),
            ("+1.00", None),
            ("1,00", None),
            ("1.", Some(100)),
            (".5", None),
            ("", None),
            ("1e3", None),
            ("99999999999999999", None),
        ] {
            assert_eq!(parse(text), cents.map(Money::from_cents), "{text}");
        }
    }
}
