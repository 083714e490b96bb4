//! Random walks of an application against a simple model written from the words of the rules, not from the table.

use proptest::prelude::*;
use strum::IntoEnumIterator;

use super::{at, command, facts, key};
use crate::{
    application::{ApplicationMachine, CommandName, Facts, State, StateName},
    workflow::{Name, transition},
};

/// What may happen in a walk: a command, or something around the application.
#[derive(Clone, Copy, Debug)]
enum Move {
    Ask(CommandName),
    /// The partners commit, or a change lets their commitments fall.
    Commitments(bool),
    /// The partners' budgets are set, or emptied.
    Budget(bool),
    /// The closing time passes; it never comes back.
    Close,
    /// So many reviews are awaited.
    Reviews(u64),
    /// Nobody has it, the one who asks, or another officer.
    Handler(Option<u128>),
}

fn moves() -> impl Strategy<Value = Move> {
    let commands: Vec<CommandName> = CommandName::iter().collect();
    prop_oneof![
        12 => prop::sample::select(commands).prop_map(Move::Ask),
        2 => any::<bool>().prop_map(Move::Commitments),
        1 => any::<bool>().prop_map(Move::Budget),
        1 => Just(Move::Close),
        1 => (0_u64..3).prop_map(Move::Reviews),
        1 => prop::sample::select(vec![None, Some(20), Some(21)]).prop_map(Move::Handler),
    ]
}

/// What the rules are about, and nothing else.
#[derive(Clone, Copy, Debug)]
struct Model {
    state: &'static str,
    committed: bool,
    budgeted: bool,
    open: bool,
    awaited: u64,
    mine: bool,
}

impl Model {
    /// The state that a command leads to; nothing when it is refused.
    fn after(self, command: &str) -> Option<&'static str> {
        let Self {
            state,
            committed,
            budgeted,
            open,
            awaited,
            mine,
        } = self;
        let being_written = state == "draft" || state == "supplement_requested";
        let over = ["accepted", "rejected", "withdrawn"].contains(&state);
        let is_let = match command {
            "update" | "set_budget" | "answer" | "set_plan" => being_written,
            // What is given for the first time is given while the call is open, a supplement at any time.
            "request_commitments" => being_written && budgeted && (open || state == "supplement_requested"),
            "reopen" => state == "partner_commitments",
            "submit" => {
                budgeted
                    && committed
                    && (state == "partner_commitments" && open || state == "supplement_requested")
            }
            "request_supplement" => state == "submitted" && mine,
            "evaluate" => state == "submitted" && mine && awaited == 0,
            "withdraw" => !over,
            "accept" | "reject" => state == "evaluated",
            "reconsider" => state == "accepted" || state == "rejected",
            other => panic!("the model does not know {other}"),
        };
        let next = match command {
            "request_commitments" if state == "draft" => "partner_commitments",
            "reopen" => "draft",
            "submit" => "submitted",
            "request_supplement" => "supplement_requested",
            "evaluate" | "reconsider" => "evaluated",
            "withdraw" => "withdrawn",
            "accept" => "accepted",
            "reject" => "rejected",
            _ => state,
        };
        is_let.then_some(next)
    }
}

/// What the machine is told of the same.
fn told(model: Model) -> Facts {
    let mut facts = facts();
    if !model.committed {
        facts.commitments.clear();
    }
    if !model.budgeted {
        facts.cells.clear();
    }
    if !model.open {
        facts.now = at(28, 12) + chrono::Days::new(10);
    }
    facts.awaited_reviews = model.awaited;
    facts.handler = if model.mine { None } else { Some(key(21)) };
    facts
}

proptest! {
    #[test]
    fn a_walk_goes_where_the_model_goes(walk in prop::collection::vec(moves(), 1..80)) {
        let mut model = Model {
            state: "draft",
            committed: false,
            budgeted: true,
            open: true,
            awaited: 0,
            mine: true,
        };
        let mut state = State::Draft;
        for step in walk {
            let asked = match step {
                Move::Ask(asked) => asked,
                Move::Commitments(committed) => { model.committed = committed; continue }
                Move::Budget(budgeted) => { model.budgeted = budgeted; continue }
                Move::Close => { model.open = false; continue }
                Move::Reviews(awaited) => { model.awaited = awaited; continue }
                Move::Handler(handler) => { model.mine = handler.is_none_or(|handler| handler == 20); continue }
            };
            let facts = told(model);
            let submitted = state.submitted();
            let done = transition::<ApplicationMachine>(state.clone(), command(asked), &facts, facts.now);
            match (done, model.after(asked.code())) {
                (Ok(done), Some(next)) => {
                    prop_assert_eq!(StateName::from(&done.state).code(), next, "{:?} in {:?}", asked, model);
                    model.state = next;
                    state = done.state;
                }
                (Err(_), None) => {}
                (done, expected) => {
                    prop_assert!(false, "{asked:?} in {model:?}: {:?}, expected {expected:?}", done.map(|done| done.state));
                }
            }
            // Who gave it to the authority is known from then on.
            prop_assert!(submitted.is_none() || state.submitted().is_some());
        }
    }
}
