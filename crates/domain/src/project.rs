//! A granted joint project (*yhteishanke*): born when the lead accepts the decision, closed when everything
//! is settled.

mod command;
mod event;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use command::{Command, CommandName};
pub use event::Event;
pub use refusal::{Hindrance, Why};
pub use state::{State, StateName};
pub use transition::{Facts, ProjectMachine};

use chrono::{DateTime, Utc};

use crate::{
    advance::AdvancePlan,
    call::Terms,
    identifiers::MunicipalityCode,
    ids::{
        ApplicationId, BudgetVersionId, CallId, DecisionId, OrganisationId, PeriodId, ProjectId, SubAreaId,
    },
    money::{Money, Overflow},
    policy::Standings,
    use_period::UsePeriod,
};

/// A project with the terms that its decision pinned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its identifier.
    pub id: ProjectId,
    /// Counts the changes.
    pub version: i64,
    /// A short number for people, unique in the installation: `2026-0007`.
    pub number: String,
    /// Its name.
    pub name: String,
    /// The call it was granted from.
    pub call: CallId,
    /// The application it grew from.
    pub application: ApplicationId,
    /// The decision it rests on.
    pub decision: DecisionId,
    /// The authority that granted.
    pub authority: OrganisationId,
    /// The lead municipality.
    pub lead: OrganisationId,
    /// What was granted at most.
    pub award: Money,
    /// What of it is paid before costs are accepted, as the decision says.
    pub advance: Option<AdvancePlan>,
    /// The rules that hold for it, as they were when it was decided.
    pub terms: Terms,
    /// The budget in force.
    pub budget: BudgetVersionId,
    /// When the decision was accepted.
    pub started_at: DateTime<Utc>,
    /// Whether it runs or is closed.
    pub state: State,
}

impl Project {
    /// To whom the project, or the part of one partner in it, belongs.
    #[must_use]
    pub const fn standings(&self, partner: Option<OrganisationId>) -> Standings {
        Standings {
            authority: Some(self.authority),
            lead: Some(self.lead),
            partner,
            own: None,
            keeper: None,
        }
    }
}

/// What a project has claimed and been paid, and what it owes; in EUR.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Claimed in all, in claims that were submitted and not rejected.
    pub claimed: Money,
    /// The grant on everything accepted in approved claims.
    pub granted: Money,
    /// Paid in all and confirmed by the bank, advances included.
    pub paid: Money,
    /// What of it was paid in advance.
    pub advance_paid: Money,
    /// What of the advance approved claims have used up.
    pub advance_cleared: Money,
    /// Owed by the project: carried to its next claim, or to be returned.
    pub owed: Money,
}

impl Balance {
    /// What is left of the advance.
    ///
    /// # Errors
    /// [`Overflow`] when the difference does not fit.
    pub fn advance_outstanding(&self) -> Result<Money, Overflow> {
        self.advance_paid.checked_sub(self.advance_cleared)
    }
}

/// A municipality that takes part, the lead included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// The municipality.
    pub organisation: OrganisationId,
    /// Its code, by which shares of a cent are ordered.
    pub code: MunicipalityCode,
    /// Its name.
    pub name: String,
}

/// A sub-area (*osa-alue*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubArea {
    /// Its identifier.
    pub id: SubAreaId,
    /// Its place in the plan, from 1.
    pub number: i32,
    /// Its name.
    pub name: String,
    /// The call's topic it belongs to.
    pub topic: String,
    /// The municipality that leads it.
    pub lead: OrganisationId,
}

/// A period for which every partner reports its costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its identifier.
    pub id: PeriodId,
    /// Its place in the unbroken chain, from 1.
    pub number: i32,
    /// Its first and last day.
    pub days: UsePeriod,
}

/// One cell of a budget: partner x category x sub-area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetCell {
    /// The municipality that spends.
    pub partner: OrganisationId,
    /// The category's code.
    pub category: String,
    /// The sub-area.
    pub sub_area: SubAreaId,
    /// The amount.
    pub amount: Money,
}
