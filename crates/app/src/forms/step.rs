use serde_json::Value;
use talkoot_domain::{
    form::{Command, Form, FormMachine},
    hands::Deed,
    ids::FormId,
    policy::{Action, Actor},
};
use talkoot_storage::forms;

use super::{OBJECT, facts, logged, read, subject};
use crate::{Answer, App, Begun, Note, Request, Version, Work};

/// Another definition for a draft.
#[derive(Clone, Debug)]
pub struct UpdateForm {
    /// Which version of a form.
    pub id: FormId,
    /// The version of the draft that was read.
    pub expected_version: Version,
    /// What it shall ask.
    pub definition: Value,
}

/// Replaces what a draft asks.
///
/// # Errors
/// Refused once it is published, and for a definition that cannot be read or asked or is of another form.
pub async fn update(app: &App, actor: &Actor, request: Request<UpdateForm>) -> Answer<FormId> {
    let mut work = match app.begin(actor, Action::UpdateForm, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let form = open(&mut work, asked.id, asked.expected_version).await?;
    let definition = read(&work, &asked.definition)?;
    let command = Command::Update(Box::new(definition.clone()));
    let after = Form {
        definition,
        ..form.clone()
    };
    let after = decide(&mut work, &form, after, command).await?;
    work.had_a_hand(OBJECT, after.id.into(), Deed::Changed).await?;
    forms::update(&work.tx, &after).await?;
    work.finish(after.id).await
}

/// Lets calls and reports use it.
///
/// # Errors
/// Refused to the one who drafted or changed it.
pub async fn publish(app: &App, actor: &Actor, request: Request<(FormId, Version)>) -> Answer<FormId> {
    step(app, actor, Action::PublishForm, &request, Command::Publish).await
}

/// Takes it out of use; what was answered stays.
///
/// # Errors
/// Refused unless it is published.
pub async fn retire(app: &App, actor: &Actor, request: Request<(FormId, Version)>) -> Answer<FormId> {
    step(app, actor, Action::RetireForm, &request, Command::Retire).await
}

async fn step(
    app: &App,
    actor: &Actor,
    action: Action,
    request: &Request<(FormId, Version)>,
    command: Command,
) -> Answer<FormId> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let (id, expected) = request.body;
    let form = open(&mut work, id, expected).await?;
    let after = decide(&mut work, &form, form.clone(), command).await?;
    forms::update(&work.tx, &after).await?;
    work.finish(id).await
}

async fn open(work: &mut Work<'_>, id: FormId, expected: Version) -> Answer<Form> {
    let found = forms::find(&work.tx, &work.scope, id).await?;
    let form = work.found(OBJECT, found)?;
    work.permit(&form.standings())?;
    work.same_version(OBJECT, form.id.into(), form.version, expected)
        .await?;
    Ok(form)
}

async fn decide(work: &mut Work<'_>, form: &Form, after: Form, command: Command) -> Answer<Form> {
    let facts = facts(&work.tx, form, work.actor()?.person).await?;
    let note = Note::details(logged(&after));
    let state = work.decide::<FormMachine>(subject(form.id), form.state.clone(), command, &facts, note)?;
    Ok(Form { state, ..after })
}
