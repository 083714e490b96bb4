//! An obligation (*velvoite*): something that must be handed in by a date.

mod command;
mod event;
mod refusal;
mod state;
mod submission;
mod transition;

pub use command::{Command, CommandName};
pub use event::Event;
pub use refusal::Why;
pub use state::{State, StateName};
pub use submission::{Answered, Submission};
pub use transition::{Facts, ObligationMachine};

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    calendar::{self, Deadline},
    hands::Hands,
    ids::{AgreementId, ObligationId, OrganisationId, ProjectId, RecoveryId, SupplementRequestId},
    ladder::{Audience, Ladder, Step},
    schedule::{ObligationKind, Planned, ReportingSchedule},
    use_period::UsePeriod,
    workflow::Stamp,
};

/// That the deadline was moved: by whom, when and why. The latest time is kept here, every time in
/// the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The officer, and when.
    pub granted: Stamp,
    /// The reason.
    pub reason: String,
}

/// An obligation with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligation {
    /// Its identifier.
    pub id: ObligationId,
    /// Counts the changes; the next change must name it.
    pub version: i64,
    /// The project that owes it.
    pub project: ProjectId,
    /// What has to be handed in.
    pub kind: ObligationKind,
    /// Who has to: each partner its cost reports, the lead everything else.
    pub responsible: OrganisationId,
    /// What it hangs on, for the kinds that do not come from the schedule.
    pub subject: Option<Subject>,
    /// The days it covers, where it covers any.
    pub period: Option<UsePeriod>,
    /// The date that the schedule gave; it never changes, so that the schedule can be applied twice.
    pub planned: NaiveDate,
    /// The date as last set, before it was moved to a working day.
    pub nominal: NaiveDate,
    /// The last day on which it is in time; it ends at 24:00 in Helsinki.
    pub due: NaiveDate,
    /// The first day on which it can be handed in.
    pub opens_on: NaiveDate,
    /// The day from which this due date holds: reminders of earlier days are not sent.
    pub due_since: NaiveDate,
    /// The latest extension.
    pub extension: Option<Extension>,
    /// Where it stands.
    pub state: State,
    /// The Helsinki day of the next reminder; none while nobody has to be reminded.
    pub next_reminder_on: Option<NaiveDate>,
}

/// What an obligation hangs on: it begins with it and is settled through it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A supplement request about a claim.
    SupplementRequest(SupplementRequestId),
    /// A recovery: its hearing, or its payment.
    Recovery(RecoveryId),
    /// An agreement: a signature under it for each municipality.
    Agreement(AgreementId),
}

impl Subject {
    /// What an obligation of this kind with this key hangs on; nothing for the kinds of the schedule.
    #[must_use]
    pub fn of(kind: ObligationKind, key: uuid::Uuid) -> Option<Self> {
        match kind {
            ObligationKind::SupplementRequest => Some(Self::SupplementRequest(key.into())),
            ObligationKind::RecoveryHearing | ObligationKind::RecoveryPayment => {
                Some(Self::Recovery(key.into()))
            }
            ObligationKind::AgreementSignature => Some(Self::Agreement(key.into())),
            ObligationKind::PortfolioReport
            | ObligationKind::CostReport
            | ObligationKind::InterimReport
            | ObligationKind::FinalReport
            | ObligationKind::FollowUp => None,
        }
    }

    /// Its key.
    #[must_use]
    pub fn key(self) -> uuid::Uuid {
        match self {
            Self::SupplementRequest(id) => id.into(),
            Self::Recovery(id) => id.into(),
            Self::Agreement(id) => id.into(),
        }
    }
}

/// By what an obligation's dates are computed: pinned in the project's terms.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// When reports are due.
    pub schedule: &'a ReportingSchedule,
    /// How a late one is chased.
    pub ladder: &'a Ladder,
    /// The Helsinki date.
    pub today: NaiveDate,
}

/// Databases and people write four digits of a year.
const LAST_YEAR: i32 = 9999;

impl Rules<'_> {
    /// The first reminder of a due date that holds since a day.
    fn first_reminder(&self, due: NaiveDate, since: NaiveDate) -> Option<NaiveDate> {
        let end = NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31)?;
        self.ladder
            .steps_until(due, since, end)
            .next()
            .map(|(day, _)| day)
    }
}

impl Obligation {
    /// An obligation as it follows from the schedule, not yet open.
    #[must_use]
    pub fn planned(
        id: ObligationId,
        project: ProjectId,
        responsible: OrganisationId,
        planned: &Planned,
        today: NaiveDate,
    ) -> Self {
        Self {
            id,
            version: 1,
            project,
            kind: planned.kind,
            responsible,
            subject: None,
            period: planned.period,
            planned: planned.nominal,
            nominal: planned.nominal,
            due: planned.due,
            opens_on: planned.opens_on,
            due_since: planned.opens_on.max(today),
            extension: None,
            state: State::Scheduled,
            next_reminder_on: None,
        }
    }

    /// Whether a person may extend or waive it by itself. What hangs on something else goes with that.
    ///
    /// # Errors
    /// Refused for a waiver of what is settled otherwise, and for an extension of a day that a decision set.
    pub const fn check_by_itself(&self, command: CommandName) -> Result<(), Why> {
        match (self.kind, command) {
            (
                ObligationKind::SupplementRequest
                | ObligationKind::RecoveryHearing
                | ObligationKind::RecoveryPayment
                | ObligationKind::AgreementSignature,
                CommandName::Waive,
            ) => Err(Why::GivenUpOtherwise(self.kind)),
            (ObligationKind::RecoveryHearing, CommandName::Extend) => Err(Why::NoticedDay),
            (ObligationKind::RecoveryPayment, CommandName::Extend) => Err(Why::DecidedDay),
            _ => Ok(()),
        }
    }

    /// What changes beside the state when a command has been accepted: dates and reminders.
    #[must_use]
    pub fn after(self, command: &Command, state: State, facts: &Facts, rules: Rules<'_>) -> Self {
        let mut next = Self { state, ..self };
        match command {
            Command::MarkOverdue => {}
            Command::Open => next.next_reminder_on = rules.first_reminder(next.due, next.due_since),
            Command::Submit | Command::Accept | Command::Waive { .. } => next.next_reminder_on = None,
            Command::Return { .. } => {
                // Whoever has just been told what to mend is not reminded of steps that passed meanwhile,
                // nor, where the letter names a new date, of that date on the same day.
                next.due_since = rules.today;
                let mend_by = rules.schedule.mend_by(next.due, rules.today);
                if mend_by != next.due {
                    next.nominal = mend_by;
                    next.due = mend_by;
                    next.due_since = rules.today.succ_opt().unwrap_or(rules.today);
                }
                next.next_reminder_on = rules.first_reminder(next.due, next.due_since);
            }
            Command::BringForward { nominal, .. } | Command::Resume { nominal } => {
                next.move_to(*nominal, rules);
            }
            Command::Extend { nominal, reason } => {
                next.move_to(*nominal, rules);
                next.extension = Some(Extension {
                    granted: Stamp {
                        by: facts.by,
                        at: facts.now,
                    },
                    reason: reason.trim().to_owned(),
                });
            }
        }
        next
    }

    /// Its day becomes another one, and the reminders with it.
    fn move_to(&mut self, nominal: NaiveDate, rules: Rules<'_>) {
        self.nominal = nominal;
        self.due = Deadline::new(nominal, rules.schedule.holidays).due();
        self.due_since = self.opens_on.max(rules.today);
        self.next_reminder_on = match self.state {
            State::Open { .. } => rules.first_reminder(self.due, self.due_since),
            _ => None,
        };
    }

    /// Whom a step of the ladder is said to. After the last day of a hearing nothing is owed any more: the
    /// municipality is told so once, and then only the officer, who is to end the hearing. On the day after a
    /// recovery was to be paid the debtor gets a letter with the sums, so the ladder is silent on that day.
    #[must_use]
    pub fn told(&self, step: &Step, ladder: &Ladder) -> BTreeSet<Audience> {
        let mut told = step.audience().clone();
        if self.kind == ObligationKind::RecoveryHearing && step.days() > 0 {
            let first = ladder.days().iter().find(|day| **day > 0);
            let is_first = first.is_none_or(|day| *day == step.days());
            told.retain(|who| match who {
                Audience::Responsible => is_first,
                Audience::MunicipalityOwner | Audience::LeadMunicipality => false,
                Audience::Officer => true,
            });
        }
        if self.kind == ObligationKind::RecoveryPayment && step.days() == 1 {
            told.clear();
        }
        told
    }

    /// The day of its next reminder as things stand: also of one that is not open yet, as if it opened on its day.
    #[must_use]
    pub fn reminder_to_come(&self, rules: Rules<'_>) -> Option<NaiveDate> {
        match self.state {
            State::Scheduled => rules.first_reminder(self.due, self.due_since.max(self.opens_on)),
            State::Open { .. } | State::Overdue { .. } => self.next_reminder_on,
            State::Submitted { .. } | State::Accepted { .. } | State::Waived { .. } => None,
        }
    }

    /// The day of the reminder after the one of today.
    #[must_use]
    pub fn reminder_after(&self, rules: Rules<'_>) -> Option<NaiveDate> {
        let tomorrow = rules.today.succ_opt()?;
        let goes_on = self.state.is_awaited() || matches!(self.state, State::Scheduled);
        goes_on
            .then(|| rules.first_reminder(self.due, self.due_since.max(tomorrow)))
            .flatten()
    }

    /// What must be known to decide about it.
    #[must_use]
    pub fn facts(&self, by: crate::ids::PersonId, hands: Hands, now: chrono::DateTime<chrono::Utc>) -> Facts {
        Facts {
            by,
            extended: self.extension.is_some(),
            hands,
            due: self.due,
            opens_on: self.opens_on,
            now,
        }
    }

    /// By how many days it is late on a Helsinki date; 0 when it is in time or has been handed in.
    #[must_use]
    pub fn days_late(&self, today: NaiveDate) -> i64 {
        if self.state.is_awaited() {
            today.signed_duration_since(self.due).num_days().max(0)
        } else {
            0
        }
    }

    /// Whether it can be handed in on a Helsinki date. On its first day it can, also while nobody has opened it yet:
    /// that is done by a job, which may be late.
    ///
    /// # Errors
    /// Refused before its first day.
    pub fn check_begun(&self, today: NaiveDate) -> Result<(), Why> {
        if matches!(self.state, State::Scheduled) && today < self.opens_on {
            return Err(Why::TooEarly(self.opens_on));
        }
        Ok(())
    }

    /// The instant from which on it is late.
    #[must_use]
    pub fn ends_at(&self) -> chrono::DateTime<chrono::Utc> {
        calendar::end_of_day(self.due)
    }
}

#[cfg(test)]
mod tests;
