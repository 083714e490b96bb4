use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use strum::IntoEnumIterator;
use talkoot_domain::{
    ids::{OrganisationId, PersonId},
    ladder::{Audience, Step},
    obligation::Obligation,
    policy::Role,
    project::Project,
    schedule::ObligationKind,
};
use talkoot_storage::{Access, people};

use crate::{Answer, Work, project_contacts};

/// Somebody who is reminded, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Addressed {
    pub(super) person: PersonId,
    pub(super) audience: Audience,
}

/// Those of one audience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Who is written to.
    pub(crate) people: Vec<PersonId>,
    /// Whether nobody is named, so that others stand in, or nobody does.
    pub(crate) vacant: bool,
}

/// Whom a step is said to: everybody of its audience, each once and for the strongest reason. Where
/// nobody is named or holds a role the step also goes to the next audience, so that a vacancy never
/// swallows it.
pub(super) async fn of(
    work: &Work<'_>,
    project: &Project,
    obligation: &Obligation,
    step: &Step,
) -> Answer<Vec<Addressed>> {
    let mut addressed: Vec<Addressed> = Vec::new();
    let mut known = BTreeSet::new();
    let mut vacancy = false;
    // The audiences in the order of escalation, which is also from the strongest reason to the weakest.
    let told = obligation.told(step, &project.terms.ladder);
    for audience in Audience::iter() {
        if !told.contains(&audience) && !vacancy {
            continue;
        }
        let found = people(&work.tx, project, obligation, audience, work.now).await?;
        vacancy = found.vacant;
        if vacancy {
            tracing::warn!(
                obligation = %obligation.id, step = step.key(), %audience,
                "nobody is there to be reminded; the step also goes to the next audience"
            );
        }
        for person in found.people {
            if known.insert(person) {
                addressed.push(Addressed { person, audience });
            }
        }
    }
    Ok(addressed)
}

/// The people of an audience now. The municipality's owner and the officer are one person by name; while
/// nobody is named, those stand in who approve for the municipality, and every officer.
pub(crate) async fn people(
    db: &impl Access,
    project: &Project,
    obligation: &Obligation,
    audience: Audience,
    now: DateTime<Utc>,
) -> Answer<Found> {
    let named = match audience {
        Audience::MunicipalityOwner => {
            project_contacts::owner(db, project.id, obligation.responsible, now).await?
        }
        Audience::Officer => project_contacts::officer(db, project, now).await?,
        Audience::Responsible | Audience::LeadMunicipality => None,
    };
    if let Some(person) = named {
        return Ok(Found {
            people: vec![person],
            vacant: false,
        });
    }
    let (organisation, role) = holder(project, obligation, audience);
    let holders = people::holders(db, organisation, &[role], now).await?;
    let by_name = matches!(audience, Audience::MunicipalityOwner | Audience::Officer);
    Ok(Found {
        vacant: by_name || holders.is_empty(),
        people: holders.into_iter().map(|person| person.id).collect(),
    })
}

/// The role in which an audience is found, or stands in.
const fn holder(project: &Project, obligation: &Obligation, audience: Audience) -> (OrganisationId, Role) {
    match audience {
        Audience::Responsible => match obligation.kind {
            ObligationKind::CostReport => (obligation.responsible, Role::PartnerPreparer),
            ObligationKind::PortfolioReport
            | ObligationKind::InterimReport
            | ObligationKind::FinalReport
            | ObligationKind::FollowUp
            | ObligationKind::SupplementRequest
            | ObligationKind::RecoveryHearing
            | ObligationKind::RecoveryPayment => (obligation.responsible, Role::LeadCoordinator),
        },
        Audience::MunicipalityOwner => (obligation.responsible, Role::PartnerApprover),
        Audience::LeadMunicipality => (project.lead, Role::LeadCoordinator),
        Audience::Officer => (project.authority, Role::Officer),
    }
}
