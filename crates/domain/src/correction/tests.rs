use chrono::{DateTime, TimeZone, Utc};
use uuid::Uuid;

use super::{Command, CorrectionMachine, Facts, Finding, State, StateName, Why, check_lines, check_reversal};
use crate::{
    claim,
    ids::PersonId,
    money::Money,
    workflow::{Name, RefusalCode, Stamp, Step, table, transition},
};

fn euros(text: &str) -> Money {
    text.parse().unwrap()
}

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 9, 3, 10, 0, 0).unwrap()
}

fn stamp(by: u128) -> Stamp {
    Stamp {
        by: person(by),
        at: now(),
    }
}

fn facts(by: u128) -> Facts {
    Facts {
        by: person(by),
        proposed_by: person(1),
        moved_lines: 0,
    }
}

fn approved() -> State {
    State::Approved {
        endorsed: stamp(2),
        approved: stamp(3),
        after_claim: 1,
    }
}

/// Goal: every pair of state and command, decided on purpose.
#[test]
fn the_table() {
    let lines: Vec<String> = table::<CorrectionMachine>()
        .into_iter()
        .filter_map(|(state, command, step)| match step {
            Step::To(next) => Some(format!("{} {} -> {}", state.code(), command.code(), next.code())),
            Step::Stays => Some(format!("{} {} stays", state.code(), command.code())),
            Step::No(_) => None,
        })
        .collect();
    assert_eq!(
        lines,
        [
            "proposed endorse -> endorsed",
            "proposed reject -> rejected",
            "endorsed approve -> approved",
            "endorsed reject -> rejected",
            "approved net -> netted",
            "approved recover -> recovering",
            "recovering release -> approved",
        ]
    );
    assert_eq!(table::<CorrectionMachine>().len(), 36);
}

/// Goal: three different persons: who proposes, who endorses, who approves.
#[test]
fn three_persons() {
    let approve = Command::Approve { after_claim: 4 };
    let endorsed = State::Endorsed { endorsed: stamp(2) };
    for (state, command, by, expected) in [
        (
            State::Proposed,
            Command::Endorse,
            1,
            Some(Why::ProposedBySamePerson),
        ),
        (State::Proposed, Command::Endorse, 2, None),
        (
            endorsed.clone(),
            approve.clone(),
            1,
            Some(Why::ProposedBySamePerson),
        ),
        (
            endorsed.clone(),
            approve.clone(),
            2,
            Some(Why::EndorsedBySamePerson),
        ),
        (endorsed.clone(), approve.clone(), 3, None),
    ] {
        let found = transition::<CorrectionMachine>(state, command, &facts(by), now());
        match expected {
            None => assert!(found.is_ok(), "{by}"),
            Some(why) => {
                let refusal = found.unwrap_err();
                assert_eq!(
                    (refusal.code, refusal.message),
                    (RefusalCode::SamePerson, why.to_string())
                );
            }
        }
    }
    let moved = Facts {
        moved_lines: 2,
        ..facts(3)
    };
    let refusal = transition::<CorrectionMachine>(endorsed, approve, &moved, now()).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::SumMismatch);
}

#[test]
fn it_is_netted_or_recovered_but_never_both() {
    let claim = Uuid::from_u128(9).into();
    let recovery = Uuid::from_u128(8).into();
    let nobody = facts(0);
    let netted = transition::<CorrectionMachine>(approved(), Command::Net { claim }, &nobody, now()).unwrap();
    let again = transition::<CorrectionMachine>(netted.state, Command::Recover { recovery }, &nobody, now());
    assert_eq!(again.unwrap_err().code, RefusalCode::WrongState);
    let recovered =
        transition::<CorrectionMachine>(approved(), Command::Recover { recovery }, &nobody, now()).unwrap();
    let again =
        transition::<CorrectionMachine>(recovered.state.clone(), Command::Net { claim }, &nobody, now());
    assert_eq!(again.unwrap_err().code, RefusalCode::WrongState);
    let released =
        transition::<CorrectionMachine>(recovered.state, Command::Release, &nobody, now()).unwrap();
    assert_eq!(released.state, approved());
}

#[test]
fn a_rejection_has_a_reason() {
    let reject = |reason: &str| Command::Reject {
        reason: reason.to_owned(),
    };
    let refusal =
        transition::<CorrectionMachine>(State::Proposed, reject(" "), &facts(2), now()).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::Incomplete);
    let done =
        transition::<CorrectionMachine>(State::Proposed, reject("kuitti löytyi"), &facts(2), now()).unwrap();
    assert_eq!(StateName::from(&done.state), StateName::Rejected);
}

fn finding(line: u128, amount: &str, accepted: &str, remains: &str) -> Finding {
    Finding {
        line: Uuid::from_u128(line).into(),
        partner: Uuid::from_u128(100).into(),
        amount: euros(amount),
        accepted: Some(euros(accepted)),
        claim: Some(claim::StateName::Paid),
        remains: euros(remains),
    }
}

/// Goal: what can remain of a line: line, accepted, remains, whether.
#[test]
fn what_can_remain() {
    for (amount, accepted, remains, expected) in [
        ("100.00", "100.00", "0.00", None),
        ("100.00", "100.00", "99.99", None),
        ("100.00", "40.00", "100.00", None),
        ("100.00", "100.00", "100.01", Some("lines")),
        ("100.00", "100.00", "-0.01", Some("lines")),
        ("100.00", "40.00", "40.00", Some("lines")),
        ("-100.00", "-100.00", "0.00", None),
        ("-100.00", "-100.00", "-99.99", None),
        ("-100.00", "-100.00", "-100.01", Some("lines")),
        ("-100.00", "-100.00", "0.01", Some("lines")),
    ] {
        let found = check_lines(&[finding(1, amount, accepted, remains)]);
        let path = found
            .err()
            .map(|why| crate::workflow::Reason::path(&why).concat());
        assert_eq!(path.as_deref(), expected, "{amount} {accepted} {remains}");
    }
}

/// Goal: which lines belong together, in order of precedence.
#[test]
fn which_lines() {
    let good = finding(1, "100.00", "100.00", "0.00");
    let other = Finding {
        partner: Uuid::from_u128(101).into(),
        ..finding(2, "10.00", "10.00", "0.00")
    };
    let unclaimed = Finding { claim: None, ..good };
    let open = Finding {
        claim: Some(claim::StateName::ContentChecked),
        ..good
    };
    let pending = Finding {
        accepted: None,
        ..good
    };
    for (lines, expected) in [
        (vec![], Why::NoLines),
        (vec![good, good], Why::LineTwice),
        (vec![good, other], Why::SeveralPartners),
        (vec![unclaimed], Why::NotApproved),
        (vec![open], Why::NotApproved),
        (vec![pending], Why::NotApproved),
    ] {
        assert_eq!(check_lines(&lines), Err(expected));
    }
    let (partner, lines) = check_lines(&[finding(5, "1.00", "1.00", "0.00"), good]).unwrap();
    assert_eq!(
        (partner, lines.len(), lines[0].line),
        (good.partner, 2, good.line)
    );
}

#[test]
fn only_what_changed_something_is_undone() {
    assert_eq!(check_reversal(&approved()), Ok(()));
    assert_eq!(
        check_reversal(&State::Proposed),
        Err(Why::NothingToUndo(StateName::Proposed))
    );
}

/// Goal: undoing gives back what the correction took off, whatever was found since; never more than the line.
#[test]
fn undoing_leaves_later_findings_standing() {
    let euros = |text: &str| text.parse::<Money>().unwrap();
    // the line, accepted before and remaining by the correction, accepted now, remaining when it is undone
    for (amount, before, remains, now, expected) in [
        ("100.00", "100.00", "60.00", "60.00", Ok("100.00")),
        ("100.00", "100.00", "60.00", "30.00", Ok("70.00")),
        ("100.00", "60.00", "30.00", "70.00", Ok("100.00")),
        ("100.00", "50.00", "100.00", "20.00", Err("-30.00")),
        ("100.00", "100.00", "60.00", "80.00", Err("120.00")),
        ("-100.00", "-100.00", "-60.00", "-30.00", Ok("-70.00")),
        ("-100.00", "-50.00", "-100.00", "-20.00", Err("30.00")),
    ] {
        let line = super::CorrectedLine {
            line: Uuid::from_u128(1).into(),
            accepted_before: euros(before),
            remains: euros(remains),
        };
        let expected = expected.map(euros).map_err(|remains| Why::FoundSince {
            remains: euros(remains),
            line: euros(amount),
        });
        assert_eq!(
            super::restored(&line, euros(amount), euros(now)),
            expected,
            "{amount} {before}"
        );
    }
}
