//! Goes through the rows of a file once, whatever kind of file it is.

use std::io::{self, Cursor, Read};

use crate::{
    content::Content,
    encoding::{Decoder, MARK},
    fingerprint::{self, Fingerprint},
    limits::Limits,
    refusal::Refusal,
    row::Row,
    separated::SeparatedReader,
    workbook,
};

/// How the rows of a file are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    Text {
        decoder: Decoder,
        separator: u8,
        /// Line feed; a carriage return in files that know no other line end.
        line_end: u8,
    },
    Workbook {
        sheet: String,
    },
}

impl Reading {
    pub const fn decoder(&self) -> Decoder {
        match self {
            Self::Text { decoder, .. } => *decoder,
            Self::Workbook { .. } => Decoder::UTF_8,
        }
    }
}

/// Whether the next row is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    Continue,
    Stop,
}

/// How a reading ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Finished,
    /// A row is not UTF-8 although the head of the file was.
    NotUtf8 {
        row: u64,
    },
}

/// Hands each row to `visit`, blank rows included.
pub(crate) fn each(
    content: &Content<'_>,
    reading: &Reading,
    limits: &Limits,
    visit: &mut dyn FnMut(&Row) -> Result<Next, Refusal>,
) -> Result<End, Refusal> {
    match reading {
        Reading::Workbook { sheet } => {
            workbook::each(content, sheet, limits, visit)?;
            Ok(End::Finished)
        }
        Reading::Text { .. } => each_line(&mut content.input()?, reading, limits, visit),
    }
}

/// The same, and the fingerprint of the file whose rows they were.
pub(crate) fn each_and_fingerprint(
    content: &Content<'_>,
    reading: &Reading,
    limits: &Limits,
    visit: &mut dyn FnMut(&Row) -> Result<Next, Refusal>,
) -> Result<(End, Fingerprint), Refusal> {
    match reading {
        Reading::Text { .. } if !content.is_wrapped() => {
            fingerprint::of_what_is_read(content.source, |input| each_line(input, reading, limits, visit))
        }
        Reading::Text { .. } | Reading::Workbook { .. } => {
            fingerprint::of_file_around(content.source, || each(content, reading, limits, visit))
        }
    }
}

fn each_line(
    input: &mut dyn Read,
    reading: &Reading,
    limits: &Limits,
    visit: &mut dyn FnMut(&Row) -> Result<Next, Refusal>,
) -> Result<End, Refusal> {
    let Reading::Text {
        decoder,
        separator,
        line_end,
    } = *reading
    else {
        return Ok(End::Finished);
    };
    let mut reader = SeparatedReader::new(without_mark(input)?, separator, line_end, limits);
    let mut row = Row::default();
    let mut rows = 0;
    while reader.next(&mut row)? {
        rows += 1;
        if rows > limits.rows {
            return Err(Refusal::TooManyRows { limit: limits.rows });
        }
        if !decoder.accepts(&row) {
            if decoder.demanded {
                return Err(Refusal::NotInEncoding {
                    row: row.number,
                    encoding: decoder.name(),
                });
            }
            return Ok(End::NotUtf8 { row: row.number });
        }
        if visit(&row)? == Next::Stop {
            break;
        }
    }
    Ok(End::Finished)
}

/// The file from behind its byte order mark.
fn without_mark(input: &mut dyn Read) -> io::Result<impl Read + '_> {
    let mut first = Vec::with_capacity(MARK.len());
    let mut beginning = Read::take(&mut *input, MARK.len() as u64);
    beginning.read_to_end(&mut first)?;
    if first == MARK {
        first.clear();
    }
    Ok(Cursor::new(first).chain(input))
}
