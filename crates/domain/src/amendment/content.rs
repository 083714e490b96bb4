use chrono::NaiveDate;

use crate::{
    ids::{OrganisationId, SubAreaId},
    money::Money,
};

/// What a part of a change request is about; each is decided on its own.
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
pub enum PartKind {
    /// Money moves between cells of the budget (*käyttösuunnitelman muutos*).
    BudgetShift,
    /// The use period ends later (*käyttöajan pidennys*).
    Extension,
    /// A municipality leaves the project.
    PartnerLeaving,
    /// A municipality joins the project.
    PartnerJoining,
    /// Another municipality leads the project (*hankehallinnoijan vaihto*).
    LeadChange,
}

/// What happens to one cell of a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// The municipality that spends.
    pub partner: OrganisationId,
    /// The category's code.
    pub category: String,
    /// The sub-area.
    pub sub_area: SubAreaId,
    /// By how much it grows, EUR; negative when it shrinks.
    pub change: Money,
}

/// What becomes of the money that a leaving partner does not use (scenario S7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Freed {
    /// The award is lowered by it.
    LowerAward,
    /// The other partners' budgets grow by it and the award stays.
    MoveTo(Vec<CellChange>),
}

/// Money that moved and that nothing else in the project records, EUR.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordedCash {
    /// What the lead has passed on to each other partner.
    pub passed_on: Vec<(OrganisationId, Money)>,
}

/// What a part changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Money moves between cells.
    BudgetShift {
        /// The cells, each with its change.
        changes: Vec<CellChange>,
        /// The award that holds afterwards; absent when the budget's total and the award stay.
        award: Option<Money>,
    },
    /// The use period ends later.
    Extension {
        /// The new last day.
        last: NaiveDate,
    },
    /// A municipality leaves.
    PartnerLeaving {
        /// Which.
        partner: OrganisationId,
        /// The last day on which it takes part.
        last_day: NaiveDate,
        /// The reference of the municipality's own decision to leave (*pöytäkirjanote*).
        certificate: String,
        /// What becomes of the money it does not use.
        freed: Freed,
        /// What it has received.
        cash: RecordedCash,
    },
    /// A municipality joins.
    PartnerJoining {
        /// Which.
        partner: OrganisationId,
        /// The first day on which it takes part.
        first_day: NaiveDate,
        /// Its budget and what is taken from the others for it.
        changes: Vec<CellChange>,
    },
    /// Another municipality leads.
    LeadChange {
        /// Which, a partner of the project.
        new_lead: OrganisationId,
        /// The last day on which the old lead leads.
        cut_off: NaiveDate,
        /// What moved until then.
        cash: RecordedCash,
    },
}

impl Content {
    /// What it is about.
    #[must_use]
    pub const fn kind(&self) -> PartKind {
        match self {
            Self::BudgetShift { .. } => PartKind::BudgetShift,
            Self::Extension { .. } => PartKind::Extension,
            Self::PartnerLeaving { .. } => PartKind::PartnerLeaving,
            Self::PartnerJoining { .. } => PartKind::PartnerJoining,
            Self::LeadChange { .. } => PartKind::LeadChange,
        }
    }

    /// The municipality, besides the lead, whom it concerns and who may have to confirm it.
    #[must_use]
    pub const fn municipality(&self) -> Option<OrganisationId> {
        match self {
            Self::BudgetShift { .. } | Self::Extension { .. } => None,
            Self::PartnerLeaving { partner, .. } | Self::PartnerJoining { partner, .. } => Some(*partner),
            Self::LeadChange { new_lead, .. } => Some(*new_lead),
        }
    }
}
