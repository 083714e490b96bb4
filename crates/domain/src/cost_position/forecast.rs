use std::collections::BTreeMap;

use crate::{
    ids::{CostForecastId, OrganisationId, ProjectId, SubAreaId},
    money::{Money, Overflow},
    workflow::{Reason, RefusalCode, Stamp},
};

/// What a person foresees of the costs of one municipality in one sub-area (*ennuste*). Never edited: the newest holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostForecast {
    /// Its identifier.
    pub id: CostForecastId,
    /// The project.
    pub project: ProjectId,
    /// The municipality.
    pub partner: OrganisationId,
    /// The sub-area.
    pub sub_area: SubAreaId,
    /// Its place among the forecasts of this municipality and sub-area, from 1.
    pub number: i32,
    /// What will still be spent, EUR, beside what was reported then; none takes the forecast back: the budget holds again.
    pub remaining: Option<Money>,
    /// What was reported then, accepted or not, EUR: from the cost reports, never typed.
    pub actual: Money,
    /// On what it rests.
    pub note: String,
    /// Who said so, and when.
    pub entered: Stamp,
}

/// How long a note may be, in characters.
const LONGEST_NOTE: usize = 20_000;

/// A forecast that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultyForecast {
    /// Nothing says on what it rests.
    #[error("say in the note on what the forecast rests")]
    NoNote,
    /// The note is too long.
    #[error("the note is longer than {LONGEST_NOTE} characters; shorten it")]
    LongNote,
    /// Less than nothing remains.
    #[error("{0} cannot remain to be spent; state 0.00 or more")]
    Negative(Money),
    /// The numbers are too large.
    #[error(transparent)]
    TooLarge(#[from] Overflow),
}

impl Reason for FaultyForecast {
    fn code(&self) -> RefusalCode {
        match self {
            Self::NoNote => RefusalCode::Incomplete,
            Self::LongNote | Self::Negative(_) | Self::TooLarge(_) => RefusalCode::InvalidInput,
        }
    }

    fn path(&self) -> Vec<String> {
        let field = match self {
            Self::NoNote | Self::LongNote => "note",
            Self::Negative(_) | Self::TooLarge(_) => "remaining",
        };
        vec![field.to_owned()]
    }
}

impl CostForecast {
    /// The cost at completion that it foresees; none when it takes an earlier one back.
    ///
    /// # Errors
    /// [`Overflow`] when the sum does not fit.
    pub fn at_completion(&self) -> Result<Option<Money>, Overflow> {
        self.remaining
            .map(|remaining| self.actual.checked_add(remaining))
            .transpose()
    }

    /// Whether it can be entered.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self) -> Result<(), FaultyForecast> {
        if self.note.trim().is_empty() {
            return Err(FaultyForecast::NoNote);
        }
        if self.note.chars().count() > LONGEST_NOTE {
            return Err(FaultyForecast::LongNote);
        }
        if let Some(remaining) = self.remaining.filter(|remaining| remaining.is_negative()) {
            return Err(FaultyForecast::Negative(remaining));
        }
        self.at_completion()?;
        Ok(())
    }
}

/// The newest forecast of each municipality and sub-area.
#[must_use]
pub fn in_force(all: &[CostForecast]) -> BTreeMap<(OrganisationId, SubAreaId), &CostForecast> {
    let mut newest: BTreeMap<(OrganisationId, SubAreaId), &CostForecast> = BTreeMap::new();
    for one in all {
        let held = newest.entry((one.partner, one.sub_area)).or_insert(one);
        if held.number < one.number {
            *held = one;
        }
    }
    newest
}
