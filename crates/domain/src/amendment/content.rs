use chrono::NaiveDate;

use crate::{
    ids::{ObligationId, OrganisationId, PersonId, SubAreaId},
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
    /// The project has another purpose or other goals (*tavoitteiden muutos*).
    ScopeChange,
    /// Sub-areas begin or end on other days (*aikataulun muutos*).
    Timetable,
    /// Another person answers for the project in a municipality (*vastuuhenkilön vaihto*).
    PersonInCharge,
    /// Something is handed in later (*raportin määräajan siirto*).
    ReportDeadline,
    /// An experiment goes on in another direction (*kokeilun suunnan muutos*): a change of scope on a short form.
    ChangeOfDirection,
    /// An experiment ends before its time (*kokeilun keskeyttäminen*).
    EarlyStop,
}

impl PartKind {
    /// Whether it changes the budget, the award or whose money it is: such a part waits for a claim that is being
    /// handled.
    #[must_use]
    pub const fn moves_money(self) -> bool {
        match self {
            Self::BudgetShift | Self::PartnerLeaving | Self::PartnerJoining | Self::LeadChange => true,
            Self::Extension
            | Self::ScopeChange
            | Self::Timetable
            | Self::PersonInCharge
            | Self::ReportDeadline
            | Self::ChangeOfDirection
            | Self::EarlyStop => false,
        }
    }
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

/// When a sub-area is worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AreaDays {
    /// The sub-area.
    pub sub_area: SubAreaId,
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
}

/// For what somebody answers in a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Duty {
    /// Owns the project in the lead municipality (*hankkeen omistaja*); in another one the contact of it.
    Owner,
    /// Runs the project, in the lead municipality (*projektipäällikkö*).
    Manager,
}

/// What kind of thing is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum HandOverKind {
    /// Documents and where they are.
    Documents,
    /// Something that is owed and not done.
    Obligation,
    /// An access to a system or a place.
    Access,
    /// An agreement with somebody.
    Agreement,
    /// What one has to know.
    Knowledge,
}

/// What is handed over to whoever takes a duty over; ticked by that person before the change is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOverItem {
    /// What kind of thing.
    pub kind: HandOverKind,
    /// What, in words.
    pub what: String,
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
    /// The project has another purpose or other goals.
    ScopeChange {
        /// What the project is for, from then on.
        purpose: String,
        /// What it shall reach, from then on.
        goals: String,
        /// The sub-areas that this affects.
        sub_areas: Vec<SubAreaId>,
    },
    /// Sub-areas begin or end on other days.
    Timetable {
        /// Each with its days from then on.
        days: Vec<AreaDays>,
    },
    /// Another person answers for the project.
    PersonInCharge {
        /// In which municipality.
        municipality: OrganisationId,
        /// For what.
        duty: Duty,
        /// Who takes over.
        person: PersonId,
        /// What is handed over, in order.
        items: Vec<HandOverItem>,
    },
    /// Something is handed in later.
    ReportDeadline {
        /// What.
        obligation: ObligationId,
        /// Its new date, before it is moved to a working day.
        date: NaiveDate,
    },
    /// An experiment goes on in another direction.
    ChangeOfDirection {
        /// What was learned until now.
        learned: String,
        /// What changes.
        changes: String,
        /// The first day of it.
        first_day: NaiveDate,
    },
    /// An experiment ends before its time.
    EarlyStop {
        /// What was learned until now.
        learned: String,
        /// Why it stops.
        reason: String,
        /// The last day of the use period.
        last: NaiveDate,
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
            Self::ScopeChange { .. } => PartKind::ScopeChange,
            Self::Timetable { .. } => PartKind::Timetable,
            Self::PersonInCharge { .. } => PartKind::PersonInCharge,
            Self::ReportDeadline { .. } => PartKind::ReportDeadline,
            Self::ChangeOfDirection { .. } => PartKind::ChangeOfDirection,
            Self::EarlyStop { .. } => PartKind::EarlyStop,
        }
    }

    /// The municipality, besides the lead, whom it concerns and who may have to confirm it.
    #[must_use]
    pub const fn municipality(&self) -> Option<OrganisationId> {
        match self {
            Self::BudgetShift { .. }
            | Self::Extension { .. }
            | Self::ScopeChange { .. }
            | Self::Timetable { .. }
            | Self::ReportDeadline { .. }
            | Self::ChangeOfDirection { .. }
            | Self::EarlyStop { .. } => None,
            Self::PartnerLeaving { partner, .. } | Self::PartnerJoining { partner, .. } => Some(*partner),
            Self::LeadChange { new_lead, .. } => Some(*new_lead),
            Self::PersonInCharge { municipality, .. } => Some(*municipality),
        }
    }

    /// Who takes a duty over, and how many items the list of what is handed over has.
    #[must_use]
    pub const fn successor(&self) -> Option<(PersonId, usize)> {
        match self {
            Self::PersonInCharge { person, items, .. } => Some((*person, items.len())),
            _ => None,
        }
    }
}
