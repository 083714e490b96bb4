use chrono::NaiveDate;
use talkoot_domain::{
    call::{Details, Terms},
    form::StateName,
    ids::CallId,
    policy::{Action, Actor},
    use_period::UsePeriod,
    workflow::Stamp,
};
use talkoot_storage::{call_forms, calls, forms, review_rules};

use super::{Wanted, create::draft, standings};
use crate::{Answer, App, Begun, Request};

/// A draft like an earlier call: only what is of its own time is told anew.
#[derive(Clone, Debug)]
pub struct CopyCall {
    /// The call whose terms are taken over.
    pub from: CallId,
    /// The title as published.
    pub title: String,
    /// The first day on which applications are taken.
    pub opens_on: NaiveDate,
    /// The last day.
    pub closes_on: NaiveDate,
    /// The days within which costs must accrue.
    pub use_period: UsePeriod,
    /// The day from which on nothing can be paid; not known when absent.
    pub appropriation_expires_on: Option<NaiveDate>,
}

/// Starts a draft with the terms, the review criteria and the form of an earlier call of the same authority; a form
/// that is published no more is left out.
///
/// # Errors
/// Refused when its dates cannot stand.
pub async fn copy(app: &App, actor: &Actor, request: Request<CopyCall>) -> Answer<CallId> {
    const ACTION: Action = Action::CopyCall;
    let asked = request.body.clone();
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let from = work.found("call", calls::find(&work.tx, &work.scope, asked.from).await?)?;
    let held = work.permit(&standings(&from))?;
    let details = Details {
        title: asked.title,
        opens_on: asked.opens_on,
        closes_on: asked.closes_on,
        terms: Terms {
            use_period: asked.use_period,
            appropriation_expires_on: asked.appropriation_expires_on,
            ..from.details.terms
        },
    };
    let details = Wanted(Ok(Box::new(details))).details(ACTION)?;
    let id = draft(&mut work, actor.person, held.organisation, details, Some(from.id)).await?;
    let rules = review_rules::of_call(&work.tx, from.id).await?;
    if !rules.criteria.is_empty() {
        review_rules::replace(&work.tx, id, &rules).await?;
    }
    if let Some(form) = call_forms::of_call(&work.tx, from.id).await?
        && let Some(form) = forms::find(&work.tx, &work.scope, form).await?
        && form.state_name() == StateName::Published
    {
        let stamp = Stamp {
            by: actor.person,
            at: work.now,
        };
        call_forms::choose(&work.tx, id, Some(form.id), stamp).await?;
    }
    work.finish(id).await
}
