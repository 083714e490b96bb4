//! Versions of forms.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
};
use talkoot_domain::{
    form::{Form, State, StateName},
    ids::{FormId, OrganisationId},
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx,
    entity::form::{ActiveModel, Column, Entity, Model},
    map::{code, stamp, stamp_columns},
    store::Connected,
};

/// A published form is public, also when it is out of use; a draft belongs to its authority.
fn visible(scope: &Scope) -> Condition {
    Condition::any()
        .add(Column::State.ne("draft"))
        .add(scope.owns(&[Column::AuthorityId]))
}

/// These versions of forms, for this scope, in no order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(db: &impl Access, scope: &Scope, ids: &[FormId]) -> Result<Vec<Form>, StorageError> {
    let ids = ids.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::Id.is_in(ids))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The version of a form, if it exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, scope: &Scope, id: FormId) -> Result<Option<Form>, StorageError> {
    Ok(find_many(db, scope, &[id]).await?.pop())
}

/// A page of versions of forms, oldest first; of the form with one code or of all.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    code: Option<&str>,
    page: Page<FormId>,
) -> Result<Vec<Form>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(visible(scope))
        .apply_if(code, |query, code| query.filter(Column::Code.eq(code)))
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// How many versions of forms there are for this scope; of the form with one code or of all.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, scope: &Scope, code: Option<&str>) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(visible(scope))
        .apply_if(code, |query, code| query.filter(Column::Code.eq(code)))
        .count(db.connection())
        .await?)
}

/// The number and the state of the latest version of an authority's form, if there is one.
///
/// # Errors
/// When the database fails or the state is unknown.
pub async fn latest(
    db: &impl Access,
    authority: OrganisationId,
    form: &str,
) -> Result<Option<(i32, StateName)>, StorageError> {
    let row: Option<(Uuid, i32, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Number, Column::State])
        .filter(Column::AuthorityId.eq(Uuid::from(authority)))
        .filter(Column::Code.eq(form))
        .order_by_desc(Column::Number)
        .into_tuple()
        .one(db.connection())
        .await?;
    row.map(|(id, number, state)| Ok((number, code("form", id, "state", &state)?)))
        .transpose()
}

/// The latest version of an authority's form that is published, if there is one.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn in_use(
    db: &impl Access,
    authority: OrganisationId,
    form: &str,
) -> Result<Option<Form>, StorageError> {
    let row = Entity::find()
        .filter(Column::AuthorityId.eq(Uuid::from(authority)))
        .filter(Column::Code.eq(form))
        .filter(Column::State.eq("published"))
        .order_by_desc(Column::Number)
        .one(db.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// Stores a new version.
///
/// # Errors
/// [`StorageError::Taken`] when somebody imported one at the same moment.
pub async fn insert(tx: &Tx, form: &Form) -> Result<(), StorageError> {
    Entity::insert(row(form))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed version; `form.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, form: &Form) -> Result<(), StorageError> {
    let mut changed = row(form);
    changed.version = Set(form.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(form.id)))
        .filter(Column::Version.eq(form.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "form")
}

fn row(form: &Form) -> ActiveModel {
    let (published, retired) = match form.state {
        State::Draft => (None, None),
        State::Published { published } => (Some(published), None),
        State::Retired { published, retired } => (Some(published), Some(retired)),
    };
    let (published_by, published_at) = stamp_columns(published);
    let (retired_by, retired_at) = stamp_columns(retired);
    ActiveModel {
        id: Set(form.id.into()),
        version: Set(form.version),
        authority_id: Set(form.authority.into()),
        code: Set(form.definition.code.clone()),
        number: Set(form.number),
        drafted_by: Set(form.drafted_by.into()),
        definition: Set(talkoot_forms::to_json(&form.definition)),
        state: Set(Into::<&'static str>::into(form.state_name()).to_owned()),
        published_by: Set(published_by),
        published_at: Set(published_at),
        retired_by: Set(retired_by),
        retired_at: Set(retired_at),
    }
}

impl TryFrom<Model> for Form {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let wrong = |what: String| StorageError::inconsistent("form", row.id, what);
        let definition = talkoot_forms::from_json(&row.definition);
        let definition =
            definition.map_err(|fault| wrong(format!("definition/{}: {fault}", fault.path.join("/"))))?;
        if definition.code != row.code {
            return Err(wrong(format!(
                "it is \"{}\" but defines \"{}\"",
                row.code, definition.code
            )));
        }
        let published = stamp(row.published_by, row.published_at);
        let retired = stamp(row.retired_by, row.retired_at);
        let state = match (code("form", row.id, "state", &row.state)?, published, retired) {
            (StateName::Draft, None, None) => State::Draft,
            (StateName::Published, Some(published), None) => State::Published { published },
            (StateName::Retired, Some(published), Some(retired)) => State::Retired { published, retired },
            (state, ..) => {
                return Err(wrong(format!(
                    "the state is {state:?} but the columns of other states are set or its own are not"
                )));
            }
        };
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            authority: row.authority_id.into(),
            number: row.number,
            drafted_by: row.drafted_by.into(),
            definition,
            state,
        })
    }
}
