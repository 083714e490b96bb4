//! Rows of an `OpenDocument` spreadsheet (.ods), ODF 1.2 part 1, 9.1 and 19.385.
//!
//! Read here and not by `calamine`, which builds whole sheets in memory before it gives the first row.

use std::{collections::HashSet, io::BufReader};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use super::{
    Sheet, Table,
    cell::{Value, place},
    name_of_cell,
};
use crate::{content::Content, limits::Limits, refusal::Refusal, row::Row, rows::Next, unpacked};

/// A value that outlives its element.
#[derive(Clone, Debug, PartialEq)]
enum Held {
    Text(String),
    Number(String),
    Date(String),
    Bool(bool),
    Error(String),
}

/// What is met on the way through the content.
enum Met<'a> {
    Sheet {
        name: &'a str,
        visible: bool,
    },
    /// A row with values: its number, how many times it stands there, and its cells, each with its first
    /// column and how many columns it fills.
    Row {
        number: u64,
        repeated: u64,
        cells: &'a [(usize, usize, Held)],
    },
    /// A formula whose value is not stored.
    NotComputed {
        row: u64,
        column: usize,
    },
}

type Visit<'a> = dyn FnMut(Met<'_>) -> Result<Next, Refusal> + 'a;

pub(super) fn sheets(content: &Content<'_>, limits: &Limits) -> Result<Vec<Sheet>, Refusal> {
    unpacked::bounded(content, limits)?;
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut full = 0_u64;
    walk(content, limits, &mut |met| {
        match met {
            Met::Sheet { name, visible } => {
                full = 0;
                sheets.push(Sheet {
                    name: name.to_owned(),
                    visible,
                    has_rows: false,
                });
            }
            Met::Row { repeated, cells, .. } => {
                let filled: usize = cells.iter().map(|(_, columns, _)| columns).sum();
                if filled >= 2 {
                    full = full.saturating_add(repeated);
                }
                if let Some(sheet) = sheets.last_mut() {
                    sheet.has_rows |= full >= 2;
                }
            }
            Met::NotComputed { .. } => {}
        }
        Ok(Next::Continue)
    })?;
    Ok(sheets)
}

/// Refuses a sheet whose formulas have no values.
pub(super) fn computed(content: &Content<'_>, wanted: &str, limits: &Limits) -> Result<(), Refusal> {
    let (mut within, mut over) = (false, false);
    walk(content, limits, &mut |met| match met {
        Met::Sheet { name, .. } => {
            over |= within;
            within = name == wanted;
            Ok(if over { Next::Stop } else { Next::Continue })
        }
        Met::NotComputed { row, column } if within => Err(Refusal::FormulasNotComputed {
            cell: name_of_cell(row, column),
        }),
        Met::Row { .. } | Met::NotComputed { .. } => Ok(Next::Continue),
    })
}

pub(super) fn each(
    content: &Content<'_>,
    wanted: &str,
    limits: &Limits,
    visit: &mut dyn FnMut(&Row) -> Result<Next, Refusal>,
) -> Result<(), Refusal> {
    let (mut within, mut stopped) = (false, false);
    let mut table = Table::new(limits, visit);
    walk(content, limits, &mut |met| match met {
        Met::Sheet { name, .. } => {
            let over = within;
            within = name == wanted;
            Ok(if over { Next::Stop } else { Next::Continue })
        }
        Met::Row {
            number,
            repeated,
            cells,
        } if within => {
            for number in number..number.saturating_add(repeated) {
                if table.advance(number)? == Next::Stop {
                    stopped = true;
                    return Ok(Next::Stop);
                }
                for (first, columns, held) in cells {
                    for column in *first..first.saturating_add(*columns) {
                        place(&mut table.row, column, held.value(), limits)?;
                    }
                }
            }
            Ok(Next::Continue)
        }
        Met::Row { .. } | Met::NotComputed { .. } => Ok(Next::Continue),
    })?;
    if stopped { Ok(()) } else { table.finish() }
}

impl Held {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Text(text) => Value::Text(text),
            Self::Number(text) => match text.parse::<f64>() {
                Ok(number) if text.contains(['e', 'E']) => Value::Number(number),
                _ => Value::Written(text),
            },
            Self::Date(text) => Value::DateText(text),
            Self::Bool(truth) => Value::Bool(*truth),
            Self::Error(text) => Value::Error(text),
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
fn damaged(why: impl ToString) -> Refusal {
    Refusal::DamagedWorkbook { why: why.to_string() }
}

/// Goes through the content once, sheet by sheet and row by row.
fn walk(content: &Content<'_>, limits: &Limits, visit: &mut Visit<'_>) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(BufReader::new(content.seekable()?)).map_err(damaged)?;
    let part = archive.by_name("content.xml").map_err(damaged)?;
    let mut xml = Reader::from_reader(BufReader::new(part));
    xml.config_mut().expand_empty_elements = true;
    let mut walk = Walk {
        limits,
        hidden: HashSet::new(),
        style: None,
        depth: 0,
        row: 1,
        repeated: 1,
        column: 0,
        cells: Vec::new(),
        cell: None,
        notes: 0,
    };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let next = match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(element) => walk.start(&element, visit)?,
            Event::End(element) => walk.end(element.name().into_inner(), visit)?,
            Event::Text(text) => walk.text(&text.xml10_content())?,
            Event::CData(text) => walk.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => {
                let letter = match &*reference {
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "amp" => Some('&'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().map_err(damaged)?,
                };
                let letter = letter.ok_or_else(|| damaged("it names a character that is not known"))?;
                walk.text(letter.encode_utf8(&mut [0; 4]))?
            }
            Event::DocType(_) => return Err(damaged("it has a document type")),
            Event::Eof => return Ok(()),
            _ => Next::Continue,
        };
        if next == Next::Stop {
            return Ok(());
        }
    }
}

/// A cell that is not finished.
#[derive(Debug, Default)]
struct Open {
    columns: usize,
    kind: String,
    value: Option<String>,
    formula: bool,
    is_error: bool,
    text: String,
    paragraphs: u64,
}

struct Walk<'a> {
    limits: &'a Limits,
    /// Styles of sheets that are not shown.
    hidden: HashSet<String>,
    style: Option<String>,
    /// Sheets within sheets: only the outer ones count.
    depth: u32,
    row: u64,
    repeated: u64,
    column: usize,
    cells: Vec<(usize, usize, Held)>,
    cell: Option<Open>,
    /// Comments, whose texts are no values.
    notes: u32,
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, Refusal> {
    for attribute in element.attributes() {
        let attribute = attribute.map_err(damaged)?;
        if attribute.key.into_inner() == name {
            let value = attribute.normalized_value(XmlVersion::Explicit1_0);
            return value.map(|value| Some(value.into_owned())).map_err(damaged);
        }
    }
    Ok(None)
}

fn count(element: &BytesStart<'_>, name: &str) -> Result<u64, Refusal> {
    attribute(element, name)?.map_or(Ok(1), |text| text.parse().map_err(damaged))
}

impl Walk<'_> {
    fn start(&mut self, element: &BytesStart<'_>, visit: &mut Visit<'_>) -> Result<Next, Refusal> {
        match element.name().into_inner() {
            "style:style" => self.style = attribute(element, "style:name")?,
            "style:table-properties" if attribute(element, "table:display")?.as_deref() == Some("false") => {
                self.hidden.extend(self.style.take());
            }
            "table:table" => return self.sheet(element, visit),
            "table:table-source" | "table:cell-range-source" | "table:dde-link" => {
                return Err(Refusal::ExternalLinks);
            }
            "table:table-row" if self.depth == 1 => {
                self.repeated = count(element, "table:number-rows-repeated")?;
                self.column = 0;
                self.cells.clear();
            }
            "table:table-cell" | "table:covered-table-cell" if self.depth == 1 => self.open(element)?,
            "office:annotation" => self.notes += 1,
            "text:p" if self.notes == 0 => {
                if let Some(cell) = &mut self.cell {
                    cell.paragraphs += 1;
                    if cell.paragraphs > 1 {
                        return self.text("\n");
                    }
                }
            }
            "text:s" => {
                let most = self.limits.row_bytes as u64 + 1;
                let spaces = count(element, "text:c")?.min(most);
                return self.text(&" ".repeat(usize::try_from(spaces).unwrap_or_default()));
            }
            "text:tab" => return self.text("\t"),
            "text:line-break" => return self.text("\n"),
            _ => {}
        }
        Ok(Next::Continue)
    }

    fn sheet(&mut self, element: &BytesStart<'_>, visit: &mut Visit<'_>) -> Result<Next, Refusal> {
        self.depth += 1;
        if self.depth > 1 {
            return Ok(Next::Continue);
        }
        self.row = 1;
        let name = attribute(element, "table:name")?.unwrap_or_default();
        let style = attribute(element, "table:style-name")?;
        let visible = !style.is_some_and(|style| self.hidden.contains(&style));
        visit(Met::Sheet { name: &name, visible })
    }

    fn open(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let mut cell = Open {
            columns: 1,
            ..Open::default()
        };
        for attribute in element.attributes() {
            let attribute = attribute.map_err(damaged)?;
            let value = attribute
                .normalized_value(XmlVersion::Explicit1_0)
                .map_err(damaged)?;
            match attribute.key.into_inner() {
                "table:number-columns-repeated" => cell.columns = value.parse().map_err(damaged)?,
                "office:value-type" => cell.kind = value.into_owned(),
                "calcext:value-type" => cell.is_error = value == "error",
                "office:value" | "office:date-value" | "office:boolean-value" | "office:string-value" => {
                    cell.value = Some(value.into_owned());
                }
                "table:formula" => {
                    if value.contains("file:") || value.contains("://") {
                        return Err(Refusal::ExternalLinks);
                    }
                    cell.formula = true;
                }
                _ => {}
            }
        }
        self.cell = Some(cell);
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<Next, Refusal> {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.notes == 0) {
            // Line ends between elements are no text.
            if cell.paragraphs > 0 {
                cell.text.push_str(text);
            }
            if cell.text.len() > self.limits.row_bytes {
                return Err(Refusal::RowTooLong {
                    row: self.row,
                    limit: self.limits.row_bytes,
                });
            }
        }
        Ok(Next::Continue)
    }

    fn end(&mut self, name: &str, visit: &mut Visit<'_>) -> Result<Next, Refusal> {
        match name {
            "table:table" => self.depth = self.depth.saturating_sub(1),
            "office:annotation" => self.notes = self.notes.saturating_sub(1),
            "table:table-cell" | "table:covered-table-cell" if self.depth == 1 => {
                return self.close(visit);
            }
            "table:table-row" if self.depth == 1 => {
                let (number, repeated) = (self.row, self.repeated);
                self.row = number.saturating_add(repeated);
                if !self.cells.is_empty() {
                    return visit(Met::Row {
                        number,
                        repeated,
                        cells: &self.cells,
                    });
                }
            }
            _ => {}
        }
        Ok(Next::Continue)
    }

    fn close(&mut self, visit: &mut Visit<'_>) -> Result<Next, Refusal> {
        let Some(cell) = self.cell.take() else {
            return Ok(Next::Continue);
        };
        let (first, columns) = (self.column, cell.columns);
        self.column = first.saturating_add(columns);
        if cell.formula && cell.kind.is_empty() && !cell.is_error {
            return visit(Met::NotComputed {
                row: self.row,
                column: first,
            });
        }
        let held = match (cell.is_error, cell.kind.as_str(), cell.value) {
            (true, ..) => Held::Error(cell.text),
            (_, "float" | "currency" | "percentage", Some(value)) => Held::Number(value),
            (_, "date", Some(value)) => Held::Date(value),
            (_, "boolean", Some(value)) => Held::Bool(value == "true"),
            (_, "string", Some(value)) => Held::Text(value),
            _ => Held::Text(cell.text),
        };
        if held != Held::Text(String::new()) {
            if first.saturating_add(columns) > self.limits.columns {
                return Err(Refusal::TooManyColumns {
                    row: self.row,
                    limit: self.limits.columns,
                });
            }
            self.cells.push((first, columns, held));
        }
        Ok(Next::Continue)
    }
}
