use chrono::NaiveDate;
use talkoot_domain::{change_part::Made, ids::OrganisationId, project::Project};
use talkoot_storage::{cost_reports, projects};

use super::obligations;
use crate::{Answer, Note, Subject, Work};

/// A partner leaves: nothing of it is deleted, its reports and claims stay as they are, and no more is
/// awaited from it.
pub(super) async fn leave(
    work: &mut Work<'_>,
    project: &Project,
    partner: OrganisationId,
    (last_day, certificate): (NaiveDate, &str),
    made: &Made,
) -> Answer<()> {
    projects::end_partnership(&work.tx, project.id, partner, last_day, certificate.trim()).await?;
    for report in cost_reports::freeze(&work.tx, project.id, partner, work.now).await? {
        let subject = Subject {
            id: report.into(),
            project: Some(project.id),
        };
        let note = Note::reason("the municipality has left the project");
        work.record("cost_report", subject, None, None, note);
    }
    obligations::waive_of_partner(work, project, partner, made).await
}

/// A municipality joins: it owes its cost reports from then on.
pub(super) async fn join(
    work: &mut Work<'_>,
    project: &Project,
    partner: OrganisationId,
    first_day: NaiveDate,
) -> Answer<()> {
    projects::add_partner(&work.tx, project.id, partner, first_day).await?;
    obligations::create_for_partner(work, project, partner, first_day).await
}
