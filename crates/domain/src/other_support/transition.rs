use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, State, StateName, Why};
use crate::{
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of other public support.
#[derive(Clone, Copy, Debug)]
pub struct OtherSupportMachine;

/// What must be known to decide about other public support.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Who declared it.
    pub declared_by: PersonId,
}

impl Machine for OtherSupportMachine {
    const OBJECT: &'static str = "other_support";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Declared;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        match (state, command) {
            (S::Declared, C::Confirm) => Step::To(S::Confirmed),
            (S::Declared, C::Withdraw) => Step::To(S::Withdrawn),
            (S::Declared, C::Revoke) => Step::No("the support does not count yet; withdraw it"),
            (S::Confirmed, C::Revoke) => Step::To(S::Revoked),
            (S::Confirmed, C::Confirm) => Step::No("the support is confirmed already"),
            (S::Confirmed, C::Withdraw) => Step::No("the support counts already; an officer must revoke it"),
            (S::Withdrawn, C::Confirm | C::Withdraw | C::Revoke) => {
                Step::No("the support was withdrawn; declare it anew")
            }
            (S::Revoked, C::Confirm | C::Withdraw | C::Revoke) => {
                Step::No("the support was revoked; declare it anew")
            }
        }
    }

    fn guard(state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match (command, state) {
            (CommandName::Confirm, _) if facts.by == facts.declared_by => Err(Why::DeclaredBySamePerson),
            (CommandName::Revoke, State::Confirmed { confirmed })
                if facts.by == confirmed.by || facts.by == facts.declared_by =>
            {
                Err(Why::HandsOn)
            }
            (CommandName::Confirm | CommandName::Withdraw | CommandName::Revoke, _) => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        if let Command::Withdraw { reason } | Command::Revoke { reason } = &command
            && reason.trim().is_empty()
        {
            return Err(Why::Missing("reason"));
        }
        Ok(match (state, command) {
            (State::Declared, Command::Confirm) => {
                Some((State::Confirmed { confirmed: stamp }, Event::Confirmed))
            }
            (State::Declared, Command::Withdraw { reason }) => {
                let withdrawn = stamp;
                Some((State::Withdrawn { withdrawn, reason }, Event::Withdrawn))
            }
            (State::Confirmed { confirmed }, Command::Revoke { reason }) => Some((
                State::Revoked {
                    confirmed,
                    revoked: stamp,
                    reason,
                },
                Event::Revoked,
            )),
            (_, Command::Confirm | Command::Withdraw { .. } | Command::Revoke { .. }) => None,
        })
    }
}
