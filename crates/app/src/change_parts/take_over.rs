//! A duty in a project is handed over: item by item, with what is open by itself.

use serde_json::json;
use talkoot_domain::{
    amendment::Content,
    change_part::{ChangePart, ChangePartMachine, Command, TakenOver},
    ids::ChangePartId,
    policy::{Action, Actor},
    workflow::Stamp,
};
use talkoot_storage::{Scope, change_parts, projects};

use super::{enforce::enforce_now, facts, locked, part_subject, standings};
use crate::{
    Answer, App, Begun, Failure, Note, Request, Version,
    project_contacts::{self, OpenMatter},
};

/// An item of what is handed over.
#[derive(Clone, Debug)]
pub struct TakeOverItem {
    /// Of which part.
    pub id: ChangePartId,
    /// The version that was read.
    pub expected_version: Version,
    /// Its place in the list, from 1.
    pub number: i32,
}

/// Ticks an item of what is handed over, as the person who takes over. With the last one the change comes into force,
/// when its day has come.
///
/// # Errors
/// Refused to everybody else, before it is accepted, and twice for an item.
pub async fn take_over(app: &App, actor: &Actor, request: Request<TakeOverItem>) -> Answer<ChangePartId> {
    let mut work = match app.begin(actor, Action::TakeOverItem, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let (project, of, mut part) = locked(&work, asked.id).await?;
    work.permit(&standings(&project, &part))?;
    work.same_version(
        "change_part",
        part.id.into(),
        part.version,
        asked.expected_version,
    )
    .await?;
    let facts = facts(&work.tx, &project, &of, &part, actor, work.now).await?;
    let command = Command::TakeOver(asked.number);
    let note = Note::details(json!({ "item": asked.number }));
    let about = part_subject(&part);
    part.state = work.decide::<ChangePartMachine>(about, part.state.clone(), command, &facts, note)?;
    let item = TakenOver {
        number: asked.number,
        taken: Stamp {
            by: actor.person,
            at: work.now,
        },
    };
    change_parts::take_over(&work.tx, part.id, &item).await?;
    change_parts::update(&work.tx, &part).await?;
    part.version += 1;
    enforce_now(&mut work, project, &of, part, actor.person).await?;
    work.finish(asked.id).await
}

/// What of the lists of parts was taken over; the person has found the parts.
///
/// # Errors
/// When the database fails.
pub async fn taken_over(app: &App, parts: &[ChangePartId]) -> Answer<Vec<(ChangePartId, TakenOver)>> {
    Ok(change_parts::taken_over(app.store(), parts).await?)
}

/// What is open in the municipality and for the person whose duty a part hands over, as it stands now; nothing for
/// other parts, and for whoever is neither of the municipality, the lead nor the authority. The person has found the
/// part.
///
/// # Errors
/// When the database fails.
pub async fn open_matters(app: &App, actor: &Actor, part: &ChangePart) -> Answer<Vec<OpenMatter>> {
    let Content::PersonInCharge {
        municipality, duty, ..
    } = part.content()
    else {
        return Ok(Vec::new());
    };
    let project = projects::find(app.store(), &Scope::system(), part.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let of = (*municipality, (*duty).into());
    project_contacts::open_matters(app, actor, &project, of).await
}
