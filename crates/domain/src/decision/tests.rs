//! What may happen to a decision, pair by pair, and the conditions in their order.

use chrono::{DateTime, NaiveDate, Utc};
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::{Command, CommandName, DecisionMachine, Facts, Grant, Proposal, State, StateName};
use crate::{
    advance::{AdvancePlan, Instalment},
    application,
    call::{IndirectCosts, Terms, Vat},
    hands::{Deed, Hands},
    ladder::Ladder,
    money::Money,
    rate::Rate,
    schedule::ReportingSchedule,
    use_period::UsePeriod,
    workflow::{Machine, Name, Reason, RefusalCode, Stamp, Step, check, table, transition},
};

fn key<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn stamp(by: u128) -> Stamp {
    Stamp {
        by: key(by),
        at: DateTime::<Utc>::UNIX_EPOCH,
    }
}

const OFFICER: u128 = 1;
const SECOND: u128 = 2;

fn proposal(cents: i64) -> Proposal {
    Proposal {
        grant: Some(Grant {
            award: Money::from_cents(cents),
            rate: Rate::EIGHTY_FIVE_PERCENT,
            advance: None,
        }),
        reasoning: "It meets the terms.".to_owned(),
        conditions: vec!["The results are published.".to_owned()],
    }
}

/// A budget of 1 000.00, of which 85 per cent is 850.00; at most 900.00 a grant; 850.00 are left.
fn facts() -> Facts {
    let date = |month| NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
    Facts {
        by: key(SECOND),
        hands: [(key(OFFICER), Deed::Drafted)].into_iter().collect(),
        proposal: proposal(85_000),
        application: application::StateName::Evaluated,
        budget: Money::from_cents(100_000),
        terms: Terms {
            rate: Rate::EIGHTY_FIVE_PERCENT,
            largest_award: Money::from_cents(90_000),
            smallest_award: None,
            eligibility: crate::call::Eligibility::OLDER,
            least_own_share: None,
            appropriation: Money::from_cents(285_000),
            vat: Vat::Excluded,
            indirect_costs: IndirectCosts::None,
            budget_tolerance: Rate::ZERO,
            categories: Terms::usual_categories(),
            topics: Vec::new(),
            use_period: UsePeriod {
                first: date(1),
                last: date(12),
            },
            schedule: ReportingSchedule::default(),
            ladder: Ladder::default(),
            retention_years: 10,
            de_minimis: crate::entitlement::DE_MINIMIS,
            sampling: crate::sampling::SamplingRules::default(),
            change_requests: crate::change_request::RequestRules::default(),
            appropriation_expires_on: None,
            evidence_over: None,
            wage_accounts: crate::call::WageAccounts::USUAL,
            duplicate_costs: crate::duplicate::DuplicateCosts::default(),
            transfer_days: 30,
            agreement_required: true,
            deviation_limits: crate::call::DeviationLimits::default(),
            exit_plan_from: crate::call::ExitPlanFrom::default(),
        },
        set_aside: false,
        granted_elsewhere: Money::from_cents(200_000),
    }
}

fn states() -> [State; 4] {
    let decided = stamp(SECOND);
    [
        State::Drafted,
        State::Decided { decided },
        State::Accepted {
            decided,
            accepted: stamp(3),
        },
        State::Refused {
            decided,
            refused: stamp(3),
            reason: "Words.".to_owned(),
        },
    ]
}

const TABLE: &str = "
drafted   update   stays
drafted   approve  decided
drafted   accept   no: the decision has not been made
drafted   refuse   no: the decision has not been made
decided   update   no: the decision has been made; it is not changed any more
decided   approve  no: the decision has been made already
decided   accept   accepted
decided   refuse   refused
accepted  update   no: the decision has been made; it is not changed any more
accepted  approve  no: the decision has been made already
accepted  accept   no: the grant has been accepted already
accepted  refuse   no: the grant has been accepted already
refused   update   no: the decision has been made; it is not changed any more
refused   approve  no: the decision has been made already
refused   accept   no: the grant has been refused already
refused   refuse   no: the grant has been refused already
";

#[test]
fn the_table_is_as_reviewed() {
    let mut rendered = String::from("\n");
    for (state, command, step) in table::<DecisionMachine>() {
        let step = match step {
            Step::To(next) => next.code().to_owned(),
            Step::Stays => "stays".to_owned(),
            Step::No(why) => format!("no: {why}"),
        };
        rendered.push_str(&format!("{:<9} {:<8} {step}\n", state.code(), command.code()));
    }
    assert_eq!(rendered, TABLE);
}

#[test]
fn with_all_facts_in_order_the_machine_does_what_the_table_says() {
    for state in states() {
        for name in CommandName::iter() {
            let command = match name {
                CommandName::Update => Command::Update(proposal(1)),
                CommandName::Approve => Command::Approve,
                CommandName::Accept => Command::Accept,
                CommandName::Refuse => Command::Refuse {
                    reason: "Words.".to_owned(),
                },
            };
            let step = DecisionMachine::step(StateName::from(&state), name);
            let done = transition::<DecisionMachine>(state.clone(), command, &facts(), stamp(SECOND).at);
            match step {
                Step::To(next) => assert_eq!(StateName::from(&done.unwrap().state), next),
                Step::Stays => assert_eq!(done.unwrap().state, state),
                Step::No(_) => assert_eq!(done.unwrap_err().code, RefusalCode::WrongState),
            }
        }
    }
}

/// What is wrong and what making the decision meets. Each case is made by its change alone; the
/// order of the lines is the order of precedence.
#[test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
fn a_decision_is_made_within_every_limit() {
    use RefusalCode as R;
    #[expect(clippy::type_complexity, reason = "the columns of a table")]
    let cases: [(&str, fn(&mut Facts), Option<R>); 20] = [
        ("as it should be", |_| {}, None),
        (
            "made by who drafted it",
            |f| f.by = key(OFFICER),
            Some(R::SamePerson),
        ),
        (
            "made by who changed it",
            |f| {
                f.hands = [(key(OFFICER), Deed::Drafted), (key(SECOND), Deed::Changed)]
                    .into_iter()
                    .collect();
            },
            Some(R::SamePerson),
        ),
        (
            "when the list of who drafted it is lost",
            |f| f.hands = Hands::default(),
            Some(R::CannotCheck),
        ),
        (
            "about an application that is only submitted",
            |f| f.application = application::StateName::Submitted,
            Some(R::WrongState),
        ),
        (
            "about an application that was withdrawn",
            |f| f.application = application::StateName::Withdrawn,
            Some(R::WrongState),
        ),
        (
            "without reasons",
            |f| f.proposal.reasoning = " ".to_owned(),
            Some(R::Incomplete),
        ),
        (
            "with a condition without words",
            |f| f.proposal.conditions.push(" ".to_owned()),
            Some(R::Incomplete),
        ),
        (
            "with a condition of pages",
            |f| f.proposal.conditions = vec!["x".repeat(4_001)],
            Some(R::InvalidInput),
        ),
        (
            "with more conditions than anybody reads",
            |f| f.proposal.conditions = vec!["x".to_owned(); 51],
            Some(R::InvalidInput),
        ),
        (
            "a rejection with conditions",
            |f| f.proposal.grant = None,
            Some(R::InvalidInput),
        ),
        ("without conditions", |f| f.proposal.conditions.clear(), None),
        ("of nothing", |f| f.proposal = proposal(0), Some(R::InvalidInput)),
        (
            "below nothing",
            |f| f.proposal = proposal(-1),
            Some(R::InvalidInput),
        ),
        (
            "at a higher rate than the call's",
            |f| f.terms.rate = Rate::ZERO,
            Some(R::LimitExceeded),
        ),
        (
            "over the largest award by a cent",
            |f| f.terms.largest_award = Money::from_cents(84_999),
            Some(R::LimitExceeded),
        ),
        (
            "over the rate of the budget by a cent",
            |f| f.proposal = proposal(85_001),
            Some(R::LimitExceeded),
        ),
        (
            "over what is left by a cent",
            |f| f.granted_elsewhere = Money::from_cents(200_001),
            Some(R::LimitExceeded),
        ),
        (
            "when more was granted than there is",
            |f| f.granted_elsewhere = Money::from_cents(300_000),
            Some(R::LimitExceeded),
        ),
        (
            "a rejection needs no money",
            |f| {
                f.proposal.grant = None;
                f.proposal.conditions.clear();
                f.granted_elsewhere = Money::from_cents(300_000);
            },
            None,
        ),
    ];
    for (what, change, refused) in cases {
        let mut given = facts();
        change(&mut given);
        let found = check::<DecisionMachine>(&State::Drafted, CommandName::Approve, &given);
        assert_eq!(found.err().map(|refusal| refusal.code), refused, "{what}");
    }
}

#[test]
fn a_lower_rate_covers_less_of_the_budget() {
    let mut wanted = proposal(50_000);
    wanted.grant = wanted.grant.map(|grant| Grant {
        rate: "50".parse().unwrap(),
        ..grant
    });
    assert_eq!(facts().check(&wanted), Ok(()));
    wanted.grant = wanted.grant.map(|grant| Grant {
        award: Money::from_cents(50_001),
        ..grant
    });
    assert_eq!(
        facts().check(&wanted).unwrap_err().to_string(),
        "an award of 500.01 is more than 500.00, which is the rate of the whole budget"
    );
}

#[test]
fn a_rejection_is_neither_accepted_nor_refused() {
    let mut given = facts();
    given.proposal.grant = None;
    for command in [CommandName::Accept, CommandName::Refuse] {
        let refusal = check::<DecisionMachine>(&states()[1], command, &given).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::WrongState);
    }
}

#[test]
fn what_was_set_aside_is_neither_accepted_nor_refused() {
    let given = Facts {
        set_aside: true,
        ..facts()
    };
    for command in [CommandName::Accept, CommandName::Refuse] {
        let refusal = check::<DecisionMachine>(&states()[1], command, &given).unwrap_err();
        assert_eq!(refusal.code, RefusalCode::WrongState);
    }
}

#[test]
fn a_grant_is_refused_with_a_reason() {
    let command = Command::Refuse {
        reason: " ".to_owned(),
    };
    let refusal =
        transition::<DecisionMachine>(states()[1].clone(), command, &facts(), stamp(3).at).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::Incomplete);
}

/// Goal: an advance is checked with the award, and its fault is shown at its place in the input.
#[test]
fn an_advance_stays_within_the_award() {
    let with = |cents| {
        let mut wanted = proposal(85_000);
        wanted.grant = wanted.grant.map(|grant| Grant {
            advance: Some(AdvancePlan {
                instalments: vec![Instalment {
                    payable_from: None,
                    amount: Money::from_cents(cents),
                }],
                clearing: "50".parse().unwrap(),
            }),
            ..grant
        });
        wanted
    };
    assert_eq!(facts().check(&with(85_000)), Ok(()));
    for (cents, code) in [
        (85_001, RefusalCode::LimitExceeded),
        (0, RefusalCode::InvalidInput),
    ] {
        let why = facts().check(&with(cents)).unwrap_err();
        assert_eq!(
            (why.code(), why.path()),
            (code, vec!["advance".to_owned()]),
            "{cents}"
        );
    }
}
