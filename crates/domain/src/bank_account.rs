//! The bank account (*pankkitili*) of a municipality, as one authority knows it: where its payouts go.
//! An authority's own account, from which it pays, has the same life.
//!
//! A change of account is the commonest way to steal a payout, so four steps by alternating persons
//! stand between a new number and the next payment (`domain.md` section 6, "Two persons").

mod bic;
mod command;
mod event;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod transition;

pub use bic::{Bic, BicRefused};
pub use command::{Command, CommandName};
pub use event::Event;
pub use refusal::Why;
pub use state::{State, StateName};
pub use transition::{BankAccountMachine, Facts};

use crate::{
    identifiers::{Iban, PaymentReference},
    ids::{BankAccountId, OrganisationId},
    policy::Standings,
    workflow::Stamp,
};

/// One version of an organisation's account. A version never changes its number: another account is
/// another version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankAccount {
    /// Its identifier.
    pub id: BankAccountId,
    /// Counts the changes of this version.
    pub version: i64,
    /// Whose account it is: a municipality's, or the authority's own.
    pub owner: OrganisationId,
    /// The authority that pays to it, or from it.
    pub authority: OrganisationId,
    /// Counts the accounts of this owner with this authority, from 1.
    pub number: i32,
    /// The account.
    pub details: Details,
    /// The account that was in force when this one was proposed; it is shown beside it.
    pub replaces: Option<BankAccountId>,
    /// Who proposed it, and when.
    pub proposed: Stamp,
    /// Where it stands.
    pub state: State,
}

/// What is written on a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// The account number.
    pub iban: Iban,
    /// The bank, where it is not told by the account number.
    pub bic: Option<Bic>,
    /// The reference number under which a municipality expects the authority's money.
    pub reference: Option<PaymentReference>,
    /// The bank's identifier of the payer (*maksajan palvelutunnus*); of an authority's own account.
    pub service_id: Option<String>,
    /// Why the account is new, in words.
    pub reason: String,
}

impl BankAccount {
    /// To whom it belongs.
    #[must_use]
    pub const fn standings(&self) -> Standings {
        standings(self.owner, self.authority)
    }

    /// What must be known to decide about it.
    #[must_use]
    pub const fn facts(&self, by: crate::ids::PersonId) -> Facts {
        Facts {
            by,
            proposed_by: self.proposed.by,
        }
    }
}

/// To whom an account of this owner with this authority belongs.
#[must_use]
pub const fn standings(owner: OrganisationId, authority: OrganisationId) -> Standings {
    Standings {
        authority: Some(authority),
        lead: None,
        partner: Some(owner),
        own: None,
        keeper: None,
    }
}
