//! What a project is for and when it is done: what may be asked, and what held from when.
//!
//! Nothing is edited: what the application said stays, and each amendment adds what holds since.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{AreaDays, Content};
use crate::{
    ids::{ChangePartId, SubAreaId},
    use_period::UsePeriod,
    workflow::RefusalCode,
};

/// Why a plan cannot become so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanRefused {
    /// A text is missing.
    #[error("write {0}")]
    NoText(&'static str),
    /// No sub-area has other days.
    #[error("name at least one sub-area with its first and last day")]
    NoDays,
    /// A sub-area of another project.
    #[error("a sub-area is named that is not the project's; choose one of its sub-areas")]
    NoSubArea,
    /// Which of the two?
    #[error("a sub-area is named twice; name each once")]
    Twice,
    /// It would end before it begins.
    #[error("a sub-area would end on {last}, before it begins on {first}; correct one of the days")]
    Backwards {
        /// The first day.
        first: NaiveDate,
        /// The last day.
        last: NaiveDate,
    },
    /// Not in the use period.
    #[error("{day} is not in the use period from {first} to {last}; name a day in it")]
    Outside {
        /// The day.
        day: NaiveDate,
        /// The first day of the use period.
        first: NaiveDate,
        /// Its last day.
        last: NaiveDate,
    },
}

impl PlanRefused {
    /// The same for programs.
    #[must_use]
    pub const fn code(&self) -> RefusalCode {
        match self {
            Self::NoText(_) | Self::NoDays => RefusalCode::Incomplete,
            Self::NoSubArea | Self::Twice | Self::Backwards { .. } | Self::Outside { .. } => {
                RefusalCode::InvalidInput
            }
        }
    }
}

/// Whether what is asked of the plan can be. What is asked of something else is not looked at.
///
/// # Errors
/// [`PlanRefused`]: a text is missing, a sub-area is not the project's or named twice, a day lies outside.
pub fn check(content: &Content, use_period: UsePeriod, areas: &[SubAreaId]) -> Result<(), PlanRefused> {
    match content {
        Content::ScopeChange {
            purpose,
            goals,
            sub_areas,
        } => {
            written(purpose, "what the project is for from now on")?;
            written(goals, "what the project shall reach from now on")?;
            known(sub_areas.iter().copied(), areas)
        }
        Content::Timetable { days } => check_days(days, use_period, areas),
        Content::ChangeOfDirection {
            learned,
            changes,
            first_day,
        } => {
            written(learned, "what was learned")?;
            written(changes, "what changes")?;
            inside(*first_day, use_period)
        }
        Content::EarlyStop { learned, reason, .. } => {
            written(learned, "what was learned")?;
            written(reason, "why it stops")
        }
        Content::BudgetShift { .. }
        | Content::Extension { .. }
        | Content::PartnerLeaving { .. }
        | Content::PartnerJoining { .. }
        | Content::LeadChange { .. }
        | Content::PersonInCharge { .. }
        | Content::ReportDeadline { .. } => Ok(()),
    }
}

fn written(text: &str, what: &'static str) -> Result<(), PlanRefused> {
    if text.trim().is_empty() {
        return Err(PlanRefused::NoText(what));
    }
    Ok(())
}

fn known(named: impl Iterator<Item = SubAreaId>, areas: &[SubAreaId]) -> Result<(), PlanRefused> {
    let mut seen = BTreeSet::new();
    for area in named {
        if !areas.contains(&area) {
            return Err(PlanRefused::NoSubArea);
        }
        if !seen.insert(area) {
            return Err(PlanRefused::Twice);
        }
    }
    Ok(())
}

fn inside(day: NaiveDate, use_period: UsePeriod) -> Result<(), PlanRefused> {
    if use_period.contains(day) {
        return Ok(());
    }
    let UsePeriod { first, last } = use_period;
    Err(PlanRefused::Outside { day, first, last })
}

fn check_days(days: &[AreaDays], use_period: UsePeriod, areas: &[SubAreaId]) -> Result<(), PlanRefused> {
    if days.is_empty() {
        return Err(PlanRefused::NoDays);
    }
    known(days.iter().map(|one| one.sub_area), areas)?;
    for &AreaDays { first, last, .. } in days {
        if last < first {
            return Err(PlanRefused::Backwards { first, last });
        }
        inside(first, use_period)?;
        inside(last, use_period)?;
    }
    Ok(())
}

/// An amendment in force, as the plan needs to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Since when, and by which amendment.
    pub since: Since,
    /// What it changed.
    pub content: Content,
}

/// Since when something holds, and by which amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// Its place among the amendments of the project, from 1.
    pub number: i32,
    /// The part of a change request.
    pub part: ChangePartId,
    /// The day from which it holds.
    pub from: NaiveDate,
}

/// In which direction an experiment goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Direction {
    /// What was learned before.
    pub learned: String,
    /// What changed.
    pub changes: String,
    /// The first day of it.
    pub first_day: NaiveDate,
}

/// What a project is for and shall reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// What it is for.
    pub purpose: String,
    /// What it shall reach; the application says both in one text.
    pub goals: Option<String>,
    /// The sub-areas that the amendment affects.
    pub sub_areas: Vec<SubAreaId>,
    /// The direction that an experiment took since.
    pub direction: Option<Direction>,
    /// Since when; none for what the application says.
    pub since: Option<Since>,
}

impl Description {
    /// The same as what a part would bring.
    #[must_use]
    pub fn content(&self) -> Content {
        match &self.direction {
            Some(direction) => Content::ChangeOfDirection {
                learned: direction.learned.clone(),
                changes: direction.changes.clone(),
                first_day: direction.first_day,
            },
            None => self.scope(),
        }
    }

    /// The purpose and the goals as what a part would bring.
    #[must_use]
    pub fn scope(&self) -> Content {
        Content::ScopeChange {
            purpose: self.purpose.clone(),
            goals: self.goals.clone().unwrap_or_default(),
            sub_areas: self.sub_areas.clone(),
        }
    }
}

/// What the project was for, from the application on; the last one holds. A change of direction leaves the purpose
/// and the goals as they are, and a change of scope ends it.
#[must_use]
pub fn descriptions(summary: &str, steps: &[Step]) -> Vec<Description> {
    let mut held = vec![Description {
        purpose: summary.to_owned(),
        goals: None,
        sub_areas: Vec::new(),
        direction: None,
        since: None,
    }];
    for step in steps {
        let since = Some(step.since);
        match (&step.content, held.last()) {
            (
                Content::ScopeChange {
                    purpose,
                    goals,
                    sub_areas,
                },
                _,
            ) => held.push(Description {
                purpose: purpose.trim().to_owned(),
                goals: Some(goals.trim().to_owned()),
                sub_areas: sub_areas.clone(),
                direction: None,
                since,
            }),
            (
                Content::ChangeOfDirection {
                    learned,
                    changes,
                    first_day,
                },
                Some(before),
            ) => held.push(Description {
                direction: Some(Direction {
                    learned: learned.trim().to_owned(),
                    changes: changes.trim().to_owned(),
                    first_day: *first_day,
                }),
                since,
                ..before.clone()
            }),
            _ => {}
        }
    }
    held
}

/// When a sub-area is worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaTimetable {
    /// The sub-area.
    pub sub_area: SubAreaId,
    /// As it was decided: the use period of the decision.
    pub baseline: UsePeriod,
    /// What holds: the days of the last amendment of them, else the use period as it is now; none of them is later
    /// than its last day, which may have come earlier since.
    pub days: UsePeriod,
    /// What amendments made of it, oldest first.
    pub amended: Vec<(UsePeriod, Since)>,
}

/// When each sub-area is worked on, in the order given.
#[must_use]
pub fn timetable(
    areas: &[SubAreaId],
    baseline: UsePeriod,
    now: UsePeriod,
    steps: &[Step],
) -> Vec<AreaTimetable> {
    let of_area = |area: SubAreaId| {
        let amended: Vec<(UsePeriod, Since)> = steps
            .iter()
            .filter_map(|step| match &step.content {
                Content::Timetable { days } => days
                    .iter()
                    .find(|one| one.sub_area == area)
                    .map(|&AreaDays { first, last, .. }| (UsePeriod { first, last }, step.since)),
                _ => None,
            })
            .collect();
        AreaTimetable {
            sub_area: area,
            baseline,
            days: amended.last().map_or(now, |(days, _)| UsePeriod {
                first: days.first.min(now.last),
                last: days.last.min(now.last),
            }),
            amended,
        }
    };
    areas.iter().copied().map(of_area).collect()
}

#[cfg(test)]
mod tests;
