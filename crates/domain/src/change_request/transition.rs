use chrono::{DateTime, NaiveDate, Utc};

use super::{Command, CommandName, Event, LateRequests, RequestRules, State, StateName, Why};
use crate::{
    ids::PersonId,
    use_period::UsePeriod,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a change request.
#[derive(Clone, Copy, Debug)]
pub struct ChangeRequestMachine;

/// What must be known to decide about a change request.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks; the nil id for the system.
    pub by: PersonId,
    /// The Helsinki date.
    pub today: NaiveDate,
    /// The use period in force.
    pub use_period: UsePeriod,
    /// Until when changes can be asked for.
    pub rules: RequestRules,
    /// Whether it says why.
    pub has_reason: bool,
    /// How many parts it has.
    pub parts: u64,
    /// How many of them are not decided.
    pub undecided: u64,
}

impl Facts {
    fn is_late(&self) -> bool {
        self.rules.is_late(self.use_period, self.today)
    }
}

impl Machine for ChangeRequestMachine {
    const OBJECT: &'static str = "change_request";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Draft;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        const WITH_THE_AUTHORITY: &str =
            "the request is with the authority; withdraw it and ask anew to change what it says";
        match (state, command) {
            (S::Draft, C::Update) => Step::Stays,
            (S::Draft, C::Submit) => Step::To(S::Submitted),
            (S::Draft | S::Submitted, C::Withdraw) => Step::To(S::Withdrawn),
            (S::Draft, C::Settle) => Step::No("the request has not been submitted"),
            (S::Submitted, C::Update) => Step::No(WITH_THE_AUTHORITY),
            (S::Submitted, C::Submit) => Step::No("the request has been submitted already"),
            (S::Submitted, C::Settle) => Step::To(S::Decided),
            (S::Decided, C::Update | C::Submit | C::Withdraw | C::Settle) => {
                Step::No("every part of the request has been decided; ask for another change")
            }
            (S::Withdrawn, C::Update | C::Submit | C::Withdraw | C::Settle) => {
                Step::No("the request was withdrawn; ask anew")
            }
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Update => Ok(()),
            CommandName::Submit if facts.parts == 0 => Err(Why::NoParts),
            CommandName::Submit if !facts.has_reason => Err(Why::NoReason),
            CommandName::Submit if facts.is_late() && facts.rules.late == LateRequests::Refuse => {
                Err(Why::TooLate {
                    last: facts.use_period.last,
                    days: facts.rules.days_before_end,
                })
            }
            CommandName::Submit => Ok(()),
            CommandName::Withdraw if facts.undecided < facts.parts => Err(Why::PartsDecided),
            CommandName::Withdraw => Ok(()),
            CommandName::Settle if facts.undecided > 0 => Err(Why::PartsUndecided(facts.undecided)),
            CommandName::Settle => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(match (state, command) {
            (State::Draft, Command::Update) => Some((State::Draft, Event::Updated)),
            (State::Draft, Command::Submit) => Some((
                State::Submitted {
                    submitted: stamp,
                    late: facts.is_late(),
                },
                Event::Submitted,
            )),
            (State::Draft | State::Submitted { .. }, Command::Withdraw { reason }) => {
                if reason.trim().is_empty() {
                    return Err(Why::NoReason);
                }
                Some((
                    State::Withdrawn {
                        withdrawn: stamp,
                        reason: reason.trim().to_owned(),
                    },
                    Event::Withdrawn,
                ))
            }
            (State::Submitted { submitted, late }, Command::Settle) => Some((
                State::Decided {
                    submitted,
                    late,
                    decided_at: now,
                },
                Event::Settled,
            )),
            (_, Command::Update | Command::Submit | Command::Withdraw { .. } | Command::Settle) => None,
        })
    }
}
