//! The books of a project's partners as a file: `GET /projects/{id}/reconciliation.csv` (or `.xlsx`).
//! Semicolons and decimal commas, as Finnish spreadsheets read them; amounts of a workbook are numbers.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use strum::IntoEnumIterator as _;
use talkoot_app::{
    Failure,
    reconciliation::{self, Reconciliation},
};
use talkoot_domain::{
    money::Money,
    reconciliation::{Row, Step},
};
use talkoot_graphql::project_key;

use super::{
    Site,
    files::{failed, refused},
    session::Caller,
};

const COLUMNS: [&str; 14] = [
    "project",
    "partner_code",
    "partner",
    "period",
    "first_day",
    "last_day",
    "ledger",
    "selected",
    "claimed",
    "accepted",
    "grant",
    "paid",
    "received",
    "unexplained",
];
const ITEM_COLUMNS: [&str; 6] = ["partner_code", "period", "step", "name", "detail", "amount"];

/// What a cell holds.
enum Cell {
    Text(String),
    Number(i32),
    Amount(Money),
}

pub(super) async fn download(
    State(site): State<Site>,
    Caller(session): Caller,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    let Some(actor) = session.actor else {
        return refused(StatusCode::UNAUTHORIZED, "sign in to read the books of a project");
    };
    let Some(id) = project_key(&id) else {
        return failed(&Failure::NotFound("project"));
    };
    let as_workbook = match file.as_str() {
        "reconciliation.csv" => false,
        "reconciliation.xlsx" => true,
        _ => return failed(&Failure::NotFound("file")),
    };
    let books = match reconciliation::of_project(&site.app, &actor, id).await {
        Ok(books) => books,
        Err(failure) => return failed(&failure),
    };
    let written = if as_workbook {
        workbook(&books).map_err(Failure::internal)
    } else {
        csv(&books).map(String::into_bytes)
    };
    match written {
        Ok(content) => attached(content, as_workbook),
        Err(failure) => failed(&failure),
    }
}

fn attached(content: Vec<u8>, as_workbook: bool) -> Response {
    let (kind, disposition) = if as_workbook {
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "attachment; filename=\"reconciliation.xlsx\"",
        )
    } else {
        (
            "text/csv; charset=utf-8",
            "attachment; filename=\"reconciliation.csv\"",
        )
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition)),
    ];
    (headers, content).into_response()
}

fn names<'a>(books: &'a Reconciliation, row: &Row) -> (&'a str, String) {
    let partner = books.partners.iter().find(|one| one.organisation == row.partner);
    partner.map_or(("", String::new()), |one| {
        (one.name.as_str(), one.code.to_string())
    })
}

fn row_cells(books: &Reconciliation, row: &Row) -> Result<Vec<Cell>, Failure> {
    let (name, code) = names(books, row);
    let period = books.periods.iter().find(|period| period.id == row.period);
    let period = period.ok_or_else(|| Failure::internal("a row of no period"))?;
    let mut unexplained = Money::ZERO;
    for step in Step::iter() {
        let of_step = row.unexplained(step).map_err(Failure::internal)?;
        unexplained = unexplained.checked_add(of_step).map_err(Failure::internal)?;
    }
    Ok(vec![
        Cell::Text(books.project.number.clone()),
        Cell::Text(code),
        Cell::Text(name.to_owned()),
        Cell::Number(period.number),
        Cell::Text(period.days.first.to_string()),
        Cell::Text(period.days.last.to_string()),
        Cell::Amount(row.ledger),
        Cell::Amount(row.selected),
        Cell::Amount(row.claimed),
        Cell::Amount(row.accepted),
        Cell::Amount(row.grant),
        Cell::Amount(row.paid),
        Cell::Amount(row.received),
        Cell::Amount(unexplained),
    ])
}

fn item_cells(books: &Reconciliation, row: &Row) -> Vec<Vec<Cell>> {
    let (_, code) = names(books, row);
    let period = books.periods.iter().find(|period| period.id == row.period);
    let number = period.map_or(0, |period| period.number);
    let of_item = |item: &talkoot_domain::reconciliation::Item| {
        let step: &'static str = item.step.into();
        vec![
            Cell::Text(code.clone()),
            Cell::Number(number),
            Cell::Text(step.to_owned()),
            Cell::Text(item.name.to_owned()),
            Cell::Text(item.detail.clone()),
            Cell::Amount(item.amount),
        ]
    };
    row.items.iter().map(of_item).collect()
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
            if guarded.contains([';', '"', '\n']) {
                format!("\"{}\"", guarded.replace('"', "\"\""))
            } else {
                guarded
            }
        }
    };
    let cells: Vec<String> = cells.iter().map(text).collect();
    format!("{}\r\n", cells.join(";"))
}

/// The rows, an empty line, and the items.
fn csv(books: &Reconciliation) -> Result<String, Failure> {
    let mut out = String::from('\u{feff}');
    out.push_str(&format!("{}\r\n", COLUMNS.join(";")));
    for row in &books.rows {
        out.push_str(&line(&row_cells(books, row)?));
    }
    out.push_str(&format!("\r\n{}\r\n", ITEM_COLUMNS.join(";")));
    for cells in books.rows.iter().flat_map(|row| item_cells(books, row)) {
        out.push_str(&line(&cells));
    }
    Ok(out)
}

/// The rows on the first sheet, the items on the second.
fn workbook(books: &Reconciliation) -> Result<Vec<u8>, Failure> {
    let rows: Result<Vec<Vec<Cell>>, Failure> = books.rows.iter().map(|row| row_cells(books, row)).collect();
    let items: Vec<Vec<Cell>> = books.rows.iter().flat_map(|row| item_cells(books, row)).collect();
    let mut workbook = Workbook::new();
    sheet(&mut workbook, "reconciliation", &COLUMNS, &rows?).map_err(Failure::internal)?;
    sheet(&mut workbook, "items", &ITEM_COLUMNS, &items).map_err(Failure::internal)?;
    workbook.save_to_buffer().map_err(Failure::internal)
}

fn sheet(workbook: &mut Workbook, name: &str, columns: &[&str], rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
    let (bold, amounts) = (Format::new().set_bold(), Format::new().set_num_format("0.00"));
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    for (place, column) in (0_u16..).zip(columns) {
        sheet.write_string_with_format(0, place, *column, &bold)?;
    }
    for (number, cells) in (1_u32..).zip(rows) {
        for (place, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(text) => sheet.write_string(number, place, text)?,
                Cell::Number(value) => sheet.write_number(number, place, *value)?,
                Cell::Amount(amount) => {
                    sheet.write_number_with_format(number, place, euros(*amount), &amounts)?
                }
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

#[expect(
    clippy::cast_precision_loss,
    clippy::as_conversions,
    reason = "a workbook knows no other numbers; cents of grants stay far below 2^53"
)]
fn euros(amount: Money) -> f64 {
    amount.cents() as f64 / 100.0
}
