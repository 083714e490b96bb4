//! Programmes that authorities run, and the figures of their budgets.

use chrono::NaiveDate;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait},
};
use talkoot_domain::{
    ids::{CallId, OrganisationId, ProgrammeId},
    money::Money,
    programme::{Column, Details, Figure, Line, Programme},
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::{
        payout, programme, programme_call, programme_column, programme_figure, programme_line, project,
    },
    map::code,
    store::Connected,
};

const TABLE: &str = "programme";

/// The programmes of these authorities, in the order in which they were made.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_authorities(
    db: &impl Access,
    authorities: &[OrganisationId],
) -> Result<Vec<Programme>, StorageError> {
    let rows = programme::Entity::find()
        .filter(programme::Column::AuthorityId.is_in(authorities.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(programme::Column::Id)
        .all(db.connection())
        .await?;
    let mut programmes = Vec::new();
    for row in rows {
        programmes.push(whole(db, row).await?);
    }
    Ok(programmes)
}

/// The programme, if it is of one of these authorities.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find(
    db: &impl Access,
    authorities: &[OrganisationId],
    id: ProgrammeId,
) -> Result<Option<Programme>, StorageError> {
    let row = programme::Entity::find_by_id(Uuid::from(id))
        .filter(programme::Column::AuthorityId.is_in(authorities.iter().map(|&id| Uuid::from(id))))
        .one(db.connection())
        .await?;
    match row {
        Some(row) => Ok(Some(whole(db, row).await?)),
        None => Ok(None),
    }
}

/// The programme, locked until the transaction ends; the caller decides who may see it.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn lock(tx: &Tx, id: ProgrammeId) -> Result<Option<Programme>, StorageError> {
    let row = programme::Entity::find_by_id(Uuid::from(id))
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    match row {
        Some(row) => Ok(Some(whole(tx, row).await?)),
        None => Ok(None),
    }
}

async fn whole(db: &impl Access, row: programme::Model) -> Result<Programme, StorageError> {
    let connection = db.connection();
    let calls: Vec<Uuid> = programme_call::Entity::find()
        .select_only()
        .column(programme_call::Column::CallId)
        .filter(programme_call::Column::ProgrammeId.eq(row.id))
        .order_by_asc(programme_call::Column::CallId)
        .into_tuple()
        .all(connection)
        .await?;
    let columns = programme_column::Entity::find()
        .filter(programme_column::Column::ProgrammeId.eq(row.id))
        .order_by_asc(programme_column::Column::Place)
        .all(connection)
        .await?;
    let lines = programme_line::Entity::find()
        .filter(programme_line::Column::ProgrammeId.eq(row.id))
        .order_by_asc(programme_line::Column::Place)
        .all(connection)
        .await?;
    let columns = columns.into_iter().map(|column| {
        Ok(Column {
            kind: code("programme_column", row.id, "kind", &column.kind)?,
            name: column.name,
            first: column.first_day,
            last: column.last_day,
        })
    });
    Ok(Programme {
        id: row.id.into(),
        version: row.version,
        authority: row.authority_id.into(),
        details: Details {
            name: row.name,
            calls: calls.into_iter().map(Into::into).collect(),
            columns: columns.collect::<Result<_, StorageError>>()?,
            lines: lines
                .into_iter()
                .map(|line| Line {
                    name: line.name,
                    is_grants: line.is_grants,
                })
                .collect(),
        },
        created: Stamp {
            by: row.created_by.into(),
            at: row.created_at,
        },
    })
}

/// Stores a new programme.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, programme: &Programme) -> Result<(), StorageError> {
    let row = programme::ActiveModel {
        id: Set(programme.id.into()),
        version: Set(programme.version),
        authority_id: Set(programme.authority.into()),
        name: Set(programme.details.name.clone()),
        created_by: Set(programme.created.by.into()),
        created_at: Set(programme.created.at),
    };
    programme::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    parts(tx, programme, (0, 0)).await
}

/// Keeps what became of a programme, which had so many lines and columns; counts its version.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was faster.
pub async fn update(tx: &Tx, programme: &Programme, had: (usize, usize)) -> Result<(), StorageError> {
    touch(tx, programme).await?;
    let id = Uuid::from(programme.id);
    programme_call::Entity::delete_many()
        .filter(programme_call::Column::ProgrammeId.eq(id))
        .exec(tx.connection())
        .await?;
    for (place, line) in (0_i32..).zip(programme.details.lines.iter().take(had.0)) {
        programme_line::Entity::update_many()
            .col_expr(programme_line::Column::Name, Expr::val(line.name.clone()))
            .filter(programme_line::Column::ProgrammeId.eq(id))
            .filter(programme_line::Column::Place.eq(place))
            .exec(tx.connection())
            .await?;
    }
    for (place, column) in (0_i32..).zip(programme.details.columns.iter().take(had.1)) {
        programme_column::Entity::update_many()
            .col_expr(programme_column::Column::Name, Expr::val(column.name.clone()))
            .filter(programme_column::Column::ProgrammeId.eq(id))
            .filter(programme_column::Column::Place.eq(place))
            .exec(tx.connection())
            .await?;
    }
    parts(tx, programme, had).await
}

/// Counts the version of a programme, whose name may be another one.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was faster.
pub async fn touch(tx: &Tx, programme: &Programme) -> Result<(), StorageError> {
    let done = programme::Entity::update_many()
        .col_expr(
            programme::Column::Version,
            Expr::col(programme::Column::Version).add(1),
        )
        .col_expr(programme::Column::Name, Expr::val(programme.details.name.clone()))
        .filter(programme::Column::Id.eq(Uuid::from(programme.id)))
        .filter(programme::Column::Version.eq(programme.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, TABLE)
}

/// The calls, and the lines and columns behind those that are there already.
async fn parts(tx: &Tx, programme: &Programme, (lines, columns): (usize, usize)) -> Result<(), StorageError> {
    let id = Uuid::from(programme.id);
    for &call in &programme.details.calls {
        let row = programme_call::ActiveModel {
            programme_id: Set(id),
            call_id: Set(call.into()),
        };
        programme_call::Entity::insert(row)
            .exec_without_returning(tx.connection())
            .await?;
    }
    for (place, line) in (0_i32..).zip(&programme.details.lines).skip(lines) {
        let row = programme_line::ActiveModel {
            programme_id: Set(id),
            place: Set(place),
            name: Set(line.name.clone()),
            is_grants: Set(line.is_grants),
        };
        programme_line::Entity::insert(row)
            .exec_without_returning(tx.connection())
            .await?;
    }
    for (place, column) in (0_i32..).zip(&programme.details.columns).skip(columns) {
        let kind: &'static str = column.kind.into();
        let row = programme_column::ActiveModel {
            programme_id: Set(id),
            place: Set(place),
            kind: Set(kind.to_owned()),
            name: Set(column.name.clone()),
            first_day: Set(column.first),
            last_day: Set(column.last),
        };
        programme_column::Entity::insert(row)
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}

fn place(programme: ProgrammeId, place: usize) -> Result<i32, StorageError> {
    i32::try_from(place).map_err(|error| StorageError::inconsistent(TABLE, programme, error.to_string()))
}

/// Stores a figure.
///
/// # Errors
/// [`StorageError::Taken`] when somebody was first.
pub async fn enter(tx: &Tx, programme: ProgrammeId, figure: &Figure) -> Result<(), StorageError> {
    let row = programme_figure::ActiveModel {
        programme_id: Set(programme.into()),
        line_place: Set(place(programme, figure.line)?),
        column_place: Set(place(programme, figure.column)?),
        number: Set(figure.number),
        amount_cents: Set(figure.amount.map(Money::cents)),
        note: Set(figure.note.clone()),
        entered_by: Set(figure.entered.by.into()),
        entered_at: Set(figure.entered.at),
    };
    programme_figure::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Every figure of a programme, oldest first per cell.
///
/// # Errors
/// When the database fails.
pub async fn figures(db: &impl Access, programme: ProgrammeId) -> Result<Vec<Figure>, StorageError> {
    use programme_figure::Column as C;
    let rows = programme_figure::Entity::find()
        .filter(C::ProgrammeId.eq(Uuid::from(programme)))
        .order_by_asc(C::LinePlace)
        .order_by_asc(C::ColumnPlace)
        .order_by_asc(C::Number)
        .all(db.connection())
        .await?;
    let at = |place: i32| usize::try_from(place).unwrap_or_default();
    Ok(rows
        .into_iter()
        .map(|row| Figure {
            line: at(row.line_place),
            column: at(row.column_place),
            number: row.number,
            amount: row.amount_cents.map(Money::from_cents),
            note: row.note,
            entered: Stamp {
                by: row.entered_by.into(),
                at: row.entered_at,
            },
        })
        .collect())
}

/// What was paid from these calls with a value date on these days, less what was returned of it.
///
/// # Errors
/// When the database fails.
pub async fn paid(
    db: &impl Access,
    calls: &[CallId],
    (first, last): (NaiveDate, NaiveDate),
) -> Result<Money, StorageError> {
    let projects = project::Entity::find()
        .select_only()
        .column(project::Column::Id)
        .filter(project::Column::CallId.is_in(calls.iter().map(|&id| Uuid::from(id))))
        .into_query();
    let cents: Option<Option<i64>> = payout::Entity::find()
        .select_only()
        .column_as(
            Expr::col(payout::Column::AmountCents)
                .sub(Expr::col(payout::Column::ReturnedCents))
                .sum()
                .cast_as("bigint"),
            "cents",
        )
        .filter(payout::Column::ProjectId.in_subquery(projects))
        .filter(payout::Column::State.eq("confirmed"))
        .filter(payout::Column::ValueDate.between(first, last))
        .into_tuple()
        .one(db.connection())
        .await?;
    Ok(Money::from_cents(cents.flatten().unwrap_or_default()))
}
