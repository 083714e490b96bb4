//! Grant decisions.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Statement,
};
use talkoot_domain::{
    decision::{Decision, Grant, Proposal, State, StateName},
    ids::{ApplicationId, CallId, DecisionId},
    money::Money,
    rate::Rate,
};
use uuid::Uuid;

use crate::{
    Access, Page, Scope, StorageError, Tx, advance, applications,
    entity::decision::{ActiveModel, Column, Entity, Model},
    map::{code, stamp, stamp_columns},
    store::Connected,
};

/// The authority sees a decision from the start, the partners once it has been made.
pub(crate) fn visible(scope: &Scope) -> Condition {
    let Some(organisations) = scope.organisations() else {
        return Condition::all();
    };
    Condition::any().add(scope.owns(&[Column::AuthorityId])).add(
        Condition::all()
            .add(Column::State.ne("drafted"))
            .add(Column::ApplicationId.in_subquery(applications::of_partners(organisations))),
    )
}

/// The decision, if it exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, scope: &Scope, id: DecisionId) -> Result<Option<Decision>, StorageError> {
    Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .one(db.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// These decisions, as far as they exist for this scope, in no order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(
    db: &impl Access,
    scope: &Scope,
    ids: &[DecisionId],
) -> Result<Vec<Decision>, StorageError> {
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::Id.is_in(ids.iter().map(|&id| Uuid::from(id))))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The decisions that hold or are drafted about these applications, one for each, for this scope, in no order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_applications(
    db: &impl Access,
    scope: &Scope,
    applications: &[ApplicationId],
) -> Result<Vec<Decision>, StorageError> {
    let ids = applications.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::ApplicationId.is_in(ids))
        .filter(Column::SetAsideBy.is_null())
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A page of the decisions that were made and not set aside, oldest first: what the public sees.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn public(db: &impl Access, page: Page<DecisionId>) -> Result<Vec<Decision>, StorageError> {
    let after = page.after.map(|id| Column::Id.gt(Uuid::from(id)));
    let rows = Entity::find()
        .filter(Column::State.ne("drafted"))
        .filter(Column::SetAsideBy.is_null())
        .apply_if(after, QueryFilter::filter)
        .order_by_asc(Column::Id)
        .limit(page.first)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// How many decisions were made and not set aside.
///
/// # Errors
/// When the database fails.
pub async fn count_public(db: &impl Access) -> Result<u64, StorageError> {
    Ok(Entity::find()
        .filter(Column::State.ne("drafted"))
        .filter(Column::SetAsideBy.is_null())
        .count(db.connection())
        .await?)
}

/// The last decision about an application that was set aside, if one was.
///
/// # Errors
/// When the database fails.
pub async fn set_aside(
    db: &impl Access,
    application: ApplicationId,
) -> Result<Option<DecisionId>, StorageError> {
    let id: Option<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::ApplicationId.eq(Uuid::from(application)))
        .filter(Column::SetAsideBy.is_not_null())
        .order_by_desc(Column::Id)
        .into_tuple()
        .one(db.connection())
        .await?;
    Ok(id.map(Into::into))
}

/// What every decision about these calls grants that was made and not refused.
///
/// # Errors
/// When the database fails.
pub async fn granted(
    db: &impl Access,
    calls: &[CallId],
) -> Result<Vec<(CallId, DecisionId, Money)>, StorageError> {
    let rows: Vec<(Uuid, Uuid, Option<i64>)> = Entity::find()
        .select_only()
        .column(Column::CallId)
        .column(Column::Id)
        .column(Column::AwardCents)
        .filter(Column::CallId.is_in(calls.iter().map(|&id| Uuid::from(id))))
        .filter(Column::State.is_in(["decided", "accepted"]))
        .filter(Column::SetAsideBy.is_null())
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(call, id, award)| Some((call.into(), id.into(), Money::from_cents(award?))))
        .collect())
}

/// Stores a new decision.
///
/// # Errors
/// [`StorageError::Taken`] when the application has one already.
pub async fn insert(tx: &Tx, decision: &Decision) -> Result<(), StorageError> {
    Entity::insert(row(decision))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed decision; `decision.version` is the version that was read, the stored one is the
/// next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, decision: &Decision) -> Result<(), StorageError> {
    let mut changed = row(decision);
    changed.version = Set(decision.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(decision.id)))
        .filter(Column::Version.eq(decision.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "decision")
}

/// The next running number of a project that starts in this year, from 1. Others who want one wait
/// until the commit, so that no number is left out or given twice.
///
/// # Errors
/// When the database fails.
pub async fn next_project_number(tx: &Tx, year: i32) -> Result<i32, StorageError> {
    next_number(tx, "project_counter", year).await
}

/// The next of the running numbers that a table counts by year.
pub(crate) async fn next_number(tx: &Tx, table: &'static str, year: i32) -> Result<i32, StorageError> {
    let db = tx.connection();
    let statement = Statement::from_sql_and_values(
        db.get_database_backend(),
        format!(
            "INSERT INTO {table} (year, last) VALUES ($1, 1) \
             ON CONFLICT (year) DO UPDATE SET last = {table}.last + 1 RETURNING last"
        ),
        [year.into()],
    );
    let row = db
        .query_one_raw(statement)
        .await?
        .ok_or_else(|| StorageError::inconsistent(table, year, "gave no number"))?;
    Ok(row.try_get("", "last")?)
}

fn row(decision: &Decision) -> ActiveModel {
    let (accepted, refused) = match decision.state.clone() {
        State::Drafted | State::Decided { .. } => (None, None),
        State::Accepted { accepted, .. } => (Some(accepted), None),
        State::Refused { refused, reason, .. } => (None, Some((refused, reason))),
    };
    let (refused, refusal_reason) = refused.map_or((None, None), |(by, why)| (Some(by), Some(why)));
    let (decided_by, decided_at) = stamp_columns(decision.state.decided());
    let (accepted_by, accepted_at) = stamp_columns(accepted);
    let (refused_by, refused_at) = stamp_columns(refused);
    let grant = decision.proposal.grant.as_ref();
    ActiveModel {
        id: Set(decision.id.into()),
        version: Set(decision.version),
        application_id: Set(decision.application.into()),
        call_id: Set(decision.call.into()),
        authority_id: Set(decision.authority.into()),
        lead_id: Set(decision.lead.into()),
        drafted_by: Set(decision.drafted_by.into()),
        changed_by: Set(decision.changed_by.into()),
        award_cents: Set(grant.map(|grant| grant.award.cents())),
        rate: Set(grant.map(|grant| grant.rate.share().to_string())),
        reasoning: Set(decision.proposal.reasoning.clone()),
        state: Set(Into::<&'static str>::into(StateName::from(&decision.state)).to_owned()),
        decided_by: Set(decided_by),
        decided_at: Set(decided_at),
        accepted_by: Set(accepted_by),
        accepted_at: Set(accepted_at),
        refused_by: Set(refused_by),
        refused_at: Set(refused_at),
        refusal_reason: Set(refusal_reason),
        advance: Set(grant
            .and_then(|grant| grant.advance.as_ref())
            .map(advance::to_json)),
        conditions: Set(decision.proposal.conditions.clone().into()),
        set_aside_by: Set(decision.set_aside.map(Into::into)),
        replaces_id: Set(decision.replaces.map(Into::into)),
    }
}

impl TryFrom<Model> for Decision {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let state = state(&row)?;
        let grant = grant(&row)?;
        let conditions = serde_json::from_value(row.conditions).map_err(|fault| {
            StorageError::inconsistent("decision", row.id, format!("conditions: {fault}"))
        })?;
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            application: row.application_id.into(),
            call: row.call_id.into(),
            authority: row.authority_id.into(),
            lead: row.lead_id.into(),
            drafted_by: row.drafted_by.into(),
            changed_by: row.changed_by.into(),
            set_aside: row.set_aside_by.map(Into::into),
            replaces: row.replaces_id.map(Into::into),
            proposal: Proposal {
                grant,
                reasoning: row.reasoning,
                conditions,
            },
            state,
        })
    }
}

fn grant(row: &Model) -> Result<Option<Grant>, StorageError> {
    let inconsistent = |what: String| StorageError::inconsistent("decision", row.id, what);
    match (row.award_cents, &row.rate) {
        (None, None) if row.advance.is_none() => Ok(None),
        (Some(cents), Some(share)) => Ok(Some(Grant {
            award: Money::from_cents(cents),
            rate: Rate::parse_share(share).map_err(|fault| inconsistent(format!("rate: {fault}")))?,
            advance: advance::from_json("decision", row.id, row.advance.clone())?,
        })),
        (award, rate) => Err(inconsistent(format!(
            "the award is {award:?} but the rate is {rate:?} or there is an advance"
        ))),
    }
}

fn state(row: &Model) -> Result<State, StorageError> {
    let name: StateName = code("decision", row.id, "state", &row.state)?;
    let decided = stamp(row.decided_by, row.decided_at);
    let accepted = stamp(row.accepted_by, row.accepted_at);
    let refused = stamp(row.refused_by, row.refused_at).zip(row.refusal_reason.clone());
    Ok(match (name, decided, accepted, refused) {
        (StateName::Drafted, None, None, None) => State::Drafted,
        (StateName::Decided, Some(decided), None, None) => State::Decided { decided },
        (StateName::Accepted, Some(decided), Some(accepted), None) => State::Accepted { decided, accepted },
        (StateName::Refused, Some(decided), None, Some((refused, reason))) => State::Refused {
            decided,
            refused,
            reason,
        },
        (state, ..) => {
            return Err(StorageError::inconsistent(
                "decision",
                row.id,
                format!("the state is {state:?} but the columns of other states are set or its own are not"),
            ));
        }
    })
}
