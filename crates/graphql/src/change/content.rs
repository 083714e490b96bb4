use async_graphql::{Context, ID, Object, SimpleObject, Union};
use chrono::NaiveDate;
use talkoot_domain::{
    amendment::{CellChange, Content, Freed, RecordedCash},
    ids::OrganisationId,
};

use super::{
    hand_over::PersonInChargeObject,
    plan::{
        ChangeOfDirectionObject, EarlyStopObject, ReportDeadlineObject, ScopeChangeObject,
        TimetableChangeObject,
    },
};
use crate::{
    context::loaders,
    node::{self, Kind},
    organisation::OrganisationObject,
    outcome::not_found,
    scalar::Money,
};

async fn organisation(ctx: &Context<'_>, id: OrganisationId) -> async_graphql::Result<OrganisationObject> {
    let found = loaders(ctx)?.one(id).await?;
    found
        .map(OrganisationObject)
        .ok_or_else(|| not_found("organisation"))
}

/// What happens to one cell of a budget.
pub(crate) struct CellChangeObject(CellChange);

/// What happens to one cell of a budget.
#[Object(name = "CellChange")]
impl CellChangeObject {
    /// The municipality that spends.
    async fn partner(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        organisation(ctx, self.0.partner).await
    }

    /// The code of the cost category.
    async fn category(&self) -> &str {
        &self.0.category
    }

    /// The id of the sub-area.
    async fn sub_area_id(&self) -> ID {
        node::id(Kind::SubArea, self.0.sub_area)
    }

    /// By how much the cell grows; negative when it shrinks.
    async fn change(&self) -> Money {
        self.0.change.into()
    }
}

fn changes(changes: &[CellChange]) -> Vec<CellChangeObject> {
    changes.iter().cloned().map(CellChangeObject).collect()
}

/// What a lead has passed on to a partner.
pub(crate) struct PassedOnObject(OrganisationId, Money);

/// What a lead has passed on to a partner.
#[Object(name = "PassedOn")]
impl PassedOnObject {
    /// The partner.
    async fn partner(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        organisation(ctx, self.0).await
    }

    /// How much in all.
    async fn amount(&self) -> Money {
        self.1
    }
}

fn passed_on(cash: &RecordedCash) -> Vec<PassedOnObject> {
    let rows = cash.passed_on.iter();
    rows.map(|&(partner, amount)| PassedOnObject(partner, amount.into()))
        .collect()
}

/// Money moves between cells of the budget.
#[derive(SimpleObject)]
#[graphql(name = "BudgetShift")]
pub(crate) struct BudgetShiftObject {
    /// The cells, each with its change.
    changes: Vec<CellChangeObject>,
    /// The award that holds afterwards; absent when it stays.
    award: Option<Money>,
}

/// The use period ends later.
#[derive(SimpleObject)]
#[graphql(name = "UsePeriodExtension")]
pub(crate) struct ExtensionObject {
    /// The new last day.
    last_day: NaiveDate,
}

/// A municipality leaves the project.
#[derive(SimpleObject)]
#[graphql(name = "PartnerLeaving")]
pub(crate) struct LeavingObject {
    /// Which.
    partner: OrganisationObject,
    /// The last day on which it takes part.
    last_day: NaiveDate,
    /// The reference of its own decision to leave.
    certificate: String,
    /// Where the budget that it leaves unused goes; absent when the award is lowered.
    moved: Option<Vec<CellChangeObject>>,
    /// What the lead has passed on.
    passed_on: Vec<PassedOnObject>,
}

/// A municipality joins the project.
#[derive(SimpleObject)]
#[graphql(name = "PartnerJoining")]
pub(crate) struct JoiningObject {
    /// Which.
    partner: OrganisationObject,
    /// The first day on which it takes part.
    first_day: NaiveDate,
    /// Its budget, and what is taken from the others for it.
    changes: Vec<CellChangeObject>,
}

/// Another municipality leads the project.
#[derive(SimpleObject)]
#[graphql(name = "LeadChange")]
pub(crate) struct LeadChangeObject {
    /// Which.
    new_lead: OrganisationObject,
    /// The last day on which the old lead leads.
    cut_off: NaiveDate,
    /// What the leads have passed on to each other partner since the beginning.
    passed_on: Vec<PassedOnObject>,
}

/// What a part of a change request changes.
#[derive(Union)]
#[graphql(name = "ChangeContent")]
pub(crate) enum ContentObject {
    /// Money moves between cells.
    BudgetShift(BudgetShiftObject),
    /// The use period ends later.
    Extension(ExtensionObject),
    /// A municipality leaves.
    Leaving(LeavingObject),
    /// A municipality joins.
    Joining(JoiningObject),
    /// Another municipality leads.
    LeadChange(LeadChangeObject),
    /// The project gets another purpose or other goals.
    Scope(ScopeChangeObject),
    /// Sub-areas begin or end on other days.
    Timetable(TimetableChangeObject),
    /// Another person answers for the project in a municipality.
    Person(PersonInChargeObject),
    /// Something is handed in on another day.
    Deadline(ReportDeadlineObject),
    /// An experiment goes on in another direction.
    Direction(ChangeOfDirectionObject),
    /// An experiment ends before its time.
    Stop(EarlyStopObject),
}

impl ContentObject {
    #[expect(clippy::too_many_lines, reason = "a branch per kind")]
    pub(crate) async fn of(ctx: &Context<'_>, content: &Content) -> async_graphql::Result<Self> {
        Ok(match content {
            Content::BudgetShift {
                changes: cells,
                award,
            } => Self::BudgetShift(BudgetShiftObject {
                changes: changes(cells),
                award: award.map(Into::into),
            }),
            Content::Extension { last } => Self::Extension(ExtensionObject { last_day: *last }),
            Content::PartnerLeaving {
                partner,
                last_day,
                certificate,
                freed,
                cash,
            } => Self::Leaving(LeavingObject {
                partner: organisation(ctx, *partner).await?,
                last_day: *last_day,
                certificate: certificate.clone(),
                moved: match freed {
                    Freed::LowerAward => None,
                    Freed::MoveTo(cells) => Some(changes(cells)),
                },
                passed_on: passed_on(cash),
            }),
            Content::PartnerJoining {
                partner,
                first_day,
                changes: cells,
            } => Self::Joining(JoiningObject {
                partner: organisation(ctx, *partner).await?,
                first_day: *first_day,
                changes: changes(cells),
            }),
            Content::LeadChange {
                new_lead,
                cut_off,
                cash,
            } => Self::LeadChange(LeadChangeObject {
                new_lead: organisation(ctx, *new_lead).await?,
                cut_off: *cut_off,
                passed_on: passed_on(cash),
            }),
            Content::ScopeChange {
                purpose,
                goals,
                sub_areas,
            } => Self::Scope(ScopeChangeObject::new(purpose, goals, sub_areas)),
            Content::Timetable { days } => Self::Timetable(days.as_slice().into()),
            Content::PersonInCharge {
                municipality,
                duty,
                person,
                items,
            } => Self::Person(PersonInChargeObject {
                municipality: *municipality,
                duty: *duty,
                person: *person,
                items: items.clone(),
            }),
            Content::ReportDeadline { obligation, date } => {
                Self::Deadline(ReportDeadlineObject(*obligation, *date))
            }
            Content::ChangeOfDirection {
                learned,
                changes,
                first_day,
            } => Self::Direction(ChangeOfDirectionObject::new(learned, changes, *first_day)),
            Content::EarlyStop {
                learned,
                reason,
                last,
            } => Self::Stop(EarlyStopObject::new(learned, reason, *last)),
        })
    }
}
