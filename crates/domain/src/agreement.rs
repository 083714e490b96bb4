//! The agreement between the municipalities of a project (*sopimus avustuksen käytöstä*): drafted by the lead from
//! what was granted, signed by each of them, in force before any of the grant is passed on.
//!
//! Act 688/2001, section 7, subsection 3, and decree 893/2019, section 3: the recipient that passes a grant on agrees
//! with those who get it on how it is used and supervised.

mod command;
mod event;
mod parties;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use command::{Command, CommandName};
pub use event::Event;
pub use parties::{Part, shares};
pub use refusal::Why;
pub use state::{State, StateName};
pub use transition::{AgreementMachine, Facts};

use chrono::{Days, NaiveDate};

use crate::{
    hands::Hands,
    ids::{AgreementId, OrganisationId, PersonId, ProjectId},
    language::Language,
    money::Money,
    workflow::Stamp,
};

/// An agreement with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Its identifier.
    pub id: AgreementId,
    /// Counts the changes.
    pub version: i64,
    /// The project.
    pub project: ProjectId,
    /// Its place among the agreements of the project, from 1.
    pub number: i32,
    /// The municipality that leads by it, passes the grant on and answers for it to the authority.
    pub lead: OrganisationId,
    /// Every municipality with its part, the lead included, by municipality code.
    pub parties: Vec<Party>,
    /// In which language it is written.
    pub language: Language,
    /// What the municipalities agree beside what is the same for every agreement.
    pub clauses: Clauses,
    /// The text, as it is stored.
    pub document: String,
    /// The SHA-256 of the text: what is signed.
    pub sha256: [u8; 32],
    /// Who wrote the text last, and when.
    pub drafted: Stamp,
    /// The agreement in whose place it comes.
    pub replaces: Option<AgreementId>,
    /// Who has signed, in order.
    pub signatures: Vec<Signature>,
    /// Where it stands.
    pub state: State,
}

/// A municipality in an agreement, EUR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party {
    /// The municipality.
    pub organisation: OrganisationId,
    /// Its part of the budget.
    pub costs: Money,
    /// The most that it gets of the grant.
    pub share: Money,
}

impl Party {
    /// What it bears itself at least, when all of its budget is used.
    ///
    /// # Errors
    /// [`Overflow`](crate::money::Overflow) when the difference does not fit.
    pub fn own(&self) -> Result<Money, crate::money::Overflow> {
        self.costs.checked_sub(self.share)
    }
}

/// What the municipalities agree in their own words; each may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clauses {
    /// How each keeps its books of the project.
    pub accounting: String,
    /// How purchases for the project are made.
    pub procurement: String,
    /// Anything else: rights to results, staff, how disputes are settled.
    pub other: String,
}

/// How long a clause may be, in characters.
const LONGEST_CLAUSE: usize = 20_000;

impl Clauses {
    /// Whether they can be part of an agreement.
    ///
    /// # Errors
    /// The first clause that is too long.
    pub fn check(&self) -> Result<(), Why> {
        for (field, text) in [
            ("accounting", &self.accounting),
            ("procurement", &self.procurement),
            ("other", &self.other),
        ] {
            if text.chars().count() > LONGEST_CLAUSE {
                return Err(Why::TooLong(field, LONGEST_CLAUSE));
            }
        }
        Ok(())
    }
}

/// How many days the municipalities have to sign where nobody says until when: their boards meet monthly.
const DAYS_TO_SIGN: Days = Days::new(30);
/// The last day to sign is not farther away than this.
const FARTHEST: Days = Days::new(366);

/// The last day to sign an agreement that is offered today in Helsinki, before it is moved to a working day.
///
/// # Errors
/// Refused for a day that is not after today, or more than a year away.
pub fn last_day_to_sign(asked: Option<NaiveDate>, today: NaiveDate) -> Result<NaiveDate, Why> {
    let last = asked.unwrap_or_else(|| today.checked_add_days(DAYS_TO_SIGN).unwrap_or(today));
    let farthest = today.checked_add_days(FARTHEST).unwrap_or(today);
    if last > today && last <= farthest {
        Ok(last)
    } else {
        Err(Why::NoDayToSign(last))
    }
}

/// A signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    /// For which municipality.
    pub organisation: OrganisationId,
    /// Who, and when.
    pub signed: Stamp,
}

impl Agreement {
    /// Whether a municipality is one of its parties.
    #[must_use]
    pub fn names(&self, municipality: OrganisationId) -> bool {
        self.parties
            .iter()
            .any(|party| party.organisation == municipality)
    }

    /// Whether it has come into force and was not ended before its time. One in whose place another came still
    /// binds for what became due under it.
    #[must_use]
    pub const fn binds(&self) -> bool {
        matches!(self.state, State::InForce { .. } | State::Replaced { .. })
    }

    /// Whether money of a lead may be passed on to a partner by it.
    #[must_use]
    pub fn covers(&self, payer: OrganisationId, payee: OrganisationId) -> bool {
        self.binds() && self.lead == payer && self.names(payee)
    }

    /// What must be known to decide about it.
    #[must_use]
    pub fn facts(&self, by: PersonId, hands: Hands, is_current: bool) -> Facts {
        Facts {
            by,
            hands,
            is_current,
            sha256: self.sha256,
            parties: self.parties.iter().map(|party| party.organisation).collect(),
            signatures: self.signatures.clone(),
        }
    }
}
