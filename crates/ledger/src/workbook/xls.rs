//! Rows of a workbook of Excel 97 (.xls).
//!
//! Read here and not by `calamine`, which makes a copy of a shared text for each cell that shows it and a cell
//! for each place between the outermost ones: a small file could take any amount of memory.

use super::{
    Shape, Sheet, Table,
    biff::{self, Globals, Record},
    cell::{Value, day_of, place},
    compound::Compound,
};
use crate::{content::Content, limits::Limits, refusal::Refusal, row::Row, rows::Next};

/// A cell with its value, before it is placed.
struct Cell<'a> {
    row: u64,
    column: usize,
    value: Value<'a>,
}

fn damaged(why: &str) -> Refusal {
    Refusal::DamagedWorkbook { why: why.to_owned() }
}

/// The records of the workbook. Files behind a password and those with macros are refused.
fn stream(content: &Content<'_>) -> Result<Vec<u8>, Refusal> {
    let mut file = Compound::open(content.seekable()?)?;
    if file.has("EncryptedPackage") || file.has("EncryptionInfo") {
        return Err(Refusal::PasswordProtected);
    }
    if file.has("_VBA_PROJECT_CUR") || file.has("_VBA_PROJECT") {
        return Err(Refusal::MacrosInside);
    }
    if let Some(stream) = file.stream("Workbook")? {
        return Ok(stream);
    }
    if file.has("Book") {
        return Err(Refusal::UnsupportedWorkbook {
            kind: "an Excel file from before 1997 (.xls)",
        });
    }
    Err(Refusal::NotALedger {
        what: "a document of an Office program that is no workbook",
    })
}

pub(super) fn sheets(content: &Content<'_>, limits: &Limits) -> Result<Vec<Sheet>, Refusal> {
    let stream = stream(content)?;
    let globals = Globals::read(&stream)?;
    let mut sheets = Vec::new();
    for listed in &globals.sheets {
        let (mut shape, mut has_rows) = (Shape::default(), false);
        each_cell(&stream, &globals, listed.at, limits, &mut |cell| {
            has_rows |= shape.cell(cell.row);
            Ok(if has_rows { Next::Stop } else { Next::Continue })
        })?;
        sheets.push(Sheet {
            name: listed.name.clone(),
            visible: listed.visible,
            has_rows,
        });
    }
    Ok(sheets)
}

pub(super) fn each(
    content: &Content<'_>,
    sheet: &str,
    limits: &Limits,
    visit: &mut dyn FnMut(&Row) -> Result<Next, Refusal>,
) -> Result<(), Refusal> {
    let stream = stream(content)?;
    let globals = Globals::read(&stream)?;
    let listed = globals
        .sheets
        .iter()
        .find(|listed| listed.name == sheet)
        .ok_or_else(|| damaged("its sheet is gone"))?;
    let mut table = Table::new(limits, visit);
    let mut stopped = false;
    each_cell(&stream, &globals, listed.at, limits, &mut |cell| {
        if table.advance(cell.row)? == Next::Stop {
            stopped = true;
            return Ok(Next::Stop);
        }
        place(&mut table.row, cell.column, cell.value, limits)?;
        Ok(Next::Continue)
    })?;
    if stopped { Ok(()) } else { table.finish() }
}

/// Goes through the cells of a sheet that hold something, in the order of the file.
fn each_cell(
    stream: &[u8],
    globals: &Globals,
    start: usize,
    limits: &Limits,
    visit: &mut dyn FnMut(Cell<'_>) -> Result<Next, Refusal>,
) -> Result<(), Refusal> {
    let (mut at, mut depth) = (start, 0_u32);
    // A formula whose result is a text: the text comes in a record behind it.
    let mut awaiting: Option<(u64, usize)> = None;
    while let Some(record) = biff::record(stream, at) {
        at = record.next;
        match record.kind {
            0x0809 => depth += 1,
            0x0A if depth <= 1 => return Ok(()),
            0x0A => depth -= 1,
            // Charts within the sheet have records of their own.
            _ if depth > 1 => {}
            0x0207 => {
                let (mut pieces, next) = biff::continued(stream, record);
                at = next;
                let count = pieces.short().map(usize::from);
                let text = count.and_then(|count| pieces.text(count));
                let text = text.ok_or_else(|| damaged("the text of a formula is cut"))?;
                if let Some((row, column)) = awaiting.take() {
                    let value = Value::Text(&text);
                    if visit(Cell { row, column, value })? == Next::Stop {
                        return Ok(());
                    }
                }
            }
            _ => {
                if cells_of(record, globals, limits, &mut awaiting, visit)? == Next::Stop {
                    return Ok(());
                }
            }
        }
    }
    Err(damaged("its records end too early"))
}

/// The cells of one record.
fn cells_of(
    record: Record<'_>,
    globals: &Globals,
    limits: &Limits,
    awaiting: &mut Option<(u64, usize)>,
    visit: &mut dyn FnMut(Cell<'_>) -> Result<Next, Refusal>,
) -> Result<Next, Refusal> {
    let data = record.data;
    if !matches!(record.kind, 0x06 | 0xBD | 0xFD | 0x0203..=0x0205 | 0xD6 | 0x027E) {
        return Ok(Next::Continue);
    }
    let cut = || damaged("a cell is cut");
    let row = u64::from(biff::short(data, 0).ok_or_else(cut)?) + 1;
    let column = usize::from(biff::short(data, 2).ok_or_else(cut)?);
    let number = |number: f64, format: Option<u16>| as_date(number, format, globals);
    let format = biff::short(data, 4);
    let text;
    let value = match record.kind {
        0x0203 => number(biff::float(data, 6).ok_or_else(cut)?, format),
        0x027E => number(biff::packed_number(biff::long(data, 6).ok_or_else(cut)?), format),
        0xBD => return several(data, row, column, globals, limits, visit),
        0xFD => {
            let index = biff::long(data, 6).and_then(|index| usize::try_from(index).ok());
            let shared = index.and_then(|index| globals.strings.get(index));
            Value::Text(shared.ok_or_else(|| damaged("a cell shows a text that is not there"))?)
        }
        0x0204 | 0xD6 => {
            let count = usize::from(biff::short(data, 6).ok_or_else(cut)?);
            let behind = data.get(8..).unwrap_or_default();
            text = super::strings::Pieces::new(vec![behind])
                .text(count)
                .ok_or_else(cut)?;
            Value::Text(&text)
        }
        0x0205 => {
            let (value, is_error) = (data.get(6).ok_or_else(cut)?, data.get(7) == Some(&1));
            truth_or_error(*value, is_error)
        }
        _ => match (biff::short(data, 12), data.get(6), data.get(8)) {
            (Some(0xFFFF), Some(0), _) => {
                *awaiting = Some((row, column));
                return Ok(Next::Continue);
            }
            (Some(0xFFFF), Some(1), Some(value)) => truth_or_error(*value, false),
            (Some(0xFFFF), Some(2), Some(value)) => truth_or_error(*value, true),
            (Some(0xFFFF), ..) => return Ok(Next::Continue),
            _ => number(biff::float(data, 6).ok_or_else(cut)?, format),
        },
    };
    visit(Cell { row, column, value })
}

/// Numbers side by side in one record.
fn several(
    data: &[u8],
    row: u64,
    first: usize,
    globals: &Globals,
    limits: &Limits,
    visit: &mut dyn FnMut(Cell<'_>) -> Result<Next, Refusal>,
) -> Result<Next, Refusal> {
    // Six bytes for each number; the last two of the record are the number of the last column.
    let numbers = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
    for (column, one) in (first..).zip(numbers.chunks_exact(6)) {
        if column > limits.columns {
            break;
        }
        let packed = biff::long(one, 2).unwrap_or_default();
        let value = as_date(biff::packed_number(packed), biff::short(one, 0), globals);
        if visit(Cell { row, column, value })? == Next::Stop {
            return Ok(Next::Stop);
        }
    }
    Ok(Next::Continue)
}

fn as_date(number: f64, format: Option<u16>, globals: &Globals) -> Value<'static> {
    let dated = format
        .and_then(|format| globals.shows_date.get(usize::from(format)))
        .copied()
        .unwrap_or_default();
    let day = dated.then(|| day_of(number, globals.from_1904)).flatten();
    day.map_or(Value::Number(number), Value::Day)
}

const fn truth_or_error(value: u8, is_error: bool) -> Value<'static> {
    match (is_error, value) {
        (false, value) => Value::Bool(value != 0),
        (true, 0x00) => Value::Error("#NULL!"),
        (true, 0x07) => Value::Error("#DIV/0!"),
        (true, 0x0F) => Value::Error("#VALUE!"),
        (true, 0x17) => Value::Error("#REF!"),
        (true, 0x1D) => Value::Error("#NAME?"),
        (true, 0x24) => Value::Error("#NUM!"),
        (true, _) => Value::Error("#N/A"),
    }
}
