use chrono::{DateTime, Utc};

use super::{
    Command, CommandName, Event, Snapshot, State, StateName, Supplement, Why, check_cells,
    content::{LONGEST_TEXT, written},
    requested_grant, total,
};
use crate::{
    calendar,
    call::{Call, StateName as CallState},
    commitment::{Commitment, State as Committed},
    ids::{OrganisationId, PersonId},
    money::Money,
    project::{BudgetCell, SubArea},
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of an application.
#[derive(Clone, Copy, Debug)]
pub struct ApplicationMachine;

/// What must be known to decide about an application.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// The time.
    pub now: DateTime<Utc>,
    /// The call it answers.
    pub call: Call,
    /// The lead municipality.
    pub lead: OrganisationId,
    /// Every partner with its name.
    pub partners: Vec<(OrganisationId, String)>,
    /// The sub-areas.
    pub sub_areas: Vec<SubArea>,
    /// The whole budget.
    pub cells: Vec<BudgetCell>,
    /// The commitments of the partners.
    pub commitments: Vec<Commitment>,
    /// The hash of what the partners share now.
    pub snapshot: Snapshot,
}

/// Whether a call takes applications now.
///
/// # Errors
/// Why not: not published, not open yet, or closed.
pub fn may_apply(call: &Call, now: DateTime<Utc>) -> Result<(), Why> {
    match CallState::from(&call.state) {
        CallState::Draft => return Err(Why::CallNotPublished),
        CallState::Published => {}
        CallState::Closed | CallState::Resolved | CallState::Archived => {
            return Err(Why::CallClosed(calendar::roll(call.details.closes_on)));
        }
    }
    if calendar::helsinki_date(now) < call.details.opens_on {
        return Err(Why::CallNotOpen(call.details.opens_on));
    }
    if now >= call.details.closing_time() {
        return Err(Why::CallClosed(calendar::roll(call.details.closes_on)));
    }
    Ok(())
}

impl Facts {
    fn check_cells(&self, cells: &[BudgetCell]) -> Result<(), Why> {
        let sub_areas: Vec<_> = self.sub_areas.iter().map(|area| area.id).collect();
        let partners: Vec<_> = self.partners.iter().map(|(partner, _)| *partner).collect();
        check_cells(cells, &self.call.details.terms, &sub_areas, &partners)
    }

    fn check_budget(&self) -> Result<(), Why> {
        let terms = &self.call.details.terms;
        self.check_cells(&self.cells)?;
        let requested = requested_grant(terms, &self.cells)?;
        if requested <= Money::ZERO {
            return Err(Why::EmptyBudget);
        }
        if requested > terms.largest_award {
            return Err(Why::OverLargestAward {
                requested,
                largest: terms.largest_award,
            });
        }
        Ok(())
    }

    fn check_commitments(&self) -> Result<(), Why> {
        let stands = |partner: OrganisationId| {
            self.commitments.iter().any(|commitment| {
                commitment.partner == partner
                    && matches!(commitment.state, Committed::Given { snapshot, .. } if snapshot == self.snapshot)
            })
        };
        let missing: Vec<String> = self
            .partners
            .iter()
            .filter(|(partner, _)| !stands(*partner))
            .map(|(_, name)| name.clone())
            .collect();
        if missing.is_empty() {
            Ok(())
        } else {
            Err(Why::NotCommitted(missing))
        }
    }

    fn check_part(&self, partner: OrganisationId, cells: &[BudgetCell]) -> Result<(), Why> {
        if !self.partners.iter().any(|(known, _)| *known == partner) {
            return Err(Why::UnknownPartner);
        }
        self.check_cells(cells)?;
        let others = self.cells.iter().filter(|cell| cell.partner != partner);
        total(&others.chain(cells).cloned().collect::<Vec<_>>())?;
        Ok(())
    }
}

impl Machine for ApplicationMachine {
    const OBJECT: &'static str = "application";
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
        match state {
            S::Draft => match command {
                C::Update | C::SetBudget => Step::Stays,
                C::RequestCommitments => Step::To(S::PartnerCommitments),
                C::Withdraw => Step::To(S::Withdrawn),
                C::Reopen => Step::No("the application is being written; there is nothing to take back"),
                C::Submit => Step::No("the partners have not committed; ask them to commit first"),
                C::RequestSupplement | C::Evaluate | C::Accept | C::Reject => {
                    Step::No("the application has not been submitted")
                }
            },
            S::PartnerCommitments => match command {
                C::Reopen => Step::To(S::Draft),
                C::Submit => Step::To(S::Submitted),
                C::Withdraw => Step::To(S::Withdrawn),
                C::Update | C::SetBudget => {
                    Step::No("the partners are committing to what it says; reopen it to change it")
                }
                C::RequestCommitments => {
                    Step::No("the partners have been asked already; reopen the application to ask them anew")
                }
                C::RequestSupplement | C::Evaluate | C::Accept | C::Reject => {
                    Step::No("the application has not been submitted")
                }
            },
            S::Submitted => match command {
                C::RequestSupplement => Step::To(S::SupplementRequested),
                C::Evaluate => Step::To(S::Evaluated),
                C::Withdraw => Step::To(S::Withdrawn),
                C::Update | C::SetBudget | C::RequestCommitments | C::Reopen => Step::No(
                    "the application is with the authority; it is changed only when a supplement is requested",
                ),
                C::Submit => Step::No("the application is submitted already"),
                C::Accept | C::Reject => Step::No("the application has not been evaluated"),
            },
            S::SupplementRequested => match command {
                C::Update | C::SetBudget | C::RequestCommitments => Step::Stays,
                C::Submit => Step::To(S::Submitted),
                C::Withdraw => Step::To(S::Withdrawn),
                C::Reopen => Step::No("it can be changed as it is, for a supplement is requested"),
                C::RequestSupplement => Step::No("a supplement has been requested and not yet given"),
                C::Evaluate | C::Accept | C::Reject => {
                    Step::No("a supplement has been requested; wait until the lead submits it")
                }
            },
            S::Evaluated => match command {
                C::Accept => Step::To(S::Accepted),
                C::Reject => Step::To(S::Rejected),
                C::Withdraw => Step::To(S::Withdrawn),
                C::Update
                | C::SetBudget
                | C::RequestCommitments
                | C::Reopen
                | C::Submit
                | C::RequestSupplement => {
                    Step::No("the application has been evaluated and waits for a decision as it is")
                }
                C::Evaluate => Step::No("the application has been evaluated already"),
            },
            S::Accepted => over(
                command,
                "the application has been granted; its life goes on in the project",
            ),
            S::Rejected => over(
                command,
                "the application was not granted; nothing more happens to it",
            ),
            S::Withdrawn => over(
                command,
                "the application was withdrawn; nothing more happens to it",
            ),
        }
    }

    fn guard(state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        // A supplement is given after the closing time too.
        let first_time = matches!(state, State::Draft | State::PartnerCommitments);
        match command {
            CommandName::RequestCommitments | CommandName::Submit => {
                if first_time {
                    may_apply(&facts.call, facts.now)?;
                }
                facts.check_budget()?;
                if command == CommandName::Submit {
                    facts.check_commitments()?;
                }
                Ok(())
            }
            CommandName::Update
            | CommandName::SetBudget
            | CommandName::Reopen
            | CommandName::RequestSupplement
            | CommandName::Evaluate
            | CommandName::Withdraw
            | CommandName::Accept
            | CommandName::Reject => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        match command {
            Command::Update(content) => {
                content.check(facts.lead, &facts.call.details.terms)?;
                Ok(Some((state, Event::Updated)))
            }
            Command::SetBudget { partner, cells } => {
                facts.check_part(partner, &cells)?;
                Ok(Some((state, Event::BudgetSet)))
            }
            Command::RequestCommitments => Ok(Some((
                match state {
                    State::Draft => State::PartnerCommitments,
                    other => other,
                },
                Event::CommitmentsRequested,
            ))),
            Command::Reopen => Ok(Some((State::Draft, Event::Reopened))),
            Command::Submit => Ok(Some((State::Submitted { submitted: stamp }, Event::Submitted))),
            Command::RequestSupplement { questions } => request_supplement(state, questions, stamp),
            Command::Evaluate { statement } => evaluate(state, statement, stamp),
            Command::Withdraw { reason } => {
                written("reason", &reason, LONGEST_TEXT)?;
                Ok(Some((
                    State::Withdrawn {
                        submitted: state.submitted(),
                        withdrawn: stamp,
                        reason,
                    },
                    Event::Withdrawn,
                )))
            }
            Command::Accept => Ok(decided(state, stamp, true)),
            Command::Reject => Ok(decided(state, stamp, false)),
        }
    }
}

/// Nothing can be asked of an application whose life is over.
const fn over(command: CommandName, why: &'static str) -> Step<StateName> {
    match command {
        CommandName::Update
        | CommandName::SetBudget
        | CommandName::RequestCommitments
        | CommandName::Reopen
        | CommandName::Submit
        | CommandName::RequestSupplement
        | CommandName::Evaluate
        | CommandName::Withdraw
        | CommandName::Accept
        | CommandName::Reject => Step::No(why),
    }
}

fn request_supplement(state: State, questions: String, asked: Stamp) -> Applied<ApplicationMachine> {
    written("questions", &questions, LONGEST_TEXT)?;
    Ok(state.submitted().map(|submitted| {
        let supplement = Supplement { asked, questions };
        (
            State::SupplementRequested {
                submitted,
                supplement,
            },
            Event::SupplementRequested,
        )
    }))
}

fn evaluate(state: State, statement: String, evaluated: Stamp) -> Applied<ApplicationMachine> {
    written("statement", &statement, LONGEST_TEXT)?;
    Ok(state.submitted().map(|submitted| {
        (
            State::Evaluated {
                submitted,
                evaluated,
                statement,
            },
            Event::Evaluated,
        )
    }))
}

fn decided(state: State, decided: Stamp, granted: bool) -> Option<(State, Event)> {
    let State::Evaluated {
        submitted,
        evaluated,
        statement,
    } = state
    else {
        return None;
    };
    Some(if granted {
        (
            State::Accepted {
                submitted,
                evaluated,
                statement,
                decided,
            },
            Event::Accepted,
        )
    } else {
        (
            State::Rejected {
                submitted,
                evaluated,
                statement,
                decided,
            },
            Event::Rejected,
        )
    })
}
