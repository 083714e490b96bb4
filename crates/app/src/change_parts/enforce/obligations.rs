//! What a project owes follows its amendments.

use chrono::NaiveDate;
use serde_json::json;
use talkoot_domain::{
    calendar,
    change_part::Made,
    ids::{ObligationId, OrganisationId, PersonId},
    obligation::{Command, Obligation, State},
    project::{Period, Project},
    schedule::{self, ObligationKind, Planned},
};
use talkoot_storage::{obligations, projects};

use crate::{Answer, Note, Work, obligations as owed};

/// Plans everything for the longer use period, which ended on a day before: what is not there yet is created; what is
/// awaited or still to come moves to its new day. What was handed in or waived stays, and nothing becomes due earlier;
/// but what was waived because it lay after that end is owed again.
pub(super) async fn follow_use_period(
    work: &mut Work<'_>,
    project: &Project,
    ended: NaiveDate,
    made: &Made,
) -> Answer<()> {
    let existing = obligations::of_project(&work.tx, project.id).await?;
    let participations = projects::participations(&work.tx, &[project.id]).await?;
    let periods = projects::periods(&work.tx, &[project.id]).await?;
    let mut new = Vec::new();
    for planned in plan(project, periods.into_iter().map(|(_, period)| period)) {
        let responsible: Vec<OrganisationId> = match (planned.kind, planned.period) {
            (ObligationKind::CostReport, Some(days)) => participations
                .iter()
                .filter(|(_, one)| one.overlaps(days))
                .map(|(_, one)| one.organisation)
                .collect(),
            _ => vec![project.lead],
        };
        for responsible in responsible {
            match existing.iter().find(|one| is_same(one, &planned, responsible)) {
                Some(known) if was_cut_off(known, ended) => {
                    resume(work, project, known.clone(), &planned, made).await?;
                }
                Some(known) => move_to(work, project, known.clone(), &planned, made).await?,
                None => new.push((responsible, planned)),
            }
        }
    }
    create(work, project, &new).await
}

/// The obligations of the schedule; those of cost reports follow the chain of periods as it is.
pub(super) fn plan(project: &Project, periods: impl Iterator<Item = Period>) -> Vec<Planned> {
    let schedule = &project.terms.schedule;
    let mut planned = schedule::obligations(schedule, project.terms.use_period);
    planned.retain(|one| one.kind != ObligationKind::CostReport);
    planned.extend(periods.filter_map(|period| schedule.cost_report(period.days)));
    planned
}

fn is_same(known: &Obligation, planned: &Planned, responsible: OrganisationId) -> bool {
    known.kind == planned.kind
        && match planned.kind {
            ObligationKind::CostReport => {
                known.responsible == responsible
                    && known.period.map(|days| days.first) == planned.period.map(|days| days.first)
            }
            ObligationKind::PortfolioReport => known.planned == planned.nominal,
            // There is one of each, whoever led the project when it was planned.
            ObligationKind::InterimReport | ObligationKind::FinalReport | ObligationKind::FollowUp => true,
            // These do not come from the schedule.
            ObligationKind::SupplementRequest
            | ObligationKind::RecoveryHearing
            | ObligationKind::RecoveryPayment
            | ObligationKind::AgreementSignature => false,
        }
}

/// Whether it was given up because the project was to end before it.
fn was_cut_off(known: &Obligation, ended: NaiveDate) -> bool {
    let day = match (known.kind, known.period) {
        (ObligationKind::CostReport, Some(days)) => days.first,
        (ObligationKind::PortfolioReport | ObligationKind::InterimReport, _) => known.planned,
        _ => return false,
    };
    matches!(known.state, State::Waived { .. }) && day > ended
}

async fn resume(
    work: &mut Work<'_>,
    project: &Project,
    known: Obligation,
    planned: &Planned,
    made: &Made,
) -> Answer<()> {
    if planned.nominal <= calendar::helsinki_date(work.now) {
        return Ok(());
    }
    let reason = format!("the use period ends on {}", project.terms.use_period.last);
    let command = Command::Resume {
        nominal: planned.nominal,
    };
    let note = Note {
        reason: Some(reason),
        details: json!({ "newDate": planned.nominal }),
    };
    let known = Obligation {
        period: planned.period,
        opens_on: planned.opens_on,
        due_since: planned.opens_on,
        ..known
    };
    owed::apply(work, project, known, command, made.decided.by, note).await?;
    Ok(())
}

async fn move_to(
    work: &mut Work<'_>,
    project: &Project,
    known: Obligation,
    planned: &Planned,
    made: &Made,
) -> Answer<()> {
    let today = calendar::helsinki_date(work.now);
    let awaited = matches!(known.state, State::Scheduled) || known.state.is_awaited();
    if !awaited || planned.nominal <= known.due || planned.nominal <= today {
        return Ok(());
    }
    let reason = format!("the use period ends on {}", project.terms.use_period.last);
    let command = Command::Extend {
        nominal: planned.nominal,
        reason: reason.clone(),
    };
    let note = Note {
        reason: Some(reason),
        details: json!({ "newDate": planned.nominal }),
    };
    let moved = owed::apply(work, project, known, command, made.decided.by, note).await?;
    // The days that it covers and the day from which it can be handed in move with it.
    let scheduled = matches!(moved.state, State::Scheduled);
    let opens_on = if scheduled {
        planned.opens_on
    } else {
        moved.opens_on
    };
    let followed = Obligation {
        version: moved.version + 1,
        period: planned.period,
        opens_on,
        due_since: moved.due_since.max(opens_on),
        ..moved
    };
    Ok(obligations::update(&work.tx, &followed).await?)
}

async fn create(work: &mut Work<'_>, project: &Project, planned: &[(OrganisationId, Planned)]) -> Answer<()> {
    let today = calendar::helsinki_date(work.now);
    let new: Vec<Obligation> = planned
        .iter()
        .map(|(responsible, planned)| {
            Obligation::planned(work.app.new_id(), project.id, *responsible, planned, today)
        })
        .collect();
    let created = obligations::insert_planned(&work.tx, &new).await?;
    if created > 0 {
        let note = Note::details(json!({ "obligations": created }));
        let subject = owed::subject(project.id.into(), project);
        work.record("project", subject, None, None, note);
    }
    Ok(())
}

/// The cost reports that a municipality owes from the day it joins.
pub(super) async fn create_for_partner(
    work: &mut Work<'_>,
    project: &Project,
    partner: OrganisationId,
    first_day: NaiveDate,
) -> Answer<()> {
    let periods = projects::periods(&work.tx, &[project.id]).await?;
    let planned: Vec<(OrganisationId, Planned)> = periods
        .into_iter()
        .filter(|(_, period)| period.days.last >= first_day)
        .filter_map(|(_, period)| project.terms.schedule.cost_report(period.days))
        .map(|planned| (partner, planned))
        .collect();
    create(work, project, &planned).await
}

/// Nothing more is awaited from a partner that leaves.
pub(super) async fn waive_of_partner(
    work: &mut Work<'_>,
    project: &Project,
    partner: OrganisationId,
    made: &Made,
) -> Answer<()> {
    let reason = "the municipality has left the project".to_owned();
    for one in obligations::of_project(&work.tx, project.id).await? {
        let awaited = matches!(one.state, State::Scheduled) || one.state.is_awaited();
        // A hearing goes on and a debt is paid also by a municipality that has left; it signs nothing any more.
        let stays = one.kind.has_subject() && one.kind != ObligationKind::AgreementSignature;
        if one.responsible != partner || !awaited || stays {
            continue;
        }
        waive_for(work, project, one, &reason, made).await?;
    }
    Ok(())
}

/// Gives an obligation up because of a decision.
pub(super) async fn waive_for(
    work: &mut Work<'_>,
    project: &Project,
    obligation: Obligation,
    reason: &str,
    made: &Made,
) -> Answer<()> {
    let by = waiver(&obligation, made);
    let command = Command::Waive {
        reason: reason.to_owned(),
    };
    owed::apply(work, project, obligation, command, by, Note::reason(reason)).await?;
    Ok(())
}

/// Moves one due date, as the decision says; the reasoning is the reason.
pub(super) async fn postpone(
    work: &mut Work<'_>,
    project: &Project,
    (id, date): (ObligationId, NaiveDate),
    made: &Made,
) -> Answer<()> {
    let found = obligations::of_project(&work.tx, project.id).await?;
    let found = found.into_iter().find(|one| one.id == id);
    let obligation = work.found("obligation", found)?;
    let reason = made.proposal.reasoning.clone();
    let command = Command::Extend {
        nominal: date,
        reason: reason.clone(),
    };
    let note = Note {
        reason: Some(reason),
        details: json!({ "newDate": date }),
    };
    owed::apply(work, project, obligation, command, made.decided.by, note).await?;
    Ok(())
}

/// Who extended an obligation does not waive it: of the two who made the decision the other one does.
fn waiver(obligation: &Obligation, made: &Made) -> PersonId {
    let extended_by = obligation
        .extension
        .as_ref()
        .map(|extension| extension.granted.by);
    if extended_by == Some(made.decided.by) {
        made.proposed.by
    } else {
        made.decided.by
    }
}

/// What the old lead still owes as the lead moves to the new one; its own cost reports, hearings and debts stay.
/// Gives what moved.
pub(super) async fn move_to_lead(
    work: &mut Work<'_>,
    project: &Project,
    old: OrganisationId,
    new: OrganisationId,
) -> Answer<Vec<ObligationId>> {
    let mut moved = Vec::new();
    for one in obligations::of_project(&work.tx, project.id).await? {
        let awaited = matches!(one.state, State::Scheduled) || one.state.is_awaited();
        if one.responsible != old || !one.kind.moves_with_the_lead() || !awaited {
            continue;
        }
        let subject = owed::subject(one.id.into(), project);
        let note = Note::details(json!({ "from": old.to_string(), "to": new.to_string() }));
        work.record("obligation", subject, None, None, note);
        moved.push(one.id);
        let taken = Obligation {
            responsible: new,
            ..one
        };
        obligations::update(&work.tx, &taken).await?;
    }
    Ok(moved)
}
