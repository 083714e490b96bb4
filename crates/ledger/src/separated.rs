//! Rows of a text file with separators.
//!
//! A line without quotation marks is only searched for separators; a line with them goes through the
//! slower rules. The rules are those of the `csv` crate (a test compares the two), but this reader knows
//! the line number an editor shows, counts blank lines, ends a quotation that is never closed at a limit
//! instead of reading the rest of the file into one cell, and says where quotation marks are not in order:
//! one that is never closed takes the rows behind it into its cell.

use std::io::{self, Read};

use crate::{
    limits::Limits,
    refusal::Refusal,
    row::{CellKind, QuotationFault, Row},
};

const CHUNK: usize = 1 << 18;

/// Reads rows one by one in bounded memory.
pub(crate) struct SeparatedReader<R> {
    input: R,
    separator: u8,
    line_end: u8,
    buffer: Vec<u8>,
    /// What is not read yet: `buffer[start..end]`.
    start: usize,
    end: usize,
    at_end: bool,
    /// The number of the next line, from 1.
    line: u64,
    columns: usize,
    row_bytes: usize,
    cell: Vec<u8>,
}

impl<R: Read> SeparatedReader<R> {
    pub fn new(input: R, separator: u8, line_end: u8, limits: &Limits) -> Self {
        Self {
            input,
            separator,
            line_end,
            buffer: vec![0; CHUNK],
            start: 0,
            end: 0,
            at_end: false,
            line: 1,
            columns: limits.columns,
            row_bytes: limits.row_bytes,
            cell: Vec::new(),
        }
    }

    /// Fills `row` with the next row, blank lines included; false at the end of the file.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, Refusal> {
        row.begin(self.line);
        let Some(length) = self.line_length(0)? else {
            return Ok(false);
        };
        let line = self.unread().get(..length).unwrap_or_default();
        if memchr::memchr(b'"', line).is_none() {
            row.split(without_line_end(line, self.line_end), self.separator);
            self.consume(length);
        } else {
            self.quoted(row, length)?;
        }
        if row.len() > self.columns {
            return Err(Refusal::TooManyColumns {
                row: row.number,
                limit: self.columns,
            });
        }
        Ok(true)
    }

    fn unread(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    fn consume(&mut self, length: usize) {
        self.start += length;
        self.line += 1;
    }

    /// Length of the bytes up to and with the first line end after `from`; `None` when nothing is left.
    fn line_length(&mut self, from: usize) -> Result<Option<usize>, Refusal> {
        let mut searched = from;
        loop {
            let unread = self.unread();
            if let Some(at) = unread
                .get(searched..)
                .and_then(|rest| memchr::memchr(self.line_end, rest))
            {
                return Ok(Some(searched + at + 1));
            }
            searched = unread.len();
            if self.at_end {
                return Ok((searched > from).then_some(searched));
            }
            if searched > self.row_bytes {
                return Err(Refusal::RowTooLong {
                    row: self.line,
                    limit: self.row_bytes,
                });
            }
            self.fill()?;
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        if self.end == self.buffer.len() {
            self.buffer.resize(self.buffer.len() * 2, 0);
        }
        let free = self.buffer.get_mut(self.end..).unwrap_or_default();
        match self.input.read(free) {
            Ok(0) => self.at_end = true,
            Ok(count) => self.end += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// A row with quotation marks, which may go over several lines.
    fn quoted(&mut self, row: &mut Row, first_line: usize) -> Result<(), Refusal> {
        let mut cell = std::mem::take(&mut self.cell);
        cell.clear();
        let (mut from, mut length, mut lines) = (0, first_line, 1);
        let mut scan = Scan {
            separator: self.separator,
            line_end: self.line_end,
            state: State::CellStart,
            cell,
        };
        loop {
            let line = self.unread().get(from..length).unwrap_or_default();
            scan.line(line, row);
            if scan.state != State::Quoted {
                break;
            }
            if length > self.row_bytes {
                return Err(Refusal::RowTooLong {
                    row: row.number,
                    limit: self.row_bytes,
                });
            }
            let Some(longer) = self.line_length(length)? else {
                break;
            };
            (from, length, lines) = (length, longer, lines + 1);
        }
        if scan.state == State::Quoted {
            row.fault = Some(QuotationFault::NotClosed);
        }
        scan.end_cell(row);
        if lines > 1 {
            let within = |column| memchr::memchr_iter(self.separator, row.raw(column)).count();
            row.separators_within = Some((0..row.len()).map(within).sum());
        }
        self.cell = scan.cell;
        self.start += length;
        self.line += lines;
        Ok(())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    QuoteInQuoted,
    /// Only spaces since the quotation was closed.
    Closed,
}

/// The cells of one row with quotation marks.
struct Scan {
    separator: u8,
    line_end: u8,
    state: State,
    cell: Vec<u8>,
}

impl Scan {
    /// Goes through one line, adds the cells that end in it, and leaves the unfinished one in `cell`.
    fn line(&mut self, line: &[u8], row: &mut Row) {
        let mut rest = line;
        while let Some((byte, later)) = rest.split_first() {
            match (self.state, *byte) {
                (State::Quoted, _) => {
                    let Some(end) = memchr::memchr(b'"', rest) else {
                        self.cell.extend_from_slice(rest);
                        return;
                    };
                    let (inside, after) = rest.split_at(end);
                    self.cell.extend_from_slice(inside);
                    (self.state, rest) = (State::QuoteInQuoted, after.get(1..).unwrap_or_default());
                }
                _ if without_line_end(rest, self.line_end).is_empty() => return,
                (_, byte) if byte == self.separator => {
                    self.end_cell(row);
                    rest = later;
                }
                (State::CellStart, b'"') => (self.state, rest) = (State::Quoted, later),
                (State::QuoteInQuoted, b'"') => {
                    self.cell.push(b'"');
                    (self.state, rest) = (State::Quoted, later);
                }
                (State::QuoteInQuoted | State::Closed, b' ') => {
                    self.cell.push(b' ');
                    (self.state, rest) = (State::Closed, later);
                }
                (State::QuoteInQuoted | State::Closed, _) => {
                    row.fault = row.fault.or(Some(QuotationFault::TextBehind));
                    self.state = State::Plain;
                }
                (State::CellStart | State::Plain, _) => {
                    let end =
                        memchr::memchr3(self.separator, b'\r', b'\n', later).map_or(rest.len(), |at| at + 1);
                    let (plain, after) = rest.split_at(end);
                    self.cell.extend_from_slice(plain);
                    (self.state, rest) = (State::Plain, after);
                }
            }
        }
    }

    fn end_cell(&mut self, row: &mut Row) {
        row.push(&self.cell, CellKind::Text);
        self.cell.clear();
        self.state = State::CellStart;
    }
}

fn without_line_end(line: &[u8], line_end: u8) -> &[u8] {
    let line = line.strip_suffix(&[line_end]).unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(bytes: &[u8], separator: u8) -> Vec<(u64, Vec<Vec<u8>>)> {
        let mut reader = SeparatedReader::new(bytes, separator, b'\n', &Limits::default());
        let mut row = Row::default();
        let mut rows = Vec::new();
        while reader.next(&mut row).unwrap() {
            rows.push((
                row.number,
                (0..row.len()).map(|column| row.raw(column).to_vec()).collect(),
            ));
        }
        rows
    }

    #[test]
    fn rows_have_the_numbers_an_editor_shows() {
        let text = b"a;b\r\n\r\n\"two\r\nlines\";c\r\nd;\"say \"\"hi\"\"\"\nlast;12\" pipe";
        let rows = read(text, b';');
        let numbers: Vec<u64> = rows.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 2, 3, 5, 6]);
        assert_eq!(rows[2].1, [b"two\r\nlines".to_vec(), b"c".to_vec()]);
        assert_eq!(rows[3].1, [b"d".to_vec(), b"say \"hi\"".to_vec()]);
        assert_eq!(rows[4].1, [b"last".to_vec(), b"12\" pipe".to_vec()]);
    }

    #[test]
    fn an_unclosed_quotation_is_refused_at_the_limit() {
        let mut text = b"a;b\nc;\"open".to_vec();
        text.extend(std::iter::repeat_n(b"x;y\n".as_slice(), 100_000).flatten());
        let limits = Limits {
            row_bytes: 1000,
            ..Limits::default()
        };
        let mut reader = SeparatedReader::new(text.as_slice(), b';', b'\n', &limits);
        let mut row = Row::default();
        assert!(reader.next(&mut row).unwrap());
        assert!(matches!(
            reader.next(&mut row),
            Err(Refusal::RowTooLong { row: 2, limit: 1000 })
        ));
    }

    #[test]
    fn too_many_columns_are_refused() {
        let text = vec![b';'; 600];
        let mut reader = SeparatedReader::new(text.as_slice(), b';', b'\n', &Limits::default());
        assert!(matches!(
            reader.next(&mut Row::default()),
            Err(Refusal::TooManyColumns { row: 1, limit: 512 })
        ));
    }

    proptest! {
        /// Same cells as the csv crate, which skips blank lines and also ends rows at a lone carriage
        /// return, so lone ones are left out here.
        #[test]
        fn cells_are_those_of_the_csv_crate(text in "([a;\" \n]|\r\n){0,60}") {
            let mut theirs = Vec::new();
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false).flexible(true).delimiter(b';').from_reader(text.as_bytes());
            for record in reader.byte_records() {
                theirs.push(record.unwrap().iter().map(<[u8]>::to_vec).collect::<Vec<_>>());
            }
            let blank: Vec<Vec<u8>> = vec![Vec::new()];
            let ours: Vec<_> = read(text.as_bytes(), b';').into_iter().map(|(_, cells)| cells)
                .filter(|cells| *cells != blank).collect();
            theirs.retain(|cells| *cells != blank);
            prop_assert_eq!(ours, theirs);
        }
    }
}
