use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{
    ids::SurveyId,
    survey::{OptionCount, QuestionResult},
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::{survey_option, survey_question},
    store::Connected,
};

/// What was counted of each of these surveys when it closed, in the order of the questions; nothing of one that is open.
///
/// # Errors
/// When the database fails.
pub async fn results(
    db: &impl Access,
    surveys: &[SurveyId],
) -> Result<HashMap<SurveyId, Vec<QuestionResult>>, StorageError> {
    use survey_option::Column as Opt;
    use survey_question::Column as Question;
    let keys = || surveys.iter().map(|&id| Uuid::from(id));
    let questions = survey_question::Entity::find()
        .filter(Question::SurveyId.is_in(keys()))
        .order_by_asc(Question::SurveyId)
        .order_by_asc(Question::Number)
        .all(db.connection())
        .await?;
    let options = survey_option::Entity::find()
        .filter(Opt::SurveyId.is_in(keys()))
        .order_by_asc(Opt::SurveyId)
        .order_by_asc(Opt::QuestionNumber)
        .order_by_asc(Opt::Number)
        .all(db.connection())
        .await?;
    let mut of: HashMap<(Uuid, i32), Vec<OptionCount>> = HashMap::new();
    for row in options {
        of.entry((row.survey_id, row.question_number))
            .or_default()
            .push(OptionCount {
                option: row.choice,
                chosen: u64::try_from(row.chosen).unwrap_or_default(),
            });
    }
    let mut all: HashMap<SurveyId, Vec<QuestionResult>> = HashMap::new();
    for row in questions {
        let options = of.remove(&(row.survey_id, row.number)).unwrap_or_default();
        all.entry(row.survey_id.into()).or_default().push(QuestionResult {
            question: row.question,
            answered: u64::try_from(row.answered).unwrap_or_default(),
            options,
        });
    }
    Ok(all)
}

/// Keeps what was counted.
pub(super) async fn insert(
    tx: &Tx,
    survey: SurveyId,
    results: &[QuestionResult],
) -> Result<(), StorageError> {
    let counted = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let mut questions = Vec::new();
    let mut options = Vec::new();
    for (number, question) in (1..).zip(results) {
        questions.push(survey_question::ActiveModel {
            survey_id: Set(survey.into()),
            number: Set(number),
            question: Set(question.question.clone()),
            answered: Set(counted(question.answered)),
        });
        for (place, option) in (1..).zip(&question.options) {
            options.push(survey_option::ActiveModel {
                survey_id: Set(survey.into()),
                question_number: Set(number),
                number: Set(place),
                choice: Set(option.option.clone()),
                chosen: Set(counted(option.chosen)),
            });
        }
    }
    if !questions.is_empty() {
        survey_question::Entity::insert_many(questions)
            .exec_without_returning(tx.connection())
            .await?;
    }
    if !options.is_empty() {
        survey_option::Entity::insert_many(options)
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}
