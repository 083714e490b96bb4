//! What is awaited of the projects of authorities past its last day, at a moment.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, SimpleExpr},
};
use talkoot_domain::{
    ids::{CallId, ObligationId, OrganisationId},
    obligation::{Obligation, StateName},
    schedule::ObligationKind,
    workflow::Name,
};
use uuid::Uuid;

use super::owed::at_the_moment;
use crate::{
    Access, Page, Scope, StorageError,
    entity::{obligation, obligation_past, project},
    map::code,
    obligations,
};

/// What is late, as it stood at the moment asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// The obligation as it is now.
    pub obligation: Obligation,
    /// Its last day then.
    pub due: NaiveDate,
    /// Where it stood then.
    pub state: StateName,
}

/// What is asked of all that is late.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Owed to whom.
    pub authorities: &'a [OrganisationId],
    /// By the projects of this call only.
    pub call: Option<CallId>,
    /// Of this kind only.
    pub kind: Option<ObligationKind>,
    /// With a last day that is this one or one before it.
    pub due_by: NaiveDate,
    /// As it stood when; now unless told.
    pub as_of: Option<DateTime<Utc>>,
}

impl Question<'_> {
    fn rows(&self) -> Select<obligation_past::Entity> {
        use obligation::Column;
        use obligation_past::Column as Past;
        let of_call = self.call.map(|call| project::Column::CallId.eq(Uuid::from(call)));
        let authorities = self.authorities.iter().map(|&id| Uuid::from(id));
        let projects = project::Entity::find()
            .select_only()
            .column(project::Column::Id)
            .filter(project::Column::AuthorityId.is_in(authorities))
            .apply_if(of_call, QueryFilter::filter)
            .into_query();
        let of_kind = self.kind.map(|kind| {
            let kind: &'static str = kind.into();
            Column::Kind.eq(kind)
        });
        let owed = obligation::Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::ProjectId.in_subquery(projects))
            .apply_if(of_kind, QueryFilter::filter)
            .into_query();
        let awaited = [StateName::Scheduled, StateName::Open, StateName::Overdue];
        obligation_past::Entity::find()
            .filter(at_the_moment(self.as_of))
            .filter(Past::State.is_in(awaited.map(Name::code)))
            .filter(Past::Due.lte(self.due_by))
            .filter(Past::ObligationId.in_subquery(owed))
    }
}

/// A page of what is late, what has been so for the longest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn late(
    db: &impl Access,
    question: &Question<'_>,
    page: Page<ObligationId>,
) -> Result<Vec<Late>, StorageError> {
    use obligation_past::Column;
    let mut rows = question.rows();
    if let Some(after) = page.after.map(Uuid::from) {
        let due_of_after = obligation_past::Entity::find()
            .select_only()
            .column(Column::Due)
            .filter(Column::ObligationId.eq(after))
            .filter(at_the_moment(question.as_of))
            .into_query();
        let here = Expr::tuple([Expr::col(Column::Due), Expr::col(Column::ObligationId)]);
        let there = Expr::tuple([SimpleExpr::from(due_of_after), Expr::val(after)]);
        rows = rows.filter(here.gt(there));
    }
    let rows = rows
        .order_by_asc(Column::Due)
        .order_by_asc(Column::ObligationId)
        .limit(page.first)
        .all(db.connection())
        .await?;
    let ids: Vec<ObligationId> = rows.iter().map(|row| row.obligation_id.into()).collect();
    let owed = obligations::find_many(db, &Scope::system(), &ids).await?;
    let mut owed: HashMap<ObligationId, Obligation> = owed.into_iter().map(|one| (one.id, one)).collect();
    rows.into_iter()
        .filter_map(|row| {
            // The row of an obligation stays as long as its past does.
            let obligation = owed.remove(&row.obligation_id.into())?;
            let state = code("obligation_past", row.obligation_id, "state", &row.state);
            Some(state.map(|state| Late {
                obligation,
                due: row.due,
                state,
            }))
        })
        .collect()
}

/// How much that is in all.
///
/// # Errors
/// When the database fails.
pub async fn count_late(db: &impl Access, question: &Question<'_>) -> Result<u64, StorageError> {
    Ok(question.rows().count(db.connection()).await?)
}
