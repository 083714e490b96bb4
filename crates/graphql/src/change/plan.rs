//! The plan of a project: what parts of change requests ask of it, and what held from when.

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::NaiveDate;
use talkoot_domain::{
    amendment::{
        AreaDays,
        plan::{AreaTimetable, Description, Direction, Since},
    },
    ids::{ObligationId, SubAreaId},
    use_period::UsePeriod,
};

use crate::{
    context::loaders,
    node::{self, Kind},
    obligation::ObligationObject,
};

fn ids(sub_areas: &[SubAreaId]) -> Vec<ID> {
    sub_areas.iter().map(|&id| node::id(Kind::SubArea, id)).collect()
}

/// The project gets another purpose or other goals.
#[derive(SimpleObject)]
#[graphql(name = "ScopeChange")]
pub(crate) struct ScopeChangeObject {
    /// What the project is for.
    purpose: String,
    /// What it shall reach; empty for what the application says in one text with the purpose.
    goals: String,
    /// The ids of the sub-areas that this affects.
    sub_area_ids: Vec<ID>,
}

impl ScopeChangeObject {
    pub(super) fn new(purpose: &str, goals: &str, sub_areas: &[SubAreaId]) -> Self {
        Self {
            purpose: purpose.to_owned(),
            goals: goals.to_owned(),
            sub_area_ids: ids(sub_areas),
        }
    }
}

/// The days of a sub-area.
#[derive(SimpleObject)]
#[graphql(name = "SubAreaDays")]
pub(crate) struct SubAreaDaysObject {
    /// The id of the sub-area.
    sub_area_id: ID,
    /// Its first day.
    first_day: NaiveDate,
    /// Its last day.
    last_day: NaiveDate,
}

/// Sub-areas begin or end on other days.
#[derive(SimpleObject)]
#[graphql(name = "TimetableChange")]
pub(crate) struct TimetableChangeObject {
    /// Each sub-area with its days.
    days: Vec<SubAreaDaysObject>,
}

impl From<&[AreaDays]> for TimetableChangeObject {
    fn from(days: &[AreaDays]) -> Self {
        let days = days.iter().map(|one| SubAreaDaysObject {
            sub_area_id: node::id(Kind::SubArea, one.sub_area),
            first_day: one.first,
            last_day: one.last,
        });
        Self { days: days.collect() }
    }
}

/// Something is handed in on another day.
pub(crate) struct ReportDeadlineObject(pub(super) ObligationId, pub(super) NaiveDate);

/// Something is handed in on another day.
#[Object(name = "ReportDeadline")]
impl ReportDeadlineObject {
    /// The id of the obligation.
    async fn obligation_id(&self) -> ID {
        node::id(Kind::Obligation, self.0)
    }

    /// The obligation, as it is now; absent when it is not yours to see.
    async fn obligation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ObligationObject>> {
        Ok(loaders(ctx)?.one(self.0).await?.map(ObligationObject))
    }

    /// The date, before it is moved to a working day.
    async fn date(&self) -> NaiveDate {
        self.1
    }
}

/// An experiment goes on in another direction.
#[derive(SimpleObject)]
#[graphql(name = "ChangeOfDirection")]
pub(crate) struct ChangeOfDirectionObject {
    /// What was learned until then.
    learned: String,
    /// What changes.
    changes: String,
    /// The first day of it.
    first_day: NaiveDate,
}

impl ChangeOfDirectionObject {
    pub(super) fn new(learned: &str, changes: &str, first_day: NaiveDate) -> Self {
        Self {
            learned: learned.to_owned(),
            changes: changes.to_owned(),
            first_day,
        }
    }
}

impl From<&Direction> for ChangeOfDirectionObject {
    fn from(direction: &Direction) -> Self {
        Self::new(&direction.learned, &direction.changes, direction.first_day)
    }
}

/// An experiment ends before its time.
#[derive(SimpleObject)]
#[graphql(name = "EarlyStop")]
pub(crate) struct EarlyStopObject {
    /// What was learned until then.
    learned: String,
    /// Why it stops.
    reason: String,
    /// The last day of the use period.
    last_day: NaiveDate,
}

impl EarlyStopObject {
    pub(super) fn new(learned: &str, reason: &str, last_day: NaiveDate) -> Self {
        Self {
            learned: learned.to_owned(),
            reason: reason.to_owned(),
            last_day,
        }
    }
}

/// Since when something of a plan holds, and by which amendment.
#[derive(SimpleObject)]
#[graphql(name = "PlanSince")]
pub(crate) struct SinceObject {
    /// The day from which it holds.
    effective_on: NaiveDate,
    /// The place of the amendment among those of the project.
    amendment_number: i32,
    /// The id of the part of a change request that it comes from.
    change_part_id: ID,
}

impl From<Since> for SinceObject {
    fn from(since: Since) -> Self {
        Self {
            effective_on: since.from,
            amendment_number: since.number,
            change_part_id: node::id(Kind::ChangePart, since.part),
        }
    }
}

/// What a project is for and shall reach, as it holds or held.
#[derive(SimpleObject)]
#[graphql(name = "ProjectDescription")]
pub(crate) struct DescriptionObject {
    /// What it is for.
    purpose: String,
    /// What it shall reach; absent in what the application says, which is one text.
    goals: Option<String>,
    /// The ids of the sub-areas that the amendment affects.
    sub_area_ids: Vec<ID>,
    /// The direction that an experiment has taken since.
    direction: Option<ChangeOfDirectionObject>,
    /// Since when and by which amendment; absent for what the application says.
    since: Option<SinceObject>,
}

impl From<Description> for DescriptionObject {
    fn from(held: Description) -> Self {
        Self {
            sub_area_ids: ids(&held.sub_areas),
            direction: held.direction.as_ref().map(Into::into),
            since: held.since.map(Into::into),
            purpose: held.purpose,
            goals: held.goals,
        }
    }
}

/// The days that an amendment gave a sub-area.
#[derive(SimpleObject)]
#[graphql(name = "AmendedDays")]
pub(crate) struct AmendedDaysObject {
    /// The first day.
    first_day: NaiveDate,
    /// The last day.
    last_day: NaiveDate,
    /// Since when and by which amendment.
    since: SinceObject,
}

/// When a sub-area is worked on.
#[derive(SimpleObject)]
#[graphql(name = "SubAreaTimetable")]
pub(crate) struct AreaTimetableObject {
    /// The id of the sub-area.
    sub_area_id: ID,
    /// The first day as it was decided; it never changes.
    baseline_first_day: NaiveDate,
    /// The last day as it was decided; it never changes.
    baseline_last_day: NaiveDate,
    /// The first day that holds now.
    first_day: NaiveDate,
    /// The last day that holds now.
    last_day: NaiveDate,
    /// What amendments made of it, oldest first.
    amended: Vec<AmendedDaysObject>,
}

impl From<AreaTimetable> for AreaTimetableObject {
    fn from(area: AreaTimetable) -> Self {
        let amended = |(days, since): (UsePeriod, Since)| AmendedDaysObject {
            first_day: days.first,
            last_day: days.last,
            since: since.into(),
        };
        Self {
            sub_area_id: node::id(Kind::SubArea, area.sub_area),
            baseline_first_day: area.baseline.first,
            baseline_last_day: area.baseline.last,
            first_day: area.days.first,
            last_day: area.days.last,
            amended: area.amended.into_iter().map(amended).collect(),
        }
    }
}
