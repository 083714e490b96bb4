//! What may happen to an application, pair by pair, and the conditions in their order.

mod conditions;
mod plans;
mod snapshot;
mod table;
mod walk;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use uuid::Uuid;

use super::{
    Command, CommandName, Contact, Content, Facts, FundingSource, Plan, State, Supplement, YearShare,
};
use crate::{
    call::{self, Call, Terms, Topic},
    commitment::{self, Commitment},
    ladder::Ladder,
    money::Money,
    project::{BudgetCell, SubArea},
    rate::Rate,
    schedule::ReportingSchedule,
    use_period::UsePeriod,
    workflow::Stamp,
};

fn key<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn at(day: u32, hour: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 2, day, hour, 0, 0).single().unwrap()
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, day).unwrap()
}

fn stamp(by: u128) -> Stamp {
    Stamp {
        by: key(by),
        at: at(2, 10),
    }
}

const LEAD: u128 = 1;
const PARTNER: u128 = 2;
const SNAPSHOT: [u8; 32] = [7; 32];

fn terms() -> Terms {
    Terms {
        rate: Rate::EIGHTY_FIVE_PERCENT,
        largest_award: Money::from_cents(100_000),
        smallest_award: None,
        eligibility: call::Eligibility::OLDER,
        least_own_share: None,
        appropriation: Money::from_cents(1_000_000),
        vat: call::Vat::Excluded,
        indirect_costs: call::IndirectCosts::None,
        budget_tolerance: Rate::ZERO,
        categories: Terms::usual_categories(),
        topics: vec![Topic {
            code: "digital".to_owned(),
            name_fi: "Digi".to_owned(),
            name_sv: "Digi".to_owned(),
            name_en: "Digital".to_owned(),
        }],
        use_period: UsePeriod {
            first: day(1),
            last: day(28),
        },
        schedule: ReportingSchedule::default(),
        ladder: Ladder::default(),
        retention_years: 10,
        de_minimis: crate::entitlement::DE_MINIMIS,
        sampling: crate::sampling::SamplingRules::default(),
        change_requests: crate::change_request::RequestRules::default(),
        appropriation_expires_on: None,
        evidence_over: None,
        wage_accounts: call::WageAccounts::USUAL,
        duplicate_costs: crate::duplicate::DuplicateCosts::default(),
        transfer_days: 30,
        agreement_required: true,
        deviation_limits: crate::call::DeviationLimits::default(),
        exit_plan_from: crate::call::ExitPlanFrom::default(),
    }
}

fn cell(partner: u128, category: &str, sub_area: u128, cents: i64) -> BudgetCell {
    BudgetCell {
        partner: key(partner),
        category: category.to_owned(),
        sub_area: key(sub_area),
        amount: Money::from_cents(cents),
    }
}

fn committed(partner: u128, snapshot: [u8; 32]) -> Commitment {
    Commitment {
        id: key(100 + partner),
        version: 1,
        application: key(50),
        partner: key(partner),
        state: commitment::State::Given {
            requested: stamp(20),
            given: stamp(21),
            snapshot: snapshot.into(),
            prepared_by: key(22),
        },
    }
}

fn sub_area(id: u128, lead: u128) -> SubArea {
    SubArea {
        id: key(id),
        number: 1,
        name: "Local democracy".to_owned(),
        topic: "digital".to_owned(),
        lead: key(lead),
    }
}

/// Everything as it must be for the application to be submitted.
fn facts() -> Facts {
    Facts {
        by: key(20),
        now: at(3, 12),
        call: Call {
            id: key(60),
            version: 1,
            authority: key(9),
            drafted_by: key(30),
            details: call::Details {
                title: "Call".to_owned(),
                opens_on: day(2),
                closes_on: day(27),
                terms: terms(),
            },
            state: call::State::Published { published: stamp(31) },
        },
        lead: key(LEAD),
        lead_code: Some("635".parse().unwrap()),
        partners: vec![
            (key(LEAD), "Pälkäne".to_owned()),
            (key(PARTNER), "Virrat".to_owned()),
        ],
        sub_areas: vec![sub_area(70, LEAD)],
        cells: vec![
            cell(LEAD, "personnel", 70, 50_000),
            cell(PARTNER, "travel", 70, 1_001),
        ],
        commitments: vec![committed(LEAD, SNAPSHOT), committed(PARTNER, SNAPSHOT)],
        snapshot: SNAPSHOT.into(),
        awaited_reviews: 0,
        handler: None,
        has_form: true,
        disagreements: Vec::new(),
        unanswered: Vec::new(),
    }
}

fn states() -> Vec<State> {
    let (submitted, evaluated, decided) = (stamp(20), stamp(30), stamp(31));
    let statement = "Good.".to_owned();
    vec![
        State::Draft,
        State::PartnerCommitments,
        State::Submitted { submitted },
        State::SupplementRequested {
            submitted,
            supplement: Supplement {
                asked: stamp(30),
                questions: "Why?".to_owned(),
            },
        },
        State::Evaluated {
            submitted,
            evaluated,
            statement: statement.clone(),
        },
        State::Accepted {
            submitted,
            evaluated,
            statement: statement.clone(),
            decided,
        },
        State::Rejected {
            submitted,
            evaluated,
            statement,
            decided,
        },
        State::Withdrawn {
            submitted: None,
            withdrawn: stamp(20),
            reason: "No time.".to_owned(),
        },
    ]
}

fn plan() -> Plan {
    Plan {
        partner: key(PARTNER),
        years: vec![YearShare {
            category: "travel".to_owned(),
            sub_area: key(70),
            year: 2026,
            amount: Money::from_cents(1_001),
        }],
        funding: vec![
            (FundingSource::Grant, Money::from_cents(850)),
            (FundingSource::OwnShare, Money::from_cents(151)),
        ],
        contacts: vec![Contact {
            name: "Aino".to_owned(),
            position: String::new(),
            email: "aino@example.org".to_owned(),
            phone: String::new(),
        }],
    }
}

fn content() -> Content {
    Content {
        title: "Joint project".to_owned(),
        summary: "What it is about.".to_owned(),
        partners: vec![key(LEAD), key(PARTNER)],
        sub_areas: vec![sub_area(70, LEAD)],
    }
}

fn command(name: CommandName) -> Command {
    let text = "Words.".to_owned();
    match name {
        CommandName::Update => Command::Update(Box::new(content())),
        CommandName::SetBudget => Command::SetBudget {
            partner: key(PARTNER),
            cells: vec![cell(PARTNER, "travel", 70, 900)],
        },
        CommandName::Answer => Command::Answer,
        CommandName::SetPlan => Command::SetPlan(Box::new(plan())),
        CommandName::RequestCommitments => Command::RequestCommitments,
        CommandName::Reopen => Command::Reopen,
        CommandName::Submit => Command::Submit,
        CommandName::RequestSupplement => Command::RequestSupplement { questions: text },
        CommandName::Evaluate => Command::Evaluate { statement: text },
        CommandName::Withdraw => Command::Withdraw { reason: text },
        CommandName::Accept => Command::Accept,
        CommandName::Reject => Command::Reject,
        CommandName::Reconsider => Command::Reconsider,
    }
}
