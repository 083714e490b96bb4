//! Who may do what: one table, reviewed as a file (`docs/permissions.md`).
//!
//! `domain.md` section 4, roles. A person holds roles in organisations; an object stands in a
//! relation to organisations; an action is allowed to certain roles in certain relations.

mod actions;
mod people;
mod rule;
mod table;

pub use actions::Action;
pub use rule::Rule;

use crate::{
    ids::{OrganisationId, PersonId},
    language::Language,
    organisation::OrganisationKind,
    workflow::{Refusal, RefusalCode},
};

/// A role that a person holds in an organisation.
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
pub enum Role {
    /// P: prepares a partner municipality's part and its cost reports.
    PartnerPreparer,
    /// PA: commits the municipality and submits what somebody else prepared.
    PartnerApprover,
    /// L: runs the project in the lead municipality (*vastuukunta*).
    LeadCoordinator,
    /// O: handles grants in the authority.
    Officer,
    /// S: the second person of the authority, never the same as the officer.
    SecondApprover,
    /// R: reviews the applications that an officer assigns; decides nothing.
    Reviewer,
    /// A: reads everything of the authority and records findings; decides nothing.
    Auditor,
    /// ADM: people, roles and configuration; no money decisions.
    Administrator,
}

impl Role {
    /// Whether an organisation of this kind has the role: municipalities apply and report, authorities
    /// decide and pay, both are administered and audited.
    #[must_use]
    pub const fn fits(self, kind: OrganisationKind) -> bool {
        match self {
            Self::PartnerPreparer | Self::PartnerApprover | Self::LeadCoordinator => {
                matches!(kind, OrganisationKind::Municipality)
            }
            Self::Officer | Self::SecondApprover | Self::Reviewer => {
                matches!(kind, OrganisationKind::Authority)
            }
            Self::Auditor | Self::Administrator => true,
        }
    }

    /// Whether the role has a part in what becomes of money.
    #[must_use]
    pub const fn handles_money(self) -> bool {
        match self {
            Self::PartnerPreparer
            | Self::PartnerApprover
            | Self::LeadCoordinator
            | Self::Officer
            | Self::SecondApprover
            | Self::Reviewer => true,
            Self::Auditor | Self::Administrator => false,
        }
    }

    /// Whether one person cannot hold both in one organisation: an administrator makes no decisions
    /// about money (`domain.md` section 4).
    #[must_use]
    pub const fn excludes(self, other: Self) -> bool {
        matches!(self, Self::Administrator) && other.handles_money()
            || matches!(other, Self::Administrator) && self.handles_money()
    }
}

/// How an organisation stands to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Standing {
    /// The authority that grants.
    Authority,
    /// The lead municipality of the application or project.
    Lead,
    /// The partner municipality that the object belongs to (the lead is a partner too).
    Partner,
    /// The organisation that is administered.
    #[strum(serialize = "own organisation")]
    Own,
    /// An authority: its administrators keep the installation.
    #[strum(serialize = "any authority")]
    Keeper,
}

/// One role in one organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Where.
    pub organisation: OrganisationId,
    /// As what.
    pub role: Role,
}

/// Who asks: taken from the session, never from the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub person: PersonId,
    /// The person's name, for messages and the audit log.
    pub name: String,
    /// The person's language.
    pub language: Language,
    /// The roles in force now.
    pub memberships: Vec<Membership>,
}

/// The organisations that an object belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standings {
    /// The authority.
    pub authority: Option<OrganisationId>,
    /// The lead municipality.
    pub lead: Option<OrganisationId>,
    /// The municipality whose part it is.
    pub partner: Option<OrganisationId>,
    /// The organisation that is administered.
    pub own: Option<OrganisationId>,
    /// The authority by which the actor keeps the installation, where the keeper may do it.
    pub keeper: Option<OrganisationId>,
}

impl Standings {
    fn includes(&self, standing: Standing, organisation: OrganisationId) -> bool {
        match standing {
            Standing::Authority => self.authority == Some(organisation),
            Standing::Lead => self.lead == Some(organisation),
            Standing::Partner => self.partner == Some(organisation),
            Standing::Own => self.own == Some(organisation),
            Standing::Keeper => self.keeper == Some(organisation),
        }
    }
}

/// The first membership by which the actor may do this, which is also on whose behalf it is done.
///
/// # Errors
/// [`RefusalCode::NotPermitted`], naming the roles that may.
pub fn permit(action: Action, actor: &Actor, standings: &Standings) -> Result<Membership, Refusal> {
    let rule = action.rule();
    actor
        .memberships
        .iter()
        .copied()
        .find(|membership| {
            rule.may.iter().any(|&(role, standing)| {
                role == membership.role && standings.includes(standing, membership.organisation)
            })
        })
        .ok_or_else(|| {
            Refusal::of(
                RefusalCode::NotPermitted,
                "permission",
                action.into(),
                format!("this may be done only by {}; ask one of them", rule.in_words()),
            )
        })
}

#[cfg(test)]
mod tests;
