//! Changes of running grants: requests received and decided, confirmations asked, partners that left.

use serde_json::Value;
use talkoot_domain::{
    amendment::Content,
    calendar,
    change_part::{ChangePart, Outcome, StateName},
    change_request::ChangeRequest,
    ids::{ChangePartId, ChangeRequestId, OrganisationId, PersonId},
    money::Money,
    policy::Role,
    project::Project,
};
use talkoot_mail::message::{self, Confirmed};
use talkoot_storage::{
    Scope, change_parts as stored, change_requests, organisations, outbox::Event, people, people::Person,
    projects,
};
use uuid::Uuid;

use super::{Composed, Letter, NewLetter, enqueue, named};
use crate::{Answer, App, Failure, Work, change_parts, project_contacts::MUNICIPAL};

/// A receipt to those who run the project, and a task for those who handle grants.
pub(super) async fn request_received(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let id: ChangeRequestId = event.object.into();
    let Some(request) = change_requests::find(&work.tx, &work.scope, id).await? else {
        tracing::error!(request = %id, "an event names a change request that does not exist");
        return Ok(());
    };
    let project = project_of(work, &request).await?;
    let letter = |to_authority| Letter::ChangeRequestReceived {
        change_request: event.object,
        to_authority,
    };
    let lead = [(request.lead, Role::LeadCoordinator)];
    write(work, &project, &lead, &letter(false)).await?;
    let officers = [(project.authority, Role::Officer)];
    write(work, &project, &officers, &letter(true)).await
}

/// The decision to those who asked, and the question to those who confirm it.
pub(super) async fn decided(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let Some((project, request, part)) = part_of(work, event).await? else {
        return Ok(());
    };
    let letter = Letter::ChangeDecided {
        change_part: event.object,
    };
    write(work, &project, &[(request.lead, Role::LeadCoordinator)], &letter).await?;
    let rejected = part.state_name() == StateName::Rejected;
    let confirming: Vec<(OrganisationId, Role)> = match part.content() {
        Content::LeadChange { new_lead, .. } if !rejected => vec![
            (project.lead, Role::LeadCoordinator),
            (*new_lead, Role::LeadCoordinator),
            (*new_lead, Role::PartnerApprover),
            (project.authority, Role::Officer),
        ],
        Content::PartnerJoining { partner, .. } if !rejected => vec![
            (*partner, Role::PartnerApprover),
            (*partner, Role::LeadCoordinator),
        ],
        Content::PersonInCharge {
            municipality,
            person,
            items,
            ..
        } if !rejected && !items.is_empty() => {
            let letter = NewLetter {
                person: *person,
                recipient_as: municipal_role(work, *municipality, *person).await?.into(),
                letter: confirmation_of(event),
            };
            return enqueue(work, None, Some(project.id), vec![letter]).await;
        }
        _ => return Ok(()),
    };
    write(work, &project, &confirming, &confirmation_of(event)).await
}

fn confirmation_of(event: &Event) -> Letter {
    Letter::ChangeConfirmationRequested {
        change_part: event.object,
    }
}

/// As what somebody works in a municipality: the letter says so.
async fn municipal_role(work: &Work<'_>, of: OrganisationId, person: PersonId) -> Answer<Role> {
    for role in MUNICIPAL {
        let holders = people::holders(&work.tx, of, &[role], work.now).await?;
        if holders.iter().any(|holder| holder.id == person) {
            return Ok(role);
        }
    }
    Ok(Role::PartnerPreparer)
}

/// That a partner has left: to itself and to those who run the project. That the lead has changed: to everybody.
pub(super) async fn enforced(work: &mut Work<'_>, event: &Event) -> Answer<()> {
    let Some((project, request, part)) = part_of(work, event).await? else {
        return Ok(());
    };
    let change_part = event.object;
    match part.content() {
        Content::PartnerLeaving { partner, .. } => {
            let readers = [
                (*partner, Role::PartnerApprover),
                (*partner, Role::PartnerPreparer),
                (project.lead, Role::LeadCoordinator),
            ];
            write(work, &project, &readers, &Letter::PartnerLeft { change_part }).await
        }
        Content::LeadChange { new_lead, .. } => {
            // The new lead first: who has a role in two municipalities hears it once.
            let mut readers = vec![
                (*new_lead, Role::LeadCoordinator),
                (request.lead, Role::LeadCoordinator),
            ];
            for (_, one) in projects::participations(&work.tx, &[project.id]).await? {
                if !one.has_left() {
                    readers.push((one.organisation, Role::PartnerApprover));
                    readers.push((one.organisation, Role::PartnerPreparer));
                }
            }
            readers.push((project.authority, Role::Officer));
            write(work, &project, &readers, &Letter::LeadChanged { change_part }).await
        }
        _ => Ok(()),
    }
}

async fn project_of(work: &Work<'_>, request: &ChangeRequest) -> Answer<Project> {
    let project = projects::find(&work.tx, &work.scope, request.project).await?;
    work.found("project", project)
}

async fn part_of(work: &Work<'_>, event: &Event) -> Answer<Option<(Project, ChangeRequest, ChangePart)>> {
    let id: ChangePartId = event.object.into();
    let Some(part) = stored::find(&work.tx, &work.scope, id).await? else {
        tracing::error!(part = %id, "an event names a part of a change request that does not exist");
        return Ok(None);
    };
    let request = change_requests::find(&work.tx, &work.scope, part.request).await?;
    let request = work.found("change request", request)?;
    Ok(Some((project_of(work, &request).await?, request, part)))
}

/// To everybody who holds one of the roles, each once.
async fn write(
    work: &mut Work<'_>,
    project: &Project,
    to: &[(OrganisationId, Role)],
    letter: &Letter,
) -> Answer<()> {
    let mut letters: Vec<NewLetter> = Vec::new();
    for &(organisation, role) in to {
        for reader in people::holders(&work.tx, organisation, &[role], work.now).await? {
            if letters.iter().all(|one| one.person != reader.id) {
                letters.push(NewLetter {
                    person: reader.id,
                    recipient_as: role.into(),
                    letter: letter.clone(),
                });
            }
        }
    }
    if letters.is_empty() {
        tracing::warn!(project = %project.id, kind = letter.kind(), "nobody holds a role to be written to");
    }
    enqueue(work, None, Some(project.id), letters).await
}

fn number(number: i32) -> u32 {
    number.unsigned_abs()
}

async fn name(app: &App, id: OrganisationId, reader: &Person) -> Answer<String> {
    let found = organisations::find(app.store(), id).await?;
    let found = found.ok_or(Failure::NotFound("organisation"))?;
    Ok(found.name(reader.language).to_owned())
}

/// A change request that arrived.
pub(super) async fn compose_received(
    app: &App,
    id: Uuid,
    to_authority: bool,
    reader: &Person,
) -> Answer<Composed> {
    let scope = Scope::system();
    let request = change_requests::find(app.store(), &scope, id.into()).await?;
    let request = request.ok_or(Failure::NotFound("change request"))?;
    let Some((submitted, late)) = request.state.submitted() else {
        return Ok(Composed::Obsolete("the request was withdrawn"));
    };
    let project = projects::find(app.store(), &scope, request.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let parts = stored::of_requests(app.store(), &[request.id]).await?;
    let message = message::ChangeRequestReceived {
        project: named(&project),
        number: number(request.number),
        lead_municipality: name(app, request.lead, reader).await?,
        parts: parts.iter().map(|part| part.asked.kind()).collect(),
        late,
        received: calendar::helsinki_date(submitted.at),
        to_authority,
        url: app.mail().page(&format!("change-requests/{}", request.id)),
    };
    Ok(Composed::Message(Box::new(message.into())))
}

/// A part with what letters say of it.
struct Told {
    project: Project,
    request: ChangeRequest,
    part: ChangePart,
    url: String,
}

async fn told(app: &App, id: Uuid) -> Answer<Told> {
    let scope = Scope::system();
    let part = stored::find(app.store(), &scope, id.into()).await?;
    let part = part.ok_or(Failure::NotFound("part of a change request"))?;
    let request = change_requests::find(app.store(), &scope, part.request).await?;
    let request = request.ok_or(Failure::NotFound("change request"))?;
    let project = projects::find(app.store(), &scope, part.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let url = app.mail().page(&format!("change-requests/{}", request.id));
    Ok(Told {
        project,
        request,
        part,
        url,
    })
}

/// A part that was decided.
pub(super) async fn compose_decided(app: &App, id: Uuid) -> Answer<Composed> {
    let told = told(app, id).await?;
    let Some(made) = told.part.state.made() else {
        return Ok(Composed::Obsolete("nothing is decided about it"));
    };
    // What was accepted and then cancelled is told as a rejection, for the reason of the cancellation.
    let cancelled = told
        .part
        .cancellation
        .as_ref()
        .filter(|one| one.approved.is_some());
    let (outcome, reasoning, effective_on) = match cancelled {
        Some(cancelled) => (Outcome::Reject, &cancelled.reason, None),
        None => (
            made.proposal.outcome,
            &made.proposal.reasoning,
            made.proposal.effective_on,
        ),
    };
    let message = message::ChangeDecided {
        project: named(&told.project),
        number: number(told.request.number),
        kind: told.part.asked.kind(),
        outcome,
        reasons: reasoning.lines().map(ToOwned::to_owned).collect(),
        effective_on,
        url: told.url,
    };
    Ok(Composed::Message(Box::new(message.into())))
}

/// A part that waits for confirmations.
pub(super) async fn compose_confirmation(app: &App, id: Uuid, reader: &Person) -> Answer<Composed> {
    let told = told(app, id).await?;
    if !told.part.state_name().is_waiting() {
        return Ok(Composed::Obsolete("it does not wait for confirmation any more"));
    }
    let what = match told.part.content() {
        Content::LeadChange {
            new_lead, cut_off, ..
        } => {
            let Some(settlement) = change_parts::settlement_of(app, &told.part).await? else {
                return Ok(Composed::Obsolete("the change cannot be made any more"));
            };
            Confirmed::LeadChange {
                old_lead: name(app, told.project.lead, reader).await?,
                new_lead: name(app, *new_lead, reader).await?,
                cut_off: *cut_off,
                hand_over: amount(&settlement, "amount")?,
            }
        }
        Content::PartnerJoining {
            partner, first_day, ..
        } => Confirmed::Joining {
            municipality: name(app, *partner, reader).await?,
            first_day: *first_day,
        },
        Content::PersonInCharge {
            municipality, items, ..
        } => Confirmed::HandOver {
            municipality: name(app, *municipality, reader).await?,
            items: items.iter().map(|item| item.what.clone()).collect(),
        },
        _ => {
            return Ok(Composed::Obsolete("nobody has to confirm it"));
        }
    };
    let message = message::ChangeConfirmationRequested {
        project: named(&told.project),
        what,
        url: told.url,
    };
    Ok(Composed::Message(Box::new(message.into())))
}

/// A lead that changed.
pub(super) async fn compose_lead_changed(app: &App, id: Uuid, reader: &Person) -> Answer<Composed> {
    let told = told(app, id).await?;
    let Content::LeadChange {
        new_lead, cut_off, ..
    } = told.part.content()
    else {
        return Ok(Composed::Obsolete("the lead has not changed by it"));
    };
    let message = message::LeadChanged {
        project: named(&told.project),
        old_lead: name(app, told.request.lead, reader).await?,
        new_lead: name(app, *new_lead, reader).await?,
        cut_off: *cut_off,
        url: told.url.clone(),
    };
    Ok(Composed::Message(Box::new(message.into())))
}

/// A partner that left.
pub(super) async fn compose_left(app: &App, id: Uuid, reader: &Person) -> Answer<Composed> {
    let told = told(app, id).await?;
    let settlement = change_parts::settlement_of(app, &told.part).await?;
    let (
        Content::PartnerLeaving {
            partner,
            last_day,
            certificate,
            ..
        },
        Some(settlement),
    ) = (told.part.content(), settlement)
    else {
        return Ok(Composed::Obsolete("nobody has left by it"));
    };
    let message = message::PartnerLeft {
        project: named(&told.project),
        municipality: name(app, *partner, reader).await?,
        last_day: *last_day,
        certificate: certificate.clone(),
        entitled: amount(&settlement, "entitled")?,
        returns: amount(&settlement, "returns")?,
        url: told.url.clone(),
    };
    Ok(Composed::Message(Box::new(message.into())))
}

fn amount(settlement: &Value, name: &str) -> Answer<Money> {
    let text = settlement[name].as_str();
    let text = text.ok_or_else(|| Failure::internal(format!("a settlement without {name}")))?;
    text.parse().map_err(Failure::internal)
}
