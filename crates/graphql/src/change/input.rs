use async_graphql::{ID, InputObject, OneofObject};
use chrono::NaiveDate;
use talkoot_domain::amendment::{CellChange, Content, Freed, RecordedCash};

use super::plan_input::{
    self, ChangeOfDirectionInput, EarlyStopInput, PersonInChargeInput, ReportDeadlineInput, ScopeChangeInput,
    TimetableChangeInput,
};
use crate::{
    node::{self, Kind},
    scalar::Money,
};

/// What happens to one cell of the budget.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CellChangeInput {
    /// The municipality that spends.
    partner_id: ID,
    /// The code of the cost category.
    category: String,
    /// The sub-area.
    sub_area_id: ID,
    /// By how much the cell grows; negative when it shrinks.
    change: Money,
}

/// Money that a lead has passed on to a partner.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PassedOnInput {
    /// The partner.
    partner_id: ID,
    /// How much in all.
    amount: Money,
}

/// Money moves between cells of the budget.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct BudgetShiftInput {
    /// The cells, each with its change; together they add up to 0.00 unless `award` is given.
    changes: Vec<CellChangeInput>,
    /// The award that holds afterwards, when the budget's total changes; never more than before.
    award: Option<Money>,
}

/// The use period ends later.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ExtensionInput {
    /// The new last day.
    last_day: NaiveDate,
}

/// A municipality leaves the project.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PartnerLeavingInput {
    /// Which.
    partner_id: ID,
    /// The last day on which it takes part.
    last_day: NaiveDate,
    /// The reference of its own decision to leave, for example the minutes and the section.
    certificate: String,
    /// Where the budget that it leaves unused goes; leave it out to lower the award instead.
    moved: Option<Vec<CellChangeInput>>,
    /// What the lead has passed on to it and to the others.
    passed_on: Option<Vec<PassedOnInput>>,
}

/// A municipality joins the project.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct PartnerJoiningInput {
    /// Which.
    partner_id: ID,
    /// The first day on which it takes part.
    first_day: NaiveDate,
    /// Its budget, and what is taken from the others for it; together they add up to 0.00.
    changes: Vec<CellChangeInput>,
}

/// Another municipality leads the project.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct LeadChangeInput {
    /// Which; it takes part already.
    new_lead_id: ID,
    /// The last day on which the old lead leads.
    cut_off: NaiveDate,
    /// What the leads have passed on to each other partner since the beginning.
    passed_on: Option<Vec<PassedOnInput>>,
}

/// What a part asks for: exactly one of these.
#[derive(Clone, Debug, OneofObject)]
pub(crate) enum ChangeContentInput {
    /// Money moves between cells of the budget.
    BudgetShift(BudgetShiftInput),
    /// The use period ends later.
    Extension(ExtensionInput),
    /// A municipality leaves the project.
    PartnerLeaving(PartnerLeavingInput),
    /// A municipality joins the project.
    PartnerJoining(PartnerJoiningInput),
    /// Another municipality leads the project.
    LeadChange(LeadChangeInput),
    /// The project gets another purpose or other goals.
    ScopeChange(ScopeChangeInput),
    /// Sub-areas begin or end on other days.
    Timetable(TimetableChangeInput),
    /// Another person answers for the project in a municipality.
    PersonInCharge(PersonInChargeInput),
    /// Something is handed in later.
    ReportDeadline(ReportDeadlineInput),
    /// An experiment goes on in another direction.
    ChangeOfDirection(ChangeOfDirectionInput),
    /// An experiment ends before its time.
    EarlyStop(EarlyStopInput),
}

fn changes(given: &[CellChangeInput]) -> async_graphql::Result<Vec<CellChange>> {
    given
        .iter()
        .map(|one| {
            Ok(CellChange {
                partner: node::key(Kind::Organisation, &one.partner_id)?,
                category: one.category.clone(),
                sub_area: node::key(Kind::SubArea, &one.sub_area_id)?,
                change: one.change.0,
            })
        })
        .collect()
}

fn cash(passed_on: Option<Vec<PassedOnInput>>) -> async_graphql::Result<RecordedCash> {
    Ok(RecordedCash {
        passed_on: passed_on
            .unwrap_or_default()
            .iter()
            .map(|one| Ok((node::key(Kind::Organisation, &one.partner_id)?, one.amount.0)))
            .collect::<async_graphql::Result<_>>()?,
    })
}

/// What the input says, in the domain's terms.
pub(super) fn content(input: ChangeContentInput) -> async_graphql::Result<Content> {
    Ok(match input {
        ChangeContentInput::BudgetShift(shift) => Content::BudgetShift {
            changes: changes(&shift.changes)?,
            award: shift.award.map(|award| award.0),
        },
        ChangeContentInput::Extension(extension) => Content::Extension {
            last: extension.last_day,
        },
        ChangeContentInput::PartnerLeaving(leaving) => Content::PartnerLeaving {
            partner: node::key(Kind::Organisation, &leaving.partner_id)?,
            last_day: leaving.last_day,
            certificate: leaving.certificate,
            freed: match leaving.moved {
                None => Freed::LowerAward,
                Some(moved) => Freed::MoveTo(changes(&moved)?),
            },
            cash: cash(leaving.passed_on)?,
        },
        ChangeContentInput::PartnerJoining(joining) => Content::PartnerJoining {
            partner: node::key(Kind::Organisation, &joining.partner_id)?,
            first_day: joining.first_day,
            changes: changes(&joining.changes)?,
        },
        ChangeContentInput::LeadChange(change) => Content::LeadChange {
            new_lead: node::key(Kind::Organisation, &change.new_lead_id)?,
            cut_off: change.cut_off,
            cash: cash(change.passed_on)?,
        },
        ChangeContentInput::ScopeChange(change) => plan_input::scope(change)?,
        ChangeContentInput::Timetable(change) => plan_input::timetable(&change)?,
        ChangeContentInput::PersonInCharge(change) => plan_input::person(change)?,
        ChangeContentInput::ReportDeadline(change) => plan_input::deadline(&change)?,
        ChangeContentInput::ChangeOfDirection(change) => change.into(),
        ChangeContentInput::EarlyStop(stop) => stop.into(),
    })
}

/// The parts of a request, in the domain's terms.
pub(super) fn contents(inputs: Vec<ChangeContentInput>) -> async_graphql::Result<Vec<Content>> {
    inputs.into_iter().map(content).collect()
}

/// A new change request.
#[derive(Debug, InputObject)]
pub(crate) struct CreateChangeRequestInput {
    /// The project.
    pub(crate) project_id: ID,
    /// Why the changes are needed.
    pub(crate) reason: String,
    /// What is asked; each part is decided on its own.
    pub(crate) parts: Vec<ChangeContentInput>,
    /// Chosen by you, new for each request that you want to create.
    pub(crate) idempotency_key: String,
}

/// New content for a request that is not submitted.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateChangeRequestInput {
    /// The request.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Why the changes are needed.
    pub(crate) reason: String,
    /// What is asked, in place of what was asked before.
    pub(crate) parts: Vec<ChangeContentInput>,
    /// Chosen by you, new for each change that you want to make.
    pub(crate) idempotency_key: String,
}

/// A step in the life of a change request that needs nothing but the request itself.
#[derive(Debug, InputObject)]
pub(crate) struct ChangeRequestStepInput {
    /// The request.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}

/// A change request to be taken back.
#[derive(Debug, InputObject)]
pub(crate) struct WithdrawChangeRequestInput {
    /// The request.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Why.
    pub(crate) reason: String,
    /// Chosen by you, new for each withdrawal.
    pub(crate) idempotency_key: String,
}
