use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use strum::IntoEnumIterator;
use talkoot_domain::{
    calendar,
    ids::{OrganisationId, PersonId},
    ladder::{Audience, Step},
    obligation::Obligation,
    policy::Role,
    project::Project,
    schedule::ObligationKind,
    tenure::Duty,
};
use talkoot_storage::{Access, people, unreachable};

use crate::{
    Answer,
    project_contacts::{self, Team},
};

/// Somebody who is reminded, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Addressed {
    pub(super) person: PersonId,
    pub(super) audience: Audience,
    /// Whether the one who is meant is missing, so that this person stands in.
    pub(super) stands_in: bool,
}

/// Those of one audience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Who is written to.
    pub(crate) people: Vec<PersonId>,
    /// Whether nobody is named, so that others stand in, or nobody does.
    pub(crate) vacant: bool,
    /// Whether it is the deputy of a missing owner who is written to.
    pub(crate) deputy: bool,
    /// Whether the step also goes to the next audience: nobody is there, or no address takes mails.
    pub(crate) escalates: bool,
}

/// The day for which recipients are sought, and the moment at which roles are read: who is named is known for days
/// to come, who holds a role only for now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct When {
    pub(crate) day: NaiveDate,
    pub(crate) now: DateTime<Utc>,
}

impl When {
    /// Today.
    pub(crate) fn now(now: DateTime<Utc>) -> Self {
        Self {
            day: calendar::helsinki_date(now),
            now,
        }
    }
}

/// Whom a step is said to: everybody of its audience, each once and for the strongest reason. Where
/// nobody is named or holds a role the step also goes to the next audience, so that a vacancy never
/// swallows it.
pub(super) async fn of(
    db: &impl Access,
    (project, team): (&Project, &Team),
    obligation: &Obligation,
    step: &Step,
    when: When,
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
        let found = people(db, (project, team), obligation, audience, when).await?;
        vacancy = found.escalates;
        if vacancy {
            tracing::warn!(
                obligation = %obligation.id, step = step.key(), %audience,
                "nobody is there to be reminded; the step also goes to the next audience"
            );
        }
        for person in found.people {
            if known.insert(person) {
                addressed.push(Addressed {
                    person,
                    audience,
                    stands_in: found.deputy || found.vacant,
                });
            }
        }
    }
    Ok(addressed)
}

/// The people of an audience on a day. The municipality's owner and the officer are one person by name; for an
/// owner who is missing or away the deputy stands in, and while nobody is named, those who approve for the municipality,
/// and every officer.
pub(crate) async fn people(
    db: &impl Access,
    (project, team): (&Project, &Team),
    obligation: &Obligation,
    audience: Audience,
    when: When,
) -> Answer<Found> {
    let (named, deputy) = match audience {
        Audience::MunicipalityOwner => team
            .acting_owner(project.id, obligation.responsible, when.day)
            .map_or((None, false), |(person, deputy)| (Some(person), deputy)),
        Audience::Officer => {
            let officer = project_contacts::officer(db, project, (team, when.day), when.now).await?;
            (officer, false)
        }
        Audience::Responsible | Audience::LeadMunicipality => (None, false),
    };
    if let Some(person) = named {
        return Ok(Found {
            people: vec![person],
            vacant: false,
            deputy,
            escalates: none_reached(db, &[person]).await?,
        });
    }
    let (organisation, role) = holder(project, obligation, audience);
    let holders = people::holders(db, organisation, &[role], when.now).await?;
    let mut people: Vec<PersonId> = holders.into_iter().map(|person| person.id).collect();
    if audience == Audience::Responsible && organisation == project.lead {
        // Whoever runs the project hears of what it owes, beside those who hand it in.
        let manager = team.holder(project.id, project.lead, Duty::Manager, when.day);
        people.extend(manager.filter(|one| !people.contains(one)));
    }
    let by_name = matches!(audience, Audience::MunicipalityOwner | Audience::Officer);
    let vacant = by_name || people.is_empty();
    Ok(Found {
        escalates: vacant || none_reached(db, &people).await?,
        vacant,
        people,
        deputy: false,
    })
}

/// Whether the addresses of all of them refuse mails: what they are told may be read by nobody.
async fn none_reached(db: &impl Access, people: &[PersonId]) -> Answer<bool> {
    Ok(unreachable::of_people(db, people).await?.len() == people.len())
}

/// The role in which an audience is found, or stands in.
const fn holder(project: &Project, obligation: &Obligation, audience: Audience) -> (OrganisationId, Role) {
    match audience {
        Audience::Responsible => match obligation.kind {
            ObligationKind::CostReport => (obligation.responsible, Role::PartnerPreparer),
            ObligationKind::AgreementSignature => (obligation.responsible, Role::PartnerApprover),
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
