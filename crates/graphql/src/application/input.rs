use async_graphql::{Enum, ID, InputObject, Json};
use chrono::NaiveDate;
use talkoot_app::applications::{BudgetPart, PlannedSubArea, SetPlan};
use talkoot_domain::{
    application::{self, Contact, Plan, YearShare},
    ids::OrganisationId,
};

use super::supplement::SectionQuestionInput;
use crate::{
    node::{self, Kind},
    scalar::Money,
};

/// A sub-area (*osa-alue*) of an application.
#[derive(Debug, InputObject)]
pub(crate) struct SubAreaInput {
    /// The sub-area that it was before, to keep its budget; left out for a new one.
    id: Option<ID>,
    /// Its name.
    name: String,
    /// The code of the call's topic that it belongs to; may be left out when the call has no topics.
    topic: Option<String>,
    /// The municipality that leads it: one of the partners.
    lead_id: ID,
}

pub(super) fn sub_areas(given: Vec<SubAreaInput>) -> async_graphql::Result<Vec<PlannedSubArea>> {
    given
        .into_iter()
        .map(|area| {
            Ok(PlannedSubArea {
                id: area
                    .id
                    .as_ref()
                    .map(|id| node::key(Kind::SubArea, id))
                    .transpose()?,
                name: area.name,
                topic: area.topic.unwrap_or_default(),
                lead: node::key(Kind::Organisation, &area.lead_id)?,
            })
        })
        .collect()
}

pub(super) fn organisations(ids: &[ID]) -> async_graphql::Result<Vec<OrganisationId>> {
    ids.iter().map(|id| node::key(Kind::Organisation, id)).collect()
}

/// A new application.
#[derive(Debug, InputObject)]
pub(crate) struct CreateApplicationInput {
    /// Chosen by you, new for each application that you want to create.
    pub(super) idempotency_key: String,
    /// The call that it answers.
    pub(super) call_id: ID,
    /// The lead municipality; needed only when you lead for several.
    pub(super) lead_id: Option<ID>,
    /// What the project is called.
    pub(super) title: String,
    /// What the project is about.
    pub(super) summary: String,
    /// The other municipalities; the lead takes part anyway.
    pub(super) partner_ids: Vec<ID>,
    /// The sub-areas, in order.
    pub(super) sub_areas: Vec<SubAreaInput>,
}

/// New content for an application.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateApplicationInput {
    /// The application.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each change that you want to make.
    pub(super) idempotency_key: String,
    /// What the project is called.
    pub(super) title: String,
    /// What the project is about.
    pub(super) summary: String,
    /// The other municipalities; the lead takes part anyway. Who is left out loses its budget.
    pub(super) partner_ids: Vec<ID>,
    /// The sub-areas, in order. One that is left out loses its budget.
    pub(super) sub_areas: Vec<SubAreaInput>,
}

/// One cell of a partner's budget.
#[derive(Debug, InputObject)]
pub(crate) struct BudgetCellInput {
    /// The code of the cost category.
    category: String,
    /// The sub-area.
    sub_area_id: ID,
    /// The amount; 0.00 is the same as leaving the cell out.
    amount: Money,
}

pub(super) fn cells(given: Vec<BudgetCellInput>) -> async_graphql::Result<Vec<BudgetPart>> {
    given
        .into_iter()
        .map(|cell| {
            Ok(BudgetPart {
                category: cell.category,
                sub_area: node::key(Kind::SubArea, &cell.sub_area_id)?,
                amount: cell.amount.0,
            })
        })
        .collect()
}

/// The whole budget of one partner.
#[derive(Debug, InputObject)]
pub(crate) struct SetBudgetInput {
    /// The application.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each change that you want to make.
    pub(super) idempotency_key: String,
    /// Whose budget.
    pub(super) partner_id: ID,
    /// All its cells; they replace those that were there.
    pub(super) cells: Vec<BudgetCellInput>,
}

/// The answer to one field of the form.
#[derive(Debug, InputObject)]
pub(crate) struct FieldAnswerInput {
    /// The code of the field.
    pub(crate) field: String,
    /// The version of the answer that you have seen; 0 when there was none.
    pub(crate) seen_version: i64,
    /// The answer, as the field's JSON Schema says it: amounts, numbers and days as texts, files and sub-areas by
    /// their ids, a municipality by its code; null or blank takes the answer back.
    pub(crate) value: Option<Json<serde_json::Value>>,
}

/// Answers of one municipality to fields of the form.
#[derive(Debug, InputObject)]
pub(crate) struct AnswerFieldsInput {
    /// The application.
    pub(super) id: ID,
    /// Chosen by you, new for each set of answers.
    pub(super) idempotency_key: String,
    /// Whose answers they are: the lead municipality for what is asked of the lead.
    pub(super) partner_id: ID,
    /// The answers, at least one; other fields stay as they are.
    pub(super) answers: Vec<FieldAnswerInput>,
}

/// What a partner plans to spend in one year in one cell of its budget.
#[derive(Debug, InputObject)]
pub(crate) struct YearShareInput {
    /// The code of the cost category.
    category: String,
    /// The sub-area.
    sub_area_id: ID,
    /// The calendar year, within the use period.
    year: i32,
    /// The amount; 0.00 is the same as leaving it out.
    amount: Money,
}

/// What one source pays of a partner's budget.
#[derive(Debug, InputObject)]
pub(crate) struct FundingInput {
    /// Who pays.
    source: FundingSource,
    /// The amount.
    amount: Money,
}

/// Somebody to be asked about a partner's part.
#[derive(Debug, InputObject)]
pub(crate) struct ContactInput {
    /// The name.
    name: String,
    /// The position in the municipality.
    position: Option<String>,
    /// The address to write to.
    email: String,
    /// The telephone number.
    phone: Option<String>,
}

/// Where the money of a partner's budget comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "application::FundingSource")]
pub(crate) enum FundingSource {
    /// The grant that is asked for.
    Grant,
    /// What the municipality pays itself (*omarahoitus*).
    OwnShare,
    /// Other public support.
    OtherPublic,
    /// Anything else.
    Other,
}

/// The whole plan of one partner beside its budget.
#[derive(Debug, InputObject)]
pub(crate) struct SetPlanInput {
    /// The application.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each change that you want to make.
    pub(super) idempotency_key: String,
    /// Whose plan.
    pub(super) partner_id: ID,
    /// Its budget divided into years; each cell's years add up to the cell.
    pub(super) years: Vec<YearShareInput>,
    /// Its budget by who pays; adds up to the budget, the grant at most at the call's rate.
    pub(super) funding: Vec<FundingInput>,
    /// Whom to ask; at least one before the partners commit, at most 10.
    pub(super) contacts: Vec<ContactInput>,
}

pub(super) fn plan(input: SetPlanInput) -> async_graphql::Result<SetPlan> {
    let years = input.years.into_iter().map(|share| {
        Ok(YearShare {
            category: share.category,
            sub_area: node::key(Kind::SubArea, &share.sub_area_id)?,
            year: share.year,
            amount: share.amount.0,
        })
    });
    let contacts = input.contacts.into_iter().map(|one| Contact {
        name: one.name.trim().to_owned(),
        position: one.position.unwrap_or_default().trim().to_owned(),
        email: one.email.trim().to_owned(),
        phone: one.phone.unwrap_or_default().trim().to_owned(),
    });
    let funding = input.funding.into_iter();
    Ok(SetPlan {
        id: node::key(Kind::Application, &input.id)?,
        expected_version: input.expected_version,
        plan: Plan {
            partner: node::key(Kind::Organisation, &input.partner_id)?,
            years: years.collect::<async_graphql::Result<_>>()?,
            funding: funding.map(|one| (one.source.into(), one.amount.0)).collect(),
            contacts: contacts.collect(),
        },
    })
}

/// A step in the life of an application that needs nothing but the application itself.
#[derive(Debug, InputObject)]
pub(crate) struct ApplicationStepInput {
    /// The application.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(super) idempotency_key: String,
}

/// A request for a supplement (*täydennyspyyntö*).
#[derive(Debug, InputObject)]
pub(crate) struct RequestApplicationSupplementInput {
    /// The application.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each request.
    pub(super) idempotency_key: String,
    /// What is asked, in your words; may be left empty when you ask about sections.
    pub(super) questions: String,
    /// Questions about single sections of the application.
    pub(super) sections: Option<Vec<SectionQuestionInput>>,
    /// The last day to answer, in Helsinki; two weeks from today unless told. A day that is no working day moves to
    /// the next.
    pub(super) respond_by: Option<NaiveDate>,
}

/// An evaluation.
#[derive(Debug, InputObject)]
pub(crate) struct EvaluateApplicationInput {
    /// The application.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each evaluation.
    pub(super) idempotency_key: String,
    /// What the evaluation says.
    pub(super) statement: String,
}

/// A withdrawal.
#[derive(Debug, InputObject)]
pub(crate) struct WithdrawApplicationInput {
    /// The application.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each withdrawal.
    pub(super) idempotency_key: String,
    /// Why it is withdrawn.
    pub(super) reason: String,
}

/// A step in the life of a commitment that needs nothing but the commitment itself.
#[derive(Debug, InputObject)]
pub(crate) struct CommitmentStepInput {
    /// The commitment.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(super) idempotency_key: String,
}

/// A "no" to taking part.
#[derive(Debug, InputObject)]
pub(crate) struct DeclineCommitmentInput {
    /// The commitment.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each answer.
    pub(super) idempotency_key: String,
    /// Why the municipality does not take part.
    pub(super) reason: String,
}
