use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, MissingEvidence, Remark, State, StateName, Unclassified, Why};
use crate::{
    claim,
    hands::{Deed, Hands},
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a cost report.
#[derive(Clone, Copy, Debug)]
pub struct CostReportMachine;

/// What must be known to decide about a cost report.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks; the nil id when the system does.
    pub by: PersonId,
    /// Everybody who imported or classified what is in force now.
    pub prepared_by: Vec<PersonId>,
    /// Everybody who prepared or submitted it, in this version or in an earlier one.
    pub hands: Hands,
    /// Whether an import is in force.
    pub imported: bool,
    /// Lines in force that are in no cell of the budget.
    pub unclassified: Unclassified,
    /// Lines in force that the call wants evidence of and that have none.
    pub evidence: MissingEvidence,
    /// Whether its municipality has left the project.
    pub frozen: bool,
    /// Where it stands among the reports of its municipality, and in which claim.
    pub place: Place,
}

/// Where a report stands among the reports of its municipality, and in which claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The number of the latest later period for which the municipality has handed in a report.
    pub newer: Option<i32>,
    /// Where the claim that holds it stands.
    pub claim: Option<claim::StateName>,
    /// Whether that claim holds nothing else and must hold something.
    pub only_report: bool,
}

impl Machine for CostReportMachine {
    const OBJECT: &'static str = "cost_report";
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
        const LOCKED: &str = "the report stands in a submitted claim and does not change";
        match (state, command) {
            (S::Open | S::Returned, C::Import | C::Classify | C::Allocate | C::Attach) => Step::Stays,
            (S::Submitted | S::LeadAccepted, C::Import | C::Classify | C::Allocate | C::Attach) => {
                Step::No("the report is submitted; ask the lead municipality to return it")
            }
            (S::Open | S::Returned, C::Submit) => Step::To(S::Submitted),
            (S::Submitted | S::LeadAccepted, C::Submit) => Step::No("the report is submitted already"),
            // The lead may also take back its acceptance, as long as no claim rests on it: else a
            // report could never be corrected after its claim was rejected.
            (S::Submitted | S::LeadAccepted, C::Return) => Step::To(S::Returned),
            (S::Open, C::Return) => Step::No("the report is not submitted; the partner works on it"),
            (S::Returned, C::Return) => Step::No("the report is returned already"),
            (S::Submitted, C::Accept) => Step::To(S::LeadAccepted),
            (S::Open | S::Returned, C::Accept) => Step::No("the partner has not submitted the report"),
            (S::LeadAccepted, C::Accept) => Step::No("the report is accepted already"),
            (S::LeadAccepted, C::Lock) => Step::To(S::Locked),
            (S::Open | S::Submitted | S::Returned, C::Lock) => {
                Step::No("the lead municipality has not accepted the report")
            }
            (S::Locked, C::Reopen) => Step::To(S::Returned),
            (S::Submitted | S::LeadAccepted, C::Reopen) => {
                Step::No("the report is in no submitted claim; return it (returnCostReport)")
            }
            (S::Open | S::Returned, C::Reopen) => Step::No("the partner has the report in hand"),
            (S::Locked, C::Unlock) => Step::To(S::LeadAccepted),
            (S::Open | S::Submitted | S::Returned | S::LeadAccepted, C::Unlock) => {
                Step::No("the report is not locked")
            }
            (
                S::Locked,
                C::Import
                | C::Classify
                | C::Allocate
                | C::Attach
                | C::Submit
                | C::Return
                | C::Accept
                | C::Lock,
            ) => Step::No(LOCKED),
        }
    }

    fn guard(state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Import
            | CommandName::Classify
            | CommandName::Allocate
            | CommandName::Attach
            | CommandName::Submit
                if facts.frozen =>
            {
                Err(Why::Frozen)
            }
            CommandName::Submit => {
                if !facts.imported {
                    return Err(Why::NoImport);
                }
                if facts.prepared_by.is_empty() {
                    return Err(Why::NobodyPrepared);
                }
                if facts.prepared_by.contains(&facts.by) {
                    return Err(Why::PreparedBySamePerson);
                }
                if !facts.unclassified.is_empty() {
                    return Err(Why::Unclassified(facts.unclassified.clone()));
                }
                if !facts.evidence.is_empty() {
                    return Err(Why::NoEvidence(facts.evidence.clone()));
                }
                Ok(())
            }
            CommandName::Accept => {
                if let Some(deed) = facts.hands.of(facts.by) {
                    return Err(Why::OwnReport(deed));
                }
                if !(facts.hands.know(Deed::Prepared) && facts.hands.know(Deed::Submitted)) {
                    return Err(Why::NobodyHandedOver);
                }
                Ok(())
            }
            CommandName::Reopen => facts.can_reopen(),
            CommandName::Return => match (state, facts.place.newer) {
                (State::LeadAccepted { .. }, Some(period)) => Err(Why::NotLatest(period)),
                _ => Ok(()),
            },
            CommandName::Classify | CommandName::Allocate | CommandName::Attach if !facts.imported => {
                Err(Why::NoImport)
            }
            CommandName::Import
            | CommandName::Classify
            | CommandName::Allocate
            | CommandName::Attach
            | CommandName::Lock
            | CommandName::Unlock => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(Some(match (state, command) {
            (state, Command::Import) => (state, Event::Imported),
            (state, Command::Classify) => (state, Event::Classified),
            (state, Command::Allocate) => (state, Event::Allocated),
            (state, Command::Attach) => (state, Event::EvidenceChanged),
            (State::Open | State::Returned { .. }, Command::Submit) => {
                (State::Submitted { submitted: stamp }, Event::Submitted)
            }
            (
                State::Submitted { submitted } | State::LeadAccepted { submitted, .. },
                Command::Return { reasons, remarks },
            ) => {
                check_reasons(&reasons, &remarks)?;
                let returned = State::Returned {
                    submitted,
                    returned: stamp,
                    reasons,
                };
                (returned, Event::Returned)
            }
            (State::Locked { submitted, .. }, Command::Reopen { reasons }) => {
                if reasons.trim().is_empty() {
                    return Err(Why::NoReasons);
                }
                let returned = State::Returned {
                    submitted,
                    returned: stamp,
                    reasons,
                };
                (returned, Event::Returned)
            }
            (State::Submitted { submitted }, Command::Accept) => (
                State::LeadAccepted {
                    submitted,
                    accepted: stamp,
                },
                Event::Accepted,
            ),
            (State::LeadAccepted { submitted, accepted }, Command::Lock) => (
                State::Locked {
                    submitted,
                    accepted,
                    locked_at: now,
                },
                Event::Locked,
            ),
            (
                State::Locked {
                    submitted, accepted, ..
                },
                Command::Unlock,
            ) => (State::LeadAccepted { submitted, accepted }, Event::Unlocked),
            (
                _,
                Command::Submit
                | Command::Return { .. }
                | Command::Reopen { .. }
                | Command::Accept
                | Command::Lock
                | Command::Unlock,
            ) => return Ok(None),
        }))
    }
}

impl Facts {
    /// Whether a locked report can leave its claim.
    const fn can_reopen(&self) -> Result<(), Why> {
        use claim::StateName as S;
        if self.frozen {
            return Err(Why::Frozen);
        }
        match self.place.claim {
            None => return Err(Why::NoClaim),
            Some(S::FinanceApproved | S::Paid) => return Err(Why::Claimed),
            Some(S::Draft | S::Submitted | S::SupplementRequested | S::ContentChecked | S::Rejected) => {}
        }
        if let Some(period) = self.place.newer {
            return Err(Why::NotLatest(period));
        }
        match self.place.claim {
            Some(S::SupplementRequested) if self.place.only_report => Err(Why::OnlyReport),
            Some(S::SupplementRequested) => Ok(()),
            _ => Err(Why::WithTheAuthority),
        }
    }
}

/// The partner must be told what to correct: of the whole report or of lines, each once and each with its
/// own reason.
fn check_reasons(reasons: &str, remarks: &[Remark]) -> Result<(), Why> {
    if reasons.trim().is_empty() && remarks.is_empty() {
        return Err(Why::NoReasons);
    }
    let mut seen = BTreeSet::new();
    for (place, remark) in remarks.iter().enumerate() {
        if remark.reason.trim().is_empty() {
            return Err(Why::NoReasonForLine(place));
        }
        if !seen.insert(remark.line) {
            return Err(Why::LineTwice(place));
        }
    }
    Ok(())
}
