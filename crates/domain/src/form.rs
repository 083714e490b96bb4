//! Forms as data (*lomake*, *blankett*): what an applicant or a reporter is asked, in three languages, in
//! versions that never change once they are published.
//!
//! A form belongs to nothing: a call names the one that its applications answer, and a report may name another.
//! Whoever answers is an *owner*: the lead municipality for what is asked of the lead, each partner for what is
//! asked of every partner.

mod check;
mod command;
mod condition;
mod definition;
mod event;
mod fault;
mod given;
mod kind;
mod refusal;
mod sheet;
mod state;
#[cfg(test)]
mod tests;
mod transition;
mod value;

pub use command::{Command, CommandName};
pub use condition::Condition;
pub use definition::{Audience, Definition, Field, Section, Words};
pub use event::Event;
pub use fault::{Fault, What};
pub use given::{Given, Keys, Names, Reference};
pub use kind::{Choice, Column, FieldKind, KindName};
pub use refusal::Why;
pub use sheet::{Answer, Lack, Missing, Sheet};
pub use state::{State, StateName};
pub use transition::{Facts, FormMachine};
pub use value::{Row, Value};

use crate::{
    ids::{FormId, OrganisationId, PersonId},
    policy::Standings,
};

/// One version of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its identifier.
    pub id: FormId,
    /// Counts the changes of this version of the form while it is a draft; the next change must name it.
    pub version: i64,
    /// The authority that asks.
    pub authority: OrganisationId,
    /// Its place among the versions of the form with this code, from 1.
    pub number: i32,
    /// Who drafted it.
    pub drafted_by: PersonId,
    /// What is asked.
    pub definition: Definition,
    /// Where it stands.
    pub state: State,
}

impl Form {
    /// To whom it belongs.
    #[must_use]
    pub fn standings(&self) -> Standings {
        Standings {
            authority: Some(self.authority),
            ..Standings::default()
        }
    }

    /// The bare state.
    #[must_use]
    pub fn state_name(&self) -> StateName {
        StateName::from(&self.state)
    }
}
