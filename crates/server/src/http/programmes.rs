//! The follow-up of a programme's budget as a file: `GET /programmes/{id}/budget.csv` (or `.xlsx`), its totals in the last
//! line.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use talkoot_app::{Answer, Failure, programmes};
use talkoot_domain::{
    ids::ProgrammeId,
    policy::Actor,
    programme::{FollowUp, Programme},
};
use talkoot_graphql::programme_key;

use super::{
    Site,
    files::{failed, refused},
    session::Caller,
    sheets::{Cell, Form, Table, attached},
};

pub(super) async fn download(
    State(site): State<Site>,
    Caller(session): Caller,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    let Some(actor) = session.actor else {
        return refused(
            StatusCode::UNAUTHORIZED,
            "sign in to read the budget of a programme",
        );
    };
    let Some(id) = programme_key(&id) else {
        return failed(&Failure::NotFound("programme"));
    };
    let Some(form) = Form::of(&file, "budget") else {
        return failed(&Failure::NotFound("file"));
    };
    let written = read(&site, &actor, id).await;
    let written =
        written.and_then(|(programme, follow_up)| attached("budget", form, &[table(&programme, &follow_up)]));
    written.unwrap_or_else(|failure| failed(&failure))
}

async fn read(site: &Site, actor: &Actor, id: ProgrammeId) -> Answer<(Programme, FollowUp)> {
    let programme = programmes::find(&site.app, actor, id).await?;
    let programme = programme.ok_or(Failure::NotFound("programme"))?;
    let (follow_up, _) = programmes::followed(&site.app, &programme).await?;
    Ok((programme, follow_up))
}

fn table(programme: &Programme, follow_up: &FollowUp) -> Table {
    let details = &programme.details;
    let mut columns = vec!["cost_type".to_owned()];
    columns.extend(details.columns.iter().map(|column| column.name.clone()));
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (line, cells) in details.lines.iter().zip(&follow_up.cells) {
        let mut row = vec![Cell::Text(line.name.clone())];
        row.extend(cells.iter().map(|cell| {
            cell.amount
                .map_or_else(|| Cell::Text(String::new()), Cell::Amount)
        }));
        rows.push(row);
    }
    let mut totals = vec![Cell::Text("total".to_owned())];
    totals.extend(follow_up.totals.iter().map(|&total| Cell::Amount(total)));
    rows.push(totals);
    Table {
        name: "budget",
        columns,
        rows,
    }
}
