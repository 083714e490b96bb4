use chrono::{DateTime, Days, NaiveDate, TimeZone, Utc};
use uuid::Uuid;

use super::{
    Command, Facts, InOtherBatch, PaymentBatchMachine, PaymentFile, State, Unfit, UnfitLine, Written,
    check_plan, fit,
};
use crate::{
    hands::Deed,
    ids::{PayoutId, PersonId},
    money::Money,
    payment_hold::Held,
    payout::{Destination, StateName as PayoutState},
    workflow::{Name, RefusalCode, Stamp, Step, table, transition},
};

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 9, 3, 10, 0, 0).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn stamp(by: u128) -> Stamp {
    Stamp {
        by: person(by),
        at: now(),
    }
}

fn file() -> PaymentFile {
    PaymentFile {
        id: Uuid::from_u128(70).into(),
        sha256: [7; 32],
    }
}

fn written() -> Written {
    Written {
        approved: stamp(2),
        sent: stamp(1),
        file: file(),
    }
}

/// Person 1 made the batch, 5 created a payout in it.
fn facts(by: u128) -> Facts {
    Facts {
        by: person(by),
        hands: [(person(1), Deed::Drafted), (person(5), Deed::Prepared)]
            .into_iter()
            .collect(),
        unfit: None,
        debtor_in_force: true,
        execution_date: day("2026-09-03"),
        today: day("2026-09-03"),
        open: 0,
        confirmed: 0,
    }
}

/// Goal: every pair of state and command, decided on purpose.
#[test]
fn the_table() {
    let lines: Vec<String> = table::<PaymentBatchMachine>()
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
            "draft approve -> approved",
            "draft cancel -> cancelled",
            "approved cancel -> cancelled",
            "approved send -> sent",
            "sent acknowledge -> acknowledged",
            "sent reject -> rejected",
            "sent settle -> settled",
            "acknowledged acknowledge stays",
            "acknowledged reject -> rejected",
            "acknowledged settle -> settled",
        ]
    );
    assert_eq!(table::<PaymentBatchMachine>().len(), 42);
}

/// Goal: in the order of precedence, what stops an approval and the making of the file.
#[test]
#[expect(clippy::too_many_lines, reason = "a table, a line per case")]
fn what_stops_it() {
    let unfit = UnfitLine {
        position: 2,
        amount: Money::from_cents(8500),
        why: Unfit::AccountChanged,
    };
    let approved = || State::Approved { approved: stamp(2) };
    let send = || Command::Send { file: file() };
    let with = |change: fn(&mut Facts)| {
        let mut facts = facts(2);
        change(&mut facts);
        facts
    };
    let mut line = facts(2);
    line.unfit = Some(unfit);
    let past = with(|facts| facts.today = day("2026-09-04"));
    let debtor = with(|facts| facts.debtor_in_force = false);
    let unknown = with(|facts| facts.hands = [(person(5), Deed::Prepared)].into_iter().collect());
    for (state, command, facts, code, words) in [
        (
            State::Draft,
            Command::Approve,
            facts(1),
            RefusalCode::SamePerson,
            "you made it",
        ),
        (
            State::Draft,
            Command::Approve,
            facts(5),
            RefusalCode::SamePerson,
            "created a payout",
        ),
        (
            State::Draft,
            Command::Approve,
            unknown,
            RefusalCode::CannotCheck,
            "nobody is recorded",
        ),
        (
            State::Draft,
            Command::Approve,
            past.clone(),
            RefusalCode::Deadline,
            "2026-09-03",
        ),
        (
            State::Draft,
            Command::Approve,
            debtor.clone(),
            RefusalCode::WrongState,
            "pays from",
        ),
        (
            State::Draft,
            Command::Approve,
            line.clone(),
            RefusalCode::WrongState,
            "payment 2 of 85.00",
        ),
        (approved(), send(), past, RefusalCode::Deadline, "is past"),
        (approved(), send(), debtor, RefusalCode::WrongState, "pays from"),
        (
            approved(),
            send(),
            line,
            RefusalCode::WrongState,
            "redirectPayout",
        ),
        (
            State::Draft,
            send(),
            facts(1),
            RefusalCode::WrongState,
            "second person",
        ),
        (
            State::Sent(written()),
            send(),
            facts(1),
            RefusalCode::WrongState,
            "never made twice",
        ),
    ] {
        let refusal = transition::<PaymentBatchMachine>(state, command, &facts, now()).unwrap_err();
        assert_eq!(refusal.code, code, "{}", refusal.message);
        assert!(refusal.message.contains(words), "{}", refusal.message);
    }
    let allowed =
        transition::<PaymentBatchMachine>(State::Draft, Command::Approve, &facts(2), now()).unwrap();
    assert_eq!(allowed.state, State::Approved { approved: stamp(2) });
    // Whoever made it may have the file made: another person has approved it.
    let sent = transition::<PaymentBatchMachine>(approved(), send(), &facts(1), now()).unwrap();
    assert_eq!(sent.state, State::Sent(written()));
}

/// Goal: a batch is over when each payment is, and rejected only when nothing of it was paid.
#[test]
fn when_it_is_over() {
    let reject = || Command::Reject {
        reason: "AM10".to_owned(),
    };
    for (command, open, confirmed, ends) in [
        (Command::Settle, 0, 1, Some("settled")),
        (Command::Settle, 0, 0, Some("settled")),
        (Command::Settle, 1, 1, None),
        (reject(), 0, 0, Some("rejected")),
        (reject(), 1, 0, None),
        (reject(), 0, 1, None),
        (Command::Acknowledge, 2, 0, Some("acknowledged")),
    ] {
        let facts = Facts {
            open,
            confirmed,
            ..facts(1)
        };
        let state = State::Sent(written());
        let done = transition::<PaymentBatchMachine>(state, command.clone(), &facts, now());
        let name = done.ok().map(|done| super::StateName::from(&done.state).code());
        assert_eq!(name, ends, "{command:?} {open} {confirmed}");
    }
    let cancel = Command::Cancel {
        reason: " ".to_owned(),
    };
    let refusal = transition::<PaymentBatchMachine>(State::Draft, cancel, &facts(1), now()).unwrap_err();
    assert_eq!(
        (refusal.code, refusal.path),
        (RefusalCode::Incomplete, vec!["reason".to_owned()])
    );
}

/// Goal: which payouts go into a batch, in the order of precedence.
#[test]
fn which_payouts_fit() {
    let destination = |in_force| Destination {
        account: Uuid::from_u128(9).into(),
        named: stamp(1),
        in_force,
    };
    let other = || InOtherBatch {
        number: 3,
        made_by: "Olli".to_owned(),
    };
    let good = destination(true);
    let gone = destination(false);
    for (state, to, batch, why) in [
        (PayoutState::Approved, Some(&good), None, None),
        (
            PayoutState::Approved,
            Some(&good),
            Some(other()),
            Some(Unfit::InOtherBatch(other())),
        ),
        (
            PayoutState::Sent,
            Some(&good),
            Some(other()),
            Some(Unfit::InOtherBatch(other())),
        ),
        (PayoutState::Created, Some(&good), None, Some(Unfit::NotApproved)),
        (
            PayoutState::Sent,
            Some(&good),
            None,
            Some(Unfit::BeyondApproval(PayoutState::Sent)),
        ),
        (
            PayoutState::Failed,
            Some(&good),
            None,
            Some(Unfit::BeyondApproval(PayoutState::Failed)),
        ),
        (PayoutState::Approved, None, None, Some(Unfit::NoAccount)),
        (
            PayoutState::Approved,
            Some(&gone),
            None,
            Some(Unfit::AccountChanged),
        ),
    ] {
        assert_eq!(fit(state, to, batch, &Held::No).err(), why);
    }
    for (held, code) in [
        (Held::Standing("late".to_owned()), RefusalCode::WrongState),
        (Held::Unknown("unreadable".to_owned()), RefusalCode::CannotCheck),
    ] {
        let why = fit(PayoutState::Approved, Some(&good), None, &held).unwrap_err();
        assert_eq!(why.code(), code, "{why}");
    }
}

/// Goal: what a batch may be made of, and for which day. Today is Thursday 3 September 2026.
#[test]
fn plans() {
    let payout = |number: u128| PayoutId::from(Uuid::from_u128(number));
    let today = day("2026-09-03");
    let two = [payout(1), payout(2)];
    let many: Vec<PayoutId> = (0..501).map(payout).collect();
    for (payouts, on, expected) in [
        (&two[..], today, None),
        (&two[..], today + Days::new(60), None),
        (&[][..], today, Some("name the payouts")),
        (&many[..], today, Some("at most 500")),
        (&[payout(1), payout(1)][..], today, Some("named before")),
        (&two[..], day("2026-09-02"), Some("is past")),
        (
            &two[..],
            day("2026-09-05"),
            Some("the next working day is 2026-09-07"),
        ),
        (&two[..], day("2026-11-03"), Some("until 2026-11-02")),
    ] {
        let refused = check_plan(payouts, on, today).err().map(|why| why.to_string());
        match (refused, expected) {
            (None, None) => {}
            (Some(found), Some(words)) if found.contains(words) => {}
            (found, expected) => panic!("{on}: {found:?} for {expected:?}"),
        }
    }
}
