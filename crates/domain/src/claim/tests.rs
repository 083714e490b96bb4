use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{ClaimMachine, Command, CommandName, Event, Facts, Figures, State, StateName, Sums};
use crate::{
    hands::{Deed, Hands},
    ids::PersonId,
    money::Money,
    payment_hold::Held,
    supplement_request::Pending,
    workflow::{Name, RefusalCode, Stamp, Step, check, table, transition},
};

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn stamp(by: u128) -> Stamp {
    Stamp {
        by: person(by),
        at: DateTime::<Utc>::UNIX_EPOCH,
    }
}

fn facts(by: u128) -> Facts {
    Facts {
        by: person(by),
        is_last: false,
        hands: [(person(1), Deed::Drafted), (person(1), Deed::Submitted)]
            .into_iter()
            .collect(),
        figures: Figures {
            amount: Money::from_cents(100),
            payable: Money::from_cents(100),
            ..Figures::default()
        },
        pending_lines: 0,
        supplement: None,
        sampled_lines: 0,
        reports: 1,
        reports_changed: 0,
        sums: Sums::Equal,
        held: Held::No,
        live_payout: false,
        payout_confirmed: false,
        account_in_force: true,
    }
}

fn checked_by(by: u128) -> State {
    State::ContentChecked {
        submitted: stamp(1),
        checked: stamp(by),
    }
}

fn approved() -> State {
    State::FinanceApproved {
        submitted: stamp(1),
        checked: stamp(2),
        approved: stamp(3),
    }
}

/// Goal: every pair of state and command, decided on purpose; a line per state.
#[test]
fn the_table() {
    let mut lines: Vec<String> = Vec::new();
    for (state, command, step) in table::<ClaimMachine>() {
        let step = match step {
            Step::To(next) => format!("{}: {}", command.code(), next.code()),
            Step::Stays => format!("{}: stays", command.code()),
            Step::No(why) => {
                assert!(
                    !why.starts_with("this is asked"),
                    "{state:?} {command:?} is undecided"
                );
                continue;
            }
        };
        match lines.last_mut() {
            Some(line) if line.starts_with(&format!("{} |", state.code())) => {
                line.push_str(&format!(" {step} |"));
            }
            _ => lines.push(format!("{} | {step} |", state.code())),
        }
    }
    assert_eq!(
        lines,
        [
            "draft | recompute: stays | submit: submitted |",
            "submitted | request_supplement: supplement_requested | check_content: content_checked | reject: rejected |",
            "supplement_requested | submit: submitted |",
            "content_checked | approve: finance_approved | reject: rejected |",
            "finance_approved | order_payout: stays | pay: paid |",
        ]
    );
}

/// Goal: the conditions beyond the table, in order of precedence.
#[test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
fn the_guards() {
    use CommandName as C;
    use RefusalCode as R;
    let draft = || State::Draft;
    let submitted = || State::Submitted { submitted: stamp(1) };
    let differ = || Sums::Differ {
        stored: Money::ZERO,
        computed: Money::from_cents(1),
    };
    let unknown = || Sums::Unknown("the split refused".to_owned());
    let with = |change: &dyn Fn(&mut Facts)| {
        let mut facts = facts(2);
        change(&mut facts);
        facts
    };
    let same = |facts: &mut Facts| {
        facts.pending_lines = 1;
        facts.sums = Sums::Unknown(String::new());
    };
    for (name, state, command, facts, expected) in [
        ("submit", draft(), C::Submit, facts(2), None),
        (
            "nothing to submit, sums unknown",
            draft(),
            C::Submit,
            with(&|facts| {
                facts.reports = 0;
                facts.reports_changed = 1;
                facts.sums = unknown();
            }),
            Some(R::Incomplete),
        ),
        (
            "a report was returned, sums differ",
            draft(),
            C::Submit,
            with(&|facts| {
                facts.reports_changed = 1;
                facts.sums = differ();
            }),
            Some(R::Incomplete),
        ),
        (
            "sums differ",
            draft(),
            C::Submit,
            with(&|facts| facts.sums = differ()),
            Some(R::SumMismatch),
        ),
        (
            "pending lines do not hinder submitting",
            draft(),
            C::Submit,
            with(&|facts| facts.pending_lines = 9),
            None,
        ),
        ("check", submitted(), C::CheckContent, facts(2), None),
        (
            "pending lines, sums differ",
            submitted(),
            C::CheckContent,
            with(&|facts| {
                facts.pending_lines = 3;
                facts.sums = differ();
            }),
            Some(R::Incomplete),
        ),
        (
            "a supplement request is open, pending lines",
            submitted(),
            C::CheckContent,
            with(&|facts| {
                facts.supplement = pending(false);
                facts.pending_lines = 3;
            }),
            Some(R::Incomplete),
        ),
        (
            "cannot check",
            submitted(),
            C::CheckContent,
            with(&|facts| facts.sums = unknown()),
            Some(R::CannotCheck),
        ),
        ("approve", checked_by(3), C::Approve, facts(2), None),
        (
            "the same person before all else",
            checked_by(2),
            C::Approve,
            with(&same),
            Some(R::SamePerson),
        ),
        (
            "pending lines",
            checked_by(3),
            C::Approve,
            with(&same),
            Some(R::Incomplete),
        ),
        (
            "sums differ at approval",
            checked_by(3),
            C::Approve,
            with(&|facts| facts.sums = differ()),
            Some(R::SumMismatch),
        ),
        (
            "cannot check at approval",
            checked_by(3),
            C::Approve,
            with(&|facts| facts.sums = unknown()),
            Some(R::CannotCheck),
        ),
        ("reject", checked_by(3), C::Reject, facts(2), None),
        (
            "reject what nobody checked",
            submitted(),
            C::Reject,
            facts(2),
            None,
        ),
        (
            "reject by the checker",
            checked_by(2),
            C::Reject,
            facts(2),
            Some(R::SamePerson),
        ),
        ("payout", approved(), C::OrderPayout, facts(2), None),
        (
            "second payout",
            approved(),
            C::OrderPayout,
            with(&|facts| facts.live_payout = true),
            Some(R::Duplicate),
        ),
        (
            "payments are held, before all else",
            approved(),
            C::OrderPayout,
            with(&|facts| {
                facts.held = Held::Standing("late".to_owned());
                facts.live_payout = true;
            }),
            Some(R::WrongState),
        ),
        (
            "nobody knows whether payments are held",
            approved(),
            C::OrderPayout,
            with(&|facts| facts.held = Held::Unknown("unreadable".to_owned())),
            Some(R::CannotCheck),
        ),
        (
            "nothing payable",
            approved(),
            C::OrderPayout,
            with(&|facts| facts.figures.payable = Money::ZERO),
            Some(R::LimitExceeded),
        ),
        (
            "nowhere to pay to",
            approved(),
            C::OrderPayout,
            with(&|facts| facts.account_in_force = false),
            Some(R::Incomplete),
        ),
        (
            "pay unconfirmed",
            approved(),
            C::Pay,
            facts(2),
            Some(R::WrongState),
        ),
        (
            "pay",
            approved(),
            C::Pay,
            with(&|facts| facts.payout_confirmed = true),
            None,
        ),
    ] {
        let found = check::<ClaimMachine>(&state, command, &facts)
            .err()
            .map(|refusal| refusal.code);
        assert_eq!(found, expected, "{name}");
    }
}

/// Goal: nobody decides about what they prepared, however many roles they hold; without the list nobody
/// decides at all.
#[test]
fn two_persons() {
    use CommandName as C;
    use RefusalCode as R;
    let submitted = || State::Submitted { submitted: stamp(1) };
    let list = || -> Hands {
        [
            (person(1), Deed::Drafted),
            (person(2), Deed::Changed),
            (person(3), Deed::Submitted),
            (person(4), Deed::Reported),
            (person(5), Deed::Verified),
            (person(6), Deed::Checked),
        ]
        .into_iter()
        .collect()
    };
    let lost = || Hands::default();
    let same = Some(R::SamePerson);
    for (by, check_content, decide) in [
        (1, same, same),
        (2, same, same),
        (3, same, same),
        (4, same, same),
        (5, None, same),
        (6, None, same),
        (7, None, None),
    ] {
        for (state, command, hands, expected) in [
            (submitted(), C::CheckContent, list(), check_content),
            (checked_by(6), C::Approve, list(), decide),
            (checked_by(6), C::Reject, list(), decide),
            (submitted(), C::Reject, list(), decide),
            (submitted(), C::CheckContent, lost(), Some(R::CannotCheck)),
            (checked_by(9), C::Approve, lost(), Some(R::CannotCheck)),
            (submitted(), C::Reject, lost(), Some(R::CannotCheck)),
        ] {
            let facts = Facts { hands, ..facts(by) };
            let found = check::<ClaimMachine>(&state, command, &facts).err();
            assert_eq!(
                found.map(|refusal| refusal.code),
                expected,
                "{by} {command:?} {:?}",
                facts.hands
            );
        }
    }
}

fn pending(answered: bool) -> Option<Pending> {
    Some(Pending {
        number: 2,
        due: "2026-09-15".parse().unwrap(),
        answered,
    })
}

#[test]
fn a_refusal_says_which_supplement_request_waits() {
    let state = State::Submitted { submitted: stamp(1) };
    for (answered, words) in [
        (
            false,
            "supplement request 2 of this claim is open until the end of 2026-09-15",
        ),
        (true, "supplement request 2 of this claim has been answered"),
    ] {
        let facts = Facts {
            supplement: pending(answered),
            ..facts(2)
        };
        let refusal = check::<ClaimMachine>(&state, CommandName::CheckContent, &facts).unwrap_err();
        assert!(refusal.message.starts_with(words), "{refusal}");
    }
}

#[test]
fn a_refusal_says_how_many_lines_wait() {
    let state = State::Submitted { submitted: stamp(1) };
    let facts = Facts {
        pending_lines: 3,
        sampled_lines: 0,
        ..facts(2)
    };
    let refusal = check::<ClaimMachine>(&state, CommandName::CheckContent, &facts).unwrap_err();
    assert!(refusal.message.starts_with("3 cost lines"), "{refusal}");
}

/// Goal: what must be written, is written.
#[test]
fn words_are_mandatory() {
    let now = DateTime::<Utc>::UNIX_EPOCH;
    let submitted = State::Submitted { submitted: stamp(1) };
    let asked = State::SupplementRequested {
        submitted: stamp(1),
        asked: stamp(2),
        questions: "Which?".to_owned(),
    };
    let blank = || " ".to_owned();
    for (state, command, path) in [
        (
            submitted.clone(),
            Command::RequestSupplement { questions: blank() },
            "questions",
        ),
        (submitted, Command::Reject { reason: blank() }, "reason"),
        (
            asked.clone(),
            Command::Submit {
                answer: Some(blank()),
            },
            "answer",
        ),
        (asked, Command::Submit { answer: None }, "answer"),
    ] {
        let refusal = transition::<ClaimMachine>(state, command, &facts(9), now).unwrap_err();
        assert_eq!(
            (refusal.code, refusal.path),
            (RefusalCode::Incomplete, vec![path.to_owned()])
        );
    }
}

/// Goal: the whole way, each state holding what is true then.
#[test]
fn a_claim_from_draft_to_paid() {
    let now = DateTime::<Utc>::UNIX_EPOCH;
    let mut state = State::Draft;
    for (by, command, name, event) in [
        (1, Command::Recompute, StateName::Draft, Event::Recomputed),
        (
            1,
            Command::Submit { answer: None },
            StateName::Submitted,
            Event::Submitted,
        ),
        (
            2,
            Command::RequestSupplement {
                questions: "Which?".to_owned(),
            },
            StateName::SupplementRequested,
            Event::SupplementRequested,
        ),
        (
            1,
            Command::Submit {
                answer: Some("This.".to_owned()),
            },
            StateName::Submitted,
            Event::Submitted,
        ),
        (
            2,
            Command::CheckContent,
            StateName::ContentChecked,
            Event::ContentChecked,
        ),
        (
            3,
            Command::Approve,
            StateName::FinanceApproved,
            Event::FinanceApproved,
        ),
        (
            2,
            Command::OrderPayout,
            StateName::FinanceApproved,
            Event::PayoutOrdered,
        ),
        (0, Command::Pay, StateName::Paid, Event::Paid),
    ] {
        let facts = Facts {
            payout_confirmed: true,
            ..facts(by)
        };
        let done = transition::<ClaimMachine>(state, command, &facts, now).unwrap();
        assert_eq!((StateName::from(&done.state), done.event), (name, event));
        state = done.state;
    }
    assert_eq!(
        state,
        State::Paid {
            submitted: stamp(1),
            checked: stamp(2),
            approved: stamp(3),
            paid_at: now,
        }
    );
}
