//! Digits to cents, exactly.

use super::{NumberProblem, SubCent, separates_thousands};

/// Digits in groups of three after the first, or without groups at all.
pub(super) fn whole_euros(whole: &str, mark: Option<u8>, may_be_empty: bool) -> Result<i128, NumberProblem> {
    let mut euros: i128 = 0;
    let mut in_group = 0_u32;
    let mut groups = 0_u32;
    let mut separator = None;
    for c in whole.chars() {
        if let Some(digit) = c.to_digit(10) {
            euros = euros
                .checked_mul(10)
                .and_then(|n| n.checked_add(i128::from(digit)))
                .ok_or(NumberProblem::TooLarge)?;
            in_group += 1;
            continue;
        }
        let allowed = separates_thousands(c) || mark.is_some_and(|mark| c == char::from(mark));
        let first_fits = groups > 0 || (1..=3).contains(&in_group);
        let later_fits = groups == 0 || in_group == 3;
        if !allowed || !first_fits || !later_fits || separator.is_some_and(|known| known != c) {
            return Err(NumberProblem::NotANumber);
        }
        (separator, in_group) = (Some(c), 0);
        groups += 1;
    }
    let complete = if groups > 0 {
        in_group == 3
    } else {
        in_group > 0 || may_be_empty
    };
    if complete {
        Ok(euros)
    } else {
        Err(NumberProblem::NotANumber)
    }
}

/// Beyond this many decimals a value was computed in binary and never stood on paper.
const WRITTEN_DECIMALS: usize = 6;

pub(super) fn cents(euros: i128, fraction: &str, sub_cent: SubCent) -> Result<i128, NumberProblem> {
    const SCALE_DIGITS: usize = 12;
    const CENT: i128 = 10_000_000_000;
    let digit = |position: usize| -> i128 {
        fraction
            .as_bytes()
            .get(position)
            .map_or(0, |byte| i128::from(byte.saturating_sub(b'0')))
    };
    let fine = (0..SCALE_DIGITS).fold(0_i128, |sum, position| sum * 10 + digit(position));
    let beyond = fraction.bytes().skip(SCALE_DIGITS).any(|byte| byte != b'0');
    let whole = euros.checked_mul(100).ok_or(NumberProblem::TooLarge)?;
    let (down, rest) = (fine / CENT, fine % CENT);
    let nearest = down + i128::from(rest * 2 >= CENT);
    let distance = (nearest * CENT - fine).abs();
    let exact = distance == 0 && !beyond;
    if exact
        || sub_cent == SubCent::RoundHalfUp
        || (fraction.len() > WRITTEN_DECIMALS && distance <= noise(euros))
    {
        return whole.checked_add(nearest).ok_or(NumberProblem::TooLarge);
    }
    Err(NumberProblem::SubCent)
}

/// How far binary arithmetic may have drifted, in units of 10^-12 euros: a millionth of a euro, or for
/// large values 10^-13 of the value (a total of 444 548 729.07 is seen as ...06997675), and never more
/// than a tenth of a cent.
fn noise(euros: i128) -> i128 {
    const LEAST: i128 = 1_000_000;
    const MOST: i128 = 1_000_000_000;
    (euros / 10).clamp(LEAST, MOST)
}
