use chrono::NaiveDate;

use super::{CallMachine, Eligibility, FaultyTerms, IndirectCosts, Terms, Topic, Vat, WageAccounts};
use crate::{
    ladder::Ladder,
    money::Money,
    rate::Rate,
    schedule::ReportingSchedule,
    use_period::UsePeriod,
    workflow::{Name as _, Step, table},
};

const TABLE: &str = "
draft     update  stays
draft     set_review_rules stays
draft     correct no
draft     choose_form stays
draft     publish published
draft     close   no
draft     resolve no
draft     archive no
published update  no
published set_review_rules no
published correct stays
published choose_form stays
published publish no
published close   closed
published resolve no
published archive no
closed    update  no
closed    set_review_rules no
closed    correct no
closed    choose_form no
closed    publish no
closed    close   no
closed    resolve resolved
closed    archive no
resolved  update  no
resolved  set_review_rules no
resolved  correct no
resolved  choose_form no
resolved  publish no
resolved  close   no
resolved  resolve no
resolved  archive archived
archived  update  no
archived  set_review_rules no
archived  correct no
archived  choose_form no
archived  publish no
archived  close   no
archived  resolve no
archived  archive no";

/// Goal: every pair of state and command, decided on purpose.
#[test]
fn the_table() {
    let found = table::<CallMachine>().into_iter().map(|(state, command, step)| {
        let step = match step {
            Step::To(state) => state.code(),
            Step::Stays => "stays",
            Step::No(_) => "no",
        };
        format!("\n{:<9} {:<7} {step}", state.code(), command.code())
    });
    assert_eq!(found.collect::<String>(), TABLE);
}

pub(crate) fn terms() -> Terms {
    let day = |month| NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
    Terms {
        rate: Rate::EIGHTY_FIVE_PERCENT,
        largest_award: Money::from_cents(100_000),
        smallest_award: None,
        eligibility: Eligibility::default(),
        least_own_share: None,
        appropriation: Money::from_cents(1_000_000),
        vat: Vat::Excluded,
        indirect_costs: IndirectCosts::None,
        budget_tolerance: Rate::ZERO,
        categories: Terms::usual_categories(),
        topics: Vec::new(),
        use_period: UsePeriod {
            first: day(4),
            last: day(12),
        },
        schedule: ReportingSchedule::default(),
        ladder: Ladder::default(),
        retention_years: 10,
        de_minimis: crate::entitlement::DE_MINIMIS,
        sampling: crate::sampling::SamplingRules::default(),
        change_requests: crate::change_request::RequestRules::default(),
        appropriation_expires_on: None,
        evidence_over: None,
        wage_accounts: WageAccounts::USUAL,
        duplicate_costs: crate::duplicate::DuplicateCosts::default(),
        transfer_days: 30,
        agreement_required: true,
        deviation_limits: crate::call::DeviationLimits::default(),
        exit_plan_from: crate::call::ExitPlanFrom::default(),
    }
}

fn topic(code: &str) -> Topic {
    Topic {
        code: code.to_owned(),
        name_fi: "Etätyö".to_owned(),
        name_sv: "Distansarbete".to_owned(),
        name_en: "Remote work".to_owned(),
    }
}

type Case = (fn(&mut Terms), Option<&'static str>);

/// Goal: which parameters cannot stand together, and which field says so.
#[test]
fn faulty_terms_name_their_field() {
    let cases: [Case; 14] = [
        (|_| {}, None),
        (|terms| terms.largest_award = Money::ZERO, Some("largestAward")),
        (
            |terms| terms.largest_award = Money::from_cents(1_000_001),
            Some("largestAward"),
        ),
        (
            |terms| terms.smallest_award = Some(Money::ZERO),
            Some("smallestAward"),
        ),
        (
            |terms| terms.smallest_award = Some(Money::from_cents(100_001)),
            Some("smallestAward"),
        ),
        (
            |terms| terms.smallest_award = Some(Money::from_cents(100_000)),
            None,
        ),
        (|terms| terms.least_own_share = "15".parse().ok(), None),
        (
            |terms| terms.least_own_share = "15.0001".parse().ok(),
            Some("leastOwnShare"),
        ),
        (
            |terms| terms.eligibility.least_partners = 0,
            Some("leastPartners"),
        ),
        (|terms| terms.eligibility.most_partners = 51, Some("mostPartners")),
        (
            |terms| terms.schedule.follow_up_months = Some(2),
            Some("reportingSchedule"),
        ),
        (
            |terms| terms.schedule.cost_report_days = 367,
            Some("reportingSchedule"),
        ),
        (
            |terms| terms.topics = vec![topic("a"), topic("a")],
            Some("topics"),
        ),
        (|terms| terms.topics = vec![topic("a"), topic("b")], None),
    ];
    for (place, (change, field)) in cases.into_iter().enumerate() {
        let mut terms = terms();
        change(&mut terms);
        let found = terms.check().err().as_ref().map(FaultyTerms::field);
        assert_eq!(found, field, "case {place}");
    }
}

/// Goal: what public support may cover is what the municipalities do not bear themselves.
#[test]
fn the_own_share_bounds_public_support() {
    let mut terms = terms();
    assert_eq!(terms.most_public_support(), None);
    terms.least_own_share = "10".parse().ok();
    assert_eq!(terms.most_public_support(), "90".parse().ok());
}
