//! Who holds a duty in a project, and from which day to which (*vastuuhenkilöt*).
//!
//! The people of a project change while it runs: owners leave, stand-ins come, and on some days nobody is
//! there. A duty is therefore a row of tenures with days, of which at most one holds on any day; a gap between
//! them is computed and shown, never filled by guessing.

use chrono::{Days, NaiveDate};

use crate::{amendment, ids::PersonId};

/// For what somebody is named.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Duty {
    /// Owns the project in a municipality (*hankkeen omistaja*).
    Owner,
    /// Stands in for the owner in the municipality (*varahenkilö*).
    Deputy,
    /// Runs the project, in the lead municipality (*projektipäällikkö*).
    Manager,
    /// Handles its grant in the authority (*valmistelija*).
    Officer,
}

impl From<amendment::Duty> for Duty {
    fn from(duty: amendment::Duty) -> Self {
        match duty {
            amendment::Duty::Owner => Self::Owner,
            amendment::Duty::Manager => Self::Manager,
        }
    }
}

/// The days on which somebody holds a duty, both included; without a last day until further notice. Helsinki
/// dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// Who.
    pub person: PersonId,
    /// The first day.
    pub first: NaiveDate,
    /// The last day, when it is known.
    pub last: Option<NaiveDate>,
}

impl Tenure {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.first <= day && self.last.is_none_or(|last| day <= last)
    }

    /// Whether a day of it lies in these days.
    fn touches(&self, other: &Self) -> bool {
        other.last.is_none_or(|last| self.first <= last) && self.last.is_none_or(|last| other.first <= last)
    }
}

/// Whoever holds the duty on a day.
#[must_use]
pub fn holder(held: &[Tenure], day: NaiveDate) -> Option<Tenure> {
    held.iter().find(|tenure| tenure.holds_on(day)).copied()
}

/// What becomes of the tenures that are there when another one is made; `place` counts them from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It ends on this day.
    Shorten {
        /// Which.
        place: usize,
        /// The last day from now on.
        last: NaiveDate,
    },
    /// It does not come about, or not any more.
    TakeBack {
        /// Which.
        place: usize,
    },
    /// Whoever held it before holds it again afterwards.
    Resume(Tenure),
}

/// Why somebody cannot be named for these days, or a tenure cannot end so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The last day lies before the first.
    #[error("the last day {last} lies before the first day {first}; give a last day that is not before it")]
    Backwards {
        /// The first day.
        first: NaiveDate,
        /// The last day.
        last: NaiveDate,
    },
    /// It would be said afterwards who was reminded.
    #[error("who answered on days gone by is not rewritten; give {earliest} or a later day")]
    Past {
        /// The first day that can be given.
        earliest: NaiveDate,
    },
    /// Further ahead than anybody plans.
    #[error("this day is too far away; give one until {latest}")]
    TooFar {
        /// The last day that can be given.
        latest: NaiveDate,
    },
    /// Nothing that could end.
    #[error("nobody is named for this after that day; there is nothing to end")]
    Nobody,
}

/// So far ahead somebody is named: a running project ends within a few years.
const FARTHEST: Days = Days::new(3660);

/// Names somebody beside the tenures that are there: those give way on the days of the new one, and go on after
/// it when they would have.
///
/// # Errors
/// [`Refused`] for days in reverse, in the past, or more than ten years ahead.
pub fn give(held: &[Tenure], new: &Tenure, today: NaiveDate) -> Result<Vec<Change>, Refused> {
    if let Some(last) = new.last.filter(|last| *last < new.first) {
        return Err(Refused::Backwards {
            first: new.first,
            last,
        });
    }
    if new.first < today {
        return Err(Refused::Past { earliest: today });
    }
    let latest = today + FARTHEST;
    if new.last.unwrap_or(new.first) > latest {
        return Err(Refused::TooFar { latest });
    }
    let mut changes = Vec::new();
    for (place, tenure) in held.iter().enumerate().filter(|(_, one)| one.touches(new)) {
        match new.first.pred_opt() {
            Some(last) if tenure.first < new.first => changes.push(Change::Shorten { place, last }),
            _ => changes.push(Change::TakeBack { place }),
        }
        let after = new.last.and_then(|last| last.succ_opt());
        if let Some(first) = after.filter(|day| tenure.last.is_none_or(|last| *day <= last)) {
            changes.push(Change::Resume(Tenure { first, ..*tenure }));
        }
    }
    Ok(changes)
}

/// Ends the tenure that would go on after a day: that day is its last one. Yesterday is the earliest, which ends
/// it at once.
///
/// # Errors
/// [`Refused`] for a day before yesterday or too far ahead, and when nobody is named for the day after.
pub fn end(held: &[Tenure], last: NaiveDate, today: NaiveDate) -> Result<Change, Refused> {
    let earliest = today.pred_opt().unwrap_or(today);
    if last < earliest {
        return Err(Refused::Past { earliest });
    }
    let latest = today + FARTHEST;
    if last > latest {
        return Err(Refused::TooFar { latest });
    }
    let goes_on = |tenure: &&(usize, &Tenure)| tenure.1.last.is_none_or(|known| known > last);
    let mut known: Vec<(usize, &Tenure)> = held.iter().enumerate().collect();
    known.sort_by_key(|(_, tenure)| tenure.first);
    let (place, tenure) = known.iter().find(goes_on).ok_or(Refused::Nobody)?;
    Ok(if tenure.first > last {
        Change::TakeBack { place: *place }
    } else {
        Change::Shorten { place: *place, last }
    })
}

/// The days from one day to another, both included, on which nobody is named, in runs of first and last day.
#[must_use]
pub fn gaps(held: &[Tenure], from: NaiveDate, until: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    let mut sorted: Vec<&Tenure> = held.iter().collect();
    sorted.sort_by_key(|tenure| tenure.first);
    let (mut gaps, mut open) = (Vec::new(), Some(from));
    for tenure in sorted {
        let Some(begins) = open.filter(|day| *day <= until) else {
            return gaps;
        };
        if tenure.last.is_some_and(|last| last < begins) {
            continue;
        }
        if tenure.first > begins {
            let last = tenure.first.pred_opt().unwrap_or(begins).min(until);
            gaps.push((begins, last));
        }
        open = tenure.last.and_then(|last| last.succ_opt());
    }
    if let Some(begins) = open.filter(|day| *day <= until) {
        gaps.push((begins, until));
    }
    gaps
}

#[cfg(test)]
mod tests;
