use async_graphql::{Enum, ID, InputObject};
use chrono::NaiveDate;
use talkoot_app::calls::Wanted;
use talkoot_domain::{
    call::{
        CategoryKind, CostCategory, Details, DeviationLimits, Eligibility, FaultyTerms, IndirectCosts, Terms,
        Topic, Vat, WageAccounts,
    },
    change_request::{LateRequests, RequestRules},
    duplicate::DuplicateCosts,
    entitlement::DE_MINIMIS,
    ladder::Ladder,
    rate::Rate,
    sampling::SamplingRules,
    schedule::ReportingSchedule,
    use_period::UsePeriod,
};

use super::{
    exit_plan_from::ExitPlanFrom,
    rules::{EligibilityInput, ReminderLadderInput, ReportingScheduleInput},
};
use crate::scalar::{Money, Percent};

/// What the costs of a category are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "CategoryKind")]
pub(crate) enum CostCategoryKind {
    /// Costs as the ledger has them.
    Actual,
    /// Wages with their side costs: the base of a flat rate; their lines lose personal data on import.
    Wages,
    /// The flat rate itself: derived from the wages, never booked.
    FlatRate,
}

/// A cost category of a call.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CostCategoryInput {
    /// Its short name, for example `travel`.
    code: String,
    /// Name in Finnish.
    name_fi: String,
    /// Name in Swedish.
    name_sv: String,
    /// Name in English.
    name_en: String,
    /// What its costs are; `personnel` is `WAGES` unless told, any other `ACTUAL`.
    kind: Option<CostCategoryKind>,
}

impl From<CostCategoryInput> for CostCategory {
    fn from(category: CostCategoryInput) -> Self {
        let usual = CategoryKind::usual(&category.code);
        Self {
            kind: category.kind.map_or(usual, Into::into),
            code: category.code,
            name_fi: category.name_fi,
            name_sv: category.name_sv,
            name_en: category.name_en,
        }
    }
}

/// A topic of a call.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct TopicInput {
    /// Its short name.
    code: String,
    /// What it is about, in Finnish.
    name: String,
    /// In Swedish; the Finnish name unless told.
    name_sv: Option<String>,
    /// In English; the Finnish name unless told.
    name_en: Option<String>,
}

/// Which cost lines the authority looks at one by one; drawn when a claim is submitted for the first time.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct SamplingInput {
    /// The share of the lines of each cost report that is drawn by chance, in per cent, rounded up to whole
    /// lines; 0 unless told.
    share: Option<Percent>,
    /// Lines of so much and more are looked at in any case, credits by their size; none unless told.
    large_from: Option<Money>,
    /// Whether credits are looked at in any case; no unless told.
    credits: Option<bool>,
}

/// What a call says. What is left out has the default of Finnish practice.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CallContent {
    /// The title as published.
    title: String,
    /// The first day on which applications are taken.
    opens_on: NaiveDate,
    /// The last day on which applications are taken.
    closes_on: NaiveDate,
    /// The first day on which costs may accrue.
    use_period_first: NaiveDate,
    /// The last day on which costs may accrue.
    use_period_last: NaiveDate,
    /// What may be granted in all.
    appropriation: Money,
    /// The largest award of one grant.
    largest_award: Money,
    /// The smallest award of one grant; none unless told.
    smallest_award: Option<Money>,
    /// Which municipalities may apply together; any two to fifty unless told.
    eligibility: Option<EligibilityInput>,
    /// The least share of the accepted costs that the municipalities bear themselves. The grant and other public
    /// support together cover at most the rest (rule 10). Other support is not counted unless told.
    least_own_share: Option<Percent>,
    /// When reports are due; as Finnish practice has it unless told.
    reporting_schedule: Option<ReportingScheduleInput>,
    /// How late reports are chased; as Finnish practice has it unless told.
    reminder_ladder: Option<ReminderLadderInput>,
    /// Share of the accepted costs that a grant covers; 85 per cent unless told.
    rate: Option<Percent>,
    /// Whether value added tax is an eligible cost where it remains as a final cost; no unless told.
    vat_as_final_cost: Option<bool>,
    /// By how much a partner may pass its budget in one category; 0 per cent unless told.
    budget_tolerance: Option<Percent>,
    /// Indirect costs as a flat rate of the accepted wages; none unless told. It goes to the category of the
    /// kind `FLAT_RATE`, which budgets plan like any other.
    flat_rate_of_wages: Option<Percent>,
    /// Cost lines of more than this amount, credits as well, must carry evidence files before a cost report
    /// is submitted; none unless told.
    evidence_over: Option<Money>,
    /// The first account whose lines are wages whatever their category; 4000 unless told.
    wage_account_first: Option<u32>,
    /// The last such account; 4299 unless told. A longer number belongs where its beginning lies.
    wage_account_last: Option<u32>,
    /// The cost categories; the seven usual ones unless told, and one for a flat rate of wages when there is one.
    categories: Option<Vec<CostCategoryInput>>,
    /// The topics that sub-areas may have; none unless told.
    topics: Option<Vec<TopicInput>>,
    /// Years for which records are kept; 10 unless told.
    retention_years: Option<u16>,
    /// Changes of a running grant are asked for so many days before its use period ends; 30 unless told.
    change_request_days: Option<u16>,
    /// Whether later requests are taken, marked as late; they are refused unless told.
    takes_late_change_requests: Option<bool>,
    /// Whether one officer accepts a change of direction of an experiment; two persons decide unless told.
    one_officer_accepts_direction: Option<bool>,
    /// The day from which on nothing can be paid from the appropriation; not known unless told.
    appropriation_expires_on: Option<NaiveDate>,
    /// Whether an import is refused that brings a cost which stands in another report already; it is a warning
    /// unless told.
    refuses_duplicate_costs: Option<bool>,
    /// Days after the money came within which the lead passes the partners' shares on; 30 unless told.
    transfer_days: Option<u16>,
    /// Whether the municipalities must have an agreement in force before an advance is paid and before the lead passes
    /// money on; yes unless told.
    agreement_required: Option<bool>,
    /// The cost at completion may deviate so much from the budget, up or down, before a portfolio report must explain it:
    /// per municipality and per sub-area, in per cent of the budget; 10 unless told.
    cost_deviation_limit: Option<Percent>,
    /// Days that a milestone may be late before a portfolio report must explain it; 30 unless told.
    timetable_slip_limit: Option<u16>,
    /// From when on the project must have an exit plan that its steering group approved; with the final report unless
    /// told.
    exit_plan_from: Option<ExitPlanFrom>,
    /// Which cost lines are looked at one by one when a claim is verified; none unless told.
    sampling: Option<SamplingInput>,
    /// What has to be returned at the end may be waived up to this sum per project; 100.00 unless told.
    de_minimis: Option<Money>,
}

const RETENTION_YEARS: u16 = 10;

impl From<SamplingInput> for SamplingRules {
    fn from(given: SamplingInput) -> Self {
        Self {
            share: given.share.map_or(Rate::ZERO, |share| share.0),
            large_from: given.large_from.map(|amount| amount.0),
            credits: given.credits == Some(true),
        }
    }
}

impl From<CallContent> for Wanted {
    fn from(content: CallContent) -> Self {
        Self(details(content).map(Box::new))
    }
}

#[expect(clippy::too_many_lines, reason = "a line per parameter")]
fn details(content: CallContent) -> Result<Details, FaultyTerms> {
    let categories = content.categories.map_or_else(
        || {
            let derived = content.flat_rate_of_wages.map(|_| Terms::flat_rate_category());
            Terms::usual_categories().into_iter().chain(derived).collect()
        },
        |given| given.into_iter().map(Into::into).collect(),
    );
    let topics = content.topics.unwrap_or_default();
    Ok(Details {
        title: content.title,
        opens_on: content.opens_on,
        closes_on: content.closes_on,
        terms: Terms {
            rate: content.rate.map_or(Rate::EIGHTY_FIVE_PERCENT, |given| given.0),
            largest_award: content.largest_award.0,
            smallest_award: content.smallest_award.map(|amount| amount.0),
            eligibility: match content.eligibility {
                Some(given) => given.try_into()?,
                None => Eligibility::default(),
            },
            least_own_share: content.least_own_share.map(|share| share.0),
            appropriation: content.appropriation.0,
            vat: if content.vat_as_final_cost == Some(true) {
                Vat::FinalCost
            } else {
                Vat::Excluded
            },
            indirect_costs: content
                .flat_rate_of_wages
                .map_or(IndirectCosts::None, |rate| IndirectCosts::FlatRateOfWages(rate.0)),
            budget_tolerance: content.budget_tolerance.map_or(Rate::ZERO, |given| given.0),
            categories,
            topics: topics
                .into_iter()
                .map(|topic| Topic {
                    code: topic.code,
                    name_sv: topic.name_sv.unwrap_or_else(|| topic.name.clone()),
                    name_en: topic.name_en.unwrap_or_else(|| topic.name.clone()),
                    name_fi: topic.name,
                })
                .collect(),
            use_period: UsePeriod {
                first: content.use_period_first,
                last: content.use_period_last,
            },
            schedule: match content.reporting_schedule {
                Some(given) => given.try_into()?,
                None => ReportingSchedule::default(),
            },
            ladder: match content.reminder_ladder {
                Some(given) => given.try_into()?,
                None => Ladder::default(),
            },
            retention_years: content.retention_years.unwrap_or(RETENTION_YEARS),
            change_requests: RequestRules {
                days_before_end: content
                    .change_request_days
                    .unwrap_or(RequestRules::default().days_before_end),
                late: if content.takes_late_change_requests == Some(true) {
                    LateRequests::Mark
                } else {
                    LateRequests::Refuse
                },
                one_officer: content.one_officer_accepts_direction == Some(true),
            },
            appropriation_expires_on: content.appropriation_expires_on,
            evidence_over: content.evidence_over.map(|amount| amount.0),
            wage_accounts: WageAccounts {
                first: content.wage_account_first.unwrap_or(WageAccounts::USUAL.first),
                last: content.wage_account_last.unwrap_or(WageAccounts::USUAL.last),
            },
            duplicate_costs: if content.refuses_duplicate_costs == Some(true) {
                DuplicateCosts::Refuse
            } else {
                DuplicateCosts::Warn
            },
            transfer_days: content
                .transfer_days
                .unwrap_or(talkoot_domain::transfer::USUAL_DAYS),
            agreement_required: content.agreement_required.unwrap_or(true),
            deviation_limits: DeviationLimits {
                cost: content
                    .cost_deviation_limit
                    .map_or(DeviationLimits::default().cost, |given| given.0),
                days: content
                    .timetable_slip_limit
                    .unwrap_or(DeviationLimits::default().days),
            },
            exit_plan_from: content.exit_plan_from.map(Into::into).unwrap_or_default(),
            sampling: content.sampling.map_or_else(SamplingRules::default, Into::into),
            de_minimis: content.de_minimis.map_or(DE_MINIMIS, |given| given.0),
        },
    })
}

/// A new call.
#[derive(Debug, InputObject)]
pub(crate) struct CreateCallInput {
    /// Chosen by you, new for each call that you want to create.
    pub(crate) idempotency_key: String,
    /// What it shall say.
    pub(crate) content: CallContent,
}

/// New content for a draft.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateCallInput {
    /// The call.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each change that you want to make.
    pub(crate) idempotency_key: String,
    /// What it shall say.
    pub(crate) content: CallContent,
}

/// The form that the applications to a call answer.
#[derive(Debug, InputObject)]
pub(crate) struct ChooseCallFormInput {
    /// The call.
    pub(super) id: ID,
    /// The version of the call that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each choice.
    pub(super) idempotency_key: String,
    /// A published version of a form; left out for no form.
    pub(super) form_id: Option<ID>,
}

/// A draft like an earlier call.
#[derive(Debug, InputObject)]
pub(crate) struct CopyCallInput {
    /// The call whose terms are taken over.
    pub(crate) from_id: ID,
    /// The title as published.
    pub(crate) title: String,
    /// The first day on which applications are taken.
    pub(crate) opens_on: NaiveDate,
    /// The last day on which applications are taken.
    pub(crate) closes_on: NaiveDate,
    /// The first day on which costs may accrue.
    pub(crate) use_period_first: NaiveDate,
    /// The last day on which costs may accrue.
    pub(crate) use_period_last: NaiveDate,
    /// The day from which on nothing can be paid from the appropriation; not known unless told.
    pub(crate) appropriation_expires_on: Option<NaiveDate>,
    /// Chosen by you, new for each copy.
    pub(crate) idempotency_key: String,
}

/// A step in the life of a call that needs nothing but the call itself.
#[derive(Debug, InputObject)]
pub(crate) struct CallStepInput {
    /// The call.
    pub(crate) id: ID,
    /// The version that you have read.
    pub(crate) expected_version: i64,
    /// Chosen by you, new for each step that you want to take.
    pub(crate) idempotency_key: String,
}
