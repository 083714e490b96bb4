//! The people in charge: a duty that is vacant, and one that is taken over.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use talkoot_domain::{
    ids::{OrganisationId, PersonId, ProjectId},
    policy::Role,
    tenure::Duty,
};
use talkoot_mail::message;
use talkoot_storage::{Scope, organisations, people, people::Person, projects};
use uuid::Uuid;

use super::{Composed, ROLE_ENDED, named, still_holds};
use crate::{
    Answer, App, Failure,
    project_contacts::{Matter, OpenMatter, Team, open_after},
};

async fn name_of(app: &App, person: PersonId) -> Answer<String> {
    let found = people::find(app.store(), person).await?;
    Ok(found.ok_or(Failure::NotFound("person"))?.name)
}

/// That nobody is there, unless somebody has been named meanwhile.
pub(super) async fn compose_vacant(
    app: &App,
    (project, municipality): (ProjectId, OrganisationId),
    duty: &str,
    since: NaiveDate,
    reader: &Person,
) -> Answer<Composed> {
    let duty: Duty = duty
        .parse()
        .map_err(|_| Failure::internal(format!("nobody answers as \"{duty}\"")))?;
    let project = projects::find(app.store(), &Scope::system(), project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let team = Team::load(app.store(), &[project.id], app.now()).await?;
    let Some(vacancy) = team.vacancy(project.id, municipality, duty, app.today()) else {
        return Ok(Composed::Obsolete("somebody has been named meanwhile"));
    };
    let names_somebody = still_holds(app, reader, project.lead, &[Role::LeadCoordinator]).await?
        || still_holds(app, reader, municipality, &[Role::PartnerApprover]).await?;
    let to_authority =
        !names_somebody && still_holds(app, reader, project.authority, &[Role::Officer]).await?;
    if !names_somebody && !to_authority {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let found = organisations::find(app.store(), municipality).await?;
    let found = found.ok_or(Failure::NotFound("organisation"))?;
    let deputy = match vacancy.deputy.filter(|_| duty == Duty::Owner) {
        Some(person) => Some(name_of(app, person).await?),
        None => None,
    };
    let message = message::DutyVacant {
        project: named(&project),
        municipality: found.name(reader.language).to_owned(),
        duty,
        since: vacancy.since.unwrap_or(since),
        deputy,
        to_authority,
        url: app.mail().page(&format!("projects/{}", project.id)),
    };
    Ok(Composed::Message(Box::new(message.into())))
}

/// What is open, for whoever takes over, as it stands when the mail leaves.
pub(super) async fn compose_taken(
    app: &App,
    project: ProjectId,
    contact: Uuid,
    reader: &Person,
) -> Answer<Composed> {
    let project = projects::find(app.store(), &Scope::system(), project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let team = Team::load(app.store(), &[project.id], app.now()).await?;
    let Some(contact) = team.everybody().find(|one| one.id == contact).copied() else {
        return Ok(Composed::Obsolete("somebody else has been named meanwhile"));
    };
    let (of, duty) = (contact.organisation, contact.duty);
    if team.holder(project.id, of, duty, app.today()) != Some(reader.id) {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let before = team.last_before(project.id, of, duty, Some(contact.tenure.first));
    let found = organisations::find(app.store(), of).await?;
    let found = found.ok_or(Failure::NotFound("organisation"))?;
    let open = open_after(app.store(), &project, (of, duty), before).await?;
    let message = message::DutyTaken {
        project: named(&project),
        organisation: found.name(reader.language).to_owned(),
        duty,
        first_day: contact.tenure.first,
        predecessor: match before {
            Some(person) => Some(name_of(app, person).await?),
            None => None,
        },
        open: counted(&open),
        url: app.mail().page(&format!("projects/{}", project.id)),
    };
    Ok(Composed::Message(Box::new(message.into())))
}

/// What is owed one by one with its day, the rest counted. Roles are not told: whoever reads has their own.
fn counted(open: &[OpenMatter]) -> Vec<message::OpenMatter> {
    use message::OpenMatter as M;
    let mut lines = Vec::new();
    let mut numbers: BTreeMap<u8, u32> = BTreeMap::new();
    for one in open {
        let place = match one.matter {
            Matter::Obligation(kind) => {
                lines.push(M::Obligation(kind, one.due));
                continue;
            }
            Matter::Access(_) => continue,
            Matter::CostReport => 0,
            Matter::PortfolioReport => 1,
            Matter::Claim => 2,
            Matter::ChangeRequest => 3,
            Matter::Agreement => 4,
            Matter::Payout => 5,
            Matter::Document => 6,
        };
        let number = numbers.entry(place).or_default();
        *number = number.saturating_add(1);
    }
    let named: [fn(u32) -> M; 7] = [
        M::CostReports,
        M::PortfolioReports,
        M::Claims,
        M::ChangeRequests,
        M::Agreements,
        M::Payouts,
        M::Documents,
    ];
    let of_kind = |(place, number): (u8, u32)| named.get(usize::from(place)).map(|of| of(number));
    lines.extend(numbers.into_iter().filter_map(of_kind));
    lines
}
