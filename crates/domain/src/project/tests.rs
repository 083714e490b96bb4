use chrono::{DateTime, TimeZone, Utc};
use uuid::Uuid;

use super::{Command, Facts, Hindrance, ProjectMachine, State};
use crate::{
    claim, cost_report,
    entitlement::FinalOutcome,
    money::Money,
    schedule::ObligationKind,
    workflow::{Name, RefusalCode, Stamp, Step, table, transition},
};

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2028, 3, 1, 10, 0, 0).unwrap()
}

fn euros(text: &str) -> Money {
    text.parse().unwrap()
}

fn facts(hindrances: Vec<Hindrance>) -> Facts {
    Facts {
        by: Uuid::from_u128(1).into(),
        hindrances,
        released: euros("10493.83"),
    }
}

#[test]
fn the_table() {
    let steps: Vec<String> = table::<ProjectMachine>()
        .into_iter()
        .map(|(state, command, step)| match step {
            Step::To(next) => format!("{} {} -> {}", state.code(), command.code(), next.code()),
            Step::Stays => format!("{} {} stays", state.code(), command.code()),
            Step::No(why) => format!("{} {}: {why}", state.code(), command.code()),
        })
        .collect();
    assert_eq!(
        steps,
        [
            "running close -> closed",
            "closed close: the project is closed already"
        ]
    );
}

#[test]
fn what_was_not_used_is_released() {
    let done = transition::<ProjectMachine>(State::Running, Command::Close, &facts(vec![]), now()).unwrap();
    let closed = Stamp {
        by: Uuid::from_u128(1).into(),
        at: now(),
    };
    let released = euros("10493.83");
    assert_eq!(done.state, State::Closed { closed, released });
}

/// Goal: every kind of open thing is named in the refusal, so that nobody has to look for it.
#[test]
fn whatever_is_open_is_named() {
    for (hindrance, words) in [
        (
            Hindrance::NoLastClaim,
            "the last claim of the project is not approved",
        ),
        (
            Hindrance::OpenClaim {
                number: 4,
                state: claim::StateName::SupplementRequested,
            },
            "claim 4 is supplement requested",
        ),
        (Hindrance::UnpaidClaim(4), "claim 4 is not paid"),
        (
            Hindrance::CostReport {
                partner: "Lohja".to_owned(),
                period: 3,
                state: cost_report::StateName::Open,
            },
            "the cost report of Lohja for period 3 is open",
        ),
        (
            Hindrance::Payout(euros("9506.17")),
            "a payout of 9506.17 is neither confirmed nor failed",
        ),
        (Hindrance::Correction(2), "correction 2 is not decided"),
        (Hindrance::Recovery(1), "recovery 1 is not settled"),
        (Hindrance::ChangeRequest(1), "change request 1 is not settled"),
        (
            Hindrance::Obligation {
                kind: ObligationKind::FollowUp,
                due: "2028-12-29".parse().unwrap(),
            },
            "the follow up due on 2028-12-29 is neither accepted nor waived",
        ),
        (
            Hindrance::Balance(FinalOutcome::Pay(euros("9506.17"))),
            "the final balance of 9506.17 is not paid (createFinalPayout)",
        ),
        (
            Hindrance::Balance(FinalOutcome::Return(euros("493.83"))),
            "493.83 have to be returned (openRecovery of the project)",
        ),
        (
            Hindrance::Balance(FinalOutcome::Waivable(euros("53.83"))),
            "53.83 have to be returned, or waived by two persons as a trifle (openRecovery of the project)",
        ),
    ] {
        let facts = facts(vec![hindrance.clone(), Hindrance::Recovery(7)]);
        let refusal =
            transition::<ProjectMachine>(State::Running, Command::Close, &facts, now()).unwrap_err();
        let expected = format!("settle what is open first: {words}; recovery 7 is not settled");
        assert_eq!(
            (refusal.code, refusal.message),
            (RefusalCode::Incomplete, expected)
        );
    }
}
