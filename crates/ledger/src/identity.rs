//! A number that is the same for identical rows.

use crate::row::Row;

/// 128 bits over the named columns of a row: two different rows of one file practically never share it.
/// Not meant against somebody who searches for a collision: it only counts repetitions.
pub(crate) fn of(row: &Row, columns: &[usize]) -> u128 {
    let mut state = State {
        low: 0x9E37_79B9_7F4A_7C15,
        high: 0xD1B5_4A32_D192_ED03,
    };
    for column in columns {
        let cell = row.cell(*column);
        let mut rest = cell;
        while let Some((block, later)) = rest.split_first_chunk::<16>() {
            let (first, second) = block.split_at(8);
            state.mix(word(first), word(second));
            rest = later;
        }
        let (first, second) = rest.split_at(rest.len().min(8));
        state.mix(word(first), word(second));
        // The length keeps `ab;c` and `a;bc` apart.
        state.low = state.low.wrapping_add(cell.len() as u64);
    }
    state.mix(0, 0);
    u128::from(state.high) << 64 | u128::from(state.low)
}

/// Up to eight bytes as a number.
fn word(bytes: &[u8]) -> u64 {
    if let Some(eight) = bytes.first_chunk::<8>() {
        return u64::from_le_bytes(*eight);
    }
    let mut word = 0;
    let mut rest = bytes;
    if let Some((four, later)) = rest.split_first_chunk::<4>() {
        word = u64::from(u32::from_le_bytes(*four));
        rest = later;
    }
    rest.iter().fold(word, |word, byte| word << 8 | u64::from(*byte))
}

struct State {
    low: u64,
    high: u64,
}

impl State {
    /// Two multiplications into 128 bits, whose halves go to both sides: every bit depends on every other.
    fn mix(&mut self, first: u64, second: u64) {
        let one = u128::from(self.low ^ first) * 0xA076_1D64_78BD_642F;
        let other = u128::from(self.high ^ second) * 0xE703_7ED1_A0B4_28DB;
        self.low = lower(one) ^ upper(other).rotate_left(23);
        self.high = lower(other) ^ upper(one).rotate_left(41);
    }
}

const fn lower(number: u128) -> u64 {
    (number & u64::MAX as u128) as u64
}

const fn upper(number: u128) -> u64 {
    (number >> 64) as u64
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn identity(line: &str) -> u128 {
        let mut row = Row::default();
        row.begin(1);
        row.split(line.as_bytes(), b';');
        of(&row, &[0, 1, 2])
    }

    #[test]
    fn only_identical_rows_share_an_identity() {
        let mut seen = HashSet::new();
        for number in 0..200_000 {
            assert!(seen.insert(identity(&format!("{};{};x", number / 500, number % 500))));
        }
        for pair in [
            ("a;;", ";a;"),
            ("ab;c;", "a;bc;"),
            ("a;b;c", "a;b;d"),
            ("\0;;", ";;"),
        ] {
            assert_ne!(identity(pair.0), identity(pair.1), "{pair:?}");
        }
        assert_eq!(identity("a; b ;c;own column"), identity("a;b;c;other"));
    }
}
