//! What must be known to decide about a part.

use chrono::{DateTime, Utc};
use talkoot_domain::{
    amendment::{Content, PartKind},
    calendar,
    change_part::{ChangePart, Confirmations, Facts, HandingOver, Side},
    change_request::ChangeRequest,
    claim, cost_report,
    ids::{OrganisationId, PersonId},
    money::Money,
    policy::{self, Action, Actor},
    project::Project,
    workflow::Name,
};
use talkoot_storage::{Access, change_parts, claims, cost_reports};

use super::{Moment, effect, standings};
use crate::{Answer, Failure, Subject};

pub(crate) fn part_subject(part: &ChangePart) -> Subject {
    Subject {
        id: part.id.into(),
        project: Some(part.project),
    }
}

/// What must be known for what this person asks.
pub(crate) async fn facts(
    db: &impl Access,
    project: &Project,
    request: &ChangeRequest,
    part: &ChangePart,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Answer<Facts> {
    let side = policy::permit(Action::ConfirmChangePart, actor, &standings(project, part))
        .ok()
        .and_then(|membership| side(project, part.content(), membership.organisation));
    let facts = facts_for(db, project, request, part, actor.person, now).await?;
    Ok(Facts {
        confirmations: Confirmations {
            side,
            ..facts.confirmations
        },
        ..facts
    })
}

/// The same for the system, which confirms nothing.
pub(super) async fn facts_for(
    db: &impl Access,
    project: &Project,
    request: &ChangeRequest,
    part: &ChangePart,
    by: PersonId,
    now: DateTime<Utc>,
) -> Answer<Facts> {
    let kind = part.asked.kind();
    let given = change_parts::confirmations(db, &[part.id]).await?;
    let missing = Side::of(kind)
        .iter()
        .copied()
        .filter(|side| !given.iter().any(|(_, one)| one.side == *side))
        .collect();
    // What is in force has had its effect; asking again would compare the project with itself.
    let undone = part.state_name().is_undecided() || part.state_name().is_waiting();
    let impossible = if undone {
        effect(db, project, part.content(), Moment::of(part, now))
            .await?
            .err()
    } else {
        None
    };
    Ok(Facts {
        by,
        today: calendar::helsinki_date(now),
        kind,
        request: request.state_name(),
        requesters: request.requesters.clone(),
        impossible,
        confirmations: Confirmations {
            side: None,
            missing,
            given_by: given.iter().map(|(_, one)| one.given.by).collect(),
        },
        handing_over: handing_over(db, part).await?,
        one_officer: project.terms.change_requests.one_officer,
        cancelled_by: part.cancellation.as_ref().map(|one| one.proposed.by),
        waits_for: if undone {
            waits_for(db, project, part.content()).await?
        } else {
            None
        },
    })
}

/// What is handed over by a part, and what of it is not taken over yet.
async fn handing_over(db: &impl Access, part: &ChangePart) -> Answer<HandingOver> {
    let Some((successor, items)) = part.content().successor() else {
        return Ok(HandingOver::default());
    };
    let taken = change_parts::taken_over(db, &[part.id]).await?;
    let items = i32::try_from(items).map_err(Failure::internal)?;
    let waiting = (1..=items).filter(|number| !taken.iter().any(|(_, one)| one.number == *number));
    Ok(HandingOver {
        successor: Some(successor),
        items,
        waiting: waiting.collect(),
    })
}

/// For whom a member of this organisation confirms.
pub(super) fn side(project: &Project, content: &Content, organisation: OrganisationId) -> Option<Side> {
    let concerned = content.municipality() == Some(organisation);
    match content.kind() {
        PartKind::LeadChange if organisation == project.authority => Some(Side::Authority),
        PartKind::LeadChange if organisation == project.lead => Some(Side::OldLead),
        PartKind::LeadChange if concerned => Some(Side::NewLead),
        PartKind::PartnerJoining if concerned => Some(Side::Partner),
        PartKind::LeadChange
        | PartKind::PartnerJoining
        | PartKind::BudgetShift
        | PartKind::Extension
        | PartKind::PartnerLeaving
        | PartKind::ScopeChange
        | PartKind::Timetable
        | PartKind::PersonInCharge
        | PartKind::ReportDeadline
        | PartKind::ChangeOfDirection
        | PartKind::EarlyStop => None,
    }
}

/// What has to be finished before the part comes into force: a claim that the authority is handling is
/// finished under the budget and the lead under which it was submitted. A draft need not be: it is
/// computed anew, and goes over to the new lead.
async fn waits_for(db: &impl Access, project: &Project, content: &Content) -> Answer<Option<String>> {
    if !content.kind().moves_money() {
        return Ok(None);
    }
    let links = claims::chain(db, project.id).await?;
    let handled = links
        .iter()
        .find(|link| link.state.is_open() && link.state != claim::StateName::Draft);
    if let Some(link) = handled {
        return Ok(Some(format!(
            "claim {} is {}; it is finished or rejected first",
            link.number,
            claim::in_words(link.state)
        )));
    }
    match content {
        Content::LeadChange { .. } => unpaid(db, project).await,
        Content::PartnerLeaving { partner, .. } => unclaimed(db, project, *partner).await,
        _ => Ok(None),
    }
}

/// What was approved for the old lead is paid to it before it hands over.
async fn unpaid(db: &impl Access, project: &Project) -> Answer<Option<String>> {
    let unpaid = claims::unpaid(db, project.id).await?;
    let claim = unpaid
        .into_iter()
        .find(|claim| claim.figures.payable > Money::ZERO);
    Ok(claim.map(|claim| {
        format!(
            "claim {} is approved and not paid; its payout is confirmed first",
            claim.number
        )
    }))
}

/// Costs that the lead has, and that no claim holds, would be lost with the partner's budget.
async fn unclaimed(db: &impl Access, project: &Project, partner: OrganisationId) -> Answer<Option<String>> {
    use cost_report::StateName as S;
    let states = cost_reports::states_of_partner(db, project.id, partner).await?;
    let waiting = states
        .iter()
        .find(|state| matches!(state, S::Submitted | S::LeadAccepted));
    Ok(waiting.map(|state| {
        format!(
            "a cost report of the leaving municipality is {}; it is claimed or returned first",
            state.code().replace('_', " ")
        )
    }))
}
