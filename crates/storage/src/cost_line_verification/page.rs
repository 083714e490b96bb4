//! A page of the lines of some reports: each import in force is read in the order of its own index up to the page,
//! and what is read is merged. So a page costs as much as it is long, however many lines others have.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Asterisk, Expr, ExprTrait, Query, SelectStatement, UnionType},
};
use talkoot_domain::ids::{CostLineId, CostReportId};
use uuid::Uuid;

use super::{Filter, VerifiedLine, with_context};
use crate::{
    Access, Page, Scope, StorageError,
    cost_lines::is_claimed,
    cost_reports,
    entity::{
        cost_line::{Column, Entity, Model},
        cost_report,
    },
    plan, samples,
};

/// Imports in one statement: SQLite takes at most 500 parts of a union.
const CHUNK: usize = 200;

/// A page of the lines in force of these reports that the scope sees, in the order they came.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    scope: &Scope,
    reports: &[CostReportId],
    filter: &Filter,
    page: Page<CostLineId>,
) -> Result<Vec<VerifiedLine>, StorageError> {
    let imports = in_force(db, scope, reports, filter).await?;
    let mut rows: Vec<Model> = Vec::new();
    for some in imports.chunks(CHUNK) {
        let Some(query) = merged(some, filter, page) else {
            continue;
        };
        let statement = db.connection().get_database_backend().build(&query);
        rows.extend(Model::find_by_statement(statement).all(db.connection()).await?);
    }
    if imports.len() > CHUNK {
        rows.sort_by_key(|row| row.id);
        rows.truncate(usize::try_from(page.first).unwrap_or(usize::MAX));
    }
    with_context(db, rows).await
}

/// How many lines there are on all pages.
///
/// # Errors
/// When the database fails.
pub async fn count(
    db: &impl Access,
    scope: &Scope,
    reports: &[CostReportId],
    filter: &Filter,
) -> Result<u64, StorageError> {
    let imports = in_force(db, scope, reports, filter).await?;
    if imports.is_empty() {
        return Ok(0);
    }
    Ok(Entity::find()
        .filter(Column::ImportId.is_in(imports))
        .filter(wanted(filter))
        .count(db.connection())
        .await?)
}

/// How the database finds a page, a line per step of its plan: for the person on call, and for the test that keeps
/// the page on its index.
///
/// # Errors
/// When the database fails.
pub async fn page_plan(
    db: &impl Access,
    scope: &Scope,
    reports: &[CostReportId],
    filter: &Filter,
    page: Page<CostLineId>,
) -> Result<String, StorageError> {
    let imports = in_force(db, scope, reports, filter).await?;
    match merged(&imports, filter, page) {
        Some(query) => plan::of(db, &query).await,
        None => Ok(String::new()),
    }
}

/// The imports that these reports stand on, as far as the scope sees them and the filter wants them.
async fn in_force(
    db: &impl Access,
    scope: &Scope,
    reports: &[CostReportId],
    filter: &Filter,
) -> Result<Vec<Uuid>, StorageError> {
    use cost_report::Column as Report;
    let partner = filter
        .partner
        .map(|partner| Report::PartnerId.eq(Uuid::from(partner)));
    Ok(cost_report::Entity::find()
        .select_only()
        .column(Report::ImportId)
        .filter(Report::Id.is_in(reports.iter().map(|&id| Uuid::from(id))))
        .filter(Report::Id.in_subquery(cost_reports::visible_ids(scope)))
        .filter(Report::ImportId.is_not_null())
        .filter(Condition::all().add_option(partner))
        .into_tuple()
        .all(db.connection())
        .await?)
}

fn wanted(filter: &Filter) -> Condition {
    let state = filter.state.map(|state| {
        let state: &'static str = state.into();
        Column::Verification.eq(state)
    });
    let category = filter.category.as_deref();
    Condition::all()
        .add(is_claimed())
        .add_option(state)
        .add_option(category.map(|category| Column::Category.eq(category)))
        .add_option(filter.sub_area.map(|area| Column::SubAreaId.eq(Uuid::from(area))))
        .add_option(
            filter
                .sampled
                .then(|| Column::Id.in_subquery(samples::sampled_ids())),
        )
}

/// The beginning of each import behind the page before, and of all of that the beginning; nothing of no import.
fn merged(imports: &[Uuid], filter: &Filter, page: Page<CostLineId>) -> Option<SelectStatement> {
    let of_import = |&import: &Uuid| {
        // A range of one import: told that it equals, PostgreSQL reads all lines in the order of their ids instead and
        // drops those of others, half a million for a page.
        let place = || Expr::tuple([Column::ImportId, Column::Id].map(|column| Expr::col((Entity, column))));
        let from = match page.after {
            Some(id) => place().gt(Expr::tuple([Expr::val(import), Expr::val(Uuid::from(id))])),
            None => Column::ImportId.gte(import),
        };
        let lines = Entity::find()
            .filter(from)
            .filter(Column::ImportId.lte(import))
            .filter(wanted(filter))
            .order_by_asc(Column::ImportId)
            .order_by_asc(Column::Id)
            .limit(page.first)
            .into_query();
        Query::select()
            .column(Asterisk)
            .from_subquery(lines, "of_import")
            .to_owned()
    };
    let mut parts = imports.iter().map(of_import);
    let mut all = parts.next()?;
    for part in parts {
        all.union(UnionType::All, part);
    }
    all.order_by("id", Order::Asc).limit(page.first);
    Some(all)
}
