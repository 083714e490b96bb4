//! As much CBOR (RFC 8949) as devices write: of definite length, not deeper than it must be.

use super::Disbelieved;

/// Nothing that a device writes is nested deeper.
const DEEPEST: u8 = 4;

/// A value, as far as keys have such.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Number(i64),
    Bytes(&'a [u8]),
    Other,
}

/// The head of a value: its kind, its number, and what follows.
fn head(bytes: &[u8]) -> Result<(u8, u64, &[u8]), Disbelieved> {
    let (&first, rest) = bytes.split_first().ok_or(Disbelieved::Unreadable)?;
    let (kind, short) = (first >> 5, first & 0x1f);
    let length = match short {
        0..=23 => return Ok((kind, short.into(), rest)),
        24 => 1,
        25 => 2,
        26 => 4,
        27 => 8,
        _ => return Err(Disbelieved::Unreadable),
    };
    let (number, rest) = rest.split_at_checked(length).ok_or(Disbelieved::Unreadable)?;
    let number = number.iter().fold(0, |sum, &byte| (sum << 8) | u64::from(byte));
    Ok((kind, number, rest))
}

/// One value and what follows it.
fn value(bytes: &[u8], depth: u8) -> Result<(Value<'_>, &[u8]), Disbelieved> {
    let (kind, number, rest) = head(bytes)?;
    let signed = || i64::try_from(number).map_err(|_| Disbelieved::Unreadable);
    let inner = |values: u64| -> Result<(Value<'_>, &[u8]), Disbelieved> {
        let depth = depth.checked_sub(1).ok_or(Disbelieved::Unreadable)?;
        let mut rest = rest;
        // Each takes a byte at least, so this ends with the bytes.
        for _ in 0..values {
            (_, rest) = value(rest, depth)?;
        }
        Ok((Value::Other, rest))
    };
    match kind {
        0 => Ok((Value::Number(signed()?), rest)),
        1 => Ok((Value::Number(-1 - signed()?), rest)),
        2 | 3 => {
            let length = usize::try_from(number).map_err(|_| Disbelieved::Unreadable)?;
            let (content, rest) = rest.split_at_checked(length).ok_or(Disbelieved::Unreadable)?;
            let value = if kind == 2 {
                Value::Bytes(content)
            } else {
                Value::Other
            };
            Ok((value, rest))
        }
        4 => inner(number),
        5 => inner(number.checked_mul(2).ok_or(Disbelieved::Unreadable)?),
        6 => Err(Disbelieved::Unreadable),
        _ => Ok((Value::Other, rest)),
    }
}

/// What follows the first value.
pub(super) fn skip(bytes: &[u8]) -> Result<&[u8], Disbelieved> {
    Ok(value(bytes, DEEPEST)?.1)
}

/// The entries of a map whose keys are numbers, which must be all that there is.
pub(super) fn numbered(bytes: &[u8]) -> Result<Vec<(i64, Value<'_>)>, Disbelieved> {
    let (kind, length, mut rest) = head(bytes)?;
    if kind != 5 {
        return Err(Disbelieved::Unreadable);
    }
    let mut entries: Vec<(i64, Value<'_>)> = Vec::new();
    for _ in 0..length {
        let (key, after) = value(rest, 0)?;
        let (entry, after) = value(after, 0)?;
        let Value::Number(key) = key else {
            return Err(Disbelieved::Unreadable);
        };
        if entries.iter().any(|(known, _)| *known == key) {
            return Err(Disbelieved::Unreadable);
        }
        entries.push((key, entry));
        rest = after;
    }
    if rest.is_empty() {
        Ok(entries)
    } else {
        Err(Disbelieved::Unreadable)
    }
}
