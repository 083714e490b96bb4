//! What every state machine has in common.
//!
//! A machine is one definition with many readers: the mutations' checks, the actions that the API
//! offers with the reason when they are not allowed, the diagrams in `docs/` and the tables in the
//! tests all come from [`Machine::step`] and [`Machine::guard`].

use std::fmt;

use chrono::{DateTime, Utc};
use strum::IntoEnumIterator;

use crate::ids::PersonId;

/// Who did something, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The person, from the session, never typed.
    pub by: PersonId,
    /// The time, from the clock.
    pub at: DateTime<Utc>,
}

/// The bare name of a state or a command, as stored and as the API spells it.
pub trait Name: Copy + Eq + fmt::Debug + IntoEnumIterator + Into<&'static str> {
    /// The name in `snake_case`.
    fn code(self) -> &'static str {
        self.into()
    }
}

impl<T: Copy + Eq + fmt::Debug + IntoEnumIterator + Into<&'static str>> Name for T {}

/// What a command does in a state, before any facts are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<S> {
    /// The object moves to another state.
    To(S),
    /// The object changes but stays in its state.
    Stays,
    /// Not in this state; the sentence says why, in words for the person who asked.
    No(&'static str),
}

/// Why something was refused, for programs. The message is for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumIter)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum RefusalCode {
    /// The object is not in a state in which this can be done.
    WrongState,
    /// The person has no role that may do this here.
    NotPermitted,
    /// Two different persons are required and this is the same one.
    SamePerson,
    /// Somebody changed the object since it was read.
    VersionConflict,
    /// The idempotency key was used before for something else.
    KeyReused,
    /// Something required is missing.
    Incomplete,
    /// A value is not acceptable; `path` names it.
    InvalidInput,
    /// Two sums that must agree do not.
    SumMismatch,
    /// Too early or too late.
    Deadline,
    /// A limit of the call, the decision or the budget would be passed.
    LimitExceeded,
    /// It exists already.
    Duplicate,
    /// A check could not be made, so the answer is no.
    CannotCheck,
}

/// A reason of one machine: says its code, and by `Display` what to do about it.
pub trait Reason: fmt::Display {
    /// The code of the refusal.
    fn code(&self) -> RefusalCode;
    /// The input field that is at fault, if one is.
    fn path(&self) -> Vec<String> {
        Vec::new()
    }
}

/// An expected "no": what was asked of what, in which state, and why not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// For programs.
    pub code: RefusalCode,
    /// For people: what is the matter and what to do.
    pub message: String,
    /// Where in the input the fault is; empty when it is not in the input.
    pub path: Vec<String>,
    /// The kind of object, such as `call`.
    pub object: &'static str,
    /// The state it was in, when there is one.
    pub state: Option<&'static str>,
    /// What was asked.
    pub command: &'static str,
}

impl Refusal {
    /// A fault in the input itself, found before any object was looked at.
    #[must_use]
    pub fn input(command: &'static str, path: &[&str], message: impl Into<String>) -> Self {
        Self {
            code: RefusalCode::InvalidInput,
            message: message.into(),
            path: path.iter().map(|&part| part.to_owned()).collect(),
            object: "input",
            state: None,
            command,
        }
    }

    /// A refusal that is not about the input nor about a machine's state.
    #[must_use]
    pub fn of(
        code: RefusalCode,
        object: &'static str,
        command: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            message: message.into(),
            path: Vec::new(),
            object,
            state: None,
            command,
        }
    }
}

/// A state machine: the life of one kind of object.
pub trait Machine {
    /// The kind of object in `snake_case`, for example `cost_report`.
    const OBJECT: &'static str;
    /// The state as data: each variant holds only what is true then.
    type State: Clone;
    /// The bare states.
    type StateName: Name + for<'a> From<&'a Self::State>;
    /// What may be asked, with its data.
    type Command;
    /// The bare commands.
    type CommandName: Name + for<'a> From<&'a Self::Command>;
    /// What must be known to decide; loaded beforehand.
    type Facts;
    /// What happened.
    type Event: Copy + Into<&'static str>;
    /// The machine's own reasons.
    type Why: Reason;

    /// The state an object is born in.
    const INITIAL: Self::StateName;

    /// The table: total over every pair, without facts.
    fn step(state: Self::StateName, command: Self::CommandName) -> Step<Self::StateName>;

    /// The conditions beyond the table, without the command's own data, so that they can also
    /// tell in advance whether an action is available.
    ///
    /// # Errors
    /// The first condition that does not hold.
    fn guard(state: &Self::State, command: Self::CommandName, facts: &Self::Facts) -> Result<(), Self::Why>;

    /// Makes the new state, after [`step`](Self::step) and [`guard`](Self::guard) said yes; `None`
    /// for a pair that the table refuses, which [`transition`] never asks for.
    ///
    /// # Errors
    /// What is wrong with the command's own data.
    fn apply(
        state: Self::State,
        command: Self::Command,
        facts: &Self::Facts,
        now: DateTime<Utc>,
    ) -> Applied<Self>;
}

/// What [`Machine::apply`] gives: the new state and what happened.
pub type Applied<M> = Result<Option<(<M as Machine>::State, <M as Machine>::Event)>, <M as Machine>::Why>;

/// An accepted command: the new state and what happened.
#[derive(Clone, Debug)]
pub struct Transition<M: Machine> {
    /// The state from now on.
    pub state: M::State,
    /// What happened, for the outbox.
    pub event: M::Event,
}

/// The refusal that a reason of the machine makes, also for what is checked beside its table.
#[must_use]
pub fn refusal<M: Machine>(state: &M::State, command: M::CommandName, why: &M::Why) -> Refusal {
    Refusal {
        code: why.code(),
        message: why.to_string(),
        path: why.path(),
        object: M::OBJECT,
        state: Some(M::StateName::from(state).code()),
        command: command.code(),
    }
}

fn wrong_state<M: Machine>(state: &M::State, command: M::CommandName, why: &str) -> Refusal {
    Refusal {
        code: RefusalCode::WrongState,
        message: why.to_owned(),
        path: Vec::new(),
        object: M::OBJECT,
        state: Some(M::StateName::from(state).code()),
        command: command.code(),
    }
}

/// Whether a command could be given now, and why not.
///
/// # Errors
/// The refusal that the command itself would meet, as far as it can be known without its data.
pub fn check<M: Machine>(state: &M::State, command: M::CommandName, facts: &M::Facts) -> Result<(), Refusal> {
    let name = M::StateName::from(state);
    if let Step::No(why) = M::step(name, command) {
        return Err(wrong_state::<M>(state, command, why));
    }
    M::guard(state, command, facts).map_err(|why| refusal::<M>(state, command, &why))
}

/// Decides a command: total, without IO.
///
/// # Errors
/// The refusal, naming the state, the command and the reason.
pub fn transition<M: Machine>(
    state: M::State,
    command: M::Command,
    facts: &M::Facts,
    now: DateTime<Utc>,
) -> Result<Transition<M>, Refusal> {
    let name = M::CommandName::from(&command);
    check::<M>(&state, name, facts)?;
    let before = state.clone();
    let (state, event) = M::apply(state, command, facts, now)
        .map_err(|why| refusal::<M>(&before, name, &why))?
        .ok_or_else(|| wrong_state::<M>(&before, name, "the table has no such step"))?;
    debug_assert_eq!(
        M::StateName::from(&state),
        match M::step(M::StateName::from(&before), name) {
            Step::To(next) => next,
            Step::Stays | Step::No(_) => M::StateName::from(&before),
        },
        "the table and the transition of {} disagree",
        M::OBJECT
    );
    Ok(Transition { state, event })
}

/// The table of a machine as `(state, command, step)`, for diagrams and tests.
#[must_use]
#[expect(
    clippy::type_complexity,
    reason = "a row of the table, named by the machine's own types"
)]
pub fn table<M: Machine>() -> Vec<(M::StateName, M::CommandName, Step<M::StateName>)> {
    M::StateName::iter()
        .flat_map(|state| {
            M::CommandName::iter().map(move |command| (state, command, M::step(state, command)))
        })
        .collect()
}

/// The state diagram in Mermaid, from the table.
#[must_use]
pub fn diagram<M: Machine>() -> String {
    let mut out = format!("stateDiagram-v2\n    [*] --> {}\n", M::INITIAL.code());
    for (state, command, step) in table::<M>() {
        match step {
            Step::To(next) => {
                out.push_str(&format!(
                    "    {} --> {}: {}\n",
                    state.code(),
                    next.code(),
                    command.code()
                ));
            }
            Step::Stays => {
                out.push_str(&format!("    {0} --> {0}: {1}\n", state.code(), command.code()));
            }
            Step::No(_) => {}
        }
    }
    out
}
