//! Benefits of projects, with each calculation and what came of it.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use talkoot_domain::{
    benefit::{Benefit, Calculated, Calculation, Figure, FormulaName, Mechanism, Reading, State, StateName},
    ids::{BenefitId, ProjectId},
    workflow::{Name as _, Stamp},
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx,
    entity::{
        benefit::{ActiveModel, Column, Entity, Model},
        benefit_calculation,
    },
    map::{code, stamp, stamp_columns},
    projects,
    store::Connected,
};

const TABLE: &str = "benefit";

/// The benefit, if it exists for this scope: for everybody who sees its project.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, scope: &Scope, id: BenefitId) -> Result<Option<Benefit>, StorageError> {
    let rows = Entity::find_by_id(Uuid::from(id))
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .all(db.connection())
        .await?;
    Ok(with_calculations(db, rows).await?.pop())
}

/// The benefits of these projects, oldest first; the caller has found the projects.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_projects(db: &impl Access, projects: &[ProjectId]) -> Result<Vec<Benefit>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.is_in(projects.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    with_calculations(db, rows).await
}

async fn with_calculations(db: &impl Access, rows: Vec<Model>) -> Result<Vec<Benefit>, StorageError> {
    use benefit_calculation::Column as Calculation;
    let found = benefit_calculation::Entity::find()
        .filter(Calculation::BenefitId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(Calculation::BenefitId)
        .order_by_asc(Calculation::Number)
        .all(db.connection())
        .await?;
    let mut of: BTreeMap<Uuid, Vec<Calculated>> = BTreeMap::new();
    for row in found {
        let benefit = row.benefit_id;
        of.entry(benefit).or_default().push(calculated(row)?);
    }
    rows.into_iter()
        .map(|row| {
            let calculations = of.remove(&row.id).unwrap_or_default();
            benefit(row, calculations)
        })
        .collect()
}

/// Stores a new benefit with its first calculation.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, benefit: &Benefit) -> Result<(), StorageError> {
    Entity::insert(columns(benefit))
        .exec_without_returning(tx.connection())
        .await?;
    for (known, calculated) in benefit.calculations.iter().enumerate() {
        append(tx, benefit.id, known, calculated).await?;
    }
    Ok(())
}

/// Stores a changed benefit; `benefit.version` is the version that was read, the stored one is the next. A calculation is
/// appended by [`append`].
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, benefit: &Benefit) -> Result<(), StorageError> {
    let mut changed = columns(benefit);
    changed.version = Set(benefit.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(benefit.id)))
        .filter(Column::Version.eq(benefit.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, TABLE)
}

/// Appends a calculation to a benefit that has so many already.
///
/// # Errors
/// When the database fails.
pub async fn append(
    tx: &Tx,
    id: BenefitId,
    known: usize,
    calculated: &Calculated,
) -> Result<(), StorageError> {
    let number = i32::try_from(known)
        .ok()
        .and_then(|known| known.checked_add(1))
        .ok_or_else(|| StorageError::inconsistent(TABLE, id, "it was calculated too often"))?;
    let reading: Option<&'static str> = calculated.calculation.reading().map(Into::into);
    let row = benefit_calculation::ActiveModel {
        benefit_id: Set(id.into()),
        number: Set(number),
        formula: Set(FormulaName::from(&calculated.calculation).code().to_owned()),
        figures: Set(figures(&calculated.calculation)),
        reading: Set(reading.map(ToOwned::to_owned)),
        result_cents: Set(calculated.result.cents()),
        calculated_by: Set(calculated.calculated.by.into()),
        calculated_at: Set(calculated.calculated.at),
    };
    benefit_calculation::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

#[derive(Deserialize)]
struct FigureDocument {
    /// Exact decimal, as a text.
    value: String,
    unit: String,
    source: String,
}

fn figures(calculation: &Calculation) -> serde_json::Value {
    let figures = calculation.figures().into_iter().map(|(name, figure)| {
        let document = serde_json::json!({
            "value": figure.value.to_string(), "unit": figure.unit, "source": figure.source,
        });
        (name.to_owned(), document)
    });
    serde_json::Value::Object(figures.collect())
}

fn calculated(row: benefit_calculation::Model) -> Result<Calculated, StorageError> {
    const TABLE: &str = "benefit_calculation";
    let key = format!("{} {}", row.benefit_id, row.number);
    let wrong = |what: String| StorageError::inconsistent(TABLE, &key, what);
    let figures: HashMap<String, FigureDocument> = serde_json::from_value(row.figures)
        .map_err(|error| wrong(format!("the figures are unreadable: {error}")))?;
    let figure = |name: &str| {
        let document = figures.get(name);
        let read = document.map(|one| Figure::read(&one.value, &one.unit, &one.source));
        read.transpose()
            .map_err(|fault| wrong(format!("{name}: {fault}")))
    };
    let missing = |name: &str| wrong(format!("the figure {name} is missing"));
    let needed = |name: &str| figure(name)?.ok_or_else(|| missing(name));
    let reading = row.reading.as_deref();
    let reading: Option<Reading> = reading
        .map(|text| code(TABLE, &key, "reading", text))
        .transpose()?;
    let calculation = match (code(TABLE, &key, "formula", &row.formula)?, reading) {
        (FormulaName::UnitPrice, None) => Calculation::UnitPrice {
            price: needed("price")?,
            quantity: needed("quantity")?,
            known_quantity: figure("knownQuantity")?,
        },
        (FormulaName::ShareSaved, Some(reading)) => Calculation::ShareSaved {
            cost: needed("cost")?,
            share: needed("share")?,
            break_even: needed("breakEven")?,
            usage: needed("usage")?,
            reading,
        },
        (FormulaName::Flat, None) => Calculation::Flat {
            amount: needed("amount")?,
        },
        (formula, _) => return Err(wrong(format!("the reading is not one of {formula:?}"))),
    };
    let worked = calculation.work().map_err(|fault| wrong(fault.to_string()))?;
    if worked.result.cents() != row.result_cents {
        return Err(wrong("the result is not what comes of the figures".to_owned()));
    }
    Ok(Calculated {
        calculation,
        result: worked.result,
        calculated: Stamp {
            by: row.calculated_by.into(),
            at: row.calculated_at,
        },
    })
}

fn columns(benefit: &Benefit) -> ActiveModel {
    let (withdrawn, reason) = match &benefit.state {
        State::Stated => (None, None),
        State::Withdrawn { withdrawn, reason } => (Some(*withdrawn), Some(reason.clone())),
    };
    let (withdrawn_by, withdrawn_at) = stamp_columns(withdrawn);
    let mechanism: &'static str = benefit.mechanism.into();
    ActiveModel {
        id: Set(benefit.id.into()),
        version: Set(benefit.version),
        project_id: Set(benefit.project.into()),
        municipality_id: Set(benefit.municipality.map(Into::into)),
        mechanism: Set(mechanism.to_owned()),
        name: Set(benefit.name.clone()),
        state: Set(StateName::from(&benefit.state).code().to_owned()),
        withdrawn_by: Set(withdrawn_by),
        withdrawn_at: Set(withdrawn_at),
        withdrawal_reason: Set(reason),
    }
}

fn benefit(row: Model, calculations: Vec<Calculated>) -> Result<Benefit, StorageError> {
    let mechanism: Mechanism = code(TABLE, row.id, "mechanism", &row.mechanism)?;
    let withdrawn = stamp(row.withdrawn_by, row.withdrawn_at);
    let state = match (
        code(TABLE, row.id, "state", &row.state)?,
        withdrawn,
        row.withdrawal_reason,
    ) {
        (StateName::Stated, None, None) => State::Stated,
        (StateName::Withdrawn, Some(withdrawn), Some(reason)) => State::Withdrawn { withdrawn, reason },
        (state, ..) => {
            let what = format!("the state is {state:?} but its columns are those of another state");
            return Err(StorageError::inconsistent(TABLE, row.id, what));
        }
    };
    if calculations.is_empty() {
        return Err(StorageError::inconsistent(TABLE, row.id, "it has no calculation"));
    }
    Ok(Benefit {
        id: row.id.into(),
        version: row.version,
        project: row.project_id.into(),
        municipality: row.municipality_id.map(Into::into),
        mechanism,
        name: row.name,
        calculations,
        state,
    })
}
