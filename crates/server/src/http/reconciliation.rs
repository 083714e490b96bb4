//! The books of a project's partners as a file: `GET /projects/{id}/reconciliation.csv` (or `.xlsx`).

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
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
    sheets::{Cell, Form, Table, attached, headings},
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
    let Some(form) = Form::of(&file, "reconciliation") else {
        return failed(&Failure::NotFound("file"));
    };
    let books = match reconciliation::of_project(&site.app, &actor, id).await {
        Ok(books) => books,
        Err(failure) => return failed(&failure),
    };
    let written = tables(&books).and_then(|tables| attached("reconciliation", form, &tables));
    written.unwrap_or_else(|failure| failed(&failure))
}

/// The rows first, then the items.
fn tables(books: &Reconciliation) -> Result<[Table; 2], Failure> {
    let rows: Result<Vec<Vec<Cell>>, Failure> = books.rows.iter().map(|row| row_cells(books, row)).collect();
    let items = books.rows.iter().flat_map(|row| item_cells(books, row));
    Ok([
        Table {
            name: "reconciliation",
            columns: headings(&COLUMNS),
            rows: rows?,
        },
        Table {
            name: "items",
            columns: headings(&ITEM_COLUMNS),
            rows: items.collect(),
        },
    ])
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
        Cell::Number(period.number.into()),
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
            Cell::Number(number.into()),
            Cell::Text(step.to_owned()),
            Cell::Text(item.name.to_owned()),
            Cell::Text(item.detail.clone()),
            Cell::Amount(item.amount),
        ]
    };
    row.items.iter().map(of_item).collect()
}
