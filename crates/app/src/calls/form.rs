use talkoot_domain::{
    call::{Call, CallMachine, Command, State},
    form::{Form, StateName as FormState},
    hands::Deed,
    ids::{CallId, FormId},
    policy::{Action, Actor},
    workflow::{Machine, Stamp},
};
use talkoot_storage::{Scope, call_forms, calls, forms};

use super::{facts, standings};
use crate::{Answer, App, Begun, Note, Request, Subject, Version, Work};

/// The form that the applications to a call shall answer.
#[derive(Clone, Debug)]
pub struct ChooseCallForm {
    /// Which call.
    pub id: CallId,
    /// The version of the call that was read.
    pub expected_version: Version,
    /// The version of a form; none for no form.
    pub form: Option<FormId>,
}

/// Names the form that the applications to a call answer. Once the call is published only a later version of the
/// same form can take its place: what was answered stays, and what cannot stand any more is to be answered anew.
///
/// # Errors
/// Refused for a form that is not published or of another authority, and once the call has closed.
pub async fn choose_form(app: &App, actor: &Actor, request: Request<ChooseCallForm>) -> Answer<CallId> {
    const OBJECT: &str = CallMachine::OBJECT;
    let mut work = match app.begin(actor, Action::ChooseCallForm, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let call = work.found(OBJECT, calls::lock(&work.tx, &work.scope, asked.id).await?)?;
    work.permit(&standings(&call))?;
    work.same_version(OBJECT, call.id.into(), call.version, asked.expected_version)
        .await?;
    let chosen = chosen(&work, &call, asked.form).await;
    let before = call_forms::of_call(&work.tx, call.id).await?;
    let note = Note::details(serde_json::json!({
        "form": { "from": before.map(|id| id.to_string()), "to": asked.form.map(|id| id.to_string()) },
    }));
    let facts = facts(&work.tx, &call, actor.person, work.now).await?;
    let subject = Subject {
        id: call.id.into(),
        project: None,
    };
    let state = work.decide::<CallMachine>(subject, call.state.clone(), Command::ChooseForm, &facts, note)?;
    chosen?;
    work.had_a_hand(OBJECT, call.id.into(), Deed::Changed).await?;
    let stamp = Stamp {
        by: actor.person,
        at: work.now,
    };
    call_forms::choose(&work.tx, call.id, asked.form, stamp).await?;
    calls::update(&work.tx, &Call { state, ..call }).await?;
    work.finish(asked.id).await
}

/// Whether this form can be the call's.
async fn chosen(work: &Work<'_>, call: &Call, form: Option<FormId>) -> Answer<()> {
    let scope = Scope::system();
    let chosen = match form {
        Some(id) => Some(work.found("form", forms::find(&work.tx, &work.scope, id).await?)?),
        None => None,
    };
    if let Some(form) = &chosen {
        if form.authority != call.authority {
            return Err(work.faulty(
                &["formId"],
                "this is a form of another authority; import it first",
            ));
        }
        if form.state_name() != FormState::Published {
            let message = "only a published form is asked; have it published, or choose a version that is";
            return Err(work.faulty(&["formId"], message));
        }
    }
    if matches!(call.state, State::Draft) {
        return Ok(());
    }
    let before = match call_forms::of_call(&work.tx, call.id).await? {
        Some(id) => forms::find(&work.tx, &scope, id).await?,
        None => None,
    };
    let later = |before: &Form, now: &Form| {
        before.definition.code == now.definition.code && now.number > before.number
    };
    match (&before, &chosen) {
        (Some(before), Some(now)) if later(before, now) => Ok(()),
        _ => {
            let message = "the call is published; only a later version of its form can take the form's place";
            Err(work.faulty(&["formId"], message))
        }
    }
}

/// The forms of these calls, for those that have one; this person has found the calls.
///
/// # Errors
/// When the database fails.
pub async fn forms_of(app: &App, calls: &[CallId]) -> Answer<Vec<(CallId, Form)>> {
    let chosen = call_forms::of_calls(app.store(), calls).await?;
    let ids: Vec<FormId> = chosen.iter().map(|(_, form)| *form).collect();
    let forms = forms::find_many(app.store(), &Scope::system(), &ids).await?;
    let found = chosen.into_iter().filter_map(|(call, id)| {
        let form = forms.iter().find(|form| form.id == id)?;
        Some((call, form.clone()))
    });
    Ok(found.collect())
}
