//! Payouts that wait for an officer of their authority.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
    sea_query::{Expr, Query},
};
use talkoot_domain::{bank_account, ids::PayoutId, payout::Payout, workflow::Name};

use crate::{
    Access, Page, Scope, StorageError, bank_feedback,
    entity::{
        bank_account as account,
        payout::{Column, Entity},
        payout_destination as destination, project,
    },
};

/// Failed, and nothing was created in its place.
const FAILED: &str = "payout.state = 'failed' AND NOT EXISTS (SELECT 1 FROM payout AS other WHERE \
    other.state <> 'failed' AND other.project_id = payout.project_id AND (other.claim_id = payout.claim_id \
    OR other.instalment = payout.instalment))";

fn waiting(scope: &Scope, sent_before: DateTime<Utc>) -> Select<Entity> {
    let projects = Query::select()
        .column(project::Column::Id)
        .from(project::Entity)
        .cond_where(scope.owns(&[project::Column::AuthorityId]))
        .to_owned();
    let in_force = Query::select()
        .column(account::Column::Id)
        .from(account::Entity)
        .and_where(account::Column::State.eq(bank_account::StateName::Approved.code()))
        .to_owned();
    let to_old_accounts = Query::select()
        .column(destination::Column::PayoutId)
        .from(destination::Entity)
        .and_where(destination::Column::AccountId.not_in_subquery(in_force))
        .to_owned();
    let silent = Condition::all()
        .add(Column::State.eq("sent"))
        .add(Column::SentAt.lt(sent_before));
    let to_another_account = Condition::all()
        .add(Column::State.is_in(["created", "approved"]))
        .add(Column::Id.in_subquery(to_old_accounts));
    let reasons = Condition::any()
        .add(Expr::cust(FAILED))
        .add(silent)
        .add(to_another_account)
        .add(Column::Id.in_subquery(bank_feedback::disagreeing_payouts()));
    Entity::find()
        .filter(Column::ProjectId.in_subquery(projects))
        .filter(reasons)
}

/// A page of payouts of the authorities of this scope that failed and were not replaced, were sent before a
/// moment and not answered since, name an account that is no longer in force, or of which the bank says
/// something that does not agree; oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn needing_attention(
    db: &impl Access,
    scope: &Scope,
    sent_before: DateTime<Utc>,
    page: Page<PayoutId>,
) -> Result<Vec<Payout>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(uuid::Uuid::from(id)));
    let rows = waiting(scope, sent_before)
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// How many such payouts there are.
///
/// # Errors
/// When the database fails.
pub async fn count_needing_attention(
    db: &impl Access,
    scope: &Scope,
    sent_before: DateTime<Utc>,
) -> Result<u64, StorageError> {
    Ok(waiting(scope, sent_before).count(db.connection()).await?)
}
