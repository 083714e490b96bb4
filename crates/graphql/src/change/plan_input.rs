//! What is asked of a plan: purpose and goals, days, due dates, experiments.

use async_graphql::{Enum, ID, InputObject};
use chrono::NaiveDate;
use talkoot_domain::amendment::{AreaDays, Content, Duty, HandOverItem, HandOverKind};

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

/// For what somebody answers in a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Duty")]
pub(crate) enum ProjectDuty {
    /// Owns the project in the lead municipality; in another one the contact of it.
    Owner,
    /// Runs the project, in the lead municipality.
    Manager,
}

/// What kind of thing is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "HandOverKind")]
pub(crate) enum HandedOverKind {
    /// Documents and where they are.
    Documents,
    /// Something that is owed and not done.
    Obligation,
    /// An access to a system or a place.
    Access,
    /// An agreement with somebody.
    Agreement,
    /// What one has to know.
    Knowledge,
}

/// What is handed over to whoever takes a duty over.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct HandOverItemInput {
    /// What kind of thing.
    kind: HandedOverKind,
    /// What, in words.
    what: String,
}

/// Another person answers for the project in a municipality.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PersonInChargeInput {
    /// The municipality; the lead for a project manager.
    municipality_id: ID,
    /// For what.
    duty: ProjectDuty,
    /// Who takes over: somebody with a role in the municipality.
    person_id: ID,
    /// What is handed over, item by item; needed when somebody had the duty before.
    hand_over: Vec<HandOverItemInput>,
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

pub(super) fn person(given: PersonInChargeInput) -> async_graphql::Result<Content> {
    let items = given.hand_over.into_iter().map(|item| HandOverItem {
        kind: item.kind.into(),
        what: item.what.trim().to_owned(),
    });
    Ok(Content::PersonInCharge {
        municipality: node::key(Kind::Organisation, &given.municipality_id)?,
        duty: given.duty.into(),
        person: node::key(Kind::Person, &given.person_id)?,
        items: items.collect(),
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
