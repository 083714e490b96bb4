use serde_json::json;
use talkoot_domain::{
    change_part::{ChangePartMachine, Command, Confirmation, Side, Why},
    ids::ChangePartId,
    policy::{Action, Actor},
    workflow::{Name, Reason, Refusal, Stamp},
};
use talkoot_storage::change_parts;

use super::{enforce::enforce_now, facts, locked, part_subject, standings};
use crate::{Answer, App, Begun, Note, Request, Version};

/// Confirms an accepted part for the side on whose behalf the person acts. With the last confirmation it
/// comes into force, when its day has come and nothing is in its way.
///
/// # Errors
/// Refused when nobody has to confirm on that side, twice on a side, and to a person that has confirmed
/// for another side.
pub async fn confirm(
    app: &App,
    actor: &Actor,
    request: Request<(ChangePartId, Version)>,
) -> Answer<ChangePartId> {
    let (id, expected) = request.body;
    let mut work = match app.begin(actor, Action::ConfirmChangePart, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (project, of, mut part) = locked(&work, id).await?;
    let membership = work.permit(&standings(&project, &part))?;
    work.same_version("change_part", part.id.into(), part.version, expected)
        .await?;
    let facts = facts(&work.tx, &project, &of, &part, actor, work.now).await?;
    let side = facts.confirmations.side;
    // Without a side the machine tells that nobody has to confirm.
    let command = Command::Confirm(side.unwrap_or(Side::Partner));
    let note = Note::details(json!({ "side": side.map(Name::code) }));
    let about = part_subject(&part);
    part.state = work.decide::<ChangePartMachine>(about, part.state.clone(), command, &facts, note)?;
    let side = side.ok_or_else(|| not_asked(Action::ConfirmChangePart.into()))?;
    let confirmation = Confirmation {
        side,
        organisation: membership.organisation,
        given: Stamp {
            by: actor.person,
            at: work.now,
        },
    };
    change_parts::confirm(&work.tx, id, &confirmation).await?;
    change_parts::update(&work.tx, &part).await?;
    part.version += 1;
    enforce_now(&mut work, project, &of, part, actor.person).await?;
    work.finish(id).await
}

fn not_asked(command: &'static str) -> Refusal {
    let why = Why::NotAsked;
    Refusal::of(why.code(), "change_part", command, why.to_string())
}
