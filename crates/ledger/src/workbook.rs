//! Rows of a workbook, through `calamine`.
//!
//! A workbook is unpacked to nowhere first, to see that it is not far larger than it says. Its reader is
//! somebody else's: should it ever panic on a damaged file, that is a refusal here and no crash.

use std::{
    fmt::Write as _,
    io::BufReader,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxCellReader};

use crate::{
    finding::{Certainty, Notes},
    limits::Limits,
    refusal::Refusal,
    row::{CellKind, Row},
    rows::Next,
    source::{ReadSeek, Source},
};

type Workbook<'a> = Xlsx<BufReader<Box<dyn ReadSeek + 'a>>>;
type Cells<'a, 'b> = XlsxCellReader<'b, BufReader<Box<dyn ReadSeek + 'a>>>;

/// The sheet that is the ledger: the one asked for, or the only visible one with rows.
pub(crate) fn choose_sheet(
    source: &Source,
    wanted: Option<&str>,
    limits: &Limits,
    notes: &mut Notes,
) -> Result<String, Refusal> {
    crate::unpacked::bounded(source, limits)?;
    let mut workbook = open(source)?;
    let sheets: Vec<_> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .cloned()
        .collect();
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
    let (mut visible, mut hidden) = (Vec::new(), Vec::new());
    for sheet in sheets {
        if has_rows(&mut workbook, &sheet.name, limits)? {
            let group = if sheet.visible == SheetVisible::Visible {
                &mut visible
            } else {
                &mut hidden
            };
            group.push(sheet.name);
        }
    }
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
    source: &Source,
    sheet: &str,
    limits: &Limits,
    visit: &mut dyn FnMut(&Row) -> Result<Next, Refusal>,
) -> Result<(), Refusal> {
    let mut workbook = open(source)?;
    let mut cells = cells(&mut workbook, sheet)?;
    let mut row = Row::default();
    row.begin(1);
    while let Some((number, column, value)) = next_cell(&mut cells)? {
        if number < row.number {
            return Err(Refusal::DamagedWorkbook {
                why: format!("row {number} comes after row {}", row.number),
            });
        }
        if number > limits.rows {
            return Err(Refusal::TooManyRows { limit: limits.rows });
        }
        while row.number < number {
            if visit(&row)? == Next::Stop {
                return Ok(());
            }
            let next = row.number + 1;
            row.begin(next);
        }
        place(&mut row, column, &value, limits)?;
    }
    if row.len() > 0 {
        visit(&row)?;
    }
    Ok(())
}

fn open(source: &Source) -> Result<Workbook<'_>, Refusal> {
    let file = BufReader::new(source.open()?);
    guarded(|| Xlsx::new(file).map_err(|error| error.to_string()))
}

fn cells<'a, 'b>(workbook: &'b mut Workbook<'a>, sheet: &str) -> Result<Cells<'a, 'b>, Refusal> {
    guarded(|| {
        workbook
            .worksheet_cells_reader(sheet)
            .map_err(|error| error.to_string())
    })
}

/// The next cell that is not empty: row and column from 1 and 0, and its value.
fn next_cell<'b>(cells: &mut Cells<'_, 'b>) -> Result<Option<(u64, usize, DataRef<'b>)>, Refusal> {
    loop {
        let Some(cell) = guarded(|| cells.next_cell().map_err(|error| error.to_string()))? else {
            return Ok(None);
        };
        let (row, column) = cell.get_position();
        if let DataRef::Empty = cell.get_value() {
            continue;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        return Ok(Some((u64::from(row) + 1, column, cell.get_value().clone())));
    }
}

fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err("its content is not consistent".to_owned()))
        .map_err(|why| Refusal::DamagedWorkbook { why })
}

/// Two rows with two cells each make a table.
fn has_rows(workbook: &mut Workbook<'_>, sheet: &str, limits: &Limits) -> Result<bool, Refusal> {
    let mut cells = cells(workbook, sheet)?;
    let (mut current, mut in_row, mut tables) = (0, 0, 0);
    while let Some((row, _, _)) = next_cell(&mut cells)? {
        in_row = if row == current { in_row + 1 } else { 1 };
        current = row;
        tables += u32::from(in_row == 2);
        if tables == 2 || row > limits.rows {
            return Ok(true);
        }
    }
    Ok(false)
}

fn place(row: &mut Row, column: usize, value: &DataRef<'_>, limits: &Limits) -> Result<(), Refusal> {
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
        DataRef::String(text) => row.push(text.as_bytes(), CellKind::Text),
        DataRef::SharedString(text) => row.push(text.as_bytes(), CellKind::Text),
        DataRef::Int(number) => row.push(number.to_string().as_bytes(), CellKind::Number),
        DataRef::Float(number) => place_number(row, *number),
        DataRef::Bool(true) => row.push(b"TRUE", CellKind::Text),
        DataRef::Bool(false) => row.push(b"FALSE", CellKind::Text),
        DataRef::DateTime(stored) => {
            let date = guarded(|| Ok(stored.is_datetime().then(|| stored.as_datetime()).flatten()))?;
            match date {
                Some(date) => row.push(date.date().to_string().as_bytes(), CellKind::Date),
                None => place_number(row, stored.as_f64()),
            }
        }
        DataRef::DateTimeIso(text) => row.push(text.as_bytes(), CellKind::Date),
        DataRef::DurationIso(text) => row.push(text.as_bytes(), CellKind::Text),
        DataRef::Error(error) => row.push(error.to_string().as_bytes(), CellKind::Error),
        DataRef::Empty => row.push(b"", CellKind::Text),
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
