//! A duty in a project that is handed over.

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::project_contacts::{Matter, OpenMatter};
use talkoot_domain::{
    amendment::{Duty, HandOverItem},
    change_part::TakenOver,
    ids::{OrganisationId, PersonId},
    workflow::Name as _,
};

use super::plan_input::{HandedOverKind, ProjectDuty};
use crate::{
    context::loaders,
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::not_found,
};

/// Another person answers for the project in a municipality.
pub(crate) struct PersonInChargeObject {
    pub(super) municipality: OrganisationId,
    pub(super) duty: Duty,
    pub(super) person: PersonId,
    pub(super) items: Vec<HandOverItem>,
}

/// Another person answers for the project in a municipality.
#[Object(name = "PersonInCharge")]
impl PersonInChargeObject {
    /// The municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let found = loaders(ctx)?.one(self.municipality).await?;
        found
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// For what.
    async fn duty(&self) -> ProjectDuty {
        self.duty.into()
    }

    /// Who answers.
    async fn person(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.person).await?.map(PersonObject))
    }

    /// What is handed over; `ChangePart.handOver` says what of it is taken over.
    async fn items(&self) -> Vec<HandOverItemObject> {
        let items = self
            .items
            .iter()
            .zip(1..)
            .map(|(item, number)| HandOverItemObject {
                number,
                item: item.clone(),
                taken: None,
            });
        items.collect()
    }
}

/// An item of what is handed over.
pub(crate) struct HandOverItemObject {
    pub(super) number: i32,
    pub(super) item: HandOverItem,
    pub(super) taken: Option<TakenOver>,
}

/// An item of what is handed over.
#[Object(name = "HandOverItem")]
impl HandOverItemObject {
    /// Its place in the list, from 1.
    async fn number(&self) -> i32 {
        self.number
    }

    /// What kind of thing.
    async fn kind(&self) -> HandedOverKind {
        self.item.kind.into()
    }

    /// What, in words.
    async fn what(&self) -> &str {
        &self.item.what
    }

    /// When whoever takes over ticked it; absent before.
    async fn taken_over_at(&self) -> Option<DateTime<Utc>> {
        self.taken.map(|one| one.taken.at)
    }

    /// Who ticked it.
    async fn taken_over_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match self.taken {
            None => Ok(None),
            Some(one) => Ok(loaders(ctx)?.one(one.taken.by).await?.map(PersonObject)),
        }
    }
}

/// Something that is open when a duty is handed over, as the system knows it.
#[derive(SimpleObject)]
#[graphql(name = "OpenMatter")]
pub(crate) struct OpenMatterObject {
    /// `obligation`, `cost_report`, `portfolio_report`, `claim`, `change_request`, `agreement`, `payout`, `document`
    /// or `access`.
    kind: &'static str,
    /// Which kind of obligation or which role, where it is one.
    detail: Option<&'static str>,
    /// The id of the thing; absent for an access.
    object_id: Option<ID>,
    /// The last day, where there is one.
    due_date: Option<NaiveDate>,
}

impl From<OpenMatter> for OpenMatterObject {
    fn from(open: OpenMatter) -> Self {
        let (kind, detail, of) = match open.matter {
            Matter::Obligation(kind) => ("obligation", Some(kind.into()), Some(Kind::Obligation)),
            Matter::CostReport => ("cost_report", None, Some(Kind::CostReport)),
            Matter::PortfolioReport => ("portfolio_report", None, Some(Kind::PortfolioReport)),
            Matter::Claim => ("claim", None, Some(Kind::Claim)),
            Matter::Agreement => ("agreement", None, Some(Kind::Agreement)),
            Matter::Payout => ("payout", None, Some(Kind::Payout)),
            Matter::Document => ("document", None, Some(Kind::File)),
            Matter::ChangeRequest => ("change_request", None, Some(Kind::ChangeRequest)),
            Matter::Access(role) => ("access", Some(role.code()), None),
        };
        Self {
            kind,
            detail,
            object_id: of.zip(open.object).map(|(kind, object)| node::id(kind, object)),
            due_date: open.due,
        }
    }
}
