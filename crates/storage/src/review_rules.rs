//! The criteria by which the applications to calls are reviewed.

use std::collections::HashMap;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::OnConflict};
use talkoot_domain::{
    ids::CallId,
    review_rules::{Criterion, ReviewRules},
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::{call_criterion as criterion, call_review_rules as rules},
    store::Connected,
};

/// The rules of each of these calls that has any. The caller has found the calls.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_calls(
    db: &impl Access,
    calls: &[CallId],
) -> Result<HashMap<CallId, ReviewRules>, StorageError> {
    let ids = || calls.iter().map(|&id| Uuid::from(id));
    let rows = rules::Entity::find()
        .filter(rules::Column::CallId.is_in(ids()))
        .all(db.connection())
        .await?;
    let mut found: HashMap<CallId, ReviewRules> = rows
        .into_iter()
        .map(|row| {
            let rules = ReviewRules {
                criteria: Vec::new(),
                blind: row.blind,
            };
            (row.call_id.into(), rules)
        })
        .collect();
    let criteria = criterion::Entity::find()
        .filter(criterion::Column::CallId.is_in(ids()))
        .order_by_asc(criterion::Column::CallId)
        .order_by_asc(criterion::Column::Place)
        .all(db.connection())
        .await?;
    for row in criteria {
        let call: CallId = row.call_id.into();
        let criterion = read(row)?;
        if let Some(rules) = found.get_mut(&call) {
            rules.criteria.push(criterion);
        }
    }
    Ok(found)
}

/// The rules of one call; none when it has no criteria.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_call(db: &impl Access, call: CallId) -> Result<ReviewRules, StorageError> {
    Ok(of_calls(db, &[call]).await?.remove(&call).unwrap_or_default())
}

fn read(row: criterion::Model) -> Result<Criterion, StorageError> {
    let number = |column: &str, value: i32| {
        u16::try_from(value).map_err(|_| {
            let what = format!("{column} is {value}, which no criterion has");
            StorageError::inconsistent("call_criterion", row.call_id, what)
        })
    };
    Ok(Criterion {
        weight: number("weight", row.weight)?,
        scale: number("scale", row.scale)?,
        code: row.code,
        name_fi: row.name_fi,
        name_sv: row.name_sv,
        name_en: row.name_en,
    })
}

/// Replaces the rules of a call that is a draft.
///
/// # Errors
/// When the database fails.
pub async fn replace(tx: &Tx, call: CallId, new: &ReviewRules) -> Result<(), StorageError> {
    let row = rules::ActiveModel {
        call_id: Set(call.into()),
        blind: Set(new.blind),
    };
    let again = OnConflict::column(rules::Column::CallId)
        .update_column(rules::Column::Blind)
        .to_owned();
    rules::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(tx.connection())
        .await?;
    criterion::Entity::delete_many()
        .filter(criterion::Column::CallId.eq(Uuid::from(call)))
        .exec(tx.connection())
        .await?;
    if new.criteria.is_empty() {
        return Ok(());
    }
    let rows = new
        .criteria
        .iter()
        .zip(1..)
        .map(|(one, place)| criterion::ActiveModel {
            call_id: Set(call.into()),
            place: Set(place),
            code: Set(one.code.clone()),
            name_fi: Set(one.name_fi.clone()),
            name_sv: Set(one.name_sv.clone()),
            name_en: Set(one.name_en.clone()),
            weight: Set(one.weight.into()),
            scale: Set(one.scale.into()),
        });
    criterion::Entity::insert_many(rows)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// The rules as a document whose fields can be compared.
#[must_use]
pub fn document(rules: &ReviewRules) -> serde_json::Value {
    let criteria = rules.criteria.iter().map(|one| {
        let fields = serde_json::json!({
            "nameFi": one.name_fi, "nameSv": one.name_sv, "nameEn": one.name_en, "weight": one.weight,
            "scale": one.scale,
        });
        (one.code.clone(), fields)
    });
    let order: Vec<&str> = rules.criteria.iter().map(|one| one.code.as_str()).collect();
    serde_json::json!({
        "criteria": criteria.collect::<serde_json::Map<_, _>>(), "order": order, "blind": rules.blind,
    })
}
