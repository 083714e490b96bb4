use talkoot_domain::{
    ids::{CostReportId, PersonId},
    obligation::{Command, State},
};
use talkoot_storage::obligations::{self, CostReportRow};
use uuid::Uuid;

use super::{apply, locked};
use crate::{Answer, Note, Work};

/// Brings the partner's obligation in line with its cost report, in the transaction that changes the
/// report: from that moment on nobody is reminded of what has been handed in. Safe to repeat.
pub(crate) async fn follow_cost_report(work: &mut Work<'_>, id: CostReportId) -> Answer<()> {
    let Some(report) = obligations::cost_report(&work.tx, id).await? else {
        tracing::error!(report = %id, "an event names a cost report that does not exist");
        return Ok(());
    };
    let Some(obligation) = report.obligation else {
        tracing::info!(report = %id, "no obligation asks for this cost report");
        return Ok(());
    };
    loop {
        let (project, obligation) = locked(work, obligation).await?;
        let Some((command, by)) = missing(&report, &obligation.state) else {
            return Ok(());
        };
        apply(work, &project, obligation, command, by, Note::none()).await?;
    }
}

/// The next step of an obligation that its report has taken already; nothing when they agree, or when
/// it was waived.
fn missing(report: &CostReportRow, state: &State) -> Option<(Command, PersonId)> {
    match (&report.returned, state) {
        (_, State::Waived { .. }) => None,
        (Some((_, reasons)), State::Submitted { .. } | State::Accepted { .. }) => {
            let command = Command::Return {
                reasons: vec![reasons.clone()],
            };
            Some((command, Uuid::nil().into()))
        }
        (Some(_), State::Scheduled | State::Open { .. } | State::Overdue { .. }) => None,
        (None, State::Scheduled | State::Open { .. } | State::Overdue { .. }) => {
            report.submitted.map(|stamp| (Command::Submit, stamp.by))
        }
        (None, State::Submitted { .. }) => report.accepted.map(|stamp| (Command::Accept, stamp.by)),
        (None, State::Accepted { .. }) => None,
    }
}
