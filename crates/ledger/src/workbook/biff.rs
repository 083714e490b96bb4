//! Records of the binary format of Excel 97 ([MS-XLS] 2.3).

use std::collections::HashMap;

use super::strings::Pieces;
use crate::refusal::Refusal;

const CONTINUE: u16 = 0x3C;
const BOF: u16 = 0x0809;
const EOF: u16 = 0x0A;

/// A record: what it is, and its data.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    pub kind: u16,
    pub data: &'a [u8],
    /// Where the next record begins.
    pub next: usize,
}

/// The record that begins at `at`; nothing at the end of the stream or where it is cut.
pub(super) fn record(stream: &[u8], at: usize) -> Option<Record<'_>> {
    let [a, b, c, d] = *stream.get(at..at.checked_add(4)?)? else {
        return None;
    };
    let length = usize::from(u16::from_le_bytes([c, d]));
    let next = at + 4 + length;
    Some(Record {
        kind: u16::from_le_bytes([a, b]),
        data: stream.get(at + 4..next)?,
        next,
    })
}

/// The data of a record and of those that continue it, and where the record behind them begins.
pub(super) fn continued<'a>(stream: &'a [u8], first: Record<'a>) -> (Pieces<'a>, usize) {
    let (mut pieces, mut next) = (vec![first.data], first.next);
    while let Some(more) = record(stream, next).filter(|more| more.kind == CONTINUE) {
        pieces.push(more.data);
        next = more.next;
    }
    (Pieces::new(pieces), next)
}

pub(super) fn short(data: &[u8], at: usize) -> Option<u16> {
    let two = data.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

pub(super) fn long(data: &[u8], at: usize) -> Option<u32> {
    let four = data.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

pub(super) fn float(data: &[u8], at: usize) -> Option<f64> {
    let eight = data.get(at..at.checked_add(8)?)?;
    Some(f64::from_le_bytes(eight.try_into().ok()?))
}

/// A number in four bytes: the upper half of a binary number, or a whole number, perhaps of hundredths.
pub(super) fn packed_number(packed: u32) -> f64 {
    let number = if packed & 2 == 2 {
        f64::from(packed.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(packed & !3) << 32)
    };
    if packed & 1 == 1 { number / 100.0 } else { number }
}

/// A sheet as the workbook lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub name: String,
    pub visible: bool,
    /// Where its records begin.
    pub at: usize,
}

/// What the records of the workbook itself say.
#[derive(Debug, Default)]
pub(super) struct Globals {
    pub sheets: Vec<Listed>,
    pub strings: Vec<String>,
    pub from_1904: bool,
    /// For each cell format, whether it shows a date.
    pub shows_date: Vec<bool>,
}

fn damaged(why: &str) -> Refusal {
    Refusal::DamagedWorkbook { why: why.to_owned() }
}

impl Globals {
    /// Reads the records up to the end of the first part. Locked workbooks and those that take values from
    /// other files are refused.
    pub fn read(stream: &[u8]) -> Result<Self, Refusal> {
        let mut globals = Self::default();
        let (mut formats, mut cell_formats) = (HashMap::new(), Vec::new());
        let mut at = 0;
        let cut = || damaged("its records are cut");
        while let Some(one) = record(stream, at) {
            at = one.next;
            match one.kind {
                BOF if short(one.data, 0) != Some(0x0600) => {
                    return Err(Refusal::UnsupportedWorkbook {
                        kind: "an Excel file from before 1997 (.xls)",
                    });
                }
                EOF => break,
                0x2F => return Err(Refusal::PasswordProtected),
                0x22 => globals.from_1904 = short(one.data, 0) == Some(1),
                0x85 => globals.sheets.extend(listed(one.data).ok_or_else(cut)?),
                0x01AE if is_external(one.data) => return Err(Refusal::ExternalLinks),
                0x041E => {
                    let (mut pieces, next) = continued(stream, one);
                    at = next;
                    if let Some((number, code)) = format(&mut pieces) {
                        formats.insert(number, code);
                    }
                }
                0xE0 => cell_formats.push(short(one.data, 2).ok_or_else(cut)?),
                0xFC => {
                    let (mut pieces, next) = continued(stream, one);
                    at = next;
                    globals.strings = strings(&mut pieces).ok_or_else(cut)?;
                }
                _ => {}
            }
        }
        globals.shows_date = cell_formats
            .into_iter()
            .map(|number| {
                formats
                    .get(&number)
                    .map_or_else(|| is_known_date(number), |code: &String| shows_date(code))
            })
            .collect();
        Ok(globals)
    }
}

/// A sheet with cells; nothing for charts and macro sheets.
fn listed(data: &[u8]) -> Option<Option<Listed>> {
    let at = usize::try_from(long(data, 0)?).ok()?;
    let (state, kind) = (*data.get(4)?, *data.get(5)?);
    let count = usize::from(*data.get(6)?);
    let name = Pieces::new(vec![data.get(7..)?]).text(count)?;
    Some((kind == 0).then_some(Listed {
        name,
        visible: state & 3 == 0,
        at,
    }))
}

/// The record of a supporting workbook: its own, an add-in, or another file.
fn is_external(data: &[u8]) -> bool {
    !matches!(short(data, 2), Some(0x0401 | 0x3A01) | None)
}

fn format(pieces: &mut Pieces<'_>) -> Option<(u16, String)> {
    let number = pieces.short()?;
    let count = usize::from(pieces.short()?);
    Some((number, pieces.text(count)?))
}

fn strings(pieces: &mut Pieces<'_>) -> Option<Vec<String>> {
    let _used = pieces.long()?;
    let count = pieces.long()?;
    let mut strings = Vec::new();
    for _ in 0..count {
        strings.push(pieces.rich_text()?);
    }
    Some(strings)
}

/// Formats of dates that have a number and no code of their own.
const fn is_known_date(number: u16) -> bool {
    matches!(number, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// True when a format code shows day, month or year; what stands in quotation marks or brackets is text or
/// colour.
fn shows_date(code: &str) -> bool {
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    for c in code.chars() {
        if escaped {
            escaped = false;
            continue;
        }
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\\' | '_' | '*' => escaped = true,
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ if bracketed => {}
            ';' => return false,
            'd' | 'D' | 'y' | 'Y' | 'm' | 'M' | 'v' | 'V' | 'p' | 'P' | 'k' | 'K' => {
                return !code.to_lowercase().starts_with("general");
            }
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_what_the_standard_says() {
        // [MS-XLS] 2.5.217: a whole number, one of hundredths, and the upper half of 1.5.
        for (packed, expected) in [
            ((1234_u32 << 2) | 2, 1234.0),
            ((12_345_u32 << 2) | 3, 123.45),
            (((-5_i32).cast_unsigned() << 2) | 2, -5.0),
            (0x3FF8_0000, 1.5),
        ] {
            assert!(
                (packed_number(packed) - expected).abs() < f64::EPSILON,
                "{packed:x}"
            );
        }
    }

    #[test]
    fn formats_that_show_days_are_dates() {
        for (code, expected) in [
            ("dd.mm.yyyy", true),
            ("yyyy\\-mm\\-dd", true),
            ("[$-40B]d. mmmm yyyy", true),
            ("pp.kk.vvvv", true),
            ("General", false),
            ("#,##0.00", false),
            ("0.00\" kpl\"", false),
            ("#,##0.00 [$€-1]", false),
            ("[Red]0.00", false),
            ("_-* #,##0.00_-", false),
        ] {
            assert_eq!(shows_date(code), expected, "{code}");
        }
    }

    #[test]
    fn what_is_cut_is_damaged() {
        assert!(record(&[1, 0, 4, 0, 9], 0).is_none());
        let bof = [0x09, 8, 2, 0, 0, 6];
        let mut cut = bof.to_vec();
        cut.extend([0xFC, 0, 2, 0, 1, 0]);
        assert_eq!(Globals::read(&cut).unwrap_err().code(), "damagedWorkbook");
        let old = [0x09, 8, 2, 0, 0, 5];
        assert_eq!(Globals::read(&old).unwrap_err().code(), "unsupportedWorkbook");
        let mut locked = bof.to_vec();
        locked.extend([0x2F, 0, 0, 0]);
        assert_eq!(Globals::read(&locked).unwrap_err().code(), "passwordProtected");
    }
}
