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
    refused_addresses, results, sees_results, texts,
};
pub use remind::remind_due;
pub use step::{close, close_due, open, publish};
pub use write::{CreateSurvey, UpdateSurvey, Written, create, update};

use chrono::{DateTime, Utc};
use talkoot_domain::{
    ids::{PersonId, SurveyId},
    policy::Standings,
    survey::{Asker, Facts, Participation, Survey, SurveyMachine},
    workflow::Machine as _,
};
use talkoot_storage::{Access, surveys as storage};

use crate::{Answer, Subject};

const OBJECT: &str = SurveyMachine::OBJECT;

fn subject(survey: &Survey) -> Subject {
    Subject {
        id: survey.id.into(),
        project: survey.about.project(),
    }
}

/// To whom a survey belongs: to the authority or the lead municipality that asked it. A new lead asks its own; what was
/// written to the one before it does not read.
fn standings(survey: &Survey) -> Standings {
    let nobody = Standings::default();
    match survey.asker {
        Asker::Authority => Standings {
            authority: Some(survey.owner),
            ..nobody
        },
        Asker::Lead => Standings {
            lead: Some(survey.owner),
            ..nobody
        },
    }
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
