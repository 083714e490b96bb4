//! The results bank: results of projects, who took part, and who uses them again.

mod row;

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{LikeExpr, Query},
};
use talkoot_domain::{
    ids::{ProjectId, ProjectResultId},
    project_result::{Party, ProjectResult, Reuse, SizeClass, Theme},
    workflow::{Name as _, Stamp},
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::{
        project_result::{Column, Entity, Model},
        project_result_party, project_result_reuse,
    },
    projects,
    store::Connected,
};

const TABLE: &str = "project_result";

/// What is looked for in the bank; everything that is left out is not looked at.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Words, in small letters: all of them stand in the result.
    pub words: Vec<String>,
    /// Under which theme it is filed.
    pub theme: Option<Theme>,
    /// Under which topic of a call.
    pub topic: Option<String>,
    /// A municipality of this class took part.
    pub size: Option<SizeClass>,
}

impl Wanted {
    fn condition(&self) -> Condition {
        let mut all = Condition::all().add(Column::State.eq("public"));
        for word in &self.words {
            let pattern = LikeExpr::new(format!("%{}%", escaped(word))).escape('\\');
            all = all.add(Column::Searched.like(pattern));
        }
        if let Some(theme) = self.theme {
            all = all.add(Column::Theme.eq(theme.code()));
        }
        if let Some(topic) = &self.topic {
            all = all.add(Column::Topic.eq(topic.as_str()));
        }
        if let Some(size) = self.size {
            let of_size = Query::select()
                .column(project_result_party::Column::ResultId)
                .from(project_result_party::Entity)
                .and_where(project_result_party::Column::SizeClass.eq(size.code()))
                .to_owned();
            all = all.add(Column::Id.in_subquery(of_size));
        }
        all
    }
}

/// A word in which nothing stands for something else.
fn escaped(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// What is public is for everybody; else a result is seen by everybody who sees its project.
fn visible(scope: &Scope) -> Condition {
    Condition::any()
        .add(Column::State.eq("public"))
        .add(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
}

/// The result, if it exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: ProjectResultId,
) -> Result<Option<ProjectResult>, StorageError> {
    let rows = Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .all(db.connection())
        .await?;
    Ok(with_parts(db, rows).await?.pop())
}

/// The same, locked until the commit.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn lock(
    tx: &Tx,
    scope: &Scope,
    id: ProjectResultId,
) -> Result<Option<ProjectResult>, StorageError> {
    let rows = Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .lock_exclusive()
        .all(tx.connection())
        .await?;
    Ok(with_parts(tx, rows).await?.pop())
}

/// A page of the results of a project that the caller has found, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_project(
    db: &impl Access,
    scope: &Scope,
    project: ProjectId,
    page: Page<ProjectResultId>,
) -> Result<Vec<ProjectResult>, StorageError> {
    read(db, of(scope, project), page).await
}

/// How many results a project has for this scope.
///
/// # Errors
/// When the database fails.
pub async fn count_of_project(
    db: &impl Access,
    scope: &Scope,
    project: ProjectId,
) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(of(scope, project))
        .count(db.connection())
        .await?)
}

fn of(scope: &Scope, project: ProjectId) -> Condition {
    Condition::all()
        .add(visible(scope))
        .add(Column::ProjectId.eq(Uuid::from(project)))
}

/// A page of what everybody may read, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn public(
    db: &impl Access,
    wanted: &Wanted,
    page: Page<ProjectResultId>,
) -> Result<Vec<ProjectResult>, StorageError> {
    read(db, wanted.condition(), page).await
}

/// How many results everybody may read.
///
/// # Errors
/// When the database fails.
pub async fn count_public(db: &impl Access, wanted: &Wanted) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(wanted.condition())
        .count(db.connection())
        .await?)
}

async fn read(
    db: &impl Access,
    condition: Condition,
    page: Page<ProjectResultId>,
) -> Result<Vec<ProjectResult>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(condition)
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    with_parts(db, rows).await
}

async fn with_parts(db: &impl Access, rows: Vec<Model>) -> Result<Vec<ProjectResult>, StorageError> {
    use project_result_party::Column as Took;
    use project_result_reuse::Column as Uses;
    let ids = || rows.iter().map(|row| row.id);
    let parties = project_result_party::Entity::find()
        .filter(Took::ResultId.is_in(ids()))
        .order_by_asc(Took::ResultId)
        .order_by_asc(Took::Number)
        .all(db.connection())
        .await?;
    let reuses = project_result_reuse::Entity::find()
        .filter(Uses::ResultId.is_in(ids()))
        .order_by_asc(Uses::RecordedAt)
        .order_by_asc(Uses::OrganisationId)
        .all(db.connection())
        .await?;
    let mut took_part: BTreeMap<Uuid, Vec<Party>> = BTreeMap::new();
    for party in parties {
        let of = party.result_id;
        took_part.entry(of).or_default().push(row::party(party)?);
    }
    let mut used: BTreeMap<Uuid, Vec<Reuse>> = BTreeMap::new();
    for reuse in reuses {
        used.entry(reuse.result_id).or_default().push(Reuse {
            municipality: reuse.organisation_id.into(),
            since: reuse.since,
            recorded: Stamp {
                by: reuse.recorded_by.into(),
                at: reuse.recorded_at,
            },
        });
    }
    rows.into_iter()
        .map(|row| {
            let parties = took_part.remove(&row.id).unwrap_or_default();
            let reuses = used.remove(&row.id).unwrap_or_default();
            row::result(row, parties, reuses)
        })
        .collect()
}

/// Stores a new result with who took part.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, result: &ProjectResult) -> Result<(), StorageError> {
    Entity::insert(row::columns(result))
        .exec_without_returning(tx.connection())
        .await?;
    insert_parties(tx, result).await
}

/// Stores a changed result; `result.version` is the version that was read, the stored one is the next. Who took part is
/// written anew, records of reuse are appended by [`append_reuse`].
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, result: &ProjectResult) -> Result<(), StorageError> {
    let mut changed = row::columns(result);
    changed.version = Set(result.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(result.id)))
        .filter(Column::Version.eq(result.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, TABLE)?;
    project_result_party::Entity::delete_many()
        .filter(project_result_party::Column::ResultId.eq(Uuid::from(result.id)))
        .exec(tx.connection())
        .await?;
    insert_parties(tx, result).await
}

async fn insert_parties(tx: &Tx, result: &ProjectResult) -> Result<(), StorageError> {
    let parties = row::party_columns(result);
    if parties.is_empty() {
        return Ok(());
    }
    project_result_party::Entity::insert_many(parties)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Appends that a municipality took a result into use.
///
/// # Errors
/// [`StorageError::Taken`] when it has said so already.
pub async fn append_reuse(tx: &Tx, id: ProjectResultId, reuse: Reuse) -> Result<(), StorageError> {
    let row = project_result_reuse::ActiveModel {
        result_id: Set(id.into()),
        organisation_id: Set(reuse.municipality.into()),
        since: Set(reuse.since),
        recorded_by: Set(reuse.recorded.by.into()),
        recorded_at: Set(reuse.recorded.at),
    };
    project_result_reuse::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}
