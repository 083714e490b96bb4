//! Kept ways to look at the portfolio.

use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use talkoot_domain::{
    ids::{OrganisationId, PersonId, PortfolioViewId},
    portfolio_view::{Filter, Order, PortfolioView},
};
use uuid::Uuid;

use crate::{
    Access, StorageError, Tx,
    entity::portfolio_view::{ActiveModel, Column, Entity, Model},
    map::code,
    store::Connected,
};

const TABLE: &str = "portfolio_view";

/// Whoever may see a view: the person who keeps it, and everybody of these authorities when it is shared.
fn seen_by(person: PersonId, authorities: &[OrganisationId]) -> Condition {
    let of_theirs = Column::AuthorityId.is_in(authorities.iter().map(|&id| Uuid::from(id)));
    let shown = Condition::any()
        .add(Column::PersonId.eq(Uuid::from(person)))
        .add(Column::IsShared.eq(true));
    Condition::all().add(of_theirs).add(shown)
}

/// The view, if the person may see it, also after it was taken away.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    (person, authorities): (PersonId, &[OrganisationId]),
    id: PortfolioViewId,
) -> Result<Option<PortfolioView>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id))
        .filter(seen_by(person, authorities))
        .one(db.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// The views that the person sees and that were not taken away: their own first, by name.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    (person, authorities): (PersonId, &[OrganisationId]),
) -> Result<Vec<PortfolioView>, StorageError> {
    let rows = Entity::find()
        .filter(seen_by(person, authorities))
        .filter(Column::RemovedAt.is_null())
        .order_by_asc(Column::Name)
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    let views: Result<Vec<PortfolioView>, StorageError> = rows.into_iter().map(TryInto::try_into).collect();
    let mut views = views?;
    views.sort_by_key(|view| view.person != person);
    Ok(views)
}

/// The person's own view, locked until the transaction ends.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn lock_own(
    tx: &Tx,
    person: PersonId,
    id: PortfolioViewId,
) -> Result<Option<PortfolioView>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id))
        .filter(Column::PersonId.eq(Uuid::from(person)))
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    row.map(TryInto::try_into).transpose()
}

/// The person's own views of an authority that were not taken away.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn own(
    db: &impl Access,
    person: PersonId,
    authority: OrganisationId,
) -> Result<Vec<PortfolioView>, StorageError> {
    let rows = Entity::find()
        .filter(Column::PersonId.eq(Uuid::from(person)))
        .filter(Column::AuthorityId.eq(Uuid::from(authority)))
        .filter(Column::RemovedAt.is_null())
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Stores a new view.
///
/// # Errors
/// When the database fails.
pub async fn insert(tx: &Tx, view: &PortfolioView) -> Result<(), StorageError> {
    let row = ActiveModel {
        id: Set(view.id.into()),
        person_id: Set(view.person.into()),
        authority_id: Set(view.authority.into()),
        created_at: Set(view.created_at),
        ..changeable(view, view.version)
    };
    Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Keeps what became of a view; counts its version.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was faster.
pub async fn update(tx: &Tx, view: &PortfolioView) -> Result<(), StorageError> {
    let done = Entity::update_many()
        .set(changeable(view, view.version + 1))
        .filter(Column::Id.eq(Uuid::from(view.id)))
        .filter(Column::Version.eq(view.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, TABLE)
}

fn changeable(view: &PortfolioView, version: i64) -> ActiveModel {
    let filter = &view.filter;
    let sort: &'static str = view.order.into();
    ActiveModel {
        version: Set(version),
        name: Set(view.name.clone()),
        is_shared: Set(view.is_shared),
        call_id: Set(filter.call.map(Into::into)),
        municipality_id: Set(filter.municipality.map(Into::into)),
        light: Set(filter
            .light
            .map(|light| Into::<&'static str>::into(light).to_owned())),
        late: Set(filter.late),
        vacant: Set(filter.vacant),
        occurred: Set(filter.occurred),
        over_award: Set(filter.over_award),
        closed: Set(filter.closed),
        sort: Set(sort.to_owned()),
        removed_at: Set(view.removed_at),
        ..Default::default()
    }
}

impl TryFrom<Model> for PortfolioView {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let light = row
            .light
            .map(|text| code(TABLE, row.id, "light", &text))
            .transpose()?;
        let order: Order = code(TABLE, row.id, "sort", &row.sort)?;
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            person: row.person_id.into(),
            authority: row.authority_id.into(),
            name: row.name,
            is_shared: row.is_shared,
            filter: Filter {
                call: row.call_id.map(Into::into),
                municipality: row.municipality_id.map(Into::into),
                light,
                late: row.late,
                vacant: row.vacant,
                occurred: row.occurred,
                over_award: row.over_award,
                closed: row.closed,
            },
            order,
            created_at: row.created_at,
            removed_at: row.removed_at,
        })
    }
}
