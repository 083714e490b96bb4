use chrono::NaiveDate;
use serde_json::json;
use talkoot_domain::{
    calendar,
    ids::{OrganisationId, PersonId},
    obligation::{Command, Obligation, ObligationMachine, State, Subject},
    project::Project,
    schedule::{ObligationKind, Planned},
    workflow::Machine,
};
use talkoot_storage::obligations;

use super::{apply, subject};
use crate::{Answer, Note, Work};

/// An obligation that hangs on something.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hung {
    /// What has to be done.
    pub(crate) kind: ObligationKind,
    /// What it hangs on.
    pub(crate) subject: Subject,
    /// Who has to do it.
    pub(crate) responsible: OrganisationId,
    /// Until when, before the day is moved to a working day.
    pub(crate) nominal: NaiveDate,
    /// The last day on which it is in time.
    pub(crate) due: NaiveDate,
    /// In whose name it is made; the nil id for the clock.
    pub(crate) by: PersonId,
}

/// Makes an obligation that is open from now on, in the transaction that makes what it hangs on; the caller
/// holds the lock of the project.
pub(crate) async fn hang(work: &mut Work<'_>, project: &Project, new: Hung) -> Answer<Obligation> {
    let today = calendar::helsinki_date(work.now);
    let planned = Planned {
        kind: new.kind,
        period: None,
        nominal: new.nominal,
        due: new.due,
        opens_on: today,
    };
    let id = work.app.new_id();
    let owed = Obligation {
        subject: Some(new.subject),
        // Whoever has just been written to about the day is not reminded of it on the same day.
        due_since: today.succ_opt().unwrap_or(today),
        ..Obligation::planned(id, project.id, new.responsible, &planned, today)
    };
    obligations::insert(&work.tx, &owed).await?;
    let kind: &'static str = owed.kind.into();
    let details = json!({ "kind": kind, "dueDate": owed.due, "subject": new.subject.key().to_string() });
    let about = subject(owed.id.into(), project);
    work.record(
        ObligationMachine::OBJECT,
        about,
        None,
        Some("scheduled"),
        Note::details(details),
    );
    let opened = apply(work, project, owed, Command::Open, new.by, Note::none()).await?;
    Ok(Obligation {
        version: opened.version + 1,
        ..opened
    })
}

/// Obligations that hang on something: of one kind, and of one municipality where each has its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hanging {
    kind: ObligationKind,
    subject: Subject,
    responsible: Option<OrganisationId>,
}

impl From<(ObligationKind, Subject)> for Hanging {
    fn from((kind, subject): (ObligationKind, Subject)) -> Self {
        Self {
            kind,
            subject,
            responsible: None,
        }
    }
}

impl Hanging {
    /// That of one municipality.
    pub(crate) const fn of(kind: ObligationKind, subject: Subject, responsible: OrganisationId) -> Self {
        Self {
            kind,
            subject,
            responsible: Some(responsible),
        }
    }

    async fn find(self, work: &Work<'_>) -> Answer<Option<Obligation>> {
        Ok(obligations::of_subject(&work.tx, self.kind, self.subject, self.responsible).await?)
    }
}

/// What nobody has to do any more: what was handed in is accepted, what was not is waived for this reason.
pub(crate) async fn end(
    work: &mut Work<'_>,
    project: &Project,
    of: impl Into<Hanging>,
    reason: &str,
    by: PersonId,
) -> Answer<()> {
    let of = of.into();
    let Some(owed) = of.find(work).await? else {
        return Ok(());
    };
    let command = match owed.state {
        State::Submitted { .. } => Command::Accept,
        State::Scheduled | State::Open { .. } | State::Overdue { .. } => Command::Waive {
            reason: reason.to_owned(),
        },
        State::Accepted { .. } | State::Waived { .. } => return Ok(()),
    };
    settle(work, project, of, &[command], by).await
}

/// Brings the obligation that hangs on something to where its life went: handed in, accepted or waived. What
/// has been there already, and what nobody owed, stays as it is.
pub(crate) async fn settle(
    work: &mut Work<'_>,
    project: &Project,
    of: impl Into<Hanging>,
    commands: &[Command],
    by: PersonId,
) -> Answer<()> {
    let of = of.into();
    for command in commands {
        let Some(owed) = of.find(work).await? else {
            return Ok(());
        };
        let done = match (command, &owed.state) {
            (_, State::Accepted { .. } | State::Waived { .. }) => true,
            (Command::Submit, State::Submitted { .. }) => true,
            (_, State::Scheduled | State::Open { .. } | State::Overdue { .. } | State::Submitted { .. }) => {
                false
            }
        };
        if done {
            continue;
        }
        let note = match command {
            Command::Waive { reason } => Note::reason(reason.clone()),
            _ => Note::none(),
        };
        apply(work, project, owed, command.clone(), by, note).await?;
    }
    Ok(())
}
