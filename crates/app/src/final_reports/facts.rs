//! What the system knows of a project, beside what is written in its final report.

use std::collections::BTreeMap;

use talkoot_domain::{
    agreement,
    amendment::Content,
    benefit, calendar,
    exit_plan::StateName as PlanState,
    final_report::{Fact, Topic},
    ids::OrganisationId,
    indicator::{self, Phase},
    money::Money,
    obligation::State as Owed,
    payout,
    portfolio_report::SeenMilestone,
    project::Project,
    risk,
    workflow::Name as _,
};
use talkoot_storage::{
    Access, Scope, agreements, amendments, benefits, exit_plans, indicators, milestones, obligations,
    payouts, portfolio_reports, projects, risks,
};

use crate::{Answer, Failure, cost_positions};

type Names = BTreeMap<OrganisationId, String>;

/// Everything, topic by topic.
pub(super) async fn gathered(db: &impl Access, project: &Project) -> Answer<Vec<Fact>> {
    let partners = projects::partners(db, &[project.id]).await?;
    let names: Names = partners
        .into_iter()
        .map(|(_, partner)| (partner.organisation, partner.name))
        .collect();
    let mut facts = plan(db, project, &names).await?;
    facts.extend(costs(db, project, &names).await?);
    facts.extend(money(db, project, &names).await?);
    facts.extend(course(db, project).await?);
    facts.extend(changes(db, project, &names).await?);
    facts.extend(duties(db, project, &names).await?);
    facts.extend(effects(db, project).await?);
    facts.sort_by_key(|fact| fact.topic);
    Ok(facts)
}

fn name(names: &Names, organisation: OrganisationId) -> &str {
    names.get(&organisation).map_or("", String::as_str)
}

/// The project, its municipalities, sub-areas and periods.
async fn plan(db: &impl Access, project: &Project, names: &Names) -> Answer<Vec<Fact>> {
    let days = project.terms.use_period;
    let mut facts = vec![
        Fact::new(Topic::Project, &project.name)
            .saying(format!("{}; {}", project.number, name(names, project.lead)))
            .amount("award", project.award)
            .day("first", days.first)
            .day("last", days.last),
    ];
    facts.extend(names.values().map(|name| Fact::new(Topic::Partner, name)));
    let areas = projects::sub_areas(db, &[project.application]).await?;
    facts.extend(areas.iter().map(|(_, area)| {
        Fact::new(Topic::SubArea, format!("{} {}", area.number, area.name)).saying(name(names, area.lead))
    }));
    let periods = projects::periods(db, &[project.id]).await?;
    facts.extend(periods.iter().map(|(_, period)| {
        Fact::new(Topic::Period, period.number.to_string())
            .day("first", period.days.first)
            .day("last", period.days.last)
    }));
    Ok(facts)
}

/// Budget and accepted costs of each municipality in each category.
async fn costs(db: &impl Access, project: &Project, names: &Names) -> Answer<Vec<Fact>> {
    let position = cost_positions::whole(db, project).await?;
    let mut sums: BTreeMap<(OrganisationId, String), [Money; 3]> = BTreeMap::new();
    for cell in position.cells {
        let sums = sums.entry((cell.partner, cell.category)).or_default();
        for (sum, more) in sums.iter_mut().zip([cell.budget, cell.accepted, cell.awaiting]) {
            *sum = sum.checked_add(more).map_err(Failure::internal)?;
        }
    }
    Ok(sums
        .into_iter()
        .map(|((partner, category), [budget, accepted, awaiting])| {
            Fact::new(Topic::Cost, name(names, partner))
                .of(partner)
                .saying(category)
                .amount("budget", budget)
                .amount("accepted", accepted)
                .amount("awaitingAcceptance", awaiting)
        })
        .collect())
}

/// The payouts that arrived and the agreement in force.
async fn money(db: &impl Access, project: &Project, names: &Names) -> Answer<Vec<Fact>> {
    let paid = payouts::of_projects(db, &[project.id]).await?;
    let mut facts: Vec<Fact> = paid
        .into_iter()
        .filter_map(|one| match one.state {
            payout::State::Confirmed { confirmation, .. } => Some(
                Fact::new(Topic::Payout, confirmation.bank_reference)
                    .standing("confirmed")
                    .amount("amount", one.amount)
                    .amount("returned", one.returned)
                    .day("valueDate", confirmation.value_date),
            ),
            payout::State::Created
            | payout::State::Approved { .. }
            | payout::State::Sent { .. }
            | payout::State::Failed { .. } => None,
        })
        .collect();
    let agreed = agreements::of_projects(db, &[project.id]).await?;
    facts.extend(agreed.into_iter().filter_map(|one| {
        match one.state {
            agreement::State::InForce { since, .. } => Some(
                Fact::new(Topic::Agreement, one.number.to_string())
                    .standing("in_force")
                    .saying(name(names, one.lead))
                    .day("since", calendar::helsinki_date(since)),
            ),
            agreement::State::Draft
            | agreement::State::Signing { .. }
            | agreement::State::Replaced { .. }
            | agreement::State::Withdrawn { .. }
            | agreement::State::Terminated { .. } => None,
        }
    }));
    Ok(facts)
}

/// Milestones, and the risks that came true.
async fn course(db: &impl Access, project: &Project) -> Answer<Vec<Fact>> {
    let planned = milestones::of_projects(db, &[project.id]).await?;
    let mut facts: Vec<Fact> = planned
        .into_iter()
        .map(|milestone| {
            let seen = SeenMilestone::from(milestone);
            Fact::new(Topic::Milestone, &seen.name)
                .standing(seen.state.code())
                .day("baseline", seen.baseline)
                .day("forecast", seen.forecast)
                .day("reachedOn", seen.reached_on)
        })
        .collect();
    let feared = risks::of_projects(db, &[project.id]).await?;
    facts.extend(feared.into_iter().filter_map(|risk| {
        let occurred = risk.state.occurred()?;
        Some(
            Fact::new(Topic::Risk, format!("{} {}", risk.number, risk.topic))
                .standing(risk::StateName::from(&risk.state).code())
                .saying(&risk.judgement.response)
                .day("occurred", calendar::helsinki_date(occurred.at)),
        )
    }));
    Ok(facts)
}

/// What was changed by decisions since the project began.
async fn changes(db: &impl Access, project: &Project, names: &Names) -> Answer<Vec<Fact>> {
    let amended = amendments::of_projects(db, &[project.id]).await?;
    let one = |amendment: amendments::Amendment| {
        let (before, after) = (&amendment.before, &amendment.after);
        let kind = amendment.replaced.as_ref().map(Content::kind);
        let mut fact = Fact::new(Topic::PlanChange, amendment.number.to_string())
            .standing(kind.map_or("", Into::into))
            .day("effectiveOn", amendment.effective_on);
        if before.award != after.award {
            fact = fact
                .amount("awardBefore", before.award)
                .amount("awardAfter", after.award);
        }
        if before.terms.use_period.last != after.terms.use_period.last {
            fact = fact
                .day("lastBefore", before.terms.use_period.last)
                .day("lastAfter", after.terms.use_period.last);
        }
        if before.lead != after.lead {
            fact = fact.saying(format!(
                "{} -> {}",
                name(names, before.lead),
                name(names, after.lead)
            ));
        }
        fact
    };
    Ok(amended.into_iter().map(one).collect())
}

/// What was due, what was moved, and what the steering group decided.
async fn duties(db: &impl Access, project: &Project, names: &Names) -> Answer<Vec<Fact>> {
    let mut owed = obligations::of_project(db, project.id).await?;
    owed.sort_by_key(|one| (one.due, one.kind, one.id));
    let ids: Vec<_> = owed.iter().map(|one| one.id).collect();
    let mut facts = Vec::new();
    for one in &owed {
        let kind = one.kind.to_string();
        if let Some(extension) = &one.extension {
            facts.push(
                Fact::new(Topic::Extension, &kind)
                    .of(one.responsible)
                    .saying(&extension.reason)
                    .day("planned", one.planned)
                    .day("due", one.due)
                    .day("granted", calendar::helsinki_date(extension.granted.at)),
            );
        }
        let (state, submitted) = match &one.state {
            Owed::Submitted { submitted } => ("submitted", Some(submitted.at)),
            Owed::Accepted { submitted, .. } => ("accepted", Some(submitted.at)),
            Owed::Waived { .. } => ("waived", None),
            Owed::Open { .. } => ("open", None),
            Owed::Overdue { .. } => ("overdue", None),
            // What comes after the report is none of it.
            Owed::Scheduled => continue,
        };
        facts.push(
            Fact::new(Topic::Report, kind)
                .of(one.responsible)
                .standing(state)
                .saying(name(names, one.responsible))
                .day("due", one.due)
                .day("submitted", submitted.map(calendar::helsinki_date)),
        );
    }
    let mut reports = portfolio_reports::of_obligations(db, &Scope::system(), &ids).await?;
    reports.sort_by_key(|report| report.id);
    let plans = exit_plans::of_projects(db, &[project.id]).await?;
    let of_reports = reports
        .iter()
        .map(|report| ("portfolio_report", report.state.approval()));
    let of_plans = plans.iter().map(|plan| ("exit_plan", plan.state.approval()));
    facts.extend(of_reports.chain(of_plans).filter_map(|(about, approval)| {
        let approval = approval?;
        let how = if approval.unanimous {
            "unanimous"
        } else {
            "by_majority"
        };
        Some(
            Fact::new(Topic::SteeringDecision, about)
                .standing(how)
                .saying(approval.members.join(", "))
                .day("heldOn", approval.held_on),
        )
    }));
    facts.extend(
        plans.iter().map(|plan| {
            Fact::new(Topic::ExitPlan, "exit_plan").standing(PlanState::from(&plan.state).code())
        }),
    );
    Ok(facts)
}

/// What came of it: indicators and benefits.
async fn effects(db: &impl Access, project: &Project) -> Answer<Vec<Fact>> {
    let measured = indicators::of_projects(db, &[project.id]).await?;
    let mut facts: Vec<Fact> = measured
        .iter()
        .map(|one| {
            let phases = [Phase::Baseline, Phase::Forecast, Phase::Measured, Phase::FollowUp];
            let values = phases.into_iter().filter_map(|phase| {
                let phase_name: &'static str = phase.into();
                let value = one.value(phase)?.measurement.value;
                Some(format!("{phase_name} {value}"))
            });
            let values: Vec<String> = values.collect();
            Fact::new(Topic::Indicator, format!("{} ({})", one.name, one.unit))
                .standing(indicator::StateName::from(&one.state).code())
                .saying(values.join(", "))
        })
        .collect();
    let stated = benefits::of_projects(db, &[project.id]).await?;
    facts.extend(stated.iter().filter_map(|one| {
        let benefit::State::Stated = one.state else {
            return None;
        };
        let mechanism: &'static str = one.mechanism.into();
        let result = one.current()?.result;
        Some(
            Fact::new(Topic::Benefit, &one.name)
                .standing(mechanism)
                .amount("aYear", result),
        )
    }));
    Ok(facts)
}
