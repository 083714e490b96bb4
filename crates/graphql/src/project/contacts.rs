use async_graphql::{Context, Enum, Object};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::project_contacts::{self, Named, Vacancy};
use talkoot_domain::{
    ids::{OrganisationId, PersonId, ProjectId},
    project::Project,
    tenure::{self, Duty, Tenure},
};

use crate::{
    change::OpenMatterObject,
    context::{actor, app, loaders},
    loaders::people::NamedIn,
    organisation::{OrganisationObject, PersonObject},
    outcome::{error, not_found},
};

/// For what somebody is named in a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Duty")]
pub(crate) enum PersonDuty {
    /// Owns the project in a municipality (*hankkeen omistaja*).
    Owner,
    /// Stands in for a missing owner (*varahenkilö*).
    Deputy,
    /// Runs the project, in the lead municipality (*projektipäällikkö*).
    Manager,
    /// Handles its grant in the authority (*valmistelija*).
    Officer,
}

async fn municipality_of(ctx: &Context<'_>, id: OrganisationId) -> async_graphql::Result<OrganisationObject> {
    let found = loaders(ctx)?.one(id).await?;
    found
        .map(OrganisationObject)
        .ok_or_else(|| not_found("organisation"))
}

async fn person_of(ctx: &Context<'_>, id: Option<PersonId>) -> async_graphql::Result<Option<PersonObject>> {
    match id {
        Some(person) => Ok(loaders(ctx)?.one(person).await?.map(PersonObject)),
        None => Ok(None),
    }
}

/// Somebody who is named in a project, for some days.
pub(crate) struct PersonInChargeTermObject(pub(super) Named);

/// Somebody who is named in a project, for some days.
#[Object(name = "PersonInChargeTerm")]
impl PersonInChargeTermObject {
    /// For what.
    async fn duty(&self) -> PersonDuty {
        self.0.contact.duty.into()
    }

    /// The municipality or the authority.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        municipality_of(ctx, self.0.contact.organisation).await
    }

    /// Who.
    async fn person(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        person_of(ctx, Some(self.0.contact.tenure.person)).await
    }

    /// The first day.
    async fn first_day(&self) -> NaiveDate {
        self.0.contact.tenure.first
    }

    /// The last day; absent until further notice.
    async fn last_day(&self) -> Option<NaiveDate> {
        self.0.contact.tenure.last
    }

    /// Whether today is one of the days and they still hold a role there.
    async fn holds_now(&self) -> bool {
        self.0.holds_now
    }

    /// When they were named.
    async fn named_at(&self) -> DateTime<Utc> {
        self.0.contact.named_at
    }

    /// Who named them.
    async fn named_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        person_of(ctx, Some(self.0.contact.named_by)).await
    }
}

/// A duty in a running project that nobody holds today.
pub(crate) struct VacancyObject(pub(crate) Vacancy);

/// A duty in a running project that nobody holds today.
#[Object(name = "Vacancy")]
impl VacancyObject {
    /// Which: `OWNER`, or `MANAGER` where there was one before.
    async fn duty(&self) -> PersonDuty {
        self.0.duty.into()
    }

    /// In which municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        municipality_of(ctx, self.0.municipality).await
    }

    /// The first day of the gap; absent when nobody was ever named, or whoever is named has lost their role.
    async fn since(&self) -> Option<NaiveDate> {
        self.0.since
    }

    /// The deputy of the owner, who is reminded meanwhile; absent when there is none.
    async fn deputy(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        person_of(ctx, self.0.deputy).await
    }
}

/// Days on which nobody is named.
#[derive(async_graphql::SimpleObject)]
#[graphql(name = "Gap")]
pub(crate) struct GapObject {
    /// The first of them.
    first_day: NaiveDate,
    /// The last of them, or the last day of the use period.
    last_day: NaiveDate,
}

/// The owner of a project in one municipality (*hankkeen omistaja*).
pub(crate) struct ProjectOwnerObject {
    pub(crate) project: Project,
    pub(crate) municipality: OrganisationId,
}

impl ProjectOwnerObject {
    async fn named(&self, ctx: &Context<'_>, duty: Duty) -> async_graphql::Result<Vec<Named>> {
        named_in(ctx, self.project.id, self.municipality, duty).await
    }
}

/// Those named for a duty, in the order of their days.
pub(super) async fn named_in(
    ctx: &Context<'_>,
    project: ProjectId,
    organisation: OrganisationId,
    duty: Duty,
) -> async_graphql::Result<Vec<Named>> {
    let named = loaders(ctx)?.one(NamedIn(project)).await?.unwrap_or_default();
    let of_duty = |one: &Named| one.contact.duty == duty && one.contact.organisation == organisation;
    Ok(named.into_iter().filter(of_duty).collect())
}

fn holding(named: &[Named]) -> Option<PersonId> {
    named
        .iter()
        .find(|one| one.holds_now)
        .map(|one| one.contact.tenure.person)
}

/// The owner of a project in one municipality (*hankkeen omistaja*).
#[Object(name = "ProjectOwner")]
impl ProjectOwnerObject {
    /// The municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        municipality_of(ctx, self.municipality).await
    }

    /// Who; absent while the place is vacant: then the deputy is reminded, and where there is none everybody who
    /// approves for the municipality, and the lead with them.
    async fn person(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        person_of(ctx, holding(&self.named(ctx, Duty::Owner).await?)).await
    }

    /// Who stands in for a missing owner; absent when nobody does.
    async fn deputy(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        person_of(ctx, holding(&self.named(ctx, Duty::Deputy).await?)).await
    }

    /// The owners by their days, from the first to those planned.
    #[graphql(complexity = "5 + 3 * child_complexity")]
    async fn terms(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PersonInChargeTermObject>> {
        let named = self.named(ctx, Duty::Owner).await?;
        Ok(named.into_iter().map(PersonInChargeTermObject).collect())
    }

    /// The deputies by their days, from the first to those planned.
    #[graphql(complexity = "5 + 3 * child_complexity")]
    async fn deputy_terms(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PersonInChargeTermObject>> {
        let named = self.named(ctx, Duty::Deputy).await?;
        Ok(named.into_iter().map(PersonInChargeTermObject).collect())
    }

    /// The days from today to the end of the use period on which nobody is named to be the owner.
    async fn gaps(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<GapObject>> {
        let named = self.named(ctx, Duty::Owner).await?;
        let held: Vec<Tenure> = named.iter().map(|one| one.contact.tenure).collect();
        let gaps = tenure::gaps(&held, app(ctx)?.today(), self.project.terms.use_period.last);
        Ok(gaps
            .into_iter()
            .map(|(first_day, last_day)| GapObject { first_day, last_day })
            .collect())
    }

    /// What is open for the owner now and would be handed over: what is owed, reports, claims and change requests
    /// that are not finished, agreements to be signed, documents and accesses of whoever owns it, or did last.
    /// Empty for other municipalities.
    #[graphql(complexity = "50 + 5 * child_complexity")]
    async fn open_matters(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<OpenMatterObject>> {
        let of = (self.municipality, Duty::Owner);
        let open = project_contacts::open_matters(app(ctx)?, actor(ctx)?, &self.project, of);
        let open = Box::pin(open).await.map_err(error)?;
        Ok(open.into_iter().map(Into::into).collect())
    }

    /// Who could be named: those with a role in the municipality.
    #[graphql(complexity = "20 + 5 * child_complexity")]
    async fn candidates(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<PersonObject>> {
        let candidates = project_contacts::owner_candidates(app(ctx)?, self.municipality).await;
        Ok(candidates.map_err(error)?.into_iter().map(PersonObject).collect())
    }
}
