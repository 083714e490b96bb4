use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, Condition};
use talkoot_domain::{ids::OrganisationId, policy::Actor};
use uuid::Uuid;

/// The rows that an actor may see at all. Only an actor, or the system's own work, makes one.
#[derive(Clone, Debug)]
pub struct Scope(Reach);

#[derive(Clone, Debug)]
enum Reach {
    Everything,
    Organisations(BTreeSet<OrganisationId>),
}

impl Scope {
    /// What this person may see: what belongs to the organisations in which it holds a role.
    #[must_use]
    pub fn of(actor: &Actor) -> Self {
        Self(Reach::Organisations(
            actor.memberships.iter().map(|held| held.organisation).collect(),
        ))
    }

    /// Everything: for the worker, which acts for nobody, and for the auditing of the log.
    #[must_use]
    pub const fn system() -> Self {
        Self(Reach::Everything)
    }

    /// Any of these columns holds an organisation of the actor's.
    pub(crate) fn owns(&self, columns: &[impl ColumnTrait]) -> Condition {
        match &self.0 {
            Reach::Everything => Condition::all(),
            Reach::Organisations(ids) => columns.iter().fold(Condition::any(), |any, column| {
                any.add(column.is_in(ids.iter().map(|&id| Uuid::from(id))))
            }),
        }
    }

    /// The organisations, or `None` for everything.
    pub(crate) fn organisations(&self) -> Option<Vec<Uuid>> {
        match &self.0 {
            Reach::Everything => None,
            Reach::Organisations(ids) => Some(ids.iter().map(|&id| id.into()).collect()),
        }
    }
}
