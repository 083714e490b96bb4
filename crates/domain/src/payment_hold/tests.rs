use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Command, Facts, Held, PaymentHoldMachine, State, StateName};
use crate::{
    ids::PersonId,
    workflow::{RefusalCode, Stamp, Step, table, transition},
};

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn lifted() -> State {
    State::Lifted {
        lifted: Stamp {
            by: person(2),
            at: DateTime::<Utc>::UNIX_EPOCH,
        },
        reason: "The report came.".to_owned(),
    }
}

/// Goal: every pair of state and command, decided on purpose.
#[test]
fn the_table() {
    let steps: Vec<bool> = table::<PaymentHoldMachine>()
        .into_iter()
        .map(|(_, _, step)| matches!(step, Step::To(StateName::Lifted)))
        .collect();
    assert_eq!(steps, [true, false]);
}

/// Goal: another person lifts it, once, and says why; in order of precedence.
#[test]
fn lifting() {
    for (state, by, reason, expected) in [
        (State::Standing, 2, "The report came.", Ok(lifted())),
        (State::Standing, 1, "", Err(RefusalCode::SamePerson)),
        (State::Standing, 2, " ", Err(RefusalCode::Incomplete)),
        (lifted(), 2, "again", Err(RefusalCode::WrongState)),
    ] {
        let facts = Facts {
            by: person(by),
            set_by: person(1),
        };
        let command = Command::Lift {
            reason: reason.to_owned(),
        };
        let done = transition::<PaymentHoldMachine>(state, command, &facts, DateTime::<Utc>::UNIX_EPOCH);
        let found = done.map(|done| done.state).map_err(|refusal| refusal.code);
        assert_eq!(found, expected, "{by} {reason}");
    }
}

/// Goal: what is not known is held.
#[test]
fn an_unknown_hold_holds() {
    assert_eq!(Held::No.check(), Ok(()));
    for (held, code) in [
        (Held::Standing("late".to_owned()), RefusalCode::WrongState),
        (Held::Unknown("two stand".to_owned()), RefusalCode::CannotCheck),
    ] {
        assert_eq!(held.check().map_err(|why| why.code()), Err(code));
    }
}
