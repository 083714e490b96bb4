//! What may happen to a part of a change request, pair by pair, and the conditions in their order.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{
    ChangePartMachine, Command, CommandName, Confirmations, Facts, HandingOver, Hindrance, Made, Outcome,
    Proposal, Side, State, StateName,
};
use crate::{
    amendment::{Content, PartKind},
    change_request,
    ids::PersonId,
    workflow::{Machine, Name, RefusalCode, Stamp, Step, table, transition},
};

mod short_ways;

const NOW: DateTime<Utc> = DateTime::<Utc>::UNIX_EPOCH;
const REQUESTER: u128 = 1;
const OFFICER: u128 = 2;
const SECOND: u128 = 3;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn stamp(by: u128) -> Stamp {
    Stamp {
        by: person(by),
        at: NOW,
    }
}

fn extension() -> Content {
    Content::Extension {
        last: day("2028-03-31"),
    }
}

fn proposal(outcome: Outcome) -> Proposal {
    let accepts = outcome != Outcome::Reject;
    Proposal {
        outcome,
        content: (outcome == Outcome::AcceptWithChanges).then(extension),
        effective_on: accepts.then(|| day("2027-06-01")),
        reasoning: "It meets the terms.".to_owned(),
    }
}

fn made(outcome: Outcome) -> Made {
    Made {
        proposal: proposal(outcome),
        proposed: stamp(OFFICER),
        decided: stamp(SECOND),
    }
}

fn proposed(outcome: Outcome) -> State {
    State::Proposed {
        proposal: proposal(outcome),
        proposed: stamp(OFFICER),
    }
}

fn facts(by: u128) -> Facts {
    Facts {
        by: person(by),
        today: day("2027-06-01"),
        kind: PartKind::Extension,
        request: change_request::StateName::Submitted,
        requesters: vec![person(REQUESTER)],
        impossible: None,
        confirmations: Confirmations::default(),
        waits_for: None,
        cancelled_by: None,
        handing_over: HandingOver::default(),
        one_officer: false,
    }
}

/// Three items, of which the second is not taken over.
fn handing_over(to: u128) -> HandingOver {
    HandingOver {
        successor: Some(person(to)),
        items: 3,
        waiting: vec![2],
    }
}

const TABLE: &str = "
requested | propose: proposed | accept_alone: accepted | withdraw: withdrawn |
proposed | propose: stays | accept_alone: accepted | return: requested | accept: accepted | accept_with_changes: accepted_with_changes | reject: rejected | withdraw: withdrawn |
accepted | confirm: stays | take_over: stays | enforce: in_force | propose_cancellation: stays | cancel: rejected |
accepted_with_changes | confirm: stays | take_over: stays | enforce: in_force | propose_cancellation: stays | cancel: rejected |
rejected |
in_force |
withdrawn |
";

#[test]
fn the_table_is_as_reviewed() {
    let mut lines: Vec<String> = Vec::new();
    for (state, command, step) in table::<ChangePartMachine>() {
        let start = format!("{} |", state.code());
        if lines.last().is_none_or(|line| !line.starts_with(&start)) {
            lines.push(start);
        }
        let said = match step {
            Step::To(next) => format!(" {}: {} |", command.code(), next.code()),
            Step::Stays => format!(" {}: stays |", command.code()),
            Step::No(_) => continue,
        };
        lines.last_mut().unwrap().push_str(&said);
    }
    assert_eq!(format!("\n{}\n", lines.join("\n")), TABLE);
}

fn states() -> Vec<State> {
    let withdrawn_at = NOW;
    vec![
        State::Requested,
        proposed(Outcome::Accept),
        State::Accepted(made(Outcome::Accept)),
        State::AcceptedWithChanges(made(Outcome::AcceptWithChanges)),
        State::Rejected(made(Outcome::Reject)),
        State::InForce {
            made: made(Outcome::Accept),
            in_force_at: NOW,
        },
        State::Withdrawn { withdrawn_at },
    ]
}

fn command(name: CommandName) -> Command {
    match name {
        CommandName::Propose => Command::Propose(proposal(Outcome::Accept)),
        CommandName::AcceptAlone => Command::AcceptAlone(proposal(Outcome::Accept)),
        CommandName::Return => Command::Return {
            reason: "Look again.".to_owned(),
        },
        CommandName::Accept => Command::Accept,
        CommandName::AcceptWithChanges => Command::AcceptWithChanges,
        CommandName::Reject => Command::Reject,
        CommandName::Confirm => Command::Confirm(Side::Authority),
        CommandName::TakeOver => Command::TakeOver(2),
        CommandName::Enforce => Command::Enforce,
        CommandName::ProposeCancellation => Command::ProposeCancellation {
            reason: "The budget was moved.".to_owned(),
        },
        CommandName::Cancel => Command::Cancel,
        CommandName::Withdraw => Command::Withdraw,
    }
}

#[test]
fn the_machine_does_what_the_table_says() {
    use strum::IntoEnumIterator;
    for state in states() {
        for name in CommandName::iter() {
            let mut facts = facts(SECOND);
            if name == CommandName::Confirm {
                facts.kind = PartKind::LeadChange;
                facts.confirmations.side = Some(Side::Authority);
                facts.confirmations.missing = vec![Side::Authority];
            }
            if name == CommandName::TakeOver {
                facts.handing_over = handing_over(SECOND);
            }
            if name == CommandName::AcceptAlone {
                facts.kind = PartKind::ChangeOfDirection;
                facts.one_officer = true;
            }
            if matches!(name, CommandName::ProposeCancellation | CommandName::Cancel) {
                facts.impossible = Some(Hindrance {
                    code: RefusalCode::LimitExceeded,
                    message: "more is spent".to_owned(),
                });
                facts.cancelled_by = Some(person(OFFICER));
            }
            // The proposal decides which of the three decisions is the right one.
            let state = match (&state, name) {
                (State::Proposed { .. }, CommandName::AcceptWithChanges) => {
                    proposed(Outcome::AcceptWithChanges)
                }
                (State::Proposed { .. }, CommandName::Reject) => proposed(Outcome::Reject),
                _ => state.clone(),
            };
            let step = ChangePartMachine::step(StateName::from(&state), name);
            let done = transition::<ChangePartMachine>(state.clone(), command(name), &facts, NOW);
            match step {
                Step::To(next) => assert_eq!(StateName::from(&done.unwrap().state), next),
                Step::Stays => assert_eq!(StateName::from(&done.unwrap().state), StateName::from(&state)),
                Step::No(_) => assert_eq!(done.unwrap_err().code, RefusalCode::WrongState),
            }
        }
    }
}

fn no(state: State, command: Command, facts: &Facts) -> RefusalCode {
    transition::<ChangePartMachine>(state, command, facts, NOW)
        .unwrap_err()
        .code
}

fn impossible() -> Option<Hindrance> {
    Some(Hindrance {
        code: RefusalCode::LimitExceeded,
        message: "Too much.".to_owned(),
    })
}

/// Goal: who may not, and what is in the way, in order of precedence.
#[test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
fn who_decides_and_what_is_in_the_way() {
    use RefusalCode as R;
    let propose = || Command::Propose(proposal(Outcome::Accept));
    for (by, change, from, command, expected) in [
        (
            OFFICER,
            (|f| f.request = change_request::StateName::Draft) as fn(&mut Facts),
            State::Requested,
            propose(),
            R::WrongState,
        ),
        (REQUESTER, |_| {}, State::Requested, propose(), R::SamePerson),
        (
            OFFICER,
            |f| f.impossible = impossible(),
            State::Requested,
            propose(),
            R::LimitExceeded,
        ),
        (
            OFFICER,
            |_| {},
            proposed(Outcome::Accept),
            Command::Accept,
            R::SamePerson,
        ),
        (
            REQUESTER,
            |_| {},
            proposed(Outcome::Accept),
            Command::Accept,
            R::SamePerson,
        ),
        (
            OFFICER,
            |_| {},
            proposed(Outcome::Reject),
            Command::Reject,
            R::SamePerson,
        ),
        (
            OFFICER,
            |_| {},
            proposed(Outcome::Accept),
            command(CommandName::Return),
            R::SamePerson,
        ),
        (
            SECOND,
            |_| {},
            proposed(Outcome::Accept),
            Command::Reject,
            R::WrongState,
        ),
        (
            SECOND,
            |f| f.impossible = impossible(),
            proposed(Outcome::Accept),
            Command::Accept,
            R::LimitExceeded,
        ),
        (
            SECOND,
            |_| {},
            proposed(Outcome::Accept),
            Command::Return {
                reason: " ".to_owned(),
            },
            R::Incomplete,
        ),
    ] {
        let mut facts = facts(by);
        change(&mut facts);
        let said = format!("{by}: {command:?}");
        assert_eq!(no(from, command, &facts), expected, "{said}");
    }
    let mut unable = facts(SECOND);
    unable.impossible = impossible();
    let rejected =
        transition::<ChangePartMachine>(proposed(Outcome::Reject), Command::Reject, &unable, NOW).unwrap();
    assert_eq!(
        StateName::from(&rejected.state),
        StateName::Rejected,
        "what is rejected need not be possible"
    );
}

/// Goal: what a proposal must say.
#[test]
fn what_a_proposal_says() {
    type Case = (Outcome, fn(&mut Proposal), RefusalCode);
    use RefusalCode as R;
    let cases: [Case; 8] = [
        (Outcome::Accept, |p| p.reasoning = " ".to_owned(), R::Incomplete),
        (
            Outcome::Reject,
            |p| p.content = Some(extension()),
            R::InvalidInput,
        ),
        (
            Outcome::Reject,
            |p| p.effective_on = Some(day("2027-06-01")),
            R::InvalidInput,
        ),
        (
            Outcome::Accept,
            |p| p.content = Some(extension()),
            R::InvalidInput,
        ),
        (Outcome::AcceptWithChanges, |p| p.content = None, R::Incomplete),
        (
            Outcome::AcceptWithChanges,
            |p| {
                p.content = Some(Content::BudgetShift {
                    changes: Vec::new(),
                    award: None,
                });
            },
            R::InvalidInput,
        ),
        (Outcome::Accept, |p| p.effective_on = None, R::Incomplete),
        (
            Outcome::AcceptWithChanges,
            |p| p.effective_on = None,
            R::Incomplete,
        ),
    ];
    for (outcome, change, expected) in cases {
        let mut proposal = proposal(outcome);
        change(&mut proposal);
        let said = format!("{proposal:?}");
        assert_eq!(
            no(State::Requested, Command::Propose(proposal), &facts(OFFICER)),
            expected,
            "{said}"
        );
    }
}

/// Goal: what an accepted part waits for, in order of precedence.
#[test]
fn what_it_waits_for() {
    type Case = (fn(&mut Facts), RefusalCode);
    use RefusalCode as R;
    let cases: [Case; 5] = [
        (|f| f.today = day("2027-05-31"), R::Deadline),
        (|f| f.confirmations.missing = vec![Side::NewLead], R::WrongState),
        (|f| f.handing_over = handing_over(SECOND), R::WrongState),
        (
            |f| f.waits_for = Some("claim 2 is open".to_owned()),
            R::WrongState,
        ),
        (|f| f.impossible = impossible(), R::LimitExceeded),
    ];
    for (place, (_, expected)) in cases.iter().enumerate() {
        // Everything from this case on is wrong; the first of it is told.
        let mut facts = facts(SECOND);
        cases[place..].iter().for_each(|(change, _)| change(&mut facts));
        assert_eq!(
            no(State::Accepted(made(Outcome::Accept)), Command::Enforce, &facts),
            *expected
        );
    }
}

/// Goal: three sides, three persons, each side once.
#[test]
fn who_confirms() {
    use RefusalCode as R;
    let accepted = || State::Accepted(made(Outcome::Accept));
    let confirm = |change: fn(&mut Facts)| {
        let mut facts = facts(SECOND);
        facts.kind = PartKind::LeadChange;
        facts.confirmations = Confirmations {
            side: Some(Side::NewLead),
            missing: vec![Side::NewLead, Side::Authority],
            given_by: vec![person(OFFICER)],
        };
        change(&mut facts);
        transition::<ChangePartMachine>(accepted(), Command::Confirm(Side::NewLead), &facts, NOW)
            .map(|_| ())
            .map_err(|refusal| refusal.code)
    };
    assert_eq!(confirm(|_| {}), Ok(()));
    assert_eq!(confirm(|f| f.kind = PartKind::BudgetShift), Err(R::WrongState));
    assert_eq!(confirm(|f| f.confirmations.side = None), Err(R::WrongState));
    assert_eq!(
        confirm(|f| f.confirmations.side = Some(Side::OldLead)),
        Err(R::Duplicate)
    );
    assert_eq!(confirm(|f| f.by = person(OFFICER)), Err(R::SamePerson));
    assert_eq!(Side::of(PartKind::LeadChange).len(), 3);
}

/// Goal: only what cannot come into force is cancelled, with a reason, by two persons who did not ask for it.
#[test]
fn what_can_be_cancelled() {
    let stuck = |by: u128| Facts {
        impossible: Some(Hindrance {
            code: RefusalCode::LimitExceeded,
            message: "more is spent".to_owned(),
        }),
        cancelled_by: Some(person(OFFICER)),
        ..facts(by)
    };
    let unconfirmed = Facts {
        impossible: None,
        confirmations: Confirmations {
            missing: vec![Side::NewLead],
            ..Confirmations::default()
        },
        ..stuck(SECOND)
    };
    let waits = Facts {
        impossible: None,
        waits_for: Some("claim 2 is submitted".to_owned()),
        ..stuck(SECOND)
    };
    let not_taken_over = Facts {
        impossible: None,
        handing_over: handing_over(REQUESTER),
        ..stuck(SECOND)
    };
    let unproposed = Facts {
        cancelled_by: None,
        ..stuck(SECOND)
    };
    let propose = |reason: &str| Command::ProposeCancellation {
        reason: reason.to_owned(),
    };
    for (command, facts, expected) in [
        (propose("x"), stuck(OFFICER), Ok("accepted")),
        (propose("x"), stuck(REQUESTER), Err(RefusalCode::SamePerson)),
        (propose(" "), stuck(OFFICER), Err(RefusalCode::Incomplete)),
        (propose("x"), waits.clone(), Err(RefusalCode::WrongState)),
        (Command::Cancel, unproposed, Err(RefusalCode::WrongState)),
        (Command::Cancel, stuck(OFFICER), Err(RefusalCode::SamePerson)),
        (Command::Cancel, stuck(REQUESTER), Err(RefusalCode::SamePerson)),
        (Command::Cancel, waits, Err(RefusalCode::WrongState)),
        (Command::Cancel, unconfirmed, Ok("rejected")),
        (Command::Cancel, not_taken_over, Ok("rejected")),
        (Command::Cancel, stuck(SECOND), Ok("rejected")),
    ] {
        let state = State::Accepted(made(Outcome::Accept));
        let found = transition::<ChangePartMachine>(state, command.clone(), &facts, NOW);
        let found = found
            .map(|done| StateName::from(&done.state).code())
            .map_err(|refusal| refusal.code);
        assert_eq!(found, expected, "{command:?} {facts:?}");
    }
}
