use chrono::NaiveDate;
use talkoot_domain::{
    amendment::{
        early_stop,
        extension::{self, Link},
    },
    change_part::Hindrance,
    project::Project,
    workflow::RefusalCode,
};
use talkoot_storage::{Access, cost_lines, projects};

use super::{Effect, no};
use crate::Answer;

/// How the chain of periods goes on to a later last day.
pub(super) async fn extend(
    db: &impl Access,
    project: &Project,
    last: NaiveDate,
) -> Answer<Result<Effect, Hindrance>> {
    let terms = &project.terms;
    if let Err(why) = extension::check(terms.use_period, last, terms.appropriation_expires_on) {
        let code = match why {
            extension::ExtensionRefused::NotLater(_) | extension::ExtensionRefused::TooFar => {
                RefusalCode::InvalidInput
            }
            extension::ExtensionRefused::AfterExpiry(_) => RefusalCode::Deadline,
        };
        return no(code, why.to_string());
    }
    let chain = chain(db, project).await?;
    let continuation = extension::continue_periods(terms.schedule.cost_period, &chain, last);
    Ok(Ok(Effect::Extension(continuation)))
}

/// Where the chain of periods is cut when the project ends before its time.
pub(super) async fn stop(
    db: &impl Access,
    project: &Project,
    last: NaiveDate,
) -> Answer<Result<Effect, Hindrance>> {
    let chain = chain(db, project).await?;
    let costs_until = cost_lines::last_booked(db, project.id).await?;
    match early_stop::curtail(project.terms.use_period, &chain, last, costs_until) {
        Ok(curtailment) => Ok(Ok(Effect::Stop(curtailment))),
        Err(why) => no(why.code(), why.to_string()),
    }
}

async fn chain(db: &impl Access, project: &Project) -> Answer<Vec<Link>> {
    let used = projects::used_periods(db, project.id).await?;
    let periods = projects::periods(db, &[project.id]).await?;
    let links = periods.into_iter().map(|(_, period)| Link {
        period,
        used: used.contains(&period.id),
    });
    Ok(links.collect())
}
