//! Answering under a secret link, without a sign-in. Nothing of it is logged with a time: whoever compared the times of
//! answers and invitations would know whose answer is whose.

use std::fmt;

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use talkoot_domain::{
    form::Keys,
    survey::{Answers, State, Survey, read_answers},
    workflow::{Refusal, RefusalCode},
};
use talkoot_storage::{
    Access, Scope,
    surveys::{self as storage, Link, StoredAnswer},
};

use super::{OBJECT, mail};
use crate::{Answer, App, Failure, identity::Token};

/// What somebody answers.
#[derive(Clone)]
pub struct AnswerSurvey {
    /// The secret of the link.
    pub secret: String,
    /// An object with a field per question.
    pub answers: Value,
}

/// Shows neither the secret nor the answers, so that neither ends in a log.
impl fmt::Debug for AnswerSurvey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnswerSurvey(…)")
    }
}

/// A survey as somebody sees it who came by a link.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The survey.
    pub survey: Survey,
    /// Who asks, by the name in the language of the survey.
    pub asker: String,
    /// What was answered under this link, an object with a field per question; nothing yet when nothing was.
    pub answers: Option<Value>,
}

/// So often an answer can be changed: more is no change of mind.
const MOST_CHANGES: u32 = 100;
const COMMAND: &str = "answerSurvey";

/// The survey to which a link leads; nothing when it leads nowhere or the survey has closed.
///
/// # Errors
/// When the database fails.
pub async fn asked(app: &App, secret: &str) -> Answer<Option<Asked>> {
    let token = Token::from_text(secret);
    let Some(link) = storage::link_of(app.store(), token.hash()).await? else {
        return Ok(None);
    };
    let survey = storage::find(app.store(), &Scope::system(), link.survey).await?;
    let survey = survey.ok_or(Failure::NotFound(OBJECT))?;
    // Nobody fills in what is not taken any more, also before the clock has closed it.
    if !matches!(survey.state, State::Open { .. }) || app.today() > survey.details.closes_on {
        return Ok(None);
    }
    shown(app.store(), survey, &token).await.map(Some)
}

async fn shown(db: &impl Access, survey: Survey, token: &Token) -> Answer<Asked> {
    let stored = storage::answer(db, key(token), &survey.details.questions).await?;
    let asker = mail::asker(db, &survey).await?;
    Ok(Asked {
        asker: asker.name(survey.details.language).to_owned(),
        answers: stored.map(|stored| written(&survey, &stored.answers)),
        survey,
    })
}

/// Answers a survey, or changes what was answered under the same link. The same answers again change nothing, so that
/// it is safe to repeat.
///
/// # Errors
/// Refused for a link that leads nowhere, once the survey has closed, when the invitation was answered by the link of
/// another mail, and for answers that the questions do not take, each with its path; nothing is kept then.
pub async fn answer(app: &App, given: AnswerSurvey) -> Answer<Asked> {
    let token = Token::from_text(&given.secret);
    let work = app.begin_system(COMMAND).await?;
    let Some(link) = storage::link_of(&work.tx, token.hash()).await? else {
        let message = "this link leads to no survey that takes answers: the survey has closed, or the link is not \
                       whole; open it from the mail once more";
        return Err(work.faulty(&["secret"], message));
    };
    let survey = storage::lock(&work.tx, &work.scope, link.survey).await?;
    let survey = work.found(OBJECT, survey)?;
    if !matches!(survey.state, State::Open { .. }) || mail::is_over(&work, &survey) {
        let message = format!(
            "the last day to answer was {}; the survey takes no more answers",
            survey.details.closes_on
        );
        return Err(refusal(RefusalCode::Deadline, Vec::new(), message).into());
    }
    let questions = &survey.details.questions;
    let answers = read_answers(questions, &talkoot_forms::given(&given.answers)).map_err(|wrong| {
        let refusals = wrong.into_iter().map(|one| {
            let path = ["answers".to_owned()].into_iter().chain(one.path).collect();
            refusal(one.code, path, one.message)
        });
        Failure::Refused(refusals.collect())
    })?;
    let before = storage::answer(&work.tx, key(&token), questions).await?;
    keep(&work.tx, (&survey, link), (&token, before), &answers).await?;
    let shown = shown(&work.tx, survey, &token).await?;
    work.close().await?;
    Ok(shown)
}

async fn keep(
    tx: &talkoot_storage::Tx,
    (survey, link): (&Survey, Link),
    (token, before): (&Token, Option<StoredAnswer>),
    answers: &Answers,
) -> Answer<()> {
    let questions = &survey.details.questions;
    let Some(before) = before else {
        if !storage::mark_answered(tx, link.invitation).await? {
            let message =
                "you have answered by the link of another mail; open that mail to change your answer";
            return Err(refusal(RefusalCode::Duplicate, vec!["secret".to_owned()], message).into());
        }
        storage::insert_answer(tx, survey.id, key(token), (questions, answers)).await?;
        return Ok(());
    };
    if before.answers == *answers {
        return Ok(());
    }
    if before.changes >= MOST_CHANGES {
        let message = format!("the answer was changed {MOST_CHANGES} times; it stays as it is");
        return Err(refusal(RefusalCode::LimitExceeded, Vec::new(), message).into());
    }
    storage::change_answer(tx, key(token), before.changes, (questions, answers)).await?;
    Ok(())
}

/// Under which key an answer stands: another hash than that of the link, so that neither leads to the other.
fn key(token: &Token) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"the answer to a survey\n");
    hash.update(token.reveal().as_bytes());
    hash.finalize().into()
}

fn written(survey: &Survey, answers: &Answers) -> Value {
    let fields = survey.details.questions.fields().filter_map(|(_, field)| {
        let value = answers.get(&field.code)?;
        Some((
            field.code.clone(),
            talkoot_forms::written(&field.kind.write(value, &Keys)),
        ))
    });
    Value::Object(fields.collect())
}

fn refusal(code: RefusalCode, path: Vec<String>, message: impl Into<String>) -> Refusal {
    Refusal {
        path,
        ..Refusal::of(code, OBJECT, COMMAND, message)
    }
}
