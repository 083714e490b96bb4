//! What waits for an officer, once a week.

use chrono::NaiveDate;
use talkoot_domain::{calendar, ids::OrganisationId};
use talkoot_mail::message;
use talkoot_storage::{Scope, people::Person, projects, waiting::Kind};

use super::{Composed, named};
use crate::{Answer, App, officers, reminders::recipients::When};

/// What waits now, unless the week has passed or nothing does.
pub(super) async fn compose(
    app: &App,
    (authority, monday): (OrganisationId, NaiveDate),
    reader: &Person,
) -> Answer<Composed> {
    if !officers::is_of_week(app, monday) {
        return Ok(Composed::Obsolete(
            "the week has passed; the list of the next one says what waits",
        ));
    }
    let mut by_officer = officers::waiting_for(app.store(), authority, When::now(app.now())).await?;
    let waiting = by_officer.remove(&reader.id).unwrap_or_default();
    let ids: Vec<_> = waiting.iter().map(|one| one.project).collect();
    let found = projects::find_many(app.store(), &Scope::system(), &ids).await?;
    let matters = waiting.iter().filter_map(|one| {
        let project = found.iter().find(|project| project.id == one.project)?;
        Some(message::WaitingMatter {
            project: named(project),
            what: match one.kind {
                Kind::Reports => message::Waiting::Reports,
                Kind::Claims => message::Waiting::Claims,
                Kind::ChangeRequests => message::Waiting::ChangeRequests,
                Kind::Supplements => message::Waiting::Supplements,
            },
            number: u32::try_from(one.number).unwrap_or(u32::MAX),
            since: calendar::helsinki_date(one.since),
        })
    });
    let week = message::OfficerWeek::of(matters.collect(), app.mail().page("portfolio"));
    Ok(match week {
        Some(week) => Composed::Message(Box::new(week.into())),
        None => Composed::Obsolete("nothing waits any more"),
    })
}
