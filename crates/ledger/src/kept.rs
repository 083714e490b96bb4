//! The selected rows of a reading, kept until the last row of the file is known to be in order.

use crate::{
    examiner::Line,
    row::{CellKind, Row},
};

/// How large a block grows before the next one begins: growing one large list would need twice its size.
const BLOCK_BYTES: usize = 1 << 18;

/// A row that is kept, beside its cells.
#[derive(Clone, Copy, Debug)]
struct KeptLine {
    /// Of the row in the file, from 1.
    row: u64,
    cells: u32,
    line: Line,
    identity: u128,
}

#[derive(Debug, Default)]
struct Block {
    lines: Vec<KeptLine>,
    cells: Vec<(u32, CellKind)>,
    bytes: Vec<u8>,
}

/// Selected rows within a bound on memory. They are kept as they stand in the file, which costs little to
/// keep and to throw away; postings are written of them only when the whole file is in order.
#[derive(Debug)]
pub(crate) struct KeptRows {
    blocks: Vec<Block>,
    bytes_left: usize,
}

impl KeptRows {
    pub const fn within(bytes: usize) -> Self {
        Self {
            blocks: Vec::new(),
            bytes_left: bytes,
        }
    }

    /// Keeps a row; false when it goes beyond the bound, and then what was kept is of no use.
    #[must_use]
    pub fn keep(&mut self, line: Line, identity: u128, row: &Row) -> bool {
        let text: usize = (0..row.len()).map(|column| row.raw(column).len()).sum();
        let (Ok(cells), Ok(_)) = (u32::try_from(row.len()), u32::try_from(text)) else {
            return false;
        };
        let size = size_of::<KeptLine>() + row.len() * size_of::<(u32, CellKind)>() + text;
        let Some(left) = self.bytes_left.checked_sub(size) else {
            return false;
        };
        self.bytes_left = left;
        if self
            .blocks
            .last()
            .is_none_or(|block| block.bytes.len() >= BLOCK_BYTES)
        {
            self.blocks.push(Block::default());
        }
        let Some(block) = self.blocks.last_mut() else {
            return false;
        };
        block.lines.push(KeptLine {
            row: row.number,
            cells,
            line,
            identity,
        });
        for column in 0..row.len() {
            let cell = row.raw(column);
            block.bytes.extend_from_slice(cell);
            // No cell is longer than the row, whose length fits.
            block
                .cells
                .push((u32::try_from(cell.len()).unwrap_or(u32::MAX), row.kind(column)));
        }
        true
    }

    /// Hands the rows back in the order of the file.
    ///
    /// # Errors
    /// The first of `visit`.
    pub fn each<E>(self, visit: &mut dyn FnMut(Line, u128, &Row) -> Result<(), E>) -> Result<(), E> {
        let mut row = Row::default();
        for block in self.blocks {
            let (mut cells, mut bytes) = (block.cells.iter(), block.bytes.as_slice());
            for kept in block.lines {
                row.begin(kept.row);
                for (length, kind) in cells.by_ref().take(kept.cells as usize) {
                    let (cell, rest) = bytes.split_at_checked(*length as usize).unwrap_or_default();
                    row.push(cell, *kind);
                    bytes = rest;
                }
                visit(kept.line, kept.identity, &row)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u64, text: &str) -> Row {
        let mut row = Row::default();
        row.begin(number);
        row.split(text.as_bytes(), b';');
        row.push(b"7.5", CellKind::Number);
        row
    }

    fn line(cents: i64) -> Line {
        Line {
            cents,
            stated: cents,
            date: chrono::NaiveDate::from_ymd_opt(2026, 1, 31),
        }
    }

    fn cells(row: &Row) -> Vec<(Vec<u8>, CellKind)> {
        (0..row.len())
            .map(|column| (row.raw(column).to_vec(), row.kind(column)))
            .collect()
    }

    #[test]
    fn rows_come_back_as_they_were_over_several_blocks() {
        let long = "ä".repeat(5_000);
        let texts: Vec<String> = (0..100).map(|number| format!("{number};; {long} ;")).collect();
        let mut kept = KeptRows::within(10_000_000);
        for (number, text) in (1..).zip(&texts) {
            assert!(kept.keep(line(-5), u128::from(number) << 90, &row(number, text)));
        }
        assert!(kept.blocks.len() > 2);
        let mut seen = 0;
        let done: Result<(), ()> = kept.each(&mut |kept_line, identity, kept_row| {
            seen += 1;
            let original = row(seen, &texts[usize::try_from(seen).unwrap() - 1]);
            assert_eq!((kept_line, identity), (line(-5), u128::from(seen) << 90));
            assert_eq!(kept_row.number, seen);
            assert_eq!(cells(kept_row), cells(&original));
            Ok(())
        });
        assert_eq!((done, seen), (Ok(()), 100));
    }

    #[test]
    fn what_goes_beyond_the_bound_is_not_kept() {
        let mut kept = KeptRows::within(1_000);
        let few = (1..)
            .take_while(|number| kept.keep(line(250), 0, &row(*number, "1;2,50")))
            .count();
        assert!((5..20).contains(&few), "{few} rows within 1000 bytes");
        assert!(!KeptRows::within(0).keep(line(1), 0, &row(1, "")));
    }

    #[test]
    fn the_first_failure_ends_it() {
        let mut kept = KeptRows::within(1_000);
        assert!(kept.keep(line(1), 1, &row(1, "a")) && kept.keep(line(2), 2, &row(2, "b")));
        let mut seen = 0;
        let stopped = kept.each(&mut |_, _, _| {
            seen += 1;
            Err("full")
        });
        assert_eq!((stopped, seen), (Err("full"), 1));
    }
}
