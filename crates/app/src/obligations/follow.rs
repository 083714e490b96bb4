use talkoot_domain::{
    ids::{CostReportId, PersonId},
    obligation::Command,
};
use talkoot_storage::obligations::{self, CostReportRow};
use uuid::Uuid;

use super::{apply, locked};
use crate::{Answer, Failure, Note, Work};

/// What has become of a cost report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Followed {
    Submitted,
    Returned,
    Accepted,
}

/// Brings the partner's obligation in line with its cost report.
pub(crate) async fn follow_cost_report(work: &mut Work<'_>, id: CostReportId, what: Followed) -> Answer<()> {
    let Some(report) = obligations::cost_report(&work.tx, id).await? else {
        tracing::error!(report = %id, "an event names a cost report that does not exist");
        return Ok(());
    };
    let Some(obligation) = report.obligation else {
        tracing::info!(report = %id, "no obligation asks for this cost report");
        return Ok(());
    };
    let Some((command, by)) = command(&report, what) else {
        // It has moved on since; the events that follow tell how.
        return Ok(());
    };
    let (project, obligation) = locked(work, obligation).await?;
    match apply(work, &project, obligation, command, by, Note::none()).await {
        Ok(_) => Ok(()),
        Err(Failure::Refused(refusals)) => {
            // The report is a fact; an obligation that was waived meanwhile has nothing to follow.
            tracing::warn!(report = %id, ?refusals, "the obligation does not follow its cost report");
            Ok(())
        }
        Err(failure) => Err(failure),
    }
}

fn command(report: &CostReportRow, what: Followed) -> Option<(Command, PersonId)> {
    match what {
        Followed::Submitted => Some((Command::Submit, report.submitted?.by)),
        Followed::Accepted => Some((Command::Accept, report.accepted?.by)),
        Followed::Returned => {
            let reasons = match &report.returned {
                Some((_, reasons)) => reasons.clone(),
                None => "it was returned, and has been submitted again since".to_owned(),
            };
            let command = Command::Return {
                reasons: vec![reasons],
            };
            Some((command, Uuid::nil().into()))
        }
    }
}
