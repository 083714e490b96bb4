//! Values of workbooks as cells of a row.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};

use crate::{
    limits::Limits,
    refusal::Refusal,
    row::{CellKind, Row},
};

/// A value as a workbook stores it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Text(&'a str),
    /// A binary number.
    Number(f64),
    /// A number that the workbook stores as decimal text, with a point.
    Written(&'a str),
    /// An ISO date, at times with a time of day.
    DateText(&'a str),
    Day(NaiveDate),
    Bool(bool),
    Error(&'a str),
}

/// Puts a value into its column; columns that the workbook leaves out are blank.
pub(crate) fn place(row: &mut Row, column: usize, value: Value<'_>, limits: &Limits) -> Result<(), Refusal> {
    if column >= limits.columns {
        return Err(Refusal::TooManyColumns {
            row: row.number,
            limit: limits.columns,
        });
    }
    if column < row.len() {
        return Err(Refusal::DamagedWorkbook {
            why: format!("row {} holds a column twice", row.number),
        });
    }
    while row.len() < column {
        row.push(b"", CellKind::Text);
    }
    match value {
        Value::Text(text) => row.push(text.as_bytes(), CellKind::Text),
        Value::Number(number) => place_number(row, number),
        Value::Written(text) => row.push(text.as_bytes(), CellKind::Number),
        Value::DateText(text) => row.push(text.as_bytes(), CellKind::Date),
        Value::Day(day) => row.push(day.to_string().as_bytes(), CellKind::Date),
        Value::Bool(true) => row.push(b"TRUE", CellKind::Text),
        Value::Bool(false) => row.push(b"FALSE", CellKind::Text),
        Value::Error(text) => row.push(text.as_bytes(), CellKind::Error),
    }
    if row.size() > limits.row_bytes {
        return Err(Refusal::RowTooLong {
            row: row.number,
            limit: limits.row_bytes,
        });
    }
    Ok(())
}

/// The shortest decimal that is the stored number: 95.31999999999999 stays what the file says, and what it
/// means in cents is decided where amounts are read.
fn place_number(row: &mut Row, number: f64) {
    let mut text = String::new();
    let written = write!(text, "{number}").is_ok() && number.is_finite();
    row.push(
        text.as_bytes(),
        if written {
            CellKind::Number
        } else {
            CellKind::Error
        },
    );
}

/// The day of a day number as spreadsheets count: from 30 December 1899, or from 1 January 1904.
pub(crate) fn day_of(serial: f64, from_1904: bool) -> Option<NaiveDate> {
    let first = if from_1904 {
        NaiveDate::from_ymd_opt(1904, 1, 1)
    } else {
        NaiveDate::from_ymd_opt(1899, 12, 30)
    }?;
    // Below 61 the two calendars of spreadsheets differ; no ledger is so old.
    if !(61.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let whole: u64 = format!("{}", serial.trunc()).parse().ok()?;
    first.checked_add_days(Days::new(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_are_days() {
        for (serial, from_1904, expected) in [
            (46_053.0, false, Some("2026-01-31")),
            (46_053.75, false, Some("2026-01-31")),
            (44_591.0, true, Some("2026-01-31")),
            (0.5, false, None),
            (-1.0, false, None),
            (1e12, false, None),
            (f64::NAN, false, None),
        ] {
            let day = day_of(serial, from_1904).map(|day| day.to_string());
            assert_eq!(day.as_deref(), expected, "{serial}");
        }
    }

    #[test]
    fn blanks_are_filled_and_columns_may_not_come_twice() {
        let limits = Limits {
            columns: 4,
            row_bytes: 100,
            ..Limits::default()
        };
        let mut row = Row::default();
        row.begin(1);
        place(&mut row, 2, Value::Number(95.5), &limits).unwrap();
        assert_eq!(
            (row.len(), row.cell(0), row.cell(2)),
            (3, b"".as_slice(), b"95.5".as_slice())
        );
        for (column, text, code) in [
            (1, "a", "damagedWorkbook"),
            (4, "a", "tooManyColumns"),
            (3, &*"a".repeat(200), "rowTooLong"),
        ] {
            let refusal = place(&mut row, column, Value::Text(text), &limits).unwrap_err();
            assert_eq!(refusal.code(), code);
        }
    }
}
