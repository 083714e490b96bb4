//! One row of the table, whether it came from a text file or from a workbook.

/// How a cell was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CellKind {
    /// Text as somebody or some system wrote it, in the file's encoding.
    Text,
    /// A number of a workbook, written here with a decimal point and no exponent.
    Number,
    /// A date of a workbook, written here as an ISO date.
    Date,
    /// An error value of a workbook, such as `#REF!`.
    Error,
}

/// What is wrong with the quotation marks of a row of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QuotationFault {
    /// Text between a closing quotation mark and the separator.
    TextBehind,
    /// The file ends inside a quotation.
    NotClosed,
}

#[derive(Clone, Copy, Debug)]
struct Span {
    start: usize,
    end: usize,
    kind: CellKind,
}

/// A row that is reused from one reading to the next: reading allocates nothing per row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// Counted from 1, as an editor counts lines and a spreadsheet counts rows.
    pub number: u64,
    /// What is wrong with its quotation marks.
    pub fault: Option<QuotationFault>,
    /// How many separators stand inside the quoted cells of a row of several lines; nothing for a row of one
    /// line. Many of them mean that whole rows stand inside.
    pub separators_within: Option<usize>,
    bytes: Vec<u8>,
    spans: Vec<Span>,
}

impl Row {
    /// Empties the row, to be filled as row `number`.
    pub fn begin(&mut self, number: u64) {
        self.number = number;
        (self.fault, self.separators_within) = (None, None);
        self.bytes.clear();
        self.spans.clear();
    }

    /// Adds a cell at the end.
    pub fn push(&mut self, content: &[u8], kind: CellKind) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(content);
        self.spans.push(Span {
            start,
            end: self.bytes.len(),
            kind,
        });
    }

    /// Takes a line without quotation marks and splits it.
    pub fn split(&mut self, line: &[u8], separator: u8) {
        self.bytes.extend_from_slice(line);
        let mut start = 0;
        for end in memchr::memchr_iter(separator, line) {
            self.spans.push(Span {
                start,
                end,
                kind: CellKind::Text,
            });
            start = end + 1;
        }
        self.spans.push(Span {
            start,
            end: line.len(),
            kind: CellKind::Text,
        });
    }

    /// How many bytes its cells have together.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// How many cells there are, blank ones included.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// The bytes of a cell as stored; nothing beyond the end of the row.
    pub fn raw(&self, column: usize) -> &[u8] {
        self.spans
            .get(column)
            .and_then(|span| self.bytes.get(span.start..span.end))
            .unwrap_or_default()
    }

    /// The bytes of a cell without white space around them.
    pub fn cell(&self, column: usize) -> &[u8] {
        self.raw(column).trim_ascii()
    }

    /// How a cell was stored.
    pub fn kind(&self, column: usize) -> CellKind {
        self.spans.get(column).map_or(CellKind::Text, |span| span.kind)
    }

    /// True when the cell holds nothing, or only spaces of any sort.
    pub fn is_blank(&self, column: usize) -> bool {
        blank(self.cell(column))
    }

    /// True when the whole row is UTF-8.
    pub fn is_utf8(&self) -> bool {
        std::str::from_utf8(&self.bytes).is_ok()
    }

    /// True when every cell is blank.
    pub fn all_blank(&self) -> bool {
        (0..self.len()).all(|column| self.is_blank(column))
    }

    /// The columns that are not blank.
    pub fn filled(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.len()).filter(|column| !self.is_blank(*column))
    }
}

/// No-break spaces are white space too: 0xA0 in one-byte encodings, C2 A0 in UTF-8.
fn blank(bytes: &[u8]) -> bool {
    bytes.is_empty()
        || bytes == b"\xC2\xA0"
        || bytes
            .iter()
            .all(|byte| *byte == 0xA0 || byte.is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_splits_at_each_separator() {
        let mut row = Row::default();
        row.begin(7);
        row.split(b"4300; 12,50 ;;", b';');
        assert_eq!(row.len(), 4);
        assert_eq!(
            (row.raw(1), row.cell(1)),
            (b" 12,50 ".as_slice(), b"12,50".as_slice())
        );
        assert_eq!(row.cell(9), b"");
        assert_eq!(row.filled().collect::<Vec<_>>(), [0, 1]);
        row.begin(8);
        row.split(b"", b';');
        assert_eq!((row.number, row.len()), (8, 1));
        assert!(row.all_blank());
    }

    #[test]
    fn no_break_spaces_are_blank() {
        let mut row = Row::default();
        row.begin(1);
        row.push(b"\xA0", CellKind::Text);
        row.push(b"\xC2\xA0", CellKind::Text);
        row.push(b" \t ", CellKind::Text);
        assert!(row.all_blank());
        row.push(b"0", CellKind::Number);
        assert!(!row.all_blank());
    }
}
