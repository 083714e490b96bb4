use chrono::{DateTime, NaiveDate, Utc};

use super::{LONGEST_NAME, StateName, Why};
use crate::{
    calendar,
    ids::{PersonId, PortfolioReportId},
    workflow::Stamp,
};

/// Who sees to a risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A person.
    Person(PersonId),
    /// Whoever has a part in the project, by its name: the steering group, the project manager.
    Role(String),
}

/// How a risk is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Who sees to it; nobody in one that came from a report's note, until somebody is named.
    pub owner: Option<Owner>,
    /// How probable, 1 (hardly) to 5 (almost certain).
    pub probability: u8,
    /// How bad, 1 (hardly felt) to 5 (the project fails).
    pub effect: u8,
    /// What is done about it; may be empty while nothing is.
    pub response: String,
}

/// What somebody says about a risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What was seen or decided.
    pub text: String,
    /// The day it is of; none when it has no day.
    pub observed_on: Option<NaiveDate>,
    /// How the risk is judged from then on.
    pub judgement: Judgement,
}

/// What was said about a risk, with what held from then on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What was said.
    pub said: Said,
    /// Where the risk stood from then on.
    pub state: StateName,
    /// In which report it was said; none when it was said in the register.
    pub report: Option<PortfolioReportId>,
    /// Who said it, and when.
    pub noted: Stamp,
}

/// How long a text may be, in characters.
const LONGEST_TEXT: usize = 20_000;

impl Judgement {
    /// A probability or an effect, which are 1 to 5.
    ///
    /// # Errors
    /// [`Why::Scale`].
    pub fn scale(field: &'static str, number: i64) -> Result<u8, Why> {
        match u8::try_from(number) {
            Ok(number @ 1..=5) => Ok(number),
            _ => Err(Why::Scale(field, number)),
        }
    }
}

impl Said {
    /// Whether it can be said.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self, now: DateTime<Utc>) -> Result<(), Why> {
        if self.text.trim().is_empty() {
            return Err(Why::Missing("note"));
        }
        for (field, text) in [("note", &self.text), ("response", &self.judgement.response)] {
            if text.chars().count() > LONGEST_TEXT {
                return Err(Why::TooLong(field, LONGEST_TEXT));
            }
        }
        if let Some(Owner::Role(role)) = &self.judgement.owner {
            if role.trim().is_empty() {
                return Err(Why::NoOwner);
            }
            if role.chars().count() > LONGEST_NAME {
                return Err(Why::TooLong("owner", LONGEST_NAME));
            }
        }
        Judgement::scale("probability", self.judgement.probability.into())?;
        Judgement::scale("effect", self.judgement.effect.into())?;
        match self.observed_on {
            Some(day) if day > calendar::helsinki_date(now) => Err(Why::InTheFuture(day)),
            Some(_) | None => Ok(()),
        }
    }
}
