use serde_json::Value;
use talkoot_domain::{
    form::{Form, State, StateName},
    hands::Deed,
    ids::FormId,
    policy::{Action, Actor, Standings},
    workflow::{Refusal, RefusalCode},
};
use talkoot_storage::forms;

use super::{OBJECT, logged, read, subject};
use crate::{Answer, App, Begun, Note, Request, calls};

/// A definition to be imported.
#[derive(Clone, Debug)]
pub struct ImportForm {
    /// As it was exported.
    pub definition: Value,
}

/// Imports a definition as the draft of a new form, or of the next version of a form that the authority has.
///
/// # Errors
/// Refused to anybody but an officer; for a definition that cannot be read or asked, with every fault and its path;
/// and while another draft of the same form waits.
pub async fn import(app: &App, actor: &Actor, request: Request<ImportForm>) -> Answer<FormId> {
    let mut work = match app.begin(actor, Action::ImportForm, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let standings = Standings {
        authority: calls::authority(&work, actor).await?,
        ..Standings::default()
    };
    let authority = work.permit(&standings)?.organisation;
    let definition = read(&work, &request.body.definition)?;
    let number = match forms::latest(&work.tx, authority, &definition.code).await? {
        None => 1,
        Some((number, StateName::Draft)) => {
            let message = format!(
                "version {number} of the form \"{}\" is a draft; change that one with updateForm, or have it \
                 published first",
                definition.code
            );
            return Err(Refusal::of(RefusalCode::Duplicate, OBJECT, work.action(), message).into());
        }
        Some((number, StateName::Published | StateName::Retired)) => number.saturating_add(1),
    };
    let form = Form {
        id: app.new_id(),
        version: 1,
        authority,
        number,
        drafted_by: actor.person,
        definition,
        state: State::Draft,
    };
    forms::insert(&work.tx, &form).await?;
    work.had_a_hand(OBJECT, form.id.into(), Deed::Drafted).await?;
    work.record(
        OBJECT,
        subject(form.id),
        None,
        Some("draft"),
        Note::details(logged(&form)),
    );
    work.finish(form.id).await
}
