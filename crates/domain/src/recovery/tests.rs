use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::{
    Account, CannotAccount, Command, Decided, Entry, EntryKind, Facts, LegalBasis, Proposal, RecoveryMachine,
    State, StateName, Why,
};
use crate::{
    ids::PersonId,
    interest::ReferenceRates,
    money::Money,
    workflow::{Name, RefusalCode, Stamp, Step, table, transition},
};

fn euros(text: &str) -> Money {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2025, 4, 1, 10, 0, 0).unwrap()
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
        opened_by: person(1),
        respond_by: day("2025-03-31"),
        paid_on: day("2024-03-15"),
        found_on: day("2025-01-10"),
        principal: euros("3400.00"),
        relief_by: None,
        relief_waives: false,
        waived: Money::ZERO,
        de_minimis: euros("100.00"),
        relied_on_by: None,
        today: day("2025-04-01"),
    }
}

fn proposal() -> Proposal {
    Proposal {
        legal_basis: LegalBasis::Mandatory,
        reasoning: "21 §".to_owned(),
        late_because: None,
        due: day("2025-05-20"),
        interest: euros("288.07"),
    }
}

fn due() -> State {
    State::Due(Decided {
        proposal: proposal(),
        drafted: stamp(2),
        decided: stamp(3),
    })
}

fn drafted() -> State {
    State::Drafted {
        heard: stamp(1),
        proposal: proposal(),
        drafted: stamp(2),
    }
}

/// Goal: every pair of state and command, decided on purpose.
#[test]
fn the_table() {
    let lines: Vec<String> = table::<RecoveryMachine>()
        .into_iter()
        .filter_map(|(state, command, step)| match step {
            Step::To(next) => Some(format!("{} {} -> {}", state.code(), command.code(), next.code())),
            Step::Stays => Some(format!("{} {} stays", state.code(), command.code())),
            Step::No(_) => None,
        })
        .collect();
    let mut expected = vec![
        "notice answer -> heard",
        "notice close_hearing -> heard",
        "notice reject_relief stays",
        "notice propose_waiver stays",
        "notice waive -> waived",
        "notice cancel -> cancelled",
        "heard draft -> drafted",
        "heard reject_relief stays",
        "heard propose_waiver stays",
        "heard waive -> waived",
        "heard cancel -> cancelled",
        "drafted draft -> drafted",
        "drafted decide -> due",
        "drafted cancel -> cancelled",
        "due mark_late -> late",
    ];
    let open = |state: &'static str| {
        [
            "receive stays",
            "pay_off -> paid",
            "book_set_off stays",
            "book_last_set_off -> set_off",
            "propose_relief stays",
            "reject_relief stays",
            "relieve stays",
            "settle_by_set_off -> set_off",
            "settle_by_mitigation -> mitigated",
            "settle_by_write_off -> written_off",
        ]
        .map(|line| format!("{state} {line}"))
    };
    let (due, late) = (open("due"), open("late"));
    expected.extend(due.iter().chain(&late).map(String::as_str));
    assert_eq!(lines, expected);
}

/// Goal: who decides, in order of precedence.
#[test]
fn two_persons() {
    for (state, command, facts, expected) in [
        (
            drafted(),
            Command::Decide,
            facts(1),
            Some(Why::PreparedBySamePerson),
        ),
        (
            drafted(),
            Command::Decide,
            facts(2),
            Some(Why::PreparedBySamePerson),
        ),
        (drafted(), Command::Decide, facts(3), None),
        (due(), Command::Relieve, facts(3), Some(Why::NoRelief)),
        (
            due(),
            Command::Relieve,
            Facts {
                relief_by: Some(person(3)),
                ..facts(3)
            },
            Some(Why::ReliefBySamePerson),
        ),
        (
            due(),
            Command::SettleByMitigation,
            Facts {
                relief_by: Some(person(2)),
                ..facts(3)
            },
            None,
        ),
    ] {
        let found = transition::<RecoveryMachine>(state, command, &facts, now());
        assert_eq!(
            found.err().map(|refusal| refusal.message),
            expected.map(|why| why.to_string())
        );
    }
}

/// Goal: 28 §: the hearing, two calendar years, ten years: today, found, paid, reason, code.
#[test]
fn the_days_of_the_act() {
    let draft = |late_because: Option<&str>| Command::Draft {
        proposal: Proposal {
            late_because: late_because.map(ToOwned::to_owned),
            due: day("2044-01-01"),
            ..proposal()
        },
    };
    for (today, found, paid, late, expected) in [
        ("2027-12-31", "2025-01-10", "2024-03-15", None, None),
        (
            "2028-01-01",
            "2025-01-10",
            "2024-03-15",
            None,
            Some("lateBecause"),
        ),
        (
            "2028-01-01",
            "2025-01-10",
            "2024-03-15",
            Some("muutoksenhaku"),
            None,
        ),
        ("2034-03-15", "2033-01-10", "2024-03-15", None, None),
        ("2034-03-16", "2033-01-10", "2024-03-15", Some("x"), Some("")),
    ] {
        let facts = Facts {
            today: day(today),
            found_on: day(found),
            paid_on: day(paid),
            ..facts(1)
        };
        let state = State::Heard { heard: stamp(1) };
        let found = transition::<RecoveryMachine>(state, draft(late), &facts, now());
        let path = found.err().map(|refusal| {
            assert_eq!(refusal.code, RefusalCode::Deadline);
            refusal.path.concat()
        });
        assert_eq!(path.as_deref(), expected, "{today}");
    }
    let early = Facts {
        today: day("2025-03-31"),
        ..facts(1)
    };
    let refusal =
        transition::<RecoveryMachine>(State::Notice, Command::CloseHearing, &early, now()).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::Deadline);
    let heard =
        transition::<RecoveryMachine>(State::Notice, Command::CloseHearing, &facts(1), now()).unwrap();
    assert_eq!(StateName::from(&heard.state), StateName::Heard);
}

/// Goal: at most 100.00 of a project in all: waived before, this one, whether.
#[test]
fn a_trifle() {
    for (waived, principal, sound) in [
        ("0.00", "100.00", true),
        ("0.00", "100.01", false),
        ("60.00", "40.00", true),
        ("60.00", "40.01", false),
    ] {
        let facts = Facts {
            waived: euros(waived),
            principal: euros(principal),
            relief_by: Some(person(2)),
            relief_waives: true,
            ..facts(3)
        };
        let found = transition::<RecoveryMachine>(State::Notice, Command::Waive, &facts, now());
        assert_eq!(found.is_ok(), sound, "{waived} {principal}");
    }
}

fn receipt(on: &str, amount: &str) -> Entry {
    Entry {
        kind: EntryKind::Receipt,
        day: day(on),
        amount: euros(amount),
        reference: "RF0812344".to_owned(),
    }
}

fn account(entries: &[Entry]) -> Account<'_> {
    Account {
        principal: euros("3400.00"),
        paid_on: day("2024-03-15"),
        due: Some(day("2025-05-20")),
        entries,
    }
}

/// Goal: scenario S9 as an account, and instalments: entries, day, interest, late interest, principal and
/// interest open.
#[test]
fn s9_as_an_account() {
    let rates = ReferenceRates::published();
    for (entries, on, expected) in [
        (vec![], "2025-05-20", ["288.07", "0.00", "3400.00", "288.07"]),
        (vec![], "2025-06-19", ["288.07", "29.34", "3400.00", "317.41"]),
        (
            vec![receipt("2025-05-20", "3688.07")],
            "2025-05-20",
            ["288.07", "0.00", "0.00", "0.00"],
        ),
        (
            vec![receipt("2025-06-19", "3717.41")],
            "2025-12-31",
            ["288.07", "29.34", "0.00", "0.00"],
        ),
        // Half of it on the due day: interest first, then principal; late interest on what is left.
        (
            vec![receipt("2025-05-20", "1988.07")],
            "2025-06-19",
            ["288.07", "14.67", "1700.00", "14.67"],
        ),
        // Less than the interest leaves the principal alone.
        (
            vec![receipt("2025-05-20", "100.00")],
            "2025-06-19",
            ["288.07", "29.34", "3400.00", "217.41"],
        ),
        // Paid before the due day: interest until then only.
        (
            vec![receipt("2024-06-30", "3474.75")],
            "2025-06-19",
            ["74.75", "0.00", "0.00", "0.00"],
        ),
    ] {
        let found = account(&entries).at(day(on), &rates).unwrap();
        let amounts = [
            found.recovery.amount(),
            found.late.amount(),
            found.principal_open,
            found.interest_open,
        ];
        assert_eq!(amounts, expected.map(euros), "{entries:?} {on}");
    }
    let too_much = [receipt("2025-05-20", "3688.08")];
    let found = account(&too_much).at(day("2025-05-20"), &rates);
    assert!(matches!(found, Err(CannotAccount::TooMuch { open, .. }) if open == euros("3688.07")));
}

proptest! {
    /// Whatever is paid when: what was paid and what is open are the principal and its interest, to the cent.
    #[test]
    fn nothing_is_lost_between_instalments(
        payments in proptest::collection::vec((0_i64..60, 1_i64..60_000), 0..6),
    ) {
        let rates = ReferenceRates::published();
        let mut on = day("2025-02-01");
        let mut entries: Vec<Entry> = Vec::new();
        for (days, cents) in payments {
            on += chrono::TimeDelta::days(days);
            entries.push(Entry {
                kind: EntryKind::Receipt,
                day: on,
                amount: Money::from_cents(cents),
                reference: String::new(),
            });
        }
        let last = on + chrono::TimeDelta::days(10);
        let found = account(&entries).at(last, &rates).unwrap();
        let paid = Money::sum(entries.iter().map(|entry| entry.amount)).unwrap();
        let open = found.open().unwrap();
        let owed = Money::sum([euros("3400.00"), found.recovery.amount(), found.late.amount()]).unwrap();
        prop_assert_eq!(paid.checked_add(open), Ok(owed));
        prop_assert!(!found.interest_open.is_negative() && !found.principal_open.is_negative());
    }
}
