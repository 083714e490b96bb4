//! What was answered, kept apart from who answered (`docs/surveys.md`).

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Map, Value as Json};
use talkoot_domain::{
    form::{Definition, Keys},
    ids::{SurveyId, SurveyInvitationId},
    survey::{Answers, QuestionResult},
};
use uuid::Uuid;

use super::{TABLE, results};
use crate::{
    Access, StorageError, Tx,
    entity::{survey_answer, survey_link, survey_reply},
    store::Connected,
};

/// Where a secret link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// To which survey.
    pub survey: SurveyId,
    /// Who was invited by it.
    pub invitation: SurveyInvitationId,
}

/// What was answered under a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAnswer {
    /// How often it was changed.
    pub changes: u32,
    /// The answers.
    pub answers: Answers,
}

/// So many rows are written at a time.
const BATCH: usize = 500;

/// Keeps a link of a mail by its SHA-256.
///
/// # Errors
/// When the database fails.
pub async fn insert_link(tx: &Tx, hash: [u8; 32], link: Link) -> Result<(), StorageError> {
    let row = survey_link::ActiveModel {
        token_hash: Set(hash.to_vec()),
        survey_id: Set(link.survey.into()),
        invitation_id: Set(link.invitation.into()),
    };
    survey_link::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Where the link with this SHA-256 leads; nowhere when it never was, or its survey has closed.
///
/// # Errors
/// When the database fails.
pub async fn link_of(db: &impl Access, hash: [u8; 32]) -> Result<Option<Link>, StorageError> {
    let row = survey_link::Entity::find_by_id(hash.to_vec())
        .one(db.connection())
        .await?;
    Ok(row.map(|row| Link {
        survey: row.survey_id.into(),
        invitation: row.invitation_id.into(),
    }))
}

/// What was answered under this key.
///
/// # Errors
/// When the database fails or what is stored is no answer to these questions.
pub async fn answer(
    db: &impl Access,
    key: [u8; 32],
    questions: &Definition,
) -> Result<Option<StoredAnswer>, StorageError> {
    let row = survey_answer::Entity::find_by_id(key.to_vec())
        .one(db.connection())
        .await?;
    row.map(|row| {
        Ok(StoredAnswer {
            changes: u32::try_from(row.changes).unwrap_or_default(),
            answers: read(row.survey_id, &row.content, questions)?,
        })
    })
    .transpose()
}

/// Stores an answer. Whose it is stands nowhere.
///
/// # Errors
/// [`StorageError::Taken`] when there is one under this key.
pub async fn insert_answer(
    tx: &Tx,
    survey: SurveyId,
    key: [u8; 32],
    (questions, answers): (&Definition, &Answers),
) -> Result<(), StorageError> {
    let row = survey_answer::ActiveModel {
        answer_key: Set(key.to_vec()),
        survey_id: Set(survey.into()),
        changes: Set(0),
        content: Set(written(questions, answers)),
    };
    survey_answer::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed answer.
///
/// # Errors
/// [`StorageError::Stale`] when somebody changed it at the same moment.
pub async fn change_answer(
    tx: &Tx,
    key: [u8; 32],
    before: u32,
    (questions, answers): (&Definition, &Answers),
) -> Result<(), StorageError> {
    let before = i32::try_from(before).unwrap_or(i32::MAX);
    let row = survey_answer::ActiveModel {
        changes: Set(before.saturating_add(1)),
        content: Set(written(questions, answers)),
        ..Default::default()
    };
    let done = survey_answer::Entity::update_many()
        .set(row)
        .filter(survey_answer::Column::AnswerKey.eq(key.to_vec()))
        .filter(survey_answer::Column::Changes.eq(before))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "survey_answer")
}

/// Ends the answering: the answers are kept in an order drawn by lot, the links and the keys under which the answers
/// stood are deleted, and what `count` counts is kept.
///
/// # Errors
/// When the database fails or what is stored is no answer to these questions.
pub async fn close(
    tx: &Tx,
    survey: SurveyId,
    questions: &Definition,
    count: impl FnOnce(&[Answers]) -> Vec<QuestionResult>,
) -> Result<Vec<QuestionResult>, StorageError> {
    let of = survey_answer::Column::SurveyId.eq(Uuid::from(survey));
    let rows = survey_answer::Entity::find()
        .filter(of.clone())
        .all(tx.connection())
        .await?;
    // Each draws a lot; nothing is left of the order in which they came or of their keys.
    let mut drawn: Vec<(Uuid, Json)> = rows
        .into_iter()
        .map(|row| (Uuid::new_v4(), row.content))
        .collect();
    drawn.sort_by_key(|(lot, _)| *lot);
    let mut all = Vec::with_capacity(drawn.len());
    let mut replies = Vec::with_capacity(drawn.len());
    for (number, (_, content)) in (1..).zip(drawn) {
        all.push(read(survey.into(), &content, questions)?);
        replies.push(survey_reply::ActiveModel {
            survey_id: Set(survey.into()),
            number: Set(number),
            content: Set(content),
        });
    }
    for batch in replies.chunks(BATCH) {
        survey_reply::Entity::insert_many(batch.to_vec())
            .exec_without_returning(tx.connection())
            .await?;
    }
    survey_answer::Entity::delete_many()
        .filter(of)
        .exec(tx.connection())
        .await?;
    survey_link::Entity::delete_many()
        .filter(survey_link::Column::SurveyId.eq(Uuid::from(survey)))
        .exec(tx.connection())
        .await?;
    let counted = count(&all);
    results::insert(tx, survey, &counted).await?;
    Ok(counted)
}

/// The answers of a survey that has closed, in the order drawn by lot.
///
/// # Errors
/// When the database fails or what is stored is no answer to these questions.
pub async fn replies(
    db: &impl Access,
    survey: SurveyId,
    questions: &Definition,
) -> Result<Vec<Answers>, StorageError> {
    let rows = survey_reply::Entity::find()
        .filter(survey_reply::Column::SurveyId.eq(Uuid::from(survey)))
        .order_by_asc(survey_reply::Column::Number)
        .all(db.connection())
        .await?;
    rows.iter()
        .map(|row| read(row.survey_id, &row.content, questions))
        .collect()
}

fn written(questions: &Definition, answers: &Answers) -> Json {
    let fields = questions.fields().filter_map(|(_, field)| {
        let value = answers.get(&field.code)?;
        let given = field.kind.write(value, &Keys);
        Some((field.code.clone(), talkoot_forms::written(&given)))
    });
    Json::Object(fields.collect::<Map<_, _>>())
}

fn read(survey: Uuid, content: &Json, questions: &Definition) -> Result<Answers, StorageError> {
    let wrong = |what: String| StorageError::inconsistent(TABLE, survey, what);
    let fields = content
        .as_object()
        .ok_or_else(|| wrong("an answer is no object".to_owned()))?;
    let mut answers = Answers::new();
    for (code, value) in fields {
        let (_, field) = questions
            .field(code)
            .ok_or_else(|| wrong(format!("an answer to \"{code}\", which is not asked")))?;
        let value = field
            .kind
            .read(&talkoot_forms::given(value), &Keys)
            .map_err(|fault| wrong(format!("an answer to \"{code}\": {fault}")))?;
        if let Some(value) = value {
            answers.insert(code.clone(), value);
        }
    }
    Ok(answers)
}
