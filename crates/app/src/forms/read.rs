use talkoot_domain::{
    form::{CommandName, Form, FormMachine},
    ids::FormId,
    policy::{Action, Actor},
};
use talkoot_storage::{Page, Scope, forms};

use super::facts;
use crate::{Answer, App, Availability, availability};

/// The version of a form, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: FormId) -> Answer<Option<Form>> {
    Ok(forms::find(app.store(), &Scope::of(actor), id).await?)
}

/// These versions of forms, for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_many(app: &App, actor: &Actor, ids: &[FormId]) -> Answer<Vec<Form>> {
    Ok(forms::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// A page of versions of forms; of the form with one code or of all.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, actor: &Actor, code: Option<&str>, page: Page<FormId>) -> Answer<Vec<Form>> {
    Ok(forms::list(app.store(), &Scope::of(actor), code, page).await?)
}

/// How many versions of forms this person sees; of the form with one code or of all.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor, code: Option<&str>) -> Answer<u64> {
    Ok(forms::count(app.store(), &Scope::of(actor), code).await?)
}

/// What this person can do with it now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(app: &App, actor: &Actor, form: &Form) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 3] = [
        (Action::UpdateForm, CommandName::Update),
        (Action::PublishForm, CommandName::Publish),
        (Action::RetireForm, CommandName::Retire),
    ];
    let facts = facts(app.store(), form, actor.person).await?;
    Ok(availability::<FormMachine>(
        actor,
        &form.standings(),
        &form.state,
        &facts,
        &OFFERED,
    ))
}
