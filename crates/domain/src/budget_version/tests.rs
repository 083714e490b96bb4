//! What may happen to a version of a budget, pair by pair.

use chrono::{DateTime, Utc};

use super::{BudgetVersionMachine, Command, CommandName, Facts, State, StateName};
use crate::{
    money::Money,
    workflow::{Machine, Name, RefusalCode, Step, table, transition},
};

const NOW: DateTime<Utc> = DateTime::<Utc>::UNIX_EPOCH;

const TABLE: &str = "
proposed    approve    approved
proposed    discard    discarded
proposed    supersede  no: this version of the budget does not hold
approved    approve    no: this version of the budget holds already
approved    discard    no: this version of the budget holds; only another replaces it
approved    supersede  superseded
superseded  approve    no: another version of the budget holds; this one stays as it was
superseded  discard    no: another version of the budget holds; this one stays as it was
superseded  supersede  no: another version of the budget holds; this one stays as it was
discarded   approve    no: this version of the budget was put aside; propose another
discarded   discard    no: this version of the budget was put aside; propose another
discarded   supersede  no: this version of the budget was put aside; propose another
";

#[test]
fn the_table_is_as_reviewed() {
    let mut rendered = String::from("\n");
    for (state, command, step) in table::<BudgetVersionMachine>() {
        let step = match step {
            Step::To(next) => next.code().to_owned(),
            Step::Stays => "stays".to_owned(),
            Step::No(why) => format!("no: {why}"),
        };
        rendered.push_str(&format!("{:<11} {:<10} {step}\n", state.code(), command.code()));
    }
    assert_eq!(rendered, TABLE);
}

#[test]
fn the_machine_does_what_the_table_says() {
    let states = [
        State::Proposed,
        State::Approved { approved_at: NOW },
        State::Superseded {
            approved_at: NOW,
            superseded_at: NOW,
        },
        State::Discarded { discarded_at: NOW },
    ];
    let facts = |cents| Facts {
        total: Money::from_cents(cents),
        proposed_total: Money::from_cents(100),
    };
    for state in states {
        for command in [Command::Approve, Command::Discard, Command::Supersede] {
            let step = BudgetVersionMachine::step(StateName::from(&state), CommandName::from(&command));
            let done = transition::<BudgetVersionMachine>(state, command, &facts(100), NOW);
            match step {
                Step::To(next) => assert_eq!(StateName::from(&done.unwrap().state), next),
                Step::Stays => unreachable!("a version is never edited"),
                Step::No(_) => assert_eq!(done.unwrap_err().code, RefusalCode::WrongState),
            }
        }
    }
    let refused = transition::<BudgetVersionMachine>(State::Proposed, Command::Approve, &facts(99), NOW);
    assert_eq!(refused.unwrap_err().code, RefusalCode::SumMismatch);
}
