//! The terms of a call or grant as one JSON document, because they are pinned, copied and shown as
//! a whole and never searched. Old documents stay readable: fields are only ever added, with a default. A field that
//! is added is left out while it has that default, so that an old document is written as it was: the audit log vouches
//! for what is read of a row, and a new version of the program must not look like tampering.

use chrono::NaiveDate;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use talkoot_domain::{
    call::{
        CategoryKind, CostCategory, DeviationLimits, Eligibility, ExitPlanFrom, IndirectCosts, Terms, Topic,
        WageAccounts,
    },
    change_request::RequestRules,
    duplicate::DuplicateCosts,
    entitlement::DE_MINIMIS,
    ladder::{Escalation, Ladder},
    money::Money,
    rate::Rate,
    sampling::SamplingRules,
    schedule::{DayOfYear, ReportingSchedule},
    use_period::UsePeriod,
};

use crate::{StorageError, map::code};

/// What the column holds. It is read straight into this form: by way of a tree of JSON values the terms were a
/// third of what a page of the portfolio cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TermsDocument {
    /// Exact decimal share, for example "0.85".
    rate: String,
    largest_award_cents: i64,
    appropriation_cents: i64,
    vat: String,
    /// Exact decimal share of the wages; absent for none.
    indirect_rate_of_wages: Option<String>,
    budget_tolerance: String,
    categories: Vec<Category>,
    topics: Vec<TopicDocument>,
    use_period: Days,
    schedule: ScheduleDocument,
    ladder: LadderDocument,
    retention_years: u16,
    /// Absent in terms that are older than the rule; the default holds for them.
    #[serde(default)]
    change_requests: ChangeRequests,
    #[serde(default)]
    appropriation_expires_on: Option<NaiveDate>,
    #[serde(default)]
    evidence_over_cents: Option<i64>,
    /// First and last; absent in terms that are older than the rule.
    #[serde(default)]
    wage_accounts: Option<(u32, u32)>,
    /// Absent in terms that are older than the rule; the default holds for them.
    #[serde(default)]
    duplicate_costs: Option<String>,
    #[serde(default = "transfer_days")]
    transfer_days: u16,
    #[serde(default = "de_minimis")]
    de_minimis_cents: i64,
    #[serde(default)]
    sampling: Sampling,
    #[serde(default)]
    smallest_award_cents: Option<i64>,
    /// Exact decimal share; absent when other public support is not counted.
    #[serde(default)]
    least_own_share: Option<String>,
    /// Absent in terms that are older than the rule: their grants began without.
    #[serde(default, skip_serializing_if = "is_usual")]
    agreement_required: bool,
    /// Absent in terms that are older than the rule, and where the default holds.
    #[serde(default, skip_serializing_if = "is_usual")]
    deviation_limits: Deviations,
    /// Absent in terms that are older than the rule, and where no plan is needed.
    #[serde(default, skip_serializing_if = "is_usual")]
    exit_plan_from: Option<String>,
    /// Absent in terms that are older than the rule.
    #[serde(default)]
    eligibility: Option<EligibilityDocument>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct EligibilityDocument {
    /// Municipality codes; any may lead when there is none.
    leads: Vec<String>,
    least_partners: u16,
    most_partners: u16,
}

fn eligibility_to(eligibility: &Eligibility) -> EligibilityDocument {
    EligibilityDocument {
        leads: eligibility.leads.iter().map(ToString::to_string).collect(),
        least_partners: eligibility.least_partners,
        most_partners: eligibility.most_partners,
    }
}

fn eligibility_from(
    table: &'static str,
    row: &str,
    document: Option<EligibilityDocument>,
) -> Result<Eligibility, StorageError> {
    let Some(document) = document else {
        return Ok(Eligibility::OLDER);
    };
    let code = |code: &String| {
        code.parse()
            .map_err(|fault| StorageError::inconsistent(table, row, format!("terms.eligibility: {fault}")))
    };
    Ok(Eligibility {
        leads: document.leads.iter().map(code).collect::<Result<_, _>>()?,
        least_partners: document.least_partners,
        most_partners: document.most_partners,
    })
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Deviations {
    /// Exact decimal share of the budget.
    cost: String,
    days: u16,
}

impl Default for Deviations {
    fn default() -> Self {
        deviations_to(DeviationLimits::default())
    }
}

fn deviations_to(limits: DeviationLimits) -> Deviations {
    Deviations {
        cost: limits.cost.share().to_string(),
        days: limits.days,
    }
}

fn exit_plan_to(from: ExitPlanFrom) -> Option<String> {
    match from {
        ExitPlanFrom::Never => None,
        ExitPlanFrom::InterimReport | ExitPlanFrom::FinalReport => {
            Some(Into::<&'static str>::into(from).to_owned())
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sampling {
    /// Exact decimal share.
    share: String,
    large_from_cents: Option<i64>,
    credits: bool,
}

impl Default for Sampling {
    fn default() -> Self {
        sampling_to(SamplingRules::default())
    }
}

fn sampling_to(rules: SamplingRules) -> Sampling {
    Sampling {
        share: rules.share.share().to_string(),
        large_from_cents: rules.large_from.map(Money::cents),
        credits: rules.credits,
    }
}

fn is_usual<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn de_minimis() -> i64 {
    DE_MINIMIS.cents()
}

/// Of terms that are older than the rule.
const fn transfer_days() -> u16 {
    talkoot_domain::transfer::USUAL_DAYS
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ChangeRequests {
    days_before_end: u16,
    late: String,
    /// Absent in terms that are older than the rule.
    #[serde(default, skip_serializing_if = "is_usual")]
    one_officer: bool,
}

impl Default for ChangeRequests {
    fn default() -> Self {
        change_requests_to(RequestRules::default())
    }
}

fn change_requests_to(rules: RequestRules) -> ChangeRequests {
    let late: &'static str = rules.late.into();
    ChangeRequests {
        days_before_end: rules.days_before_end,
        late: late.to_owned(),
        one_officer: rules.one_officer,
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ScheduleDocument {
    /// Month and day.
    portfolio_days: Vec<(u32, u32)>,
    cost_period: String,
    cost_report_days: u16,
    interim_report: bool,
    final_report_months: u8,
    follow_up_months: Option<u8>,
    open_days_before: u16,
    holidays: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Category {
    code: String,
    fi: String,
    sv: String,
    en: String,
    /// Absent in terms that are older than the kinds.
    #[serde(default)]
    kind: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct TopicDocument {
    code: String,
    /// In Finnish; the other languages say the same in terms that are older than they are.
    name: String,
    #[serde(default)]
    sv: Option<String>,
    #[serde(default)]
    en: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Days {
    first: NaiveDate,
    last: NaiveDate,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct LadderDocument {
    days: Vec<i32>,
    repeat_every: i32,
    owner_from: i32,
    lead_from: i32,
    officer_from: i32,
}

/// The terms as they are stored.
pub(crate) fn to_document(terms: &Terms) -> TermsDocument {
    let escalation = terms.ladder.escalation();
    let vat: &'static str = terms.vat.into();
    TermsDocument {
        rate: terms.rate.share().to_string(),
        largest_award_cents: terms.largest_award.cents(),
        appropriation_cents: terms.appropriation.cents(),
        vat: vat.to_owned(),
        indirect_rate_of_wages: match terms.indirect_costs {
            IndirectCosts::None => None,
            IndirectCosts::FlatRateOfWages(rate) => Some(rate.share().to_string()),
        },
        budget_tolerance: terms.budget_tolerance.share().to_string(),
        categories: terms
            .categories
            .iter()
            .map(|category| Category {
                code: category.code.clone(),
                fi: category.name_fi.clone(),
                sv: category.name_sv.clone(),
                en: category.name_en.clone(),
                kind: Some(Into::<&'static str>::into(category.kind).to_owned()),
            })
            .collect(),
        topics: terms
            .topics
            .iter()
            .map(|topic| TopicDocument {
                code: topic.code.clone(),
                name: topic.name_fi.clone(),
                sv: Some(topic.name_sv.clone()),
                en: Some(topic.name_en.clone()),
            })
            .collect(),
        use_period: Days {
            first: terms.use_period.first,
            last: terms.use_period.last,
        },
        schedule: schedule_to(&terms.schedule),
        ladder: LadderDocument {
            days: terms.ladder.days().to_vec(),
            repeat_every: terms.ladder.repeat_every(),
            owner_from: escalation.municipality_owner_from,
            lead_from: escalation.lead_municipality_from,
            officer_from: escalation.officer_from,
        },
        retention_years: terms.retention_years,
        change_requests: change_requests_to(terms.change_requests),
        appropriation_expires_on: terms.appropriation_expires_on,
        evidence_over_cents: terms.evidence_over.map(Money::cents),
        wage_accounts: Some((terms.wage_accounts.first, terms.wage_accounts.last)),
        duplicate_costs: Some(Into::<&'static str>::into(terms.duplicate_costs).to_owned()),
        transfer_days: terms.transfer_days,
        agreement_required: terms.agreement_required,
        deviation_limits: deviations_to(terms.deviation_limits),
        exit_plan_from: exit_plan_to(terms.exit_plan_from),
        de_minimis_cents: terms.de_minimis.cents(),
        sampling: sampling_to(terms.sampling),
        smallest_award_cents: terms.smallest_award.map(Money::cents),
        least_own_share: terms.least_own_share.map(|share| share.share().to_string()),
        eligibility: Some(eligibility_to(&terms.eligibility)),
    }
}

/// The terms that a row holds.
#[expect(
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    reason = "callers give whatever names the row; a line per term"
)]
pub(crate) fn from_document(
    table: &'static str,
    row: impl ToString,
    document: TermsDocument,
) -> Result<Terms, StorageError> {
    let row = row.to_string();
    let broken = |what: String| StorageError::inconsistent(table, &row, format!("terms: {what}"));
    let rate = |text: &str| Rate::parse_share(text).map_err(|fault| broken(fault.to_string()));
    let escalation = Escalation {
        municipality_owner_from: document.ladder.owner_from,
        lead_municipality_from: document.ladder.lead_from,
        officer_from: document.ladder.officer_from,
    };
    Ok(Terms {
        rate: rate(&document.rate)?,
        largest_award: Money::from_cents(document.largest_award_cents),
        smallest_award: document.smallest_award_cents.map(Money::from_cents),
        least_own_share: document.least_own_share.as_deref().map(rate).transpose()?,
        eligibility: eligibility_from(table, &row, document.eligibility)?,
        appropriation: Money::from_cents(document.appropriation_cents),
        vat: code(table, &row, "terms.vat", &document.vat)?,
        indirect_costs: match &document.indirect_rate_of_wages {
            Some(share) => IndirectCosts::FlatRateOfWages(rate(share)?),
            None => IndirectCosts::None,
        },
        budget_tolerance: rate(&document.budget_tolerance)?,
        categories: categories_from(
            table,
            &row,
            document.categories,
            document.indirect_rate_of_wages.is_some(),
        )?,
        topics: document
            .topics
            .into_iter()
            .map(|topic| Topic {
                code: topic.code,
                name_sv: topic.sv.unwrap_or_else(|| topic.name.clone()),
                name_en: topic.en.unwrap_or_else(|| topic.name.clone()),
                name_fi: topic.name,
            })
            .collect(),
        use_period: UsePeriod {
            first: document.use_period.first,
            last: document.use_period.last,
        },
        schedule: schedule_from(table, &row, document.schedule)?,
        ladder: Ladder::new(document.ladder.days, document.ladder.repeat_every, escalation)
            .map_err(|fault| broken(fault.to_string()))?,
        retention_years: document.retention_years,
        change_requests: RequestRules {
            days_before_end: document.change_requests.days_before_end,
            late: code(
                table,
                &row,
                "terms.changeRequests.late",
                &document.change_requests.late,
            )?,
            one_officer: document.change_requests.one_officer,
        },
        appropriation_expires_on: document.appropriation_expires_on,
        evidence_over: document.evidence_over_cents.map(Money::from_cents),
        wage_accounts: document
            .wage_accounts
            .map_or(WageAccounts::USUAL, |(first, last)| WageAccounts { first, last }),
        duplicate_costs: match &document.duplicate_costs {
            Some(rule) => code(table, &row, "terms.duplicateCosts", rule)?,
            None => DuplicateCosts::default(),
        },
        transfer_days: document.transfer_days,
        agreement_required: document.agreement_required,
        deviation_limits: DeviationLimits {
            cost: rate(&document.deviation_limits.cost)?,
            days: document.deviation_limits.days,
        },
        exit_plan_from: match &document.exit_plan_from {
            None => ExitPlanFrom::Never,
            Some(from) => code(table, &row, "terms.exitPlanFrom", from)?,
        },
        de_minimis: Money::from_cents(document.de_minimis_cents),
        sampling: SamplingRules {
            share: rate(&document.sampling.share)?,
            large_from: document.sampling.large_from_cents.map(Money::from_cents),
            credits: document.sampling.credits,
        },
    })
}

/// Terms that are older than the kinds have no category for a flat rate that they state.
fn categories_from(
    table: &'static str,
    row: &str,
    stored: Vec<Category>,
    has_flat_rate: bool,
) -> Result<Vec<CostCategory>, StorageError> {
    let are_older = stored.iter().any(|category| category.kind.is_none());
    let mut categories = Vec::with_capacity(stored.len() + 1);
    for category in stored {
        let kind = match &category.kind {
            None => CategoryKind::usual(&category.code),
            Some(kind) => code(table, row, "terms.categories.kind", kind)?,
        };
        categories.push(CostCategory {
            code: category.code,
            name_fi: category.fi,
            name_sv: category.sv,
            name_en: category.en,
            kind,
        });
    }
    if has_flat_rate && are_older {
        categories.push(Terms::flat_rate_category());
    }
    Ok(categories)
}

fn schedule_to(schedule: &ReportingSchedule) -> ScheduleDocument {
    ScheduleDocument {
        portfolio_days: schedule
            .portfolio_days
            .iter()
            .map(|day| (day.month(), day.day()))
            .collect(),
        cost_period: schedule.cost_period.to_string(),
        cost_report_days: schedule.cost_report_days,
        interim_report: schedule.interim_report,
        final_report_months: schedule.final_report_months,
        follow_up_months: schedule.follow_up_months,
        open_days_before: schedule.open_days_before,
        holidays: schedule.holidays.to_string(),
    }
}

fn schedule_from(
    table: &'static str,
    row: &str,
    document: ScheduleDocument,
) -> Result<ReportingSchedule, StorageError> {
    let day = |(month, day)| {
        DayOfYear::new(month, day).map_err(|fault| StorageError::inconsistent(table, row, fault.to_string()))
    };
    Ok(ReportingSchedule {
        portfolio_days: document
            .portfolio_days
            .into_iter()
            .map(day)
            .collect::<Result<_, _>>()?,
        cost_period: code(table, row, "terms.schedule.costPeriod", &document.cost_period)?,
        cost_report_days: document.cost_report_days,
        interim_report: document.interim_report,
        final_report_months: document.final_report_months,
        follow_up_months: document.follow_up_months,
        open_days_before: document.open_days_before,
        holidays: code(table, row, "terms.schedule.holidays", &document.holidays)?,
    })
}

#[cfg(test)]
mod tests;
