//! What a project owes when its use period ends before its time.

use serde_json::json;
use talkoot_domain::{
    calendar,
    change_part::Made,
    obligation::{Command, Obligation, State},
    project::Project,
    schedule::{ObligationKind, Planned},
};
use talkoot_storage::{obligations, projects};

use super::obligations::{plan, waive_for};
use crate::{Answer, Note, Work, obligations as owed};

/// Moves what is owed at the end to the day that the schedule gives for the new end, and gives up what would have
/// been owed after it. What is late, handed in or waived stays, and what hangs on something else too.
pub(super) async fn follow_use_period(work: &mut Work<'_>, project: &Project, made: &Made) -> Answer<()> {
    let periods = projects::periods(&work.tx, &[project.id]).await?;
    let planned = plan(project, periods.into_iter().map(|(_, period)| period));
    let last = project.terms.use_period.last;
    for one in obligations::of_project(&work.tx, project.id).await? {
        let awaited = matches!(one.state, State::Scheduled | State::Open { .. });
        if !awaited || one.kind.has_subject() {
            continue;
        }
        let found = planned.iter().find(|planned| is_same(&one, planned));
        match (one.kind, found) {
            (
                ObligationKind::FinalReport | ObligationKind::FollowUp | ObligationKind::CostReport,
                Some(planned),
            ) => bring_forward(work, project, one, planned, made).await?,
            (ObligationKind::PortfolioReport | ObligationKind::InterimReport, _) if one.nominal <= last => {}
            _ => {
                let reason = format!("the project ends on {last}");
                waive_for(work, project, one, &reason, made).await?;
            }
        }
    }
    Ok(())
}

fn is_same(known: &Obligation, planned: &Planned) -> bool {
    let first = |days: Option<talkoot_domain::use_period::UsePeriod>| days.map(|days| days.first);
    known.kind == planned.kind
        && (known.kind != ObligationKind::CostReport || first(known.period) == first(planned.period))
}

/// To its new day; when that is past or today, there are two weeks, as for what has to be mended.
async fn bring_forward(
    work: &mut Work<'_>,
    project: &Project,
    known: Obligation,
    planned: &Planned,
    made: &Made,
) -> Answer<()> {
    let today = calendar::helsinki_date(work.now);
    let nominal = if planned.nominal > today {
        planned.nominal
    } else {
        project.terms.schedule.mend_by(planned.due, today)
    };
    if nominal >= known.due {
        return Ok(());
    }
    let reason = format!("the use period ends on {}", project.terms.use_period.last);
    let command = Command::BringForward {
        nominal,
        reason: reason.clone(),
    };
    let note = Note {
        reason: Some(reason),
        details: json!({ "newDate": nominal }),
    };
    // The days that it covers and the day from which it can be handed in move with it.
    let scheduled = matches!(known.state, State::Scheduled);
    let opens_on = if scheduled {
        planned.opens_on
    } else {
        known.opens_on
    };
    let known = Obligation {
        period: planned.period,
        opens_on,
        ..known
    };
    owed::apply(work, project, known, command, made.decided.by, note).await?;
    Ok(())
}
