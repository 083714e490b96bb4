//! Tables as files for spreadsheets. Text has semicolons and decimal commas, as Finnish spreadsheets read them; the
//! amounts of a workbook are numbers.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use talkoot_app::Failure;
use talkoot_domain::money::Money;

/// What a cell holds.
pub(super) enum Cell {
    /// Words.
    Text(String),
    /// A number without a fraction.
    Number(i64),
    /// An amount in euros.
    Amount(Money),
}

/// A table with a name and a heading per column.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// Headings that are always the same.
pub(super) fn headings(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

/// In what form a file is wanted.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// Text.
    Csv,
    /// A workbook.
    Xlsx,
}

impl Form {
    /// The form that the name of a file asks for, when it is `stem` with a known ending.
    pub(super) fn of(file: &str, stem: &str) -> Option<Self> {
        match file.strip_prefix(stem)? {
            ".csv" => Some(Self::Csv),
            ".xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

/// The tables as a file to be kept: below one another in text, on a sheet each in a workbook.
///
/// # Errors
/// When a workbook cannot be written.
pub(super) fn attached(stem: &str, form: Form, tables: &[Table]) -> Result<Response, Failure> {
    let (kind, ending, content) = match form {
        Form::Csv => ("text/csv; charset=utf-8", "csv", csv(tables).into_bytes()),
        Form::Xlsx => (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
            workbook(tables).map_err(Failure::internal)?,
        ),
    };
    let disposition = format!("attachment; filename=\"{stem}.{ending}\"");
    let disposition = HeaderValue::from_str(&disposition).map_err(Failure::internal)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, content).into_response())
}

/// One line of text; what a spreadsheet would take for a formula begins with an apostrophe.
fn line(cells: &[Cell]) -> String {
    let text = |cell: &Cell| match cell {
        Cell::Number(number) => number.to_string(),
        Cell::Amount(amount) => amount.to_string().replace('.', ","),
        Cell::Text(text) => {
            let guarded = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
                format!("'{text}")
            } else {
                text.clone()
            };
            if guarded.contains([';', '"', '\n', '\r']) {
                format!("\"{}\"", guarded.replace('"', "\"\""))
            } else {
                guarded
            }
        }
    };
    let cells: Vec<String> = cells.iter().map(text).collect();
    format!("{}\r\n", cells.join(";"))
}

/// An empty line stands between two tables.
fn csv(tables: &[Table]) -> String {
    let text = |table: &Table| {
        let rows: String = table.rows.iter().map(|row| line(row)).collect();
        let columns: Vec<Cell> = table.columns.iter().cloned().map(Cell::Text).collect();
        format!("{}{rows}", line(&columns))
    };
    let tables: Vec<String> = tables.iter().map(text).collect();
    format!("\u{feff}{}", tables.join("\r\n"))
}

fn workbook(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let (bold, amounts) = (Format::new().set_bold(), Format::new().set_num_format("0.00"));
    let mut workbook = Workbook::new();
    for table in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(table.name)?;
        for (place, column) in (0_u16..).zip(&table.columns) {
            sheet.write_string_with_format(0, place, column, &bold)?;
        }
        for (number, cells) in (1_u32..).zip(&table.rows) {
            for (place, cell) in (0_u16..).zip(cells) {
                match cell {
                    Cell::Text(text) => sheet.write_string(number, place, text)?,
                    Cell::Number(value) => sheet.write_number(number, place, float(*value))?,
                    Cell::Amount(amount) => {
                        let euros = float(amount.cents()) / 100.0;
                        sheet.write_number_with_format(number, place, euros, &amounts)?
                    }
                };
            }
        }
        sheet.set_freeze_panes(1, 0)?;
    }
    workbook.save_to_buffer()
}

#[expect(
    clippy::cast_precision_loss,
    clippy::as_conversions,
    reason = "a workbook knows no other numbers; cents of grants stay far below 2^53"
)]
const fn float(number: i64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use talkoot_domain::money::Money;

    use super::{Cell, line};

    #[test]
    fn no_text_is_a_formula_and_none_ends_its_cell() {
        for (text, written) in [
            ("Lohja", "Lohja"),
            ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
            ("+358 40", "'+358 40"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "\"'\r=1\""),
            ("a;=1", "\"a;=1\""),
            ("a\r=1", "\"a\r=1\""),
            ("a\n=1", "\"a\n=1\""),
            ("\"a\"", "\"\"\"a\"\"\""),
        ] {
            let said = line(&[Cell::Text(text.to_owned()), Cell::Number(-7)]);
            assert_eq!(said, format!("{written};-7\r\n"), "{text:?}");
        }
        let amount = Cell::Amount(Money::from_cents(-123_405));
        assert_eq!(line(&[amount]), "-1234,05\r\n");
    }
}
