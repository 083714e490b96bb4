//! What is asked of a plan: purpose and goals, days, due dates, experiments.

use async_graphql::{ID, InputObject};
use chrono::NaiveDate;
use talkoot_domain::amendment::{AreaDays, Content};

use crate::node::{self, Kind};

/// The project gets another purpose or other goals.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ScopeChangeInput {
    /// What the project is for from then on, as a whole.
    purpose: String,
    /// What it shall reach from then on, as a whole.
    goals: String,
    /// The sub-areas that this affects.
    sub_area_ids: Vec<ID>,
}

/// The days of a sub-area.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct SubAreaDaysInput {
    /// The sub-area.
    sub_area_id: ID,
    /// Its first day, in the use period.
    first_day: NaiveDate,
    /// Its last day, in the use period.
    last_day: NaiveDate,
}

/// Sub-areas begin or end on other days.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct TimetableChangeInput {
    /// Each sub-area whose days change, once.
    days: Vec<SubAreaDaysInput>,
}

/// Something is handed in later.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ReportDeadlineInput {
    /// What: an obligation of the project.
    obligation_id: ID,
    /// Its new date, later than the one now; one that is no working day moves to the next.
    new_date: NaiveDate,
}

/// An experiment goes on in another direction.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ChangeOfDirectionInput {
    /// What was learned until now.
    learned: String,
    /// What changes.
    changes: String,
    /// The first day of it, in the use period.
    first_day: NaiveDate,
}

/// An experiment ends before its time.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct EarlyStopInput {
    /// What was learned until now.
    learned: String,
    /// Why it stops.
    reason: String,
    /// The last day of the use period; costs after it are not eligible.
    last_day: NaiveDate,
}

pub(super) fn scope(given: ScopeChangeInput) -> async_graphql::Result<Content> {
    let areas = given.sub_area_ids.iter().map(|id| node::key(Kind::SubArea, id));
    Ok(Content::ScopeChange {
        sub_areas: areas.collect::<async_graphql::Result<_>>()?,
        purpose: given.purpose,
        goals: given.goals,
    })
}

pub(super) fn timetable(given: &TimetableChangeInput) -> async_graphql::Result<Content> {
    let days = given.days.iter().map(|one| {
        Ok(AreaDays {
            sub_area: node::key(Kind::SubArea, &one.sub_area_id)?,
            first: one.first_day,
            last: one.last_day,
        })
    });
    Ok(Content::Timetable {
        days: days.collect::<async_graphql::Result<_>>()?,
    })
}

pub(super) fn deadline(given: &ReportDeadlineInput) -> async_graphql::Result<Content> {
    Ok(Content::ReportDeadline {
        obligation: node::key(Kind::Obligation, &given.obligation_id)?,
        date: given.new_date,
    })
}

impl From<ChangeOfDirectionInput> for Content {
    fn from(given: ChangeOfDirectionInput) -> Self {
        Self::ChangeOfDirection {
            learned: given.learned,
            changes: given.changes,
            first_day: given.first_day,
        }
    }
}

impl From<EarlyStopInput> for Content {
    fn from(given: EarlyStopInput) -> Self {
        Self::EarlyStop {
            learned: given.learned,
            reason: given.reason,
            last: given.last_day,
        }
    }
}
