//! A number that is the same for identical rows.

use crate::row::Row;

/// 128 bits over the named columns of a row: two different rows of one file practically never share it.
/// Not meant against somebody who searches for a collision: it only counts repetitions.
pub(crate) fn of(row: &Row, columns: &[usize]) -> u128 {
    let mut low = Lane(0x9E37_79B9_7F4A_7C15);
    let mut high = Lane(0xD1B5_4A32_D192_ED03);
    for column in columns {
        let cell = row.cell(*column);
        let length = cell.len() as u64;
        low.mix(length, 0xA076_1D64_78BD_642F);
        high.mix(length, 0xE703_7ED1_A0B4_28DB);
        for chunk in cell.chunks(8) {
            let mut word = [0; 8];
            for (target, byte) in word.iter_mut().zip(chunk) {
                *target = *byte;
            }
            let word = u64::from_le_bytes(word);
            low.mix(word, 0xA076_1D64_78BD_642F);
            high.mix(word, 0xE703_7ED1_A0B4_28DB);
        }
    }
    u128::from(high.0) << 64 | u128::from(low.0)
}

struct Lane(u64);

impl Lane {
    /// Multiplies into 128 bits and folds both halves together, so that every bit depends on every other.
    fn mix(&mut self, word: u64, factor: u64) {
        let product = u128::from(self.0 ^ word) * u128::from(factor);
        let halves = product ^ (product >> 64);
        self.0 = (halves & u128::from(u64::MAX)) as u64 ^ self.0.rotate_left(23);
    }
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
