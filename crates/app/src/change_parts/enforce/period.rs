use chrono::NaiveDate;
use talkoot_domain::{
    amendment::extension::Continuation,
    change_part::Made,
    project::{Period, Project},
};
use talkoot_storage::projects;

use super::obligations;
use crate::{Answer, Work};

/// The use period ends later: the chain of periods goes on, and what is owed follows.
pub(super) async fn extend(
    work: &mut Work<'_>,
    project: &mut Project,
    last: NaiveDate,
    continuation: &Continuation,
    made: &Made,
) -> Answer<()> {
    project.terms.use_period.last = last;
    if let Some((id, days)) = continuation.lengthened {
        projects::change_period(&work.tx, id, days).await?;
    }
    let added: Vec<Period> = continuation
        .added
        .iter()
        .map(|&(number, days)| Period {
            id: work.app.new_id(),
            number,
            days,
        })
        .collect();
    projects::insert_periods(&work.tx, project.id, &added).await?;
    obligations::follow_use_period(work, project, made).await
}
