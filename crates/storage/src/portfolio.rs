//! The authority's portfolio (*hankesalkku*): every project with its state at a glance, now or at any moment since it
//! is kept, filtered and sorted by the database.

mod entries;
pub mod late;
mod owed;
mod past;
mod seen;

pub use entries::{keep, lights, newest, unkept};
pub use owed::{Owed, owed};
pub use past::{differing_obligations, keep_obligations};
pub use seen::{awaited, latest_report, reports, risks};

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order as Direction, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, Func, SimpleExpr},
};
use talkoot_domain::{
    calendar,
    ids::{OrganisationId, ProjectId},
    portfolio_entry::Entry,
    portfolio_view::{Filter, Order},
    project::Project,
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError,
    entity::{portfolio_entry, project_partner},
    projects,
};

/// A project at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// The project as it is now.
    pub project: Project,
    /// What the portfolio shows of it, at the moment asked for.
    pub entry: Entry,
}

/// What is asked of the portfolio.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Whose portfolio.
    pub authorities: &'a [OrganisationId],
    /// Which projects of it.
    pub filter: &'a Filter,
    /// As it stood when; now unless told.
    pub as_of: Option<DateTime<Utc>>,
}

impl Question<'_> {
    /// What holds of an entry at the moment asked for.
    fn at_the_moment(&self) -> Condition {
        use portfolio_entry::Column;
        match self.as_of {
            None => Condition::all().add(Column::UntilAt.is_null()),
            Some(at) => Condition::all().add(Column::FromAt.lt(at)).add(
                Condition::any()
                    .add(Column::UntilAt.is_null())
                    .add(Column::UntilAt.gte(at)),
            ),
        }
    }

    fn entries(&self) -> Select<portfolio_entry::Entity> {
        use portfolio_entry::Column;
        let Filter {
            call,
            municipality,
            light,
            late,
            vacant,
            occurred,
            over_award,
            closed,
        } = *self.filter;
        let with = municipality.map(|municipality| {
            let municipality = Uuid::from(municipality);
            // Of a past day: whoever took part by then. Who joins later is not found there.
            let day = self
                .as_of
                .map(|end| calendar::helsinki_date(end - TimeDelta::microseconds(1)));
            let partner = project_partner::Entity::find()
                .select_only()
                .column(project_partner::Column::ProjectId)
                .filter(project_partner::Column::OrganisationId.eq(municipality))
                .apply_if(day, |query, day| {
                    let first = project_partner::Column::FirstDay;
                    query.filter(Condition::any().add(first.is_null()).add(first.lte(day)))
                })
                .into_query();
            Condition::any()
                .add(Column::LeadId.eq(municipality))
                .add(Column::ProjectId.in_subquery(partner))
        });
        let lit = light.map(|light| {
            let light: &'static str = light.into();
            let lights = [
                Column::TimetableLight,
                Column::CostLight,
                Column::ScopeLight,
                Column::RiskLight,
                Column::OwnershipLight,
            ];
            lights
                .into_iter()
                .fold(Condition::any(), |any, column| any.add(column.eq(light)))
        });
        let narrowed = Condition::all()
            .add_option(call.map(|call| Column::CallId.eq(Uuid::from(call))))
            .add_option(with)
            .add_option(lit)
            .add_option(late.then(|| Column::OverdueObligations.gt(0)))
            .add_option(vacant.then(|| Column::Vacancies.gt(0)))
            .add_option(occurred.then(|| Column::RisksOccurred.gt(0)))
            .add_option(over_award.then(|| above_award().gt(0)))
            .add_option(closed.map(|closed| Column::IsClosed.eq(closed)));
        let authorities = self.authorities.iter().map(|&id| Uuid::from(id));
        portfolio_entry::Entity::find()
            .filter(Column::AuthorityId.is_in(authorities))
            .filter(self.at_the_moment())
            .filter(narrowed)
    }
}

fn above_award() -> SimpleExpr {
    use portfolio_entry::Column;
    Expr::col(Column::ForeseenGrantCents).sub(Expr::col(Column::AwardCents))
}

/// The value by which it is sorted, smallest first; none for the order of the projects themselves.
fn key(order: Order) -> Option<SimpleExpr> {
    use portfolio_entry::Column;
    let largest_first = |expr: SimpleExpr| Expr::val(0_i64).sub(expr);
    // What has no date comes after every date, or before.
    let or =
        |column: Column, day: SimpleExpr| -> SimpleExpr { Func::coalesce([Expr::col(column), day]).into() };
    match order {
        Order::Oldest => None,
        Order::Award => Some(largest_first(Expr::col(Column::AwardCents))),
        Order::Claimed => Some(largest_first(Expr::col(Column::ClaimedCents))),
        Order::Paid => Some(largest_first(Expr::col(Column::PaidCents))),
        Order::LongestLate => {
            let never = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX);
            Some(or(Column::OldestOverdue, Expr::val(never)))
        }
        Order::OverAward => Some(largest_first(above_award())),
        Order::LongestSilent => Some(or(Column::ReportAt, Expr::val(DateTime::<Utc>::UNIX_EPOCH))),
    }
}

/// A page of the projects that are asked for, in an order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn list(
    db: &impl Access,
    question: &Question<'_>,
    order: Order,
    page: Page<ProjectId>,
) -> Result<Vec<Overview>, StorageError> {
    use portfolio_entry::Column;
    let mut entries = question.entries();
    let key = key(order);
    if let Some(after) = page.after.map(Uuid::from) {
        let id = Expr::col(Column::ProjectId);
        let behind = match &key {
            None => id.gt(after),
            Some(key) => {
                let of_after = portfolio_entry::Entity::find()
                    .select_only()
                    .expr(key.clone())
                    .filter(Column::ProjectId.eq(after))
                    .filter(question.at_the_moment())
                    .into_query();
                let of_after = SimpleExpr::from(of_after);
                Expr::tuple([key.clone(), id]).gt(Expr::tuple([of_after, Expr::val(after)]))
            }
        };
        entries = entries.filter(behind);
    }
    if let Some(key) = key {
        entries = entries.order_by(key, Direction::Asc);
    }
    let rows = entries
        .order_by_asc(Column::ProjectId)
        .limit(page.first)
        .all(db.connection())
        .await?;
    let ids: Vec<ProjectId> = rows.iter().map(|row| row.project_id.into()).collect();
    let projects = projects::find_many(db, &Scope::system(), &ids).await?;
    let mut projects: HashMap<ProjectId, Project> = projects
        .into_iter()
        .map(|project| (project.id, project))
        .collect();
    rows.into_iter()
        .filter_map(|row| {
            // The row of a project stays as long as its entries do.
            let project = projects.remove(&row.project_id.into())?;
            Some(entries::entry(row).map(|entry| Overview { project, entry }))
        })
        .collect()
}

/// How many projects that are in all.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &impl Access, question: &Question<'_>) -> Result<u64, StorageError> {
    Ok(question.entries().count(db.connection()).await?)
}
