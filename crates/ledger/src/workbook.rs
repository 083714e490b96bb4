//! Rows of workbooks, in whichever of three formats.

mod biff;
mod cell;
mod compound;
mod ods;
mod strings;
mod xls;
mod xlsx;

use crate::{
    content::{Content, FileKind},
    finding::{Certainty, Notes},
    limits::Limits,
    refusal::Refusal,
    row::Row,
    rows::Next,
};

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sheet {
    name: String,
    visible: bool,
    /// It holds a table.
    has_rows: bool,
}

/// The sheet that is the ledger: the one asked for, or the only visible one with rows.
pub(crate) fn choose_sheet(
    content: &Content<'_>,
    wanted: Option<&str>,
    limits: &Limits,
    notes: &mut Notes,
) -> Result<String, Refusal> {
    let sheets = match content.kind {
        FileKind::Xlsx => xlsx::sheets(content, limits)?,
        FileKind::Xls => xls::sheets(content, limits)?,
        FileKind::Ods => ods::sheets(content, limits)?,
        FileKind::Text => Vec::new(),
    };
    let sheet = chosen(sheets, wanted, notes)?;
    match content.kind {
        FileKind::Xlsx => xlsx::computed(content, &sheet, limits)?,
        FileKind::Ods => ods::computed(content, &sheet, limits)?,
        // In these files a formula always has a value.
        FileKind::Xls | FileKind::Text => {}
    }
    Ok(sheet)
}

fn chosen(sheets: Vec<Sheet>, wanted: Option<&str>, notes: &mut Notes) -> Result<String, Refusal> {
    if let Some(wanted) = wanted {
        let alike = |name: &str| name.trim().to_lowercase() == wanted.trim().to_lowercase();
        let found = sheets
            .iter()
            .find(|sheet| alike(&sheet.name))
            .map(|sheet| sheet.name.clone());
        notes.find("sheet", wanted, Certainty::Given, "the profile says so");
        return found.ok_or_else(|| Refusal::NoSuchSheet {
            wanted: wanted.to_owned(),
            sheets: sheets.into_iter().map(|sheet| sheet.name).collect(),
        });
    }
    let names = |visible: bool| -> Vec<String> {
        sheets
            .iter()
            .filter(|sheet| sheet.has_rows && sheet.visible == visible)
            .map(|sheet| sheet.name.clone())
            .collect()
    };
    let (visible, hidden) = (names(true), names(false));
    if !hidden.is_empty() {
        notes.warn(
            "hiddenSheets",
            0,
            format!("hidden sheets hold rows and are not read: {}", hidden.join(", ")),
        );
    }
    match visible.as_slice() {
        [] => Err(Refusal::Empty),
        [only] => {
            notes.find(
                "sheet",
                only,
                Certainty::Certain,
                "it is the only visible sheet with rows",
            );
            Ok(only.clone())
        }
        _ => Err(Refusal::ChooseSheet { sheets: visible }),
    }
}

/// Hands each row of the sheet to `visit`; rows that the workbook leaves out are blank.
pub(crate) fn each(
    content: &Content<'_>,
    sheet: &str,
    limits: &Limits,
    visit: &mut dyn FnMut(&Row) -> Result<Next, Refusal>,
) -> Result<(), Refusal> {
    match content.kind {
        FileKind::Xlsx => xlsx::each(content, sheet, limits, visit),
        FileKind::Xls => xls::each(content, sheet, limits, visit),
        FileKind::Ods => ods::each(content, sheet, limits, visit),
        FileKind::Text => Ok(()),
    }
}

/// Two rows with two cells each make a table.
#[derive(Default)]
struct Shape {
    row: u64,
    cells: u32,
    rows: u32,
}

impl Shape {
    /// One more cell; true once there is a table.
    fn cell(&mut self, row: u64) -> bool {
        self.cells = if row == self.row { self.cells + 1 } else { 1 };
        self.row = row;
        self.rows += u32::from(self.cells == 2);
        self.rows >= 2
    }
}

/// Makes rows of cells that come in their order.
struct Table<'a> {
    row: Row,
    limits: &'a Limits,
    visit: &'a mut dyn FnMut(&Row) -> Result<Next, Refusal>,
}

impl<'a> Table<'a> {
    fn new(limits: &'a Limits, visit: &'a mut dyn FnMut(&Row) -> Result<Next, Refusal>) -> Self {
        let mut row = Row::default();
        row.begin(1);
        Self { row, limits, visit }
    }

    /// Goes on to row `number`, over the blank ones before it.
    fn advance(&mut self, number: u64) -> Result<Next, Refusal> {
        if number < self.row.number {
            return Err(Refusal::DamagedWorkbook {
                why: format!("row {number} comes after row {}", self.row.number),
            });
        }
        if number > self.limits.rows {
            return Err(Refusal::TooManyRows {
                limit: self.limits.rows,
            });
        }
        while self.row.number < number {
            if (self.visit)(&self.row)? == Next::Stop {
                return Ok(Next::Stop);
            }
            let next = self.row.number + 1;
            self.row.begin(next);
        }
        Ok(Next::Continue)
    }

    /// The last row.
    fn finish(self) -> Result<(), Refusal> {
        if self.row.len() > 0 {
            (self.visit)(&self.row)?;
        }
        Ok(())
    }
}

/// As spreadsheets call a cell, from row 1 and column 0: `AB12`.
fn name_of_cell(row: u64, column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        let letter = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        left = (left - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{row}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_called_as_in_a_spreadsheet() {
        for (row, column, name) in [
            (1, 0, "A1"),
            (12, 27, "AB12"),
            (3, 25, "Z3"),
            (1, 701, "ZZ1"),
            (1, 702, "AAA1"),
        ] {
            assert_eq!(name_of_cell(row, column), name);
        }
    }

    #[test]
    fn a_table_has_two_rows_of_two_cells() {
        let mut shape = Shape::default();
        let seen: Vec<bool> = [1, 2, 2, 3, 5, 5].map(|row| shape.cell(row)).to_vec();
        assert_eq!(seen, [false, false, false, false, false, true]);
    }
}
