use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use uuid::Uuid;

use super::{BankFeedbackMachine, Booking, Command, Facts, Judged, Outcome, State, booked, status};
use crate::{
    money::Money,
    payout::{self, Confirmation, Payout, Source},
    workflow::{Name, RefusalCode, Stamp, Step, table, transition},
};

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 9, 3, 10, 0, 0).unwrap()
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, 4).unwrap()
}

fn stamp() -> Stamp {
    Stamp {
        by: Uuid::from_u128(1).into(),
        at: now(),
    }
}

fn payout(state: &str) -> Payout {
    let (approved, sent) = (stamp(), stamp());
    let state = match state {
        "created" => payout::State::Created,
        "approved" => payout::State::Approved { approved },
        "sent" => payout::State::Sent { approved, sent },
        "confirmed" => payout::State::Confirmed {
            approved,
            sent,
            confirmation: Confirmation {
                confirmed: stamp(),
                bank_reference: "B1".to_owned(),
                value_date: day(),
            },
        },
        _ => payout::State::Failed {
            approved,
            sent,
            failed: stamp(),
            reason: "AC04".to_owned(),
        },
    };
    Payout {
        id: Uuid::from_u128(2).into(),
        version: 1,
        project: Uuid::from_u128(3).into(),
        source: Source::Claim(Uuid::from_u128(4).into()),
        amount: Money::from_cents(8500),
        set_off: Money::ZERO,
        created: stamp(),
        state,
    }
}

fn outcome(judged: &Judged) -> (Outcome, &'static str) {
    match judged {
        Judged::Only(outcome, _) => (*outcome, "stays"),
        Judged::Step(command, outcome) => (*outcome, payout::CommandName::from(command).code()),
    }
}

const STATES: [&str; 5] = ["created", "approved", "sent", "confirmed", "failed"];

/// Goal: a status report never confirms, and never undoes what is known.
#[test]
fn what_a_status_means() {
    let accepted = [
        (Outcome::NotSent, "stays"),
        (Outcome::NotSent, "stays"),
        (Outcome::Acknowledged, "stays"),
        (Outcome::Repeated, "stays"),
        (Outcome::Contradicts, "stays"),
    ];
    let rejected = [
        (Outcome::NotSent, "stays"),
        (Outcome::NotSent, "stays"),
        (Outcome::Failed, "fail"),
        (Outcome::Contradicts, "stays"),
        (Outcome::Repeated, "stays"),
    ];
    for (place, state) in STATES.into_iter().enumerate() {
        let payout = payout(state);
        assert_eq!(outcome(&status(&payout.state, None)), accepted[place], "{state}");
        assert_eq!(
            outcome(&status(&payout.state, Some("AC04"))),
            rejected[place],
            "{state}"
        );
    }
}

/// Goal: only a final booking of exactly what was sent confirms; a line per way to differ, and state.
#[test]
fn what_a_booking_means() {
    let exact = || Booking {
        amount: Money::from_cents(8500),
        came_back: false,
        returned: None,
        booked: true,
        value_date: Some(day()),
        reference: Some("B1".to_owned()),
    };
    let back = || Booking {
        came_back: true,
        returned: Some("AC04".to_owned()),
        ..exact()
    };
    let less = Money::from_cents(8499);
    for (state, booking, expected) in [
        ("sent", exact(), (Outcome::Confirmed, "confirm")),
        (
            "sent",
            Booking {
                booked: false,
                ..exact()
            },
            (Outcome::Announced, "stays"),
        ),
        (
            "sent",
            Booking {
                amount: less,
                ..exact()
            },
            (Outcome::AmountDiffers, "stays"),
        ),
        (
            "sent",
            Booking {
                reference: None,
                ..exact()
            },
            (Outcome::Incomplete, "stays"),
        ),
        (
            "sent",
            Booking {
                value_date: None,
                ..exact()
            },
            (Outcome::Incomplete, "stays"),
        ),
        ("sent", back(), (Outcome::Failed, "fail")),
        ("confirmed", exact(), (Outcome::Repeated, "stays")),
        (
            "confirmed",
            Booking {
                reference: Some("B2".to_owned()),
                ..exact()
            },
            (Outcome::Contradicts, "stays"),
        ),
        ("confirmed", back(), (Outcome::Returned, "stays")),
        ("failed", exact(), (Outcome::Contradicts, "stays")),
        ("failed", back(), (Outcome::Repeated, "stays")),
        ("approved", exact(), (Outcome::NotSent, "stays")),
        ("created", back(), (Outcome::NotSent, "stays")),
    ] {
        let judged = booked(&payout(state), &booking);
        assert_eq!(outcome(&judged), expected, "{state} {booking:?}");
    }
}

/// Goal: what needs attention is dealt with once, with a word about it.
#[test]
fn dealing_with_it() {
    let lines: Vec<String> = table::<BankFeedbackMachine>()
        .into_iter()
        .filter_map(|(state, command, step)| match step {
            Step::To(next) => Some(format!("{} {} -> {}", state.code(), command.code(), next.code())),
            Step::Stays | Step::No(_) => None,
        })
        .collect();
    assert_eq!(lines, ["attention settle -> settled"]);
    assert_eq!(table::<BankFeedbackMachine>().len(), 3);
    let facts = Facts { by: stamp().by };
    let settle = |note: &str| Command::Settle {
        note: note.to_owned(),
    };
    for (state, note, code) in [
        (State::Attention, " ", Some(RefusalCode::Incomplete)),
        (State::Attention, "Soitettu pankkiin", None),
        (State::Clear, "x", Some(RefusalCode::WrongState)),
        (
            State::Settled {
                settled: stamp(),
                note: "x".to_owned(),
            },
            "y",
            Some(RefusalCode::WrongState),
        ),
    ] {
        let done = transition::<BankFeedbackMachine>(state, settle(note), &facts, now());
        assert_eq!(done.err().map(|refusal| refusal.code), code, "{note}");
    }
}
