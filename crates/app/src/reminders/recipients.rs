use std::collections::BTreeSet;

use strum::IntoEnumIterator;
use talkoot_domain::{
    ids::{OrganisationId, PersonId},
    ladder::{Audience, Step},
    obligation::Obligation,
    policy::Role,
    project::Project,
    schedule::ObligationKind,
};
use talkoot_storage::people;

use crate::{Answer, Work};

/// Somebody who is reminded, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Addressed {
    pub(super) person: PersonId,
    pub(super) audience: Audience,
}

/// Whom a step is said to: everybody of its audience, each once and for the strongest reason. Where
/// nobody holds a role the step goes to the next audience, so that a vacancy never swallows it.
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
    for audience in Audience::iter() {
        if !step.audience().contains(&audience) && !vacancy {
            continue;
        }
        let (organisation, role) = holder(project, obligation, audience);
        let people = people::holders(&work.tx, organisation, &[role], work.now).await?;
        vacancy = people.is_empty();
        if vacancy {
            tracing::warn!(
                obligation = %obligation.id, step = step.key(), %audience, %organisation, ?role,
                "nobody holds the role to be reminded; the step goes to the next audience"
            );
        }
        for person in people {
            if known.insert(person.id) {
                addressed.push(Addressed {
                    person: person.id,
                    audience,
                });
            }
        }
    }
    Ok(addressed)
}

/// Where an audience is found. The municipality's named owner is for now everybody who approves for
/// it: projects do not name owners yet.
pub(crate) const fn holder(
    project: &Project,
    obligation: &Obligation,
    audience: Audience,
) -> (OrganisationId, Role) {
    match audience {
        Audience::Responsible => match obligation.kind {
            ObligationKind::CostReport => (obligation.responsible, Role::PartnerPreparer),
            ObligationKind::PortfolioReport
            | ObligationKind::InterimReport
            | ObligationKind::FinalReport
            | ObligationKind::FollowUp => (obligation.responsible, Role::LeadCoordinator),
        },
        Audience::MunicipalityOwner => (obligation.responsible, Role::PartnerApprover),
        Audience::LeadMunicipality => (project.lead, Role::LeadCoordinator),
        Audience::Officer => (project.authority, Role::Officer),
    }
}
