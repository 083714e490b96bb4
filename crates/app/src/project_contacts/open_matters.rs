//! What is open when a duty goes from one person to another, as the system knows it.

use chrono::NaiveDate;
use talkoot_domain::{
    agreement, claim, cost_report,
    ids::{OrganisationId, PersonId},
    obligation::{Obligation, State},
    payout,
    policy::{Actor, Role},
    portfolio_report,
    project::Project,
    schedule::ObligationKind,
    tenure::Duty,
};
use talkoot_storage::{
    Access, Scope, agreements, change_requests, claims, cost_reports, files, obligations, payouts, people,
    portfolio_reports,
};

use super::team::Team;
use crate::{Answer, App};

/// Something that is open when a duty is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// Something is owed.
    Obligation(ObligationKind),
    /// A cost report of the municipality is not with the lead or comes back.
    CostReport,
    /// A portfolio report is written and not handed in.
    PortfolioReport,
    /// The claim is with the lead; for an officer, it waits to be checked.
    Claim,
    /// A change request is written and not submitted, or not decided.
    ChangeRequest,
    /// The municipality has not signed an agreement yet.
    Agreement,
    /// A payout waits for its approval or for the bank.
    Payout,
    /// A file that whoever hands over uploaded for the organisation.
    Document,
    /// A role that whoever hands over holds in the organisation.
    Access(Role),
}

/// Something that is open when a duty is handed over, as the system knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenMatter {
    /// What.
    pub matter: Matter,
    /// The thing; none for an access.
    pub object: Option<uuid::Uuid>,
    /// The last day, where there is one.
    pub due: Option<NaiveDate>,
}

impl OpenMatter {
    fn of(matter: Matter, object: impl Into<uuid::Uuid>) -> Self {
        Self {
            matter,
            object: Some(object.into()),
            due: None,
        }
    }
}

/// So many documents of whoever hands over are listed, the latest ones.
const MOST_DOCUMENTS: u64 = 50;

/// What is open for a duty in a project that the person has found, as it stands now; nothing for whoever is
/// neither of that organisation, the lead nor the authority. What belongs to one person, documents and accesses,
/// is that of whoever holds the duty, or held it last.
///
/// # Errors
/// When the database fails.
pub async fn open_matters(
    app: &App,
    actor: &Actor,
    project: &Project,
    (organisation, duty): (OrganisationId, Duty),
) -> Answer<Vec<OpenMatter>> {
    let theirs = [organisation, project.lead, project.authority];
    let mut held = actor.memberships.iter();
    if !held.any(|held| theirs.contains(&held.organisation)) {
        return Ok(Vec::new());
    }
    let team = Team::load(app.store(), &[project.id], app.now()).await?;
    let before = team.last_before(project.id, organisation, duty, app.today().succ_opt());
    open_after(app.store(), project, (organisation, duty), before).await
}

/// What is open for a duty, with what belongs to whoever had it before.
pub(crate) async fn open_after(
    db: &impl Access,
    project: &Project,
    (organisation, duty): (OrganisationId, Duty),
    before: Option<PersonId>,
) -> Answer<Vec<OpenMatter>> {
    let owed = obligations::of_project(db, project.id).await?;
    let mut open = if duty == Duty::Officer {
        of_the_officer(db, project, &owed).await?
    } else {
        let mut open = of_the_municipality(db, project, organisation, &owed).await?;
        if organisation == project.lead {
            open.extend(of_the_lead(db, project, &owed).await?);
        }
        open
    };
    if let Some(person) = before {
        for file in files::uploaded_by(db, organisation, person, MOST_DOCUMENTS).await? {
            open.push(OpenMatter::of(Matter::Document, file));
        }
        open.extend(accesses(db, person, organisation).await?);
    }
    Ok(open)
}

async fn of_the_municipality(
    db: &impl Access,
    project: &Project,
    municipality: OrganisationId,
    owed: &[Obligation],
) -> Answer<Vec<OpenMatter>> {
    use cost_report::StateName as S;
    let awaited = owed.iter().filter(|one| {
        let awaited = one.state.is_awaited() || matches!(one.state, State::Scheduled);
        one.responsible == municipality && awaited
    });
    let mut open: Vec<OpenMatter> = awaited
        .map(|one| OpenMatter {
            due: Some(one.due),
            ..OpenMatter::of(Matter::Obligation(one.kind), one.id)
        })
        .collect();
    open.sort_by_key(|one| (one.due, one.object));
    for (id, state) in cost_reports::of_partner(db, project.id, municipality).await? {
        if !matches!(state, S::LeadAccepted | S::Locked) {
            open.push(OpenMatter::of(Matter::CostReport, id));
        }
    }
    for agreement in agreements::of_projects(db, &[project.id]).await? {
        let signed = agreement
            .signatures
            .iter()
            .any(|one| one.organisation == municipality);
        let waits = matches!(agreement.state, agreement::State::Signing { .. });
        if waits && agreement.names(municipality) && !signed {
            open.push(OpenMatter::of(Matter::Agreement, agreement.id));
        }
    }
    Ok(open)
}

async fn of_the_lead(db: &impl Access, project: &Project, owed: &[Obligation]) -> Answer<Vec<OpenMatter>> {
    let mut open = Vec::new();
    let reported: Vec<_> = owed
        .iter()
        .filter(|one| one.kind == ObligationKind::PortfolioReport)
        .map(|one| one.id)
        .collect();
    for report in portfolio_reports::of_obligations(db, &Scope::system(), &reported).await? {
        use portfolio_report::State as S;
        if matches!(report.state, S::Draft { .. } | S::SteeringApproved { .. }) {
            open.push(OpenMatter::of(Matter::PortfolioReport, report.id));
        }
    }
    if let Some(claim) = claims::open(db, project.id).await? {
        let with_the_lead = matches!(
            claim.state_name(),
            claim::StateName::Draft | claim::StateName::SupplementRequested
        );
        if with_the_lead {
            open.push(OpenMatter::of(Matter::Claim, claim.id));
        }
    }
    for request in change_requests::undecided(db, project.id).await? {
        open.push(OpenMatter::of(Matter::ChangeRequest, request));
    }
    Ok(open)
}

/// What waits for the authority.
async fn of_the_officer(db: &impl Access, project: &Project, owed: &[Obligation]) -> Answer<Vec<OpenMatter>> {
    let handed_in = owed
        .iter()
        .filter(|one| matches!(one.state, State::Submitted { .. }));
    let mut open: Vec<OpenMatter> = handed_in
        .map(|one| OpenMatter::of(Matter::Obligation(one.kind), one.id))
        .collect();
    if let Some(claim) = claims::open(db, project.id).await? {
        let waits = matches!(
            claim.state_name(),
            claim::StateName::Submitted | claim::StateName::ContentChecked
        );
        if waits {
            open.push(OpenMatter::of(Matter::Claim, claim.id));
        }
    }
    for request in change_requests::undecided(db, project.id).await? {
        open.push(OpenMatter::of(Matter::ChangeRequest, request));
    }
    for payout in payouts::of_projects(db, &[project.id]).await? {
        if matches!(
            payout.state,
            payout::State::Created | payout::State::Approved { .. }
        ) {
            open.push(OpenMatter::of(Matter::Payout, payout.id));
        }
    }
    Ok(open)
}

async fn accesses(db: &impl Access, person: PersonId, of: OrganisationId) -> Answer<Vec<OpenMatter>> {
    let held = people::roles_in(db, person, of).await?;
    let open = held.into_iter().map(|role| OpenMatter {
        matter: Matter::Access(role),
        object: None,
        due: None,
    });
    Ok(open.collect())
}
