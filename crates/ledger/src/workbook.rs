//! Rows of a workbook.

use crate::{finding::Notes, limits::Limits, refusal::Refusal, row::Row, rows::Next, source::Source};

pub(crate) fn choose_sheet(
    _source: &Source,
    _wanted: Option<&str>,
    _limits: &Limits,
    _notes: &mut Notes,
) -> Result<String, Refusal> {
    Err(Refusal::UnsupportedWorkbook { kind: "a workbook" })
}

pub(crate) fn each(
    _source: &Source,
    _sheet: &str,
    _limits: &Limits,
    _visit: &mut dyn FnMut(&Row) -> Result<Next, Refusal>,
) -> Result<(), Refusal> {
    Err(Refusal::UnsupportedWorkbook { kind: "a workbook" })
}
