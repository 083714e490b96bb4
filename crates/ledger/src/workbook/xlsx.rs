//! Rows of an Office Open XML workbook, through `calamine`.
//!
//! A workbook is unpacked to nowhere first, to see that it is not far larger than it says. Its reader is
//! somebody else's: should it ever panic on a damaged file, that is a refusal here and no crash.

use std::{
    collections::BTreeSet,
    io::BufReader,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxCellReader};

use super::{
    Sheet,
    cell::{Value, place},
    name_of_cell,
};
use crate::{
    content::Content,
    limits::Limits,
    refusal::Refusal,
    row::Row,
    rows::Next,
    source::ReadSeek,
    unpacked::{self, Unpacked},
};

type Workbook<'a> = Xlsx<BufReader<Box<dyn ReadSeek + 'a>>>;
type Cells<'a, 'b> = XlsxCellReader<'b, BufReader<Box<dyn ReadSeek + 'a>>>;

/// The sheets with cells.
pub(super) fn sheets(content: &Content<'_>, limits: &Limits) -> Result<Vec<Sheet>, Refusal> {
    unpacked::bounded(content, limits)?;
    let mut workbook = open(content)?;
    let found: Vec<_> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .cloned()
        .collect();
    found
        .into_iter()
        .map(|sheet| {
            Ok(Sheet {
                has_rows: has_rows(&mut workbook, &sheet.name, limits)?,
                visible: sheet.visible == SheetVisible::Visible,
                name: sheet.name,
            })
        })
        .collect()
}

/// Refuses a sheet whose formulas have no values, or values that its writer did not compute.
pub(super) fn computed(content: &Content<'_>, sheet: &str, limits: &Limits) -> Result<(), Refusal> {
    let Unpacked { without_value, stale } = unpacked::bounded(content, limits)?;
    if !without_value && !stale {
        return Ok(());
    }
    let mut workbook = open(content)?;
    let mut formulas = BTreeSet::new();
    let mut cells = cells(&mut workbook, sheet)?;
    while let Some(cell) = guarded(|| cells.next_formula().map_err(|error| error.to_string()))? {
        // Cells without a formula come by too.
        if cell.get_value().is_empty() {
            continue;
        }
        formulas.insert(cell.get_position());
        if stale || formulas.len() > FORMULAS_HELD {
            break;
        }
    }
    drop(cells);
    if !stale {
        let mut cells = self::cells(&mut workbook, sheet)?;
        while let Some((row, column, _)) = next_cell(&mut cells)? {
            let place = (
                u32::try_from(row - 1).unwrap_or(u32::MAX),
                u32::try_from(column).unwrap_or(u32::MAX),
            );
            formulas.remove(&place);
        }
    }
    match formulas.first() {
        None => Ok(()),
        Some((row, column)) => Err(Refusal::FormulasNotComputed {
            cell: name_of_cell(u64::from(*row) + 1, *column as usize),
        }),
    }
}

/// Formulas whose values are looked for one by one.
const FORMULAS_HELD: usize = 2_000_000;

/// Hands each row of the sheet to `visit`; rows that the workbook leaves out are blank.
pub(super) fn each(
    content: &Content<'_>,
    sheet: &str,
    limits: &Limits,
    visit: &mut dyn FnMut(&Row) -> Result<Next, Refusal>,
) -> Result<(), Refusal> {
    let mut workbook = open(content)?;
    let mut cells = cells(&mut workbook, sheet)?;
    let mut table = super::Table::new(limits, visit);
    while let Some((number, column, value)) = next_cell(&mut cells)? {
        if table.advance(number)? == Next::Stop {
            return Ok(());
        }
        place_data(&mut table.row, column, &value, limits)?;
    }
    table.finish()
}

fn place_data(row: &mut Row, column: usize, value: &DataRef<'_>, limits: &Limits) -> Result<(), Refusal> {
    let text;
    let value = match value {
        DataRef::String(text) => Value::Text(text),
        DataRef::SharedString(text) => Value::Text(text),
        DataRef::Int(number) => {
            text = number.to_string();
            Value::Written(&text)
        }
        DataRef::Float(number) => Value::Number(*number),
        DataRef::Bool(truth) => Value::Bool(*truth),
        DataRef::DateTime(stored) => {
            let date = guarded(|| Ok(stored.is_datetime().then(|| stored.as_datetime()).flatten()))?;
            date.map_or_else(|| Value::Number(stored.as_f64()), |date| Value::Day(date.date()))
        }
        DataRef::DateTimeIso(text) => Value::DateText(text),
        DataRef::DurationIso(text) => Value::Text(text),
        DataRef::Error(error) => {
            text = error.to_string();
            Value::Error(&text)
        }
        DataRef::Empty => Value::Text(""),
    };
    place(row, column, value, limits)
}

fn open<'a>(content: &'a Content<'_>) -> Result<Workbook<'a>, Refusal> {
    let file = BufReader::new(content.seekable()?);
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

fn has_rows(workbook: &mut Workbook<'_>, sheet: &str, limits: &Limits) -> Result<bool, Refusal> {
    let mut cells = cells(workbook, sheet)?;
    let mut shape = super::Shape::default();
    while let Some((row, _, _)) = next_cell(&mut cells)? {
        if shape.cell(row) || row > limits.rows {
            return Ok(true);
        }
    }
    Ok(false)
}
