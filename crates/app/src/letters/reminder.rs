use chrono::NaiveDate;
use talkoot_domain::{
    ids::ObligationId,
    ladder::Audience,
    obligation::{Obligation, Subject},
};
use talkoot_mail::{message, period_text};
use talkoot_storage::{Scope, obligations, organisations, people::Person, projects};

use super::{Composed, ROLE_ENDED, named};
use crate::{
    Answer, App, Failure,
    project_contacts::Team,
    reminders::recipients::{self, When},
};

/// A step of the ladder, unless it has been handed in or its date was moved meanwhile.
pub(super) async fn compose(
    app: &App,
    id: ObligationId,
    due: NaiveDate,
    audience: &str,
    reader: &Person,
) -> Answer<Composed> {
    let scope = Scope::system();
    let obligation = obligations::find(app.store(), &scope, id).await?;
    let obligation = obligation.ok_or(Failure::NotFound("obligation"))?;
    if !obligation.state.is_awaited() {
        return Ok(Composed::Obsolete("it is not awaited any more"));
    }
    if obligation.due != due {
        return Ok(Composed::Obsolete("its due date was moved"));
    }
    let project = projects::find(app.store(), &scope, obligation.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let municipality = organisations::find(app.store(), obligation.responsible).await?;
    let municipality = municipality.ok_or(Failure::NotFound("organisation"))?;
    let audience: Audience = audience
        .parse()
        .map_err(|_| Failure::internal(format!("a reminder is for \"{audience}\", which is nobody")))?;
    let team = Team::load(app.store(), &[project.id], app.now()).await?;
    let when = When::now(app.now());
    let found = recipients::people(app.store(), (&project, &team), &obligation, audience, when).await?;
    if !found.people.contains(&reader.id) {
        return Ok(Composed::Obsolete(ROLE_ENDED));
    }
    let days_past_due = app.today().signed_duration_since(due).num_days();
    let hold_from = project.terms.ladder.escalation().officer_from;
    let reminder = message::Reminder {
        obligation: obligation.kind,
        project: named(&project),
        municipality: municipality.name(reader.language).to_owned(),
        period: obligation
            .period
            .map(|period| period_text(period.first, period.last, reader.language)),
        due,
        days_past_due,
        audience,
        vacant: found.vacant,
        deputy: found.deputy,
        payment_hold_possible: obligation.kind.may_hold_payments() && days_past_due >= i64::from(hold_from),
        url: app.mail().page(&obligation_page(&obligation)),
    };
    Ok(Composed::Message(Box::new(reminder.into())))
}

/// Where the one thing is done: at what it hangs on, if it hangs on something.
pub(crate) fn obligation_page(obligation: &Obligation) -> String {
    match obligation.subject {
        None => format!("obligations/{}", obligation.id),
        Some(Subject::SupplementRequest(id)) => format!("supplement-requests/{id}"),
        Some(Subject::Recovery(id)) => format!("recoveries/{id}"),
        Some(Subject::Agreement(id)) => format!("agreements/{id}"),
    }
}
