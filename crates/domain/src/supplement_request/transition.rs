use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, State, StateName, Why};
use crate::{
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a supplement request.
#[derive(Clone, Copy, Debug)]
pub struct SupplementRequestMachine;

/// What must be known to decide about a supplement request.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// The number of the request that asks further about its answer, if there is one.
    pub asked_further: Option<i32>,
    /// Whether the one who asks moved its deadline.
    pub extended_by_asker: bool,
}

impl Machine for SupplementRequestMachine {
    const OBJECT: &'static str = "supplement_request";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Open;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        match (state, command) {
            (S::Open, C::Answer) => Step::To(S::Answered),
            (S::Open, C::Withdraw) => Step::To(S::Withdrawn),
            (S::Open, C::Accept | C::AskAgain) => Step::No("the lead municipality has not answered yet"),
            (S::Answered, C::Accept) => Step::To(S::Accepted),
            (S::Answered, C::AskAgain) => Step::Stays,
            (S::Answered | S::Accepted, C::Answer) => Step::No("it has been answered already"),
            (S::Answered, C::Withdraw) => Step::No("it has been answered; accept the answer or ask again"),
            (S::Accepted, C::Accept | C::AskAgain | C::Withdraw) => {
                Step::No("its answer has been accepted; open another request to ask something else")
            }
            (S::Withdrawn, C::Answer | C::Accept | C::AskAgain | C::Withdraw) => {
                Step::No("it was withdrawn: no answer is awaited any more")
            }
        }
    }

    fn guard(state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Answer => Ok(()),
            CommandName::Accept | CommandName::AskAgain => {
                if let Some(number) = facts.asked_further {
                    return Err(Why::AskedFurther(number));
                }
                match state {
                    State::Answered { answered } if answered.by == facts.by => Err(Why::AnsweredBySamePerson),
                    State::Open
                    | State::Answered { .. }
                    | State::Accepted { .. }
                    | State::Withdrawn { .. } => Ok(()),
                }
            }
            CommandName::Withdraw if facts.extended_by_asker => Err(Why::ExtendedBySamePerson),
            CommandName::Withdraw => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(match (state, command) {
            (State::Open, Command::Answer) => Some((State::Answered { answered: stamp }, Event::Answered)),
            (State::Answered { answered }, Command::Accept) => Some((
                State::Accepted {
                    answered,
                    accepted: stamp,
                },
                Event::Accepted,
            )),
            (state @ State::Answered { .. }, Command::AskAgain) => Some((state, Event::AskedAgain)),
            (State::Open, Command::Withdraw { reason }) => {
                let reason = reason.trim().to_owned();
                if reason.is_empty() {
                    return Err(Why::NoReason);
                }
                let withdrawn = State::Withdrawn {
                    withdrawn: stamp,
                    reason,
                };
                Some((withdrawn, Event::Withdrawn))
            }
            (_, Command::Answer | Command::Accept | Command::AskAgain | Command::Withdraw { .. }) => None,
        })
    }
}
