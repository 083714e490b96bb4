use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};

use super::{Command, CommandName, Decided, Event, Proposal, State, StateName, Why};
use crate::{
    ids::PersonId,
    money::Money,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a recovery.
#[derive(Clone, Copy, Debug)]
pub struct RecoveryMachine;

/// What must be known to decide about a recovery.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who asks; the nil id when the clock does.
    pub by: PersonId,
    /// Who opened it.
    pub opened_by: PersonId,
    /// The last day of the hearing.
    pub respond_by: NaiveDate,
    /// The day on which the money had been paid.
    pub paid_on: NaiveDate,
    /// The day of the finding.
    pub found_on: NaiveDate,
    /// What goes back, without interest.
    pub principal: Money,
    /// Who proposed what waits for a second person, if something does.
    pub relief_by: Option<PersonId>,
    /// Whether what waits is the waiver of a trifle.
    pub relief_waives: bool,
    /// What has been waived of the project before.
    pub waived: Money,
    /// What can be waived of a project in all.
    pub de_minimis: Money,
    /// The number of an approved claim that left the money to this recovery, if there is one.
    pub relied_on_by: Option<i32>,
    /// The day in Helsinki.
    pub today: NaiveDate,
}

/// After ten years nothing is recovered (28 §).
const NEVER_AFTER: Months = Months::new(120);

impl Machine for RecoveryMachine {
    const OBJECT: &'static str = "recovery";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Notice;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use StateName as S;
        match state {
            S::Notice | S::Heard | S::Drafted => before_the_decision(state, command),
            S::Due | S::Late => after_the_decision(state, command),
            S::Paid | S::SetOff | S::Mitigated | S::WrittenOff => {
                Step::No("the recovery is settled; nothing of it is open")
            }
            S::Waived => Step::No("the recovery was waived as a trifle"),
            S::Cancelled => Step::No("the recovery was cancelled; a claim nets its money"),
        }
    }

    fn guard(state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Answer
            | CommandName::Receive
            | CommandName::PayOff
            | CommandName::BookSetOff
            | CommandName::BookLastSetOff => Ok(()),
            CommandName::CloseHearing if facts.today <= facts.respond_by => {
                Err(Why::StillHearing(facts.respond_by))
            }
            CommandName::CloseHearing => Ok(()),
            CommandName::Draft => in_time(facts),
            CommandName::Decide => {
                let drafted = match state {
                    State::Drafted { drafted, .. } => Some(drafted.by),
                    _ => None,
                };
                if facts.by == facts.opened_by || drafted == Some(facts.by) {
                    return Err(Why::PreparedBySamePerson);
                }
                in_time(facts)
            }
            CommandName::MarkLate => match state {
                State::Due(decided) if facts.today <= decided.proposal.due => {
                    Err(Why::InTime(decided.proposal.due))
                }
                _ => Ok(()),
            },
            CommandName::ProposeRelief if facts.relief_by.is_some() => Err(Why::ReliefWaits),
            CommandName::ProposeRelief => Ok(()),
            CommandName::ProposeWaiver if facts.relief_by.is_some() => Err(Why::ReliefWaits),
            CommandName::ProposeWaiver => a_trifle(facts),
            CommandName::RejectRelief if facts.relief_by.is_none() => Err(Why::NoRelief),
            CommandName::RejectRelief => Ok(()),
            CommandName::Relieve
            | CommandName::SettleBySetOff
            | CommandName::SettleByMitigation
            | CommandName::SettleByWriteOff => second_person(facts, false),
            CommandName::Waive => {
                second_person(facts, true)?;
                a_trifle(facts)
            }
            CommandName::Cancel => match facts.relied_on_by {
                Some(claim) => Err(Why::ClaimRelies(claim)),
                None => Ok(()),
            },
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        match command {
            Command::Answer { .. } | Command::CloseHearing | Command::Draft { .. } | Command::Decide => {
                hear_and_decide(state, command, facts, stamp)
            }
            Command::ProposeRelief { reason } | Command::ProposeWaiver { reason } => {
                worded(&reason)?;
                Ok(Some((state, Event::ReliefProposed)))
            }
            Command::RejectRelief => Ok(Some((state, Event::ReliefRejected))),
            Command::Receive | Command::BookSetOff | Command::Relieve => Ok(Some((state, Event::Reduced))),
            Command::MarkLate => Ok(match state {
                State::Due(decided) => Some((
                    State::Late {
                        decided,
                        late_at: now,
                    },
                    Event::Late,
                )),
                _ => None,
            }),
            Command::PayOff
            | Command::BookLastSetOff
            | Command::SettleBySetOff
            | Command::SettleByMitigation
            | Command::SettleByWriteOff => Ok(settle(state, CommandName::from(&command), now)),
            Command::Waive => Ok(Some((State::Waived { waived: stamp }, Event::Waived))),
            Command::Cancel { reason } => {
                let state = State::Cancelled {
                    cancelled: stamp,
                    reason: worded(&reason)?,
                };
                Ok(Some((state, Event::Cancelled)))
            }
        }
    }
}

fn before_the_decision(state: StateName, command: CommandName) -> Step<StateName> {
    use CommandName as C;
    use StateName as S;
    match (state, command) {
        (S::Notice, C::Answer | C::CloseHearing) => Step::To(S::Heard),
        (_, C::Answer | C::CloseHearing) => Step::No("the hearing has ended"),
        (S::Heard | S::Drafted, C::Draft) => Step::To(S::Drafted),
        (_, C::Draft) => Step::No("the lead municipality must be heard first"),
        (S::Drafted, C::Decide) => Step::To(S::Due),
        (_, C::Decide) => Step::No("an officer must draft the decision first"),
        (S::Notice | S::Heard, C::ProposeWaiver | C::RejectRelief) => Step::Stays,
        (S::Notice | S::Heard, C::Waive) => Step::To(S::Waived),
        (_, C::ProposeWaiver | C::RejectRelief | C::Waive) => {
            Step::No("a decision is drafted; a trifle is waived before that")
        }
        (_, C::Cancel) => Step::To(S::Cancelled),
        (
            _,
            C::MarkLate
            | C::Receive
            | C::PayOff
            | C::BookSetOff
            | C::BookLastSetOff
            | C::ProposeRelief
            | C::Relieve
            | C::SettleBySetOff
            | C::SettleByMitigation
            | C::SettleByWriteOff,
        ) => Step::No("the recovery is not decided"),
    }
}

fn after_the_decision(state: StateName, command: CommandName) -> Step<StateName> {
    use CommandName as C;
    use StateName as S;
    match (state, command) {
        (S::Due, C::MarkLate) => Step::To(S::Late),
        (_, C::MarkLate) => Step::No("it is known to be late"),
        (_, C::Receive | C::BookSetOff | C::ProposeRelief | C::RejectRelief | C::Relieve) => Step::Stays,
        (_, C::PayOff) => Step::To(S::Paid),
        (_, C::SettleBySetOff | C::BookLastSetOff) => Step::To(S::SetOff),
        (_, C::SettleByMitigation) => Step::To(S::Mitigated),
        (_, C::SettleByWriteOff) => Step::To(S::WrittenOff),
        (_, C::Answer | C::CloseHearing | C::Draft | C::Decide | C::ProposeWaiver | C::Waive | C::Cancel) => {
            Step::No("the recovery is decided; it can be paid, set off, mitigated or written off")
        }
    }
}

fn in_time(facts: &Facts) -> Result<(), Why> {
    let last = facts.paid_on.checked_add_months(NEVER_AFTER);
    if last.is_none_or(|last| facts.today > last) {
        return Err(Why::TenYears(facts.paid_on));
    }
    Ok(())
}

fn a_trifle(facts: &Facts) -> Result<(), Why> {
    let in_all = facts.waived.checked_add(facts.principal);
    if in_all.is_ok_and(|sum| sum <= facts.de_minimis) {
        return Ok(());
    }
    Err(Why::NotATrifle {
        principal: facts.principal,
        waived: facts.waived,
        limit: facts.de_minimis,
    })
}

fn second_person(facts: &Facts, waives: bool) -> Result<(), Why> {
    match facts.relief_by {
        None => Err(Why::NoRelief),
        Some(_) if facts.relief_waives != waives => Err(Why::NoRelief),
        Some(by) if by == facts.by => Err(Why::ReliefBySamePerson),
        Some(_) => Ok(()),
    }
}

fn worded(reason: &str) -> Result<String, Why> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Why::NoReason);
    }
    Ok(reason.to_owned())
}

fn check(proposal: &Proposal, facts: &Facts) -> Result<(), Why> {
    if proposal.reasoning.trim().is_empty() {
        return Err(Why::NoReason);
    }
    if proposal.due <= facts.today {
        return Err(Why::DueInThePast(proposal.due));
    }
    let late = facts.today.year() > facts.found_on.year().saturating_add(2);
    let explained = proposal
        .late_because
        .as_ref()
        .is_some_and(|why| !why.trim().is_empty());
    if late && !explained {
        return Err(Why::TwoYears(facts.found_on));
    }
    Ok(())
}

fn hear_and_decide(state: State, command: Command, facts: &Facts, stamp: Stamp) -> Applied<RecoveryMachine> {
    Ok(match (state, command) {
        (State::Notice, Command::Answer { text }) => {
            if text.trim().is_empty() {
                return Err(Why::NoAnswer);
            }
            Some((State::Heard { heard: stamp }, Event::Heard))
        }
        (State::Notice, Command::CloseHearing) => Some((State::Heard { heard: stamp }, Event::Heard)),
        (State::Heard { heard } | State::Drafted { heard, .. }, Command::Draft { proposal }) => {
            check(&proposal, facts)?;
            let state = State::Drafted {
                heard,
                proposal,
                drafted: stamp,
            };
            Some((state, Event::Drafted))
        }
        (
            State::Drafted {
                proposal, drafted, ..
            },
            Command::Decide,
        ) => {
            check(&proposal, facts)?;
            let decided = Decided {
                proposal,
                drafted,
                decided: stamp,
            };
            Some((State::Due(decided), Event::Decided))
        }
        _ => None,
    })
}

fn settle(state: State, command: CommandName, now: DateTime<Utc>) -> Option<(State, Event)> {
    let (State::Due(decided) | State::Late { decided, .. }) = state else {
        return None;
    };
    let settled_at = now;
    let state = match command {
        CommandName::SettleBySetOff | CommandName::BookLastSetOff => State::SetOff { decided, settled_at },
        CommandName::SettleByMitigation => State::Mitigated { decided, settled_at },
        CommandName::SettleByWriteOff => State::WrittenOff { decided, settled_at },
        _ => State::Paid { decided, settled_at },
    };
    Some((state, Event::Settled))
}
