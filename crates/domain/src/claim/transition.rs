use chrono::{DateTime, Utc};

use super::{Command, CommandName, Event, Figures, State, StateName, Why};
use crate::{
    hands::{Deed, Hands},
    ids::PersonId,
    money::Money,
    payment_hold::Held,
    supplement_request::Pending,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a claim.
#[derive(Clone, Copy, Debug)]
pub struct ClaimMachine;

/// Whether the stored figures of a claim are those that its lines give now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sums {
    /// To the cent.
    Equal,
    /// Not.
    Differ {
        /// The grant of the claim as stored.
        stored: Money,
        /// The grant of the claim as its lines give it.
        computed: Money,
    },
    /// It could not be found out, for this reason; the answer is no then.
    Unknown(String),
}

/// What must be known to decide about a claim.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Whether it is the last claim, which may come without cost reports of its own.
    pub is_last: bool,
    /// Everybody who drafted, computed or submitted it, prepared costs in it, verified lines of it or
    /// checked it.
    pub hands: Hands,
    /// Its figures as stored.
    pub figures: Figures,
    /// Lines of its reports that nobody has verified.
    pub pending_lines: u64,
    /// Those of them that are in the sample.
    pub sampled_lines: u64,
    /// The first supplement request about it that is not dealt with, if there is one.
    pub supplement: Option<Pending>,
    /// Cost reports that it holds.
    pub reports: u64,
    /// Cost reports that it holds as a draft and that the lead no longer accepts.
    pub reports_changed: u64,
    /// Whether its figures are those of its lines.
    pub sums: Sums,
    /// Whether payments to the project are held.
    pub held: Held,
    /// A payout exists that has not failed.
    pub live_payout: bool,
    /// A payout is confirmed by the bank.
    pub payout_confirmed: bool,
    /// The lead has a bank account in force with the authority.
    pub account_in_force: bool,
}

impl Machine for ClaimMachine {
    const OBJECT: &'static str = "claim";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Draft;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        match command {
            CommandName::Recompute | CommandName::Submit | CommandName::RequestSupplement => {
                before_the_check(state, command)
            }
            CommandName::CheckContent
            | CommandName::Approve
            | CommandName::Reject
            | CommandName::OrderPayout
            | CommandName::Pay => from_the_check_on(state, command),
        }
    }

    fn guard(state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Recompute | CommandName::RequestSupplement => Ok(()),
            CommandName::Submit => {
                if facts.reports == 0 && !facts.is_last {
                    return Err(Why::NoReports);
                }
                if facts.reports_changed > 0 {
                    return Err(Why::ReportsChanged(facts.reports_changed));
                }
                facts.sums.checked()
            }
            CommandName::CheckContent => {
                known(facts)?;
                if let Some(deed) = facts.hands.prepared_by(facts.by) {
                    return Err(Why::SamePerson(deed));
                }
                supplemented(facts)?;
                if facts.sampled_lines > 0 {
                    return Err(Why::SampledLines(facts.sampled_lines));
                }
                if facts.pending_lines > 0 {
                    return Err(Why::PendingLines(facts.pending_lines));
                }
                facts.sums.checked()
            }
            CommandName::Approve => {
                another_person(state, facts)?;
                if facts.pending_lines > 0 {
                    return Err(Why::PendingLines(facts.pending_lines));
                }
                facts.sums.checked()
            }
            CommandName::Reject => another_person(state, facts),
            CommandName::OrderPayout => {
                facts.held.check()?;
                if facts.live_payout {
                    return Err(Why::LivePayout);
                }
                if facts.figures.payable <= Money::ZERO {
                    return Err(Why::NothingPayable {
                        grant: facts.figures.amount,
                        cleared: facts.figures.advance_cleared,
                        owed: facts.figures.owed_before,
                    });
                }
                if !facts.account_in_force {
                    return Err(Why::NoAccountInForce);
                }
                Ok(())
            }
            CommandName::Pay if facts.payout_confirmed => Ok(()),
            CommandName::Pay => Err(Why::NotConfirmed),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(match command {
            Command::Recompute => matches!(state, State::Draft).then_some((state, Event::Recomputed)),
            Command::Submit { answer } => submit(&state, answer.as_deref(), stamp)?,
            Command::RequestSupplement { questions } => request_supplement(&state, questions, stamp)?,
            Command::CheckContent => match state {
                State::Submitted { submitted } => Some((
                    State::ContentChecked {
                        submitted,
                        checked: stamp,
                    },
                    Event::ContentChecked,
                )),
                _ => None,
            },
            Command::Approve => match state {
                State::ContentChecked { submitted, checked } => Some((
                    State::FinanceApproved {
                        submitted,
                        checked,
                        approved: stamp,
                    },
                    Event::FinanceApproved,
                )),
                _ => None,
            },
            Command::Reject { reason } => reject(&state, reason, stamp)?,
            Command::OrderPayout => {
                matches!(state, State::FinanceApproved { .. }).then_some((state, Event::PayoutOrdered))
            }
            Command::Pay => match state {
                State::FinanceApproved {
                    submitted,
                    checked,
                    approved,
                } => Some((
                    State::Paid {
                        submitted,
                        checked,
                        approved,
                        paid_at: now,
                    },
                    Event::Paid,
                )),
                _ => None,
            },
        })
    }
}

/// What the lead does, and the officer's questions.
fn before_the_check(state: StateName, command: CommandName) -> Step<StateName> {
    use CommandName as C;
    use StateName as S;
    match (state, command) {
        (S::Draft, C::Recompute) => Step::Stays,
        (S::Submitted | S::SupplementRequested | S::ContentChecked, C::Recompute) => {
            Step::No("the claim is submitted; its cost reports are locked")
        }
        (S::Draft | S::SupplementRequested, C::Submit) => Step::To(S::Submitted),
        (S::Submitted | S::ContentChecked, C::Submit) => Step::No("the claim is submitted already"),
        (S::FinanceApproved | S::Paid | S::Rejected, C::Recompute | C::Submit) => {
            Step::No("the claim is decided; draft the next one")
        }
        (S::Submitted, C::RequestSupplement) => Step::To(S::SupplementRequested),
        (S::Draft, C::RequestSupplement) => Step::No("the claim is not submitted"),
        (S::SupplementRequested, C::RequestSupplement) => {
            Step::No("questions have been asked; wait for the answer")
        }
        (S::ContentChecked | S::FinanceApproved | S::Paid | S::Rejected, C::RequestSupplement) => {
            Step::No("the content is checked or the claim decided; it is too late for questions")
        }
        (_, C::CheckContent | C::Approve | C::Reject | C::OrderPayout | C::Pay) => {
            Step::No("this is asked of a claim that is being checked")
        }
    }
}

/// What the authority and the bank do.
fn from_the_check_on(state: StateName, command: CommandName) -> Step<StateName> {
    use CommandName as C;
    use StateName as S;
    match (state, command) {
        (S::Submitted, C::CheckContent) => Step::To(S::ContentChecked),
        (S::SupplementRequested, C::CheckContent | C::Approve | C::Reject) => {
            Step::No("the lead municipality is answering questions; wait for the answer")
        }
        (S::ContentChecked | S::FinanceApproved | S::Paid, C::CheckContent) => {
            Step::No("the content is checked already")
        }
        (S::ContentChecked, C::Approve) => Step::To(S::FinanceApproved),
        (S::Submitted, C::Approve) => Step::No("an officer must check the content first"),
        (S::FinanceApproved | S::Paid, C::Approve) => Step::No("the claim is approved already"),
        (S::Submitted | S::ContentChecked, C::Reject) => Step::To(S::Rejected),
        (S::FinanceApproved | S::Paid, C::Reject) => {
            Step::No("the claim is approved; what is wrong with it is corrected in a later claim")
        }
        (S::Draft, C::CheckContent | C::Approve | C::Reject) => Step::No("the claim is not submitted"),
        (S::Rejected, C::CheckContent | C::Approve | C::Reject | C::OrderPayout | C::Pay) => {
            Step::No("the claim is rejected")
        }
        (S::FinanceApproved, C::OrderPayout) => Step::Stays,
        (S::Paid, C::OrderPayout | C::Pay) => Step::No("the claim is paid already"),
        (S::FinanceApproved, C::Pay) => Step::To(S::Paid),
        (S::Draft | S::Submitted | S::SupplementRequested | S::ContentChecked, C::OrderPayout | C::Pay) => {
            Step::No("the claim is not approved for payment")
        }
        (_, C::Recompute | C::Submit | C::RequestSupplement) => {
            Step::No("this is asked of a claim before it is checked")
        }
    }
}

impl Sums {
    fn checked(&self) -> Result<(), Why> {
        match self {
            Self::Equal => Ok(()),
            Self::Differ { stored, computed } => Err(Why::SumsDiffer {
                stored: *stored,
                computed: *computed,
            }),
            Self::Unknown(why) => Err(Why::SumsUnknown(why.clone())),
        }
    }
}

/// A list without its first entry has been lost: nobody can be told apart by it.
fn known(facts: &Facts) -> Result<(), Why> {
    if facts.hands.know(Deed::Drafted) {
        Ok(())
    } else {
        Err(Why::NobodyDrafted)
    }
}

/// Nothing that was asked about it is open.
fn supplemented(facts: &Facts) -> Result<(), Why> {
    match facts.supplement {
        None => Ok(()),
        Some(Pending {
            number,
            answered: true,
            ..
        }) => Err(Why::SupplementAnswered(number)),
        Some(Pending { number, due, .. }) => Err(Why::SupplementOpen { number, due }),
    }
}

fn another_person(state: &State, facts: &Facts) -> Result<(), Why> {
    if let Some(deed) = facts.hands.of(facts.by) {
        return Err(Why::SamePerson(deed));
    }
    known(facts)?;
    match state {
        State::ContentChecked { checked, .. } if checked.by == facts.by => {
            Err(Why::SamePerson(Deed::Checked))
        }
        State::Draft
        | State::Submitted { .. }
        | State::SupplementRequested { .. }
        | State::ContentChecked { .. }
        | State::FinanceApproved { .. }
        | State::Paid { .. }
        | State::Rejected { .. } => Ok(()),
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn submit(state: &State, answer: Option<&str>, submitted: Stamp) -> Applied<ClaimMachine> {
    match state {
        State::Draft => Ok(Some((State::Submitted { submitted }, Event::Submitted))),
        State::SupplementRequested { .. } if answer.is_none_or(is_blank) => Err(Why::NoAnswer),
        State::SupplementRequested { .. } => Ok(Some((State::Submitted { submitted }, Event::Submitted))),
        State::Submitted { .. }
        | State::ContentChecked { .. }
        | State::FinanceApproved { .. }
        | State::Paid { .. }
        | State::Rejected { .. } => Ok(None),
    }
}

fn request_supplement(state: &State, questions: String, asked: Stamp) -> Applied<ClaimMachine> {
    let &State::Submitted { submitted } = state else {
        return Ok(None);
    };
    if is_blank(&questions) {
        return Err(Why::NoQuestions);
    }
    let state = State::SupplementRequested {
        submitted,
        asked,
        questions,
    };
    Ok(Some((state, Event::SupplementRequested)))
}

fn reject(state: &State, reason: String, rejected: Stamp) -> Applied<ClaimMachine> {
    let (submitted, checked) = match *state {
        State::Submitted { submitted } => (submitted, None),
        State::ContentChecked { submitted, checked } => (submitted, Some(checked)),
        State::Draft
        | State::SupplementRequested { .. }
        | State::FinanceApproved { .. }
        | State::Paid { .. }
        | State::Rejected { .. } => return Ok(None),
    };
    if is_blank(&reason) {
        return Err(Why::NoReason);
    }
    let state = State::Rejected {
        submitted,
        checked,
        rejected,
        reason,
    };
    Ok(Some((state, Event::Rejected)))
}
