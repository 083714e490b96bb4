//! That an obligation has another day, or is not owed any more: to those who are reminded of it.

use chrono::NaiveDate;
use talkoot_domain::{
    ids::ObligationId,
    ladder::Audience,
    obligation::{Obligation, State},
    project::Project,
};
use talkoot_mail::{message, period_text};
use talkoot_storage::{Scope, obligations, organisations, people::Person, projects};

use super::{Composed, Letter, NewLetter, enqueue, named, reminder::obligation_page};
use crate::{
    Answer, App, Failure, Work,
    project_contacts::Team,
    reminders::recipients::{self, When},
};

/// To whoever hands it in, and to the owner in the municipality.
pub(crate) async fn tell(work: &mut Work<'_>, project: &Project, owed: &Obligation) -> Answer<()> {
    let letter = match &owed.state {
        State::Waived { .. } => Letter::ObligationWaived {
            obligation: owed.id.into(),
        },
        State::Scheduled
        | State::Open { .. }
        | State::Overdue { .. }
        | State::Submitted { .. }
        | State::Accepted { .. } => Letter::ObligationExtended {
            obligation: owed.id.into(),
            due: owed.due,
        },
    };
    let team = Team::load(&work.tx, &[project.id], work.now).await?;
    let mut letters: Vec<NewLetter> = Vec::new();
    for audience in [Audience::Responsible, Audience::MunicipalityOwner] {
        let when = When::now(work.now);
        let found = recipients::people(&work.tx, (project, &team), owed, audience, when).await?;
        for person in found.people {
            if letters.iter().all(|one| one.person != person) {
                letters.push(NewLetter {
                    person,
                    recipient_as: audience.into(),
                    letter: letter.clone(),
                });
            }
        }
    }
    enqueue(work, None, Some(project.id), letters).await
}

struct Told {
    project: message::Project,
    municipality: String,
    period: Option<String>,
    owed: Obligation,
    url: String,
}

async fn told(app: &App, id: ObligationId, reader: &Person) -> Answer<Told> {
    let scope = Scope::system();
    let owed = obligations::find(app.store(), &scope, id).await?;
    let owed = owed.ok_or(Failure::NotFound("obligation"))?;
    let project = projects::find(app.store(), &scope, owed.project).await?;
    let project = project.ok_or(Failure::NotFound("project"))?;
    let municipality = organisations::find(app.store(), owed.responsible).await?;
    let municipality = municipality.ok_or(Failure::NotFound("organisation"))?;
    let period = owed.period;
    Ok(Told {
        project: named(&project),
        municipality: municipality.name(reader.language).to_owned(),
        period: period.map(|days| period_text(days.first, days.last, reader.language)),
        url: app.mail().page(&obligation_page(&owed)),
        owed,
    })
}

/// The day that holds now, unless it was moved again or settled meanwhile.
pub(super) async fn compose_extended(
    app: &App,
    (id, due): (ObligationId, NaiveDate),
    reader: &Person,
) -> Answer<Composed> {
    let told = told(app, id, reader).await?;
    let Some(extension) = &told.owed.extension else {
        return Ok(Composed::Obsolete("its day was not moved"));
    };
    let awaited = told.owed.state.is_awaited() || matches!(told.owed.state, State::Scheduled);
    if told.owed.due != due || !awaited {
        return Ok(Composed::Obsolete("it was moved again or settled meanwhile"));
    }
    let message = message::ObligationExtended {
        obligation: told.owed.kind,
        project: told.project,
        municipality: told.municipality,
        period: told.period,
        due,
        reason: extension.reason.clone(),
        url: told.url,
    };
    Ok(Composed::Message(Box::new(message.into())))
}

/// Why it is not owed, unless it is owed again.
pub(super) async fn compose_waived(app: &App, id: ObligationId, reader: &Person) -> Answer<Composed> {
    let told = told(app, id, reader).await?;
    let State::Waived { reason, .. } = &told.owed.state else {
        return Ok(Composed::Obsolete("it is owed again"));
    };
    let message = message::ObligationWaived {
        obligation: told.owed.kind,
        project: told.project,
        municipality: told.municipality,
        period: told.period,
        reason: reason.clone(),
        url: told.url,
    };
    Ok(Composed::Message(Box::new(message.into())))
}
