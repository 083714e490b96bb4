use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, State, StateName, Why};
use crate::{
    application::Snapshot,
    hands::{Deed, Hands},
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a commitment.
#[derive(Clone, Copy, Debug)]
pub struct CommitmentMachine;

/// What must be known to decide about a commitment.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Who set the partner's budget last.
    pub prepared_by: Option<PersonId>,
    /// Everybody who set a budget in the application or answered in its form.
    pub hands: Hands,
    /// Whether the application asks for commitments now.
    pub asked: bool,
    /// The hash of what the partners share now.
    pub snapshot: Snapshot,
}

impl Machine for CommitmentMachine {
    const OBJECT: &'static str = "commitment";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Requested;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        match (state, command) {
            (S::Requested, C::Give) => Step::To(S::Given),
            (S::Requested, C::Decline) => Step::To(S::Declined),
            (S::Requested | S::Given | S::Declined, C::Fall) => Step::To(S::Fallen),
            (S::Declined | S::Fallen, C::Request) => Step::To(S::Requested),
            (S::Requested, C::Request) => Step::No("the municipality has been asked already"),
            (S::Given, C::Request | C::Give) => Step::No("the municipality is committed already"),
            (S::Given, C::Decline) => Step::No(
                "the municipality is committed; ask the lead to reopen the application if it cannot stay",
            ),
            (S::Declined, C::Give | C::Decline) => {
                Step::No("the municipality has declined; the lead can change the application and ask again")
            }
            (S::Fallen, C::Give | C::Decline) => {
                Step::No("the application has changed since; the lead must ask again")
            }
            (S::Fallen, C::Fall) => Step::No("the commitment has fallen already"),
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Request | CommandName::Fall => Ok(()),
            CommandName::Decline if !facts.asked => Err(Why::NotAsked),
            CommandName::Decline => Ok(()),
            CommandName::Give => {
                if !facts.asked {
                    return Err(Why::NotAsked);
                }
                match facts.prepared_by {
                    None => Err(Why::NobodyPrepared),
                    // A list that misses whoever prepared has been lost.
                    Some(_) if !facts.hands.know(Deed::Prepared) => Err(Why::NobodyPrepared),
                    Some(prepared_by) if prepared_by == facts.by => Err(Why::PreparedBySamePerson),
                    Some(_) if facts.hands.prepared_by(facts.by).is_some() => Err(Why::PreparedBySamePerson),
                    Some(_) => Ok(()),
                }
            }
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        let requested = state.requested();
        match command {
            Command::Request => Ok(Some((State::Requested { requested: stamp }, Event::Requested))),
            Command::Give => {
                let prepared_by = facts.prepared_by.ok_or(Why::NobodyPrepared)?;
                let given = State::Given {
                    requested,
                    given: stamp,
                    snapshot: facts.snapshot,
                    prepared_by,
                };
                Ok(Some((given, Event::Given)))
            }
            Command::Decline { reason } => {
                if reason.trim().is_empty() {
                    return Err(Why::NoReason);
                }
                let declined = State::Declined {
                    requested,
                    declined: stamp,
                    reason,
                };
                Ok(Some((declined, Event::Declined)))
            }
            Command::Fall => Ok(Some((
                State::Fallen {
                    requested,
                    fallen_at: now,
                },
                Event::Fallen,
            ))),
        }
    }
}
