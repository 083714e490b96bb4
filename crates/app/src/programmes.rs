//! Programmes that an authority runs, and the follow-up of their budgets.

use serde_json::json;
use talkoot_domain::{
    ids::ProgrammeId,
    money::Money,
    policy::{Action, Actor, Standings},
    programme::{Details, Faulty, Figure, FollowUp, Programme, follow_up},
    workflow::Stamp,
};
use talkoot_storage::{calls as stored_calls, programmes as storage};

use crate::{
    Answer, App, Begun, Failure, Note, Request, Subject, Version, Work, calls, portfolio::authorities,
};

const OBJECT: &str = "programme";
/// The longest note of a figure, in characters.
const LONGEST_NOTE: usize = 1_000;

/// A change of a programme.
#[derive(Clone, Debug)]
pub struct ChangeProgramme {
    /// Which.
    pub id: ProgrammeId,
    /// The version that was read.
    pub expected_version: Version,
    /// What it shall be, as a whole; lines and columns stay at their places.
    pub details: Details,
}

/// A figure to be entered.
#[derive(Clone, Debug)]
pub struct EnterFigure {
    /// Into which programme.
    pub id: ProgrammeId,
    /// The version of the programme that was read.
    pub expected_version: Version,
    /// Of which line, by its place from 0.
    pub line: usize,
    /// In which column, by its place from 0.
    pub column: usize,
    /// How much, EUR; none empties the cell.
    pub amount: Option<Money>,
    /// On what it rests.
    pub note: String,
}

/// Makes a programme of the officer's authority.
///
/// # Errors
/// Refused to anybody but an officer, for a call of others, and when it cannot be so.
pub async fn create(app: &App, actor: &Actor, request: Request<Details>) -> Answer<ProgrammeId> {
    let mut work = match app.begin(actor, Action::CreateProgramme, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let standings = Standings {
        authority: calls::authority(&work, actor).await?,
        ..Standings::default()
    };
    let held = work.permit(&standings)?;
    let programme = Programme {
        id: app.new_id(),
        version: 1,
        authority: held.organisation,
        details: tidy(request.body),
        created: Stamp {
            by: actor.person,
            at: work.now,
        },
    };
    programme
        .details
        .check()
        .map_err(|faulty| refused(&work, &faulty))?;
    calls_are_own(&work, &programme).await?;
    storage::insert(&work.tx, &programme).await?;
    record(&mut work, &programme, Note::details(document(&programme.details)));
    work.finish(programme.id).await
}

/// Renames lines and columns of a programme, adds some, or names other calls.
///
/// # Errors
/// Refused when a line or column would be gone or another one, for a call of others, and when somebody was first.
pub async fn change(app: &App, actor: &Actor, request: Request<ChangeProgramme>) -> Answer<ProgrammeId> {
    let mut work = match app.begin(actor, Action::ChangeProgramme, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let mut programme = locked(&mut work, actor, asked.id, asked.expected_version).await?;
    let details = tidy(asked.details);
    let before = std::mem::replace(&mut programme.details, details);
    let checked = programme
        .details
        .check()
        .and_then(|()| programme.details.check_after(&before));
    checked.map_err(|faulty| refused(&work, &faulty))?;
    calls_are_own(&work, &programme).await?;
    let had = (before.lines.len(), before.columns.len());
    storage::update(&work.tx, &programme, had).await?;
    let note = crate::changes::note(None, &document(&before), &document(&programme.details));
    record(&mut work, &programme, note);
    work.finish(programme.id).await
}

/// Enters a figure; earlier ones stay on record.
///
/// # Errors
/// Refused for a cell that is not there or that the engine computes, for a note that is too long, and when somebody was
/// first.
pub async fn enter(app: &App, actor: &Actor, request: Request<EnterFigure>) -> Answer<ProgrammeId> {
    let mut work = match app.begin(actor, Action::EnterProgrammeFigure, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let programme = locked(&mut work, actor, asked.id, asked.expected_version).await?;
    let details = &programme.details;
    if asked.line >= details.lines.len() {
        return Err(work.faulty(&["line"], "the programme has no such line; they count from 0"));
    }
    if asked.column >= details.columns.len() {
        return Err(work.faulty(&["column"], "the programme has no such column; they count from 0"));
    }
    if details.is_computed(asked.line, asked.column) {
        let message = "what was paid of the grants is computed from the payments; enter other cells";
        return Err(work.faulty(&["line"], message));
    }
    if asked.note.chars().count() > LONGEST_NOTE {
        return Err(work.faulty(&["note"], format!("a note has {LONGEST_NOTE} characters at most")));
    }
    let all = storage::figures(&work.tx, programme.id).await?;
    let of_cell = all
        .iter()
        .filter(|one| (one.line, one.column) == (asked.line, asked.column));
    let figure = Figure {
        line: asked.line,
        column: asked.column,
        number: of_cell
            .map(|one| one.number)
            .max()
            .unwrap_or_default()
            .saturating_add(1),
        amount: asked.amount,
        note: asked.note.trim().to_owned(),
        entered: Stamp {
            by: actor.person,
            at: work.now,
        },
    };
    let mut with_it = all;
    with_it.push(figure.clone());
    // A sum that cannot be shown is refused where it would arise.
    follow_up(details, &with_it, &[]).map_err(|overflow| work.faulty(&["amount"], overflow.to_string()))?;
    storage::enter(&work.tx, programme.id, &figure).await?;
    storage::touch(&work.tx, &programme).await?;
    let note = json!({
        "line": asked.line, "column": asked.column, "note": figure.note,
        "amount": figure.amount.map(|amount| amount.to_string()),
    });
    record(&mut work, &programme, Note::details(note));
    work.finish(programme.id).await
}

/// The programmes of the authorities whose portfolio the person sees.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, actor: &Actor) -> Answer<Vec<Programme>> {
    Ok(storage::of_authorities(app.store(), &authorities(actor)).await?)
}

/// The programme, if the person may see it.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: ProgrammeId) -> Answer<Option<Programme>> {
    Ok(storage::find(app.store(), &authorities(actor), id).await?)
}

/// The follow-up of a programme that the person has found, with every figure that was entered.
///
/// # Errors
/// When the database fails, also when a sum is more than money can be.
pub async fn followed(app: &App, programme: &Programme) -> Answer<(FollowUp, Vec<Figure>)> {
    let details = &programme.details;
    let figures = storage::figures(app.store(), programme.id).await?;
    let mut paid = Vec::new();
    for column in &details.columns {
        paid.push(storage::paid(app.store(), &details.calls, (column.first, column.last)).await?);
    }
    let follow_up = follow_up(details, &figures, &paid).map_err(Failure::internal)?;
    Ok((follow_up, figures))
}

async fn locked(work: &mut Work<'_>, actor: &Actor, id: ProgrammeId, expected: Version) -> Answer<Programme> {
    let programme = storage::lock(&work.tx, id).await?;
    let seen = authorities(actor);
    let programme = programme.filter(|programme| seen.contains(&programme.authority));
    let programme = work.found("programme", programme)?;
    work.permit(&Standings {
        authority: Some(programme.authority),
        ..Standings::default()
    })?;
    work.same_version(OBJECT, programme.id.into(), programme.version, expected)
        .await?;
    Ok(programme)
}

fn tidy(mut details: Details) -> Details {
    details.name = details.name.trim().to_owned();
    for column in &mut details.columns {
        column.name = column.name.trim().to_owned();
    }
    for line in &mut details.lines {
        line.name = line.name.trim().to_owned();
    }
    details.calls.sort_unstable();
    details.calls.dedup();
    details
}

fn refused(work: &Work<'_>, faulty: &Faulty) -> Failure {
    let path = faulty.path();
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    work.faulty(&path, faulty.to_string())
}

async fn calls_are_own(work: &Work<'_>, programme: &Programme) -> Answer<()> {
    let found = stored_calls::find_many(&work.tx, &work.scope, &programme.details.calls).await?;
    let own = found
        .iter()
        .filter(|call| call.authority == programme.authority)
        .count();
    if own == programme.details.calls.len() {
        return Ok(());
    }
    Err(work.faulty(
        &["callIds"],
        "the authority has no such call; name its own calls only",
    ))
}

fn document(details: &Details) -> serde_json::Value {
    let calls: Vec<String> = details.calls.iter().map(ToString::to_string).collect();
    let columns: Vec<serde_json::Value> = details
        .columns
        .iter()
        .map(|column| {
            let kind: &'static str = column.kind.into();
            json!({ "kind": kind, "name": column.name, "first": column.first, "last": column.last })
        })
        .collect();
    let lines: Vec<serde_json::Value> = details
        .lines
        .iter()
        .map(|line| json!({ "name": line.name, "isGrants": line.is_grants }))
        .collect();
    json!({ "name": details.name, "calls": calls, "columns": columns, "lines": lines })
}

fn record(work: &mut Work<'_>, programme: &Programme, note: Note) {
    let subject = Subject {
        id: programme.id.into(),
        project: None,
    };
    work.record(OBJECT, subject, None, None, note);
}
