//! Decision letters: written once, with the decision.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use talkoot_domain::{
    decision::{Letter, Notice},
    ids::DecisionId,
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx, decisions,
    entity::{
        decision,
        decision_letter::{ActiveModel, Column, Entity, Model},
    },
    map::code,
    store::Connected,
};

/// The letters of these decisions, for whoever sees the decisions, in no order; one made before there were letters
/// has none.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_decisions(
    db: &impl Access,
    scope: &Scope,
    ids: &[DecisionId],
) -> Result<Vec<Letter>, StorageError> {
    let seen = decision::Entity::find()
        .select_only()
        .column(decision::Column::Id)
        .filter(decisions::visible(scope))
        .into_query();
    let rows = Entity::find()
        .filter(Column::DecisionId.is_in(ids.iter().map(|&id| Uuid::from(id))))
        .filter(Column::DecisionId.in_subquery(seen))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Stores the letter of a decision.
///
/// # Errors
/// [`StorageError::Taken`] when it has one.
pub async fn insert(tx: &Tx, letter: &Letter) -> Result<(), StorageError> {
    let row = ActiveModel {
        decision_id: Set(letter.decision.into()),
        number: Set(letter.number.clone()),
        language: Set(letter.language.code().to_owned()),
        document: Set(letter.document.clone()),
        sha256: Set(letter.sha256.to_vec()),
        written_at: Set(letter.written_at),
        received_on: Set(letter.notice.received),
        claim_until: Set(letter.notice.claim_until),
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// The next running number of a decision that is made in this year, from 1. Others who want one wait until the
/// commit, so that no number is left out or given twice.
///
/// # Errors
/// When the database fails.
pub async fn next_number(tx: &Tx, year: i32) -> Result<i32, StorageError> {
    decisions::next_number(tx, "decision_counter", year).await
}

impl TryFrom<Model> for Letter {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let sha256 = row.sha256.try_into().map_err(|_| {
            StorageError::inconsistent("decision_letter", row.decision_id, "the hash is not 32 bytes")
        })?;
        Ok(Self {
            language: code("decision_letter", row.decision_id, "language", &row.language)?,
            decision: row.decision_id.into(),
            number: row.number,
            document: row.document,
            sha256,
            written_at: row.written_at,
            notice: Notice {
                received: row.received_on,
                claim_until: row.claim_until,
            },
        })
    }
}
