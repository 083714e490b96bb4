//! Who answers for projects on a day: the people named, those of them who still hold a role, and the gaps.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use talkoot_domain::{
    ids::{OrganisationId, PersonId, ProjectId},
    mail_settings::MailSettings,
    policy::Role,
    tenure::{self, Duty, Tenure},
};
use talkoot_storage::{
    Access, mail_settings, people,
    project_contacts::{self, Contact},
};

use crate::Answer;

/// The roles of which one is held by whoever is named: in a municipality, or in the authority.
const ROLES: [Role; 4] = [
    Role::PartnerPreparer,
    Role::PartnerApprover,
    Role::LeadCoordinator,
    Role::Officer,
];

/// The people named in projects, in as many statements for a hundred projects as for one.
#[derive(Debug)]
pub(crate) struct Team {
    contacts: Vec<Contact>,
    members: BTreeSet<(OrganisationId, PersonId)>,
    away: Vec<MailSettings>,
}

/// A duty that nobody holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vacancy {
    /// In which municipality.
    pub municipality: OrganisationId,
    /// Which: that of the owner, or of a project manager who was there before.
    pub duty: Duty,
    /// The first day of the gap; none when nobody was ever named, or whoever is named has lost their role.
    pub since: Option<NaiveDate>,
    /// Who stands in meanwhile.
    pub deputy: Option<PersonId>,
}

impl Team {
    /// Those named in these projects; a role counts as it is held now.
    pub(crate) async fn load(db: &impl Access, projects: &[ProjectId], now: DateTime<Utc>) -> Answer<Self> {
        let contacts = project_contacts::of_projects(db, projects).await?;
        let organisations: BTreeSet<OrganisationId> =
            contacts.iter().map(|contact| contact.organisation).collect();
        let organisations: Vec<OrganisationId> = organisations.into_iter().collect();
        let members = people::members(db, &organisations, &ROLES, now).await?;
        let named: BTreeSet<PersonId> = contacts.iter().map(|one| one.tenure.person).collect();
        let named: Vec<PersonId> = named.into_iter().collect();
        Ok(Self {
            contacts,
            members: members.into_iter().collect(),
            away: mail_settings::of_people(db, &named).await?,
        })
    }

    /// Everybody named, in the order of their days.
    pub(crate) fn everybody(&self) -> impl Iterator<Item = &Contact> {
        self.contacts.iter()
    }

    /// Everybody named for a duty, in the order of their days.
    pub(crate) fn of(
        &self,
        project: ProjectId,
        organisation: OrganisationId,
        duty: Duty,
    ) -> impl Iterator<Item = &Contact> {
        self.contacts
            .iter()
            .filter(move |one| one.project == project && one.organisation == organisation && one.duty == duty)
    }

    fn tenures(&self, project: ProjectId, organisation: OrganisationId, duty: Duty) -> Vec<Tenure> {
        self.of(project, organisation, duty)
            .map(|one| one.tenure)
            .collect()
    }

    /// Whether somebody still holds a role in an organisation.
    pub(crate) fn is_member(&self, organisation: OrganisationId, person: PersonId) -> bool {
        self.members.contains(&(organisation, person))
    }

    /// Whoever is named for a day, whether they still hold a role or not.
    pub(crate) fn named(
        &self,
        project: ProjectId,
        organisation: OrganisationId,
        duty: Duty,
        day: NaiveDate,
    ) -> Option<PersonId> {
        let held = self.tenures(project, organisation, duty);
        tenure::holder(&held, day).map(|tenure| tenure.person)
    }

    /// Whoever holds a duty on a day; nobody when they hold no role there any more.
    pub(crate) fn holder(
        &self,
        project: ProjectId,
        organisation: OrganisationId,
        duty: Duty,
        day: NaiveDate,
    ) -> Option<PersonId> {
        let named = self.named(project, organisation, duty, day)?;
        self.is_member(organisation, named).then_some(named)
    }

    /// Whoever acts as the owner on a day, and whether as the deputy: of one who is missing or away. One who is away
    /// without a deputy who is there is written to all the same.
    pub(crate) fn acting_owner(
        &self,
        project: ProjectId,
        municipality: OrganisationId,
        day: NaiveDate,
    ) -> Option<(PersonId, bool)> {
        let there = |person: &PersonId| !self.is_away(*person, day);
        let owner = self.holder(project, municipality, Duty::Owner, day);
        let deputy = self.holder(project, municipality, Duty::Deputy, day);
        owner
            .filter(there)
            .map(|owner| (owner, false))
            .or_else(|| deputy.filter(there).map(|deputy| (deputy, true)))
            .or_else(|| owner.map(|owner| (owner, false)))
            .or_else(|| deputy.map(|deputy| (deputy, true)))
    }

    fn is_away(&self, person: PersonId, day: NaiveDate) -> bool {
        self.away
            .iter()
            .any(|settings| settings.person == person && settings.is_away(day))
    }

    /// Whoever held a duty last before a day.
    pub(crate) fn last_before(
        &self,
        project: ProjectId,
        organisation: OrganisationId,
        duty: Duty,
        day: Option<NaiveDate>,
    ) -> Option<PersonId> {
        let began = |one: &&Contact| day.is_none_or(|day| one.tenure.first < day);
        let last = self.of(project, organisation, duty).filter(began).last();
        last.map(|one| one.tenure.person)
    }

    /// The vacancy of a duty on a day, if there is one. A project manager is missed only where there was one.
    pub(crate) fn vacancy(
        &self,
        project: ProjectId,
        municipality: OrganisationId,
        duty: Duty,
        day: NaiveDate,
    ) -> Option<Vacancy> {
        if self.holder(project, municipality, duty, day).is_some() {
            return None;
        }
        let before = self.of(project, municipality, duty);
        let last = before.filter(|one| one.tenure.first <= day).last();
        if duty != Duty::Owner && last.is_none() {
            return None;
        }
        // Whoever is named for the day and has lost the role leaves no day: the log says when.
        let last_day = last.and_then(|one| one.tenure.last).filter(|last| *last < day);
        let since = last_day.and_then(|last| last.succ_opt());
        Some(Vacancy {
            municipality,
            duty,
            since,
            deputy: self.holder(project, municipality, Duty::Deputy, day),
        })
    }
}
