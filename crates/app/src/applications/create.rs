use std::collections::BTreeSet;

use talkoot_domain::{
    application::{Application, Content, Part, State, Why, may_apply},
    call::Call,
    ids::{BudgetVersionId, CallId, OrganisationId, SubAreaId},
    organisation::OrganisationKind,
    policy::{Action, Actor, Role, Standings},
    project::SubArea,
    workflow::{Reason, Refusal},
};
use talkoot_storage::{applications, calls, organisations, projects};

use super::subject;
use crate::{Answer, App, Begun, Failure, Note, Request, Work, changes};

/// What an application is to say.
#[derive(Clone, Debug)]
pub struct NewApplication {
    /// The call it answers.
    pub call: CallId,
    /// The lead municipality; needed only by those who lead for several.
    pub lead: Option<OrganisationId>,
    /// What the project is called.
    pub title: String,
    /// What the project is about.
    pub summary: String,
    /// The other municipalities; the lead takes part anyway.
    pub partners: Vec<OrganisationId>,
    /// The sub-areas, in order.
    pub sub_areas: Vec<PlannedSubArea>,
}

/// A sub-area as somebody plans it.
#[derive(Clone, Debug)]
pub struct PlannedSubArea {
    /// The sub-area that it was before; nothing for a new one.
    pub id: Option<SubAreaId>,
    /// Its name.
    pub name: String,
    /// The call's topic it belongs to.
    pub topic: String,
    /// The municipality that leads it.
    pub lead: OrganisationId,
}

/// Starts an application as a draft of the lead coordinator's municipality.
///
/// # Errors
/// Refused when the call takes no applications now, and when the content cannot stand.
pub async fn create(
    app: &App,
    actor: &Actor,
    request: Request<NewApplication>,
) -> Answer<talkoot_domain::ids::ApplicationId> {
    let mut work = match app.begin(actor, Action::CreateApplication, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let row = calls::find(&work.tx, &work.scope, asked.call).await?;
    let call = work.found("call", row)?;
    let standings = Standings {
        authority: Some(call.authority),
        lead: lead_of(&work, actor, asked.lead)?,
        partner: None,
        own: None,
        keeper: None,
    };
    let lead = work.permit(&standings)?.organisation;
    may_apply(&call, work.now).map_err(|why| refuse(&why))?;
    let content = Content {
        title: asked.title,
        summary: asked.summary,
        partners: with_lead(asked.partners, lead),
        sub_areas: sub_areas(&work, asked.sub_areas, &[])?,
    };
    check(&work, &content, &call, lead).await?;
    let application = Application {
        id: app.new_id(),
        version: 1,
        call: call.id,
        authority: call.authority,
        lead,
        created_by: actor.person,
        title: content.title.clone(),
        summary: content.summary.clone(),
        partners: parts(&content.partners, &[]),
        budget: app.new_id::<BudgetVersionId>(),
        state: State::Draft,
    };
    applications::insert(&work.tx, &application).await?;
    projects::insert_sub_areas(&work.tx, application.id, &content.sub_areas).await?;
    projects::insert_budget(&work.tx, application.id, application.budget, 1, &[]).await?;
    let said = document(
        &application.title,
        &application.summary,
        &content.partners,
        &content.sub_areas,
    );
    let note = Note::details(changes::set(&said));
    work.record("application", subject(application.id), None, Some("draft"), note);
    work.emit("application_created", subject(application.id));
    work.finish(application.id).await
}

/// What an application says, to be compared.
pub(super) fn document(
    title: &str,
    summary: &str,
    partners: &[OrganisationId],
    sub_areas: &[SubArea],
) -> serde_json::Value {
    let partners: Vec<String> = partners.iter().map(ToString::to_string).collect();
    let sub_areas: Vec<serde_json::Value> = sub_areas
        .iter()
        .map(|area| {
            serde_json::json!({
                "id": area.id.to_string(), "number": area.number, "name": area.name, "topic": area.topic,
                "lead": area.lead.to_string(),
            })
        })
        .collect();
    serde_json::json!({ "title": title, "summary": summary, "partners": partners, "subAreas": sub_areas })
}

/// The municipality that would lead: the one named, or the only one for which the person may lead.
fn lead_of(work: &Work<'_>, actor: &Actor, named: Option<OrganisationId>) -> Answer<Option<OrganisationId>> {
    let led: BTreeSet<OrganisationId> = actor
        .memberships
        .iter()
        .filter(|held| held.role == Role::LeadCoordinator)
        .map(|held| held.organisation)
        .collect();
    if named.is_none() && led.len() > 1 {
        return Err(work.faulty(
            &["leadId"],
            "you lead for several municipalities; say which one leads this application",
        ));
    }
    Ok(named.or_else(|| led.first().copied()))
}

fn refuse(why: &Why) -> Failure {
    Refusal {
        path: why.path(),
        ..Refusal::of(
            why.code(),
            "application",
            Action::CreateApplication.into(),
            why.to_string(),
        )
    }
    .into()
}

async fn check(work: &Work<'_>, content: &Content, call: &Call, lead: OrganisationId) -> Answer<()> {
    content
        .check(lead, &call.details.terms)
        .map_err(|why| refuse(&why))?;
    check_municipalities(work, &content.partners).await
}

/// The partners with the lead among them.
pub(super) fn with_lead(mut partners: Vec<OrganisationId>, lead: OrganisationId) -> Vec<OrganisationId> {
    if !partners.contains(&lead) {
        partners.insert(0, lead);
    }
    partners
}

/// The partners' parts; who took part before keeps who prepared its budget.
pub(super) fn parts(partners: &[OrganisationId], before: &[Part]) -> Vec<Part> {
    partners
        .iter()
        .map(|&organisation| {
            let old = before.iter().find(|part| part.organisation == organisation);
            old.copied().unwrap_or(Part {
                organisation,
                prepared: None,
            })
        })
        .collect()
}

/// The planned sub-areas with their numbers; those that were there before keep their keys.
pub(super) fn sub_areas(
    work: &Work<'_>,
    planned: Vec<PlannedSubArea>,
    before: &[SubArea],
) -> Answer<Vec<SubArea>> {
    let mut kept = BTreeSet::new();
    planned
        .into_iter()
        .zip(1_i32..)
        .map(|(area, number)| {
            let known = |id| before.iter().any(|old| old.id == id);
            let id = match area.id {
                None => work.app.new_id(),
                Some(id) if known(id) && kept.insert(id) => id,
                Some(_) => {
                    let place = (number - 1).to_string();
                    return Err(work.faulty(
                        &["subAreas", &place, "id"],
                        format!(
                            "sub-area {number} has an id that is not in this application or is used twice; \
                             leave the id out for a new one"
                        ),
                    ));
                }
            };
            Ok(SubArea {
                id,
                number,
                name: area.name,
                topic: area.topic,
                lead: area.lead,
            })
        })
        .collect()
}

/// Only municipalities that the system knows can be partners.
pub(super) async fn check_municipalities(work: &Work<'_>, partners: &[OrganisationId]) -> Answer<()> {
    let known = organisations::find_many(&work.tx, partners).await?;
    let municipalities = known
        .iter()
        .filter(|one| one.kind == OrganisationKind::Municipality)
        .count();
    if municipalities == partners.len() {
        return Ok(());
    }
    Err(work.faulty(
        &["partnerIds"],
        "a partner is no municipality that the system knows; choose municipalities only",
    ))
}
