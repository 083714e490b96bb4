//! Surveys: made and opened by whoever asks, answered under secret links, closed by the clock, counted once.

mod answer;
mod invite;
mod mail;
mod read;
mod remind;
mod step;
mod write;

pub use answer::{AnswerSurvey, Asked, answer, asked};
pub use invite::{InviteToSurvey, invite};
pub(crate) use mail::send;
pub use read::{
    Published, TextAnswers, available_actions, count, count_public, find, list, participation, public,
    refused_addresses, results, texts,
};
pub use remind::remind_due;
pub use step::{close, close_due, open, publish};
pub use write::{CreateSurvey, UpdateSurvey, Written, create, update};

use chrono::{DateTime, Utc};
use talkoot_domain::{
    ids::{PersonId, SurveyId},
    policy::Standings,
    survey::{About, Asker, Facts, Participation, Survey, SurveyMachine},
    workflow::Machine as _,
};
use talkoot_storage::{Access, Scope, projects, surveys as storage};

use crate::{Answer, Failure, Subject};

const OBJECT: &str = SurveyMachine::OBJECT;

fn subject(survey: &Survey) -> Subject {
    Subject {
        id: survey.id.into(),
        project: survey.about.project(),
    }
}

/// To whom a survey belongs: to the authority that asks, or to whoever leads the project now.
async fn standings(db: &impl Access, survey: &Survey) -> Answer<Standings> {
    let nobody = Standings::default();
    Ok(match (survey.asker, survey.about) {
        (Asker::Authority, About::Call(_) | About::Project(_)) => Standings {
            authority: Some(survey.owner),
            ..nobody
        },
        (Asker::Lead, About::Project(project)) => {
            let project = projects::find(db, &Scope::system(), project).await?;
            let project = project.ok_or_else(|| Failure::internal("a survey of no project"))?;
            Standings {
                lead: Some(project.lead),
                ..nobody
            }
        }
        (Asker::Lead, About::Call(_)) => return Err(Failure::internal("nobody leads a call")),
    })
}

/// How many of how many in one survey.
async fn participation_of(db: &impl Access, id: SurveyId) -> Answer<Participation> {
    let mut all = storage::participation(db, &[id]).await?;
    Ok(all.remove(&id).unwrap_or_default())
}

const fn facts(survey: &Survey, by: Option<PersonId>, invited: u64, now: DateTime<Utc>) -> Facts {
    Facts {
        by,
        now,
        closes_on: survey.details.closes_on,
        invited,
    }
}
