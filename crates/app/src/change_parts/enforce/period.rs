use chrono::NaiveDate;
use talkoot_domain::{
    amendment::{early_stop::Curtailment, extension::Continuation},
    change_part::Made,
    project::{Period, Project},
};
use talkoot_storage::projects;

use super::{earlier, obligations};
use crate::{Answer, Work};

/// The use period ends later: the chain of periods goes on, and what is owed follows.
pub(super) async fn extend(
    work: &mut Work<'_>,
    project: &mut Project,
    last: NaiveDate,
    continuation: &Continuation,
    made: &Made,
) -> Answer<()> {
    let ended = std::mem::replace(&mut project.terms.use_period.last, last);
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
    obligations::follow_use_period(work, project, ended, made).await
}

/// The use period ends before its time: the chain of periods ends with it, and what is owed follows. What costs
/// there are after the last day is not eligible; what of the award is not used is released when the project is
/// closed, as always.
pub(super) async fn stop(
    work: &mut Work<'_>,
    project: &mut Project,
    last: NaiveDate,
    curtailment: &Curtailment,
    made: &Made,
) -> Answer<()> {
    project.terms.use_period.last = last;
    if let Some((id, days)) = curtailment.shortened {
        projects::change_period(&work.tx, id, days).await?;
    }
    projects::remove_periods(&work.tx, &curtailment.removed).await?;
    earlier::follow_use_period(work, project, made).await
}
